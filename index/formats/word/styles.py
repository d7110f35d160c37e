"""How a run of text looks, as far as that decides what is read: by its own properties, its styles and the defaults.

Of a switch (w:strike, w:vanish, …) the run's own word counts; two styles that both set it cancel out (ECMA-376-1,
17.7.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.formats.word.package import Element, W, is_on, number, value

WHITE = "FFFFFF"
_NAMED = {"black": "000000", "white": WHITE, "none": ""}  # of highlights; no text is set in the others


@dataclass(frozen=True, slots=True)
class Look:
    """`why_not` is the code of the reason why the text is not read, "" when it is; `shift` super- or subscript."""

    why_not: str = ""
    shift: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class _Layers:
    """The properties of a run by where they are said; the first that says something of a property decides."""

    own: dict[str, Element]
    of_run: dict[str, Element]
    of_paragraph: dict[str, Element]
    defaults: dict[str, Element]

    def one(self, tag: str) -> Element | None:
        layers = (self.own, self.of_run, self.of_paragraph, self.defaults)
        return next((layer[W + tag] for layer in layers if W + tag in layer), None)

    def usual(self, tag: str) -> Element | None:
        return self.of_paragraph.get(W + tag, self.defaults.get(W + tag))

    def switch(self, tag: str) -> bool:
        if W + tag in self.own:
            return is_on(self.own[W + tag])
        styled = is_on(self.of_run.get(W + tag)) != is_on(self.of_paragraph.get(W + tag))
        return styled or is_on(self.defaults.get(W + tag))


class Styles:
    def __init__(self, root: Element | None) -> None:
        styles = list(root.iterchildren(f"{W}style")) if root is not None else []
        self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        default = (s.get(f"{W}styleId", "") for s in styles if s.get(f"{W}type") == "paragraph" and _is_default(s))
        self._default = next(default, "")
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        self._defaults = _by_tag(defaults)
        self._known: dict[tuple[str, str], dict[str, Element]] = {}

    def of(self, paragraph: Element) -> list[Element]:
        """The paragraph's style and those that it is based on, the nearest first."""
        return self.chain(value(paragraph.find(f"{W}pPr"), "pStyle", self._default))

    def chain(self, style_id: str) -> list[Element]:
        found: list[Element] = []
        style = self._styles.get(style_id)
        while style is not None and style not in found:
            found.append(style)
            style = self._styles.get(value(style, "basedOn"))
        return found

    def level(self, paragraph: Element) -> int | None:
        """The level of a heading, from 1: the paragraph's own, or that of its style; None for body text."""
        own = paragraph.find(f"{W}pPr")
        levels = [value(own, "outlineLvl")]
        for style in self.of(paragraph):
            named = re.match(r"(?:heading|标题)\s*([1-9])", value(style, "name"), re.I)
            levels += [value(style.find(f"{W}pPr"), "outlineLvl"), str(int(named[1]) - 1) if named else ""]
        level = number(next(filter(None, levels), ""), 9)
        return level + 1 if 0 <= level < 9 else None

    def look(self, own: Element | None, paragraph: Element, background: str) -> Look:
        """Of a run with the properties `own`; `background` is the colour behind the paragraph, "" when unknown."""
        layers = self._layers(own, paragraph)
        fonts = layers.one("rFonts")
        return Look(
            self._why_not(layers, paragraph, background),
            _shift(layers.one("vertAlign"), layers.one("position"), layers.one("sz"), layers.usual("sz")),
            fonts.get(f"{W}ascii", fonts.get(f"{W}hAnsi", "")) if fonts is not None else "",
        )

    def is_hidden(self, own: Element | None, paragraph: Element) -> bool:
        """Whether text with the properties `own` is marked as hidden."""
        return self._layers(own, paragraph).switch("vanish")

    def _why_not(self, layers: _Layers, paragraph: Element, background: str) -> str:
        size = layers.one("sz")
        if layers.switch("vanish") or (size is not None and 0 < number(size.get(f"{W}val"), 21) <= 2):  # one point
            return "hidden_text"
        style = value(paragraph.find(f"{W}pPr"), "pStyle", self._default)
        shades = (
            _shade(layers.one("shd"), layers.one("highlight")),
            _shade(paragraph.find(f"{W}pPr/{W}shd"), None),
            _shade(self._properties(style, "pPr").get(f"{W}shd"), None),
            background,
        )
        if _is_invisible(layers.one("color"), next(shade for shade in shades if shade is not None)):
            return "hidden_text"
        return "struck_text" if layers.switch("strike") or is_on(layers.one("dstrike")) else ""

    def _layers(self, own: Element | None, paragraph: Element) -> _Layers:
        style = value(paragraph.find(f"{W}pPr"), "pStyle", self._default)
        of_run = self._properties(value(own, "rStyle"), "rPr")
        return _Layers(_by_tag(own), of_run, self._properties(style, "rPr"), self._defaults)

    def _properties(self, style_id: str, part: str) -> dict[str, Element]:
        key = (style_id, part)
        if key not in self._known:
            found: dict[str, Element] = {}
            for style in reversed(self.chain(style_id)):
                found |= _by_tag(style.find(W + part))
            self._known[key] = found
        return self._known[key]


def fill_of(properties: Element | None) -> str | None:
    """The colour that a cell or table has behind its text: None for none of its own, "" for one that is not known."""
    return _shade(properties.find(f"{W}shd"), None) if properties is not None else None


def _is_default(style: Element) -> bool:
    return style.get(f"{W}default") in ("1", "true", "on")


def _by_tag(properties: Element | None) -> dict[str, Element]:
    return {child.tag: child for child in properties.iterchildren("*")} if properties is not None else {}


def _shade(shade: Element | None, highlight: Element | None) -> str | None:
    named = _NAMED.get(highlight.get(f"{W}val", ""), "other") if highlight is not None else ""
    if named:
        return named if named != "other" else ""
    if shade is None:
        return None
    kind = shade.get(f"{W}val", "clear")
    fill = shade.get(f"{W}color" if kind == "solid" else f"{W}fill", "auto")
    if kind not in ("clear", "nil", "solid"):
        return ""
    return None if fill == "auto" else fill.upper()


def _is_invisible(colour: Element | None, behind: str) -> bool:
    """Whether text has the very colour of what is behind it, or one that no eye tells from it."""
    text = colour.get(f"{W}val", "auto").upper() if colour is not None else "AUTO"
    if not all(re.fullmatch("[0-9A-F]{6}", side) for side in (text, behind)):
        return False
    return all(abs(int(text[i : i + 2], 16) - int(behind[i : i + 2], 16)) < 16 for i in (0, 2, 4))


def _shift(shift: Element | None, raised: Element | None, size: Element | None, usual: Element | None) -> str:
    """Super- or subscript, also where small letters are raised or lowered by hand."""
    if shift is not None and shift.get(f"{W}val") in ("superscript", "subscript"):
        return str(shift.get(f"{W}val"))
    by = number(raised.get(f"{W}val"), 0) if raised is not None else 0
    small = number(size.get(f"{W}val"), 21) if size is not None else 21
    normal = number(usual.get(f"{W}val"), 21) if usual is not None else 21
    if abs(by) < 4 or small >= normal:
        return ""
    return "superscript" if by > 0 else "subscript"
