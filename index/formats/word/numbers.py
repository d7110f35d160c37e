"""Automatic numbers: a paragraph of list 1, level 0 is “一、” in print and nothing in its own text.

A paragraph's list and level may stand in it, in its style or in one that this is based on (ECMA-376-1, 17.9). Every
paragraph of a list counts, whether or not it says anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.formats.word.numerals import print_number
from index.formats.word.package import Element, W, is_on, number, value
from index.formats.word.styles import Styles

_NUMERALS = "0-9０-９一二三四五六七八九十百千万亿零〇两"


@dataclass(frozen=True, slots=True)
class _Level:
    """`restart` is the number of levels above that start it anew; `style` the one whose paragraphs are of it."""

    style_of: str
    text: str
    start: int
    restart: int
    legal: bool
    gap: bool
    style: str
    again: bool = False  # an override: the count starts anew where this list is first used


class Numbers:
    """Counts along the paragraphs, in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, tuple[str, dict[int, _Level]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is None:
            return
        abstract = {item.get(f"{W}abstractNumId", ""): item for item in root.iterchildren(f"{W}abstractNum")}
        linked = {value(item, "styleLink"): name for name, item in abstract.items()}
        nums = {num.get(f"{W}numId", ""): num for num in root.iterchildren(f"{W}num")}
        for number_id, num in nums.items():
            name = value(num, "abstractNumId")
            if name in abstract and (link := value(abstract[name], "numStyleLink")):
                name = linked.get(link, "") or value(nums.get(self._list_of_style(link)), "abstractNumId")
            levels = _levels(abstract[name]) if name in abstract else {}
            self._lists[number_id] = (name, _overridden(levels, num))

    def _list_of_style(self, style: str) -> str:
        found = (value(s.find(f"{W}pPr/{W}numPr"), "numId") for s in self._styles.chain(style))
        return next(filter(None, found), "")

    def of(self, paragraph: Element) -> tuple[str, bool]:
        """The number that Word prints before the paragraph ("" for none or a bullet), and whether a gap follows it."""
        name, levels, at = self._place(paragraph)
        if at not in levels:
            return "", False
        level = levels[at]
        number_id = self._list(paragraph)
        counts = self._counts.setdefault(name, {})
        anew = level.again and (number_id, at) not in self._begun
        self._begun.add((number_id, at))
        counts[at] = level.start if anew else counts.get(at, level.start - 1) + 1
        for deeper in [d for d in counts if d > at and at < (levels[d].restart if d in levels else d)]:
            del counts[deeper]

        def printed(match: re.Match[str]) -> str:
            of = levels.get(int(match[1]) - 1, level)
            return print_number(counts.get(int(match[1]) - 1, of.start), "decimal" if level.legal else of.style_of)

        return "" if level.style_of == "bullet" else re.sub(r"%([1-9])", printed, level.text), level.gap

    def _list(self, paragraph: Element) -> str:
        own = value(paragraph.find(f"{W}pPr/{W}numPr"), "numId")
        styles = (value(style.find(f"{W}pPr/{W}numPr"), "numId") for style in self._styles.of(paragraph))
        return own or next(filter(None, styles), "")

    def _place(self, paragraph: Element) -> tuple[str, dict[int, _Level], int]:
        """The abstract list, its levels, and which of them the paragraph is of."""
        name, levels = self._lists.get(self._list(paragraph), ("", {}))
        own = value(paragraph.find(f"{W}pPr/{W}numPr"), "ilvl")
        if own or not levels:
            return name, levels, number(own, 0)
        for style in self._styles.of(paragraph):
            style_id = style.get(f"{W}styleId")
            for at, level in levels.items():
                if level.style and level.style == style_id:
                    return name, levels, at
            if told := value(style.find(f"{W}pPr/{W}numPr"), "ilvl"):
                return name, levels, number(told, 0)
        return name, levels, 0


def joined(number_text: str, gap: bool, text: str) -> str:
    """A number before its text. They are set apart where they could be read as one (1. 50万元, 第一条 十万元)."""
    last = number_text[-1:]
    open_end = bool(re.match(rf"[{_NUMERALS}\w]", last))
    apart = re.match("[0-9０-９.．%％]", text) or (open_end and (gap or re.match(f"[{_NUMERALS}]", text)))
    return f"{number_text} {text}" if number_text and apart else number_text + text


def _levels(abstract: Element) -> dict[int, _Level]:
    return {number(item.get(f"{W}ilvl"), 0): _level(item) for item in abstract.iterchildren(f"{W}lvl")}


def _level(item: Element) -> _Level:
    at = number(item.get(f"{W}ilvl"), 0)
    form = item.find(f"{W}numFmt")
    style_of = value(item, "numFmt", "decimal")
    if form is not None and style_of == "custom":
        style_of = form.get(f"{W}format", "").partition(",")[0].strip() or "decimal"
    hidden = is_on(item.find(f"{W}rPr/{W}vanish"))
    return _Level(
        style_of,
        "" if hidden else value(item, "lvlText"),
        number(value(item, "start"), 1),
        number(value(item, "lvlRestart"), at),
        is_on(item.find(f"{W}isLgl")),
        value(item, "suff", "tab") != "nothing",
        value(item, "pStyle"),
    )


def _overridden(levels: dict[int, _Level], num: Element) -> dict[int, _Level]:
    levels = dict(levels)
    for override in num.iterchildren(f"{W}lvlOverride"):
        at = number(override.get(f"{W}ilvl"), 0)
        whole = override.find(f"{W}lvl")
        if whole is not None:
            levels[at] = _level(whole)
        start = value(override, "startOverride")
        if start and at in levels:
            levels[at] = replace(levels[at], start=number(start, 1), again=True)
    return levels
