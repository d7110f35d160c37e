"""The text of a paragraph as it is shown: without what is struck, hidden or deleted, with figures kept apart.

Raised and lowered digits are printed with Unicode's own (10⁷, CO₂), so that no figure is made of them. The marks of
notes, instructions of fields and the pinyin above words are not text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from docx.oxml.ns import qn

from index.formats.word.formula import LOWERED, RAISED, formula
from index.formats.word.package import Element, W, is_on, number
from index.formats.word.styles import WHITE, Look, Styles
from index.formats.word.symbols import PRIVATE, SYMBOL_FONTS, symbol

_SKIPPED = frozenset({f"{W}pPr", f"{W}rPr", f"{W}instrText", f"{W}delInstrText", f"{W}rt"})
_SHIFTED = {"superscript": RAISED, "subscript": LOWERED}
_CIRCLED = re.compile(r"\\o(?:\\a[clr])?\s*\([○◯O]\s*[,，;]\s*(?P<in>[^)]+)\)", re.I)
_FRACTION = re.compile(r"\\f\s*\((?P<over>[^(),;]+)[,;](?P<under>[^(),;]+)\)", re.I)


@dataclass(slots=True)
class Paragraph:
    """`notes` are the notes that it refers to (kind of part, id), `boxes` its text boxes, `gone` whether its end is
    not shown, so that the next paragraph goes on in its line."""

    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    gone: str = ""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    has_result: bool = False


class TextReader:
    """Reads paragraphs. `left_out` gathers the codes of what was not read; `pictures` the sizes of pictures (EMU)."""

    def __init__(self, styles: Styles) -> None:
        self.left_out: set[str] = set()
        self.pictures: list[tuple[int, int]] = []
        self.background = WHITE
        self._styles = styles
        self._parts: list[str] = []
        self._fields: list[_Field] = []
        self._into = Paragraph()
        self._look = Look()
        self._deleted = False
        self._own_mark = False
        self._take: dict[str, Callable[[Element], None]] = {
            f"{W}r": self._run,
            f"{W}t": self._text,
            f"{W}delText": self._deleted_text,
            f"{W}tab": lambda _: self._print(" "),
            f"{W}ptab": lambda _: self._print(" "),
            f"{W}br": lambda _: self._print("\n"),
            f"{W}cr": lambda _: self._print("\n"),
            f"{W}noBreakHyphen": lambda _: self._print("-"),
            f"{W}sym": self._symbol,
            f"{W}del": self._deletion,
            f"{W}moveFrom": self._deletion,
            f"{W}fldChar": self._field,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}drawing": self._drawing,
            f"{W}pict": self._drawing,
            f"{W}object": self._drawing,
            qn("m:oMath"): lambda e: self._print(formula(e)),
        }

    def read(self, paragraph: Element) -> Paragraph:
        self._parts, self._fields, self._into = [], [], Paragraph()
        self._paragraph, self._look, self._deleted = paragraph, Look(), False
        self._walk(paragraph)
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        if mark is not None and any(mark.find(W + tag) is not None for tag in ("del", "moveFrom")):
            self._into.gone = "deleted"
        elif self._styles.is_hidden(mark, paragraph):
            self._into.gone = "hidden"
        self._into.text = "".join(self._parts)
        return self._into

    def _walk(self, element: Element) -> None:
        for child in element.iterchildren("*"):
            if child.tag in _SKIPPED:
                if child.tag == f"{W}instrText" and self._fields:
                    self._fields[-1].instruction += child.text or ""
            elif take := self._take.get(child.tag):
                take(child)
            else:
                self._walk(child)

    def _run(self, run: Element) -> None:
        outer = self._look
        self._look = self._styles.look(run.find(f"{W}rPr"), self._paragraph, self.background)
        self._own_mark = False
        self._walk(run)
        self._look = outer

    def _deletion(self, element: Element) -> None:
        outer, self._deleted = self._deleted, True
        self._walk(element)
        self._deleted = outer

    def _deleted_text(self, element: Element) -> None:
        self.left_out |= {"tracked_changes"} if (element.text or "").strip() else set()

    def _why_not(self) -> str:
        return "tracked_changes" if self._deleted else self._look.why_not

    def _print(self, text: str) -> None:
        if self._own_mark or any(not f.has_result for f in self._fields):
            return
        if why_not := self._why_not():
            self.left_out |= {why_not} if text.strip() else set()
            return
        self._parts.append(text.translate(_SHIFTED[self._look.shift]) if self._look.shift else text)

    def _text(self, element: Element) -> None:
        text = re.sub(r"[\n\r\t]", " ", element.text or "")
        if self._look.font.lower() in SYMBOL_FONTS:
            text = PRIVATE.sub(lambda m: self._of_font(self._look.font, ord(m[0])), text)
        self._print(text)

    def _symbol(self, element: Element) -> None:
        code = element.get(f"{W}char", "")
        if re.fullmatch("[0-9A-Fa-f]{1,6}", code):
            self._print(self._of_font(element.get(f"{W}font", ""), int(code, 16)))

    def _of_font(self, font: str, code: int) -> str:
        found = symbol(font, code)
        if found is None and not self._why_not():
            self.left_out.add("symbols")
        return found or ""

    def _field(self, element: Element) -> None:
        match element.get(f"{W}fldCharType"):
            case "begin":
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].has_result = True
            case "end" if self._fields:
                ended = self._fields.pop()
                if not ended.has_result and re.match(r"\s*EQ\b", ended.instruction, re.I):
                    self._print(self._equation(ended.instruction))
            case _:
                pass

    def _equation(self, instruction: str) -> str:
        """What Word draws for an EQ field, which has no result: a number in a circle, a fraction."""
        if match := _CIRCLED.search(instruction):
            inside = match["in"].strip()
            value = number(inside, 0)
            return chr(ord("①") + value - 1) if 0 < value <= 20 else f"（{inside}）"
        if match := _FRACTION.search(instruction):
            return f"{match['over'].strip()}/{match['under'].strip()}"
        self.left_out.add("formulas")
        return ""

    def _note(self, element: Element) -> None:
        if not self._why_not():
            self._into.notes.append((element.tag[len(W) :].replace("Reference", "s"), element.get(f"{W}id", "")))
        self._own_mark = is_on(element) and element.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")

    def _drawing(self, element: Element) -> None:
        """A picture, and the text boxes in it that stand in no other box."""
        boxes = [box for box in element.iter(f"{W}txbxContent") if _outermost(box, element)]
        words = [art.get("string", "") for art in element.iter("{urn:schemas-microsoft-com:vml}textpath")]
        if why_not := self._why_not():
            said = any(words) or any(next(box.iter(f"{W}t", f"{W}delText"), None) is not None for box in boxes)
            self.left_out |= {why_not} if said else set()
            return
        self._into.boxes += boxes
        for word in filter(None, words):
            self._print(f"\n{word}\n")
        self.pictures += _sizes(element)
        kinds = {data.get("uri", "").rpartition("/")[2] for data in element.iter(qn("a:graphicData"))}
        if element.tag == f"{W}object" or kinds & {"chart", "chartex", "diagram"}:
            self.left_out.add("objects")


def _outermost(box: Element, drawing: Element) -> bool:
    for above in box.iterancestors():
        if above is drawing:
            return True
        if above.tag == f"{W}txbxContent":
            return False
    return True


def _sizes(element: Element) -> list[tuple[int, int]]:
    """Width and height of the pictures in EMU, also of those in the old markup (style="width:200pt;height:…")."""
    if next(element.iter(qn("pic:pic")), None) is not None:
        return [(number(e.get("cx"), 0), number(e.get("cy"), 0)) for e in element.iter(qn("wp:extent"))]
    found = []
    for data in element.iter("{urn:schemas-microsoft-com:vml}imagedata"):
        shape = data.getparent()
        style = shape.get("style", "") if shape is not None else ""
        sides = dict(re.findall(r"(width|height):\s*([0-9]{1,5})(?:\.[0-9]*)?pt", style))
        found.append((number(sides.get("width"), 0) * 12700, number(sides.get("height"), 0) * 12700))
    return found
