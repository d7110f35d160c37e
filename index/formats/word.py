"""Word documents (.docx): paragraphs with their automatic numbers, tables, text boxes.

Headers, footers, comments and deleted text of tracked changes are not part of the document.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.styles.style import BaseStyle

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded
from index.numbering import to_han

MAX_UNPACKED = 200_000_000  # bytes; a small zip can hold a huge file

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN_FORMATS = frozenset(
    {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
)


def read_docx(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when the file is encrypted, not a Word document, or unpacks to too much."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(f"{name}: it is encrypted, or an old .doc; open it in Word and save it as a plain .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(item.file_size for item in package.infolist())
        if size > MAX_UNPACKED:
            raise DocumentError(f"{name}: it unpacks to {size} bytes, more than {MAX_UNPACKED}; split it")
        document = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
        raise DocumentError(f"{name}: it is not a Word document; save it as .docx again") from error
    reader = _Reader(document)
    for block in _blocks(document.element.body):
        reader.read(block)
    return reader.lines.loaded()


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables, also inside content controls."""
    for child in parent.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _blocks(content)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.lines = Lines()
        self._styles = {style.style_id: style for style in document.styles if hasattr(style, "style_id")}
        self._numbers = _Numbers(document)

    def read(self, block: Element) -> None:
        if block.tag == qn("w:tbl"):
            self.lines.add_table(_table(block, self._numbers, self._styles))
            return
        style = _style(block, self._styles)
        text = self._numbers.of(block, style) + _text(block)
        level = _outline_level(block, style)
        is_heading = level is not None and len(text) <= 60 and "。" not in text
        self.lines.add(text, heading=level if is_heading else None)
        for box in _boxes(block):
            for inner in _blocks(box):
                self.read(inner)


def _style(paragraph: Element, styles: dict[str, BaseStyle]) -> BaseStyle | None:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(found.get(qn("w:val"))) if found is not None else None


def _text(paragraph: Element) -> str:
    """The paragraph's text without deleted runs and without its text boxes."""
    parts: list[str] = []

    def walk(element: Element) -> None:
        for child in element.iterchildren():
            match child.tag:
                case tag if tag == qn("w:t"):
                    parts.append(child.text or "")
                case tag if tag == qn("w:tab"):
                    parts.append(" ")
                case tag if tag in (qn("w:br"), qn("w:cr")):
                    parts.append("\n")
                case tag if tag == qn("w:noBreakHyphen"):
                    parts.append("-")
                case tag if tag in (
                    qn("w:del"),
                    qn("w:moveFrom"),
                    qn("w:pPr"),
                    qn("w:rPr"),
                    qn("w:drawing"),
                    qn("w:pict"),
                ):
                    pass
                case tag if str(tag).endswith("}AlternateContent"):
                    pass
                case _:
                    walk(child)

    walk(paragraph)
    return "".join(parts)


def _boxes(paragraph: Element) -> list[Element]:
    """The contents of the paragraph's text boxes; the fallback copy of a drawing is left out."""
    boxes = []
    for box in paragraph.iter(qn("w:txbxContent")):
        above = [element.tag for element in box.iterancestors()]
        if not any(str(tag).endswith("}Fallback") for tag in above) and above.count(qn("w:txbxContent")) == 0:
            boxes.append(box)
    return boxes


def _outline_level(paragraph: Element, style: BaseStyle | None) -> int | None:
    """The level of a heading, from 1: its own, or its style's."""
    own = paragraph.find(f"{_W}pPr/{_W}outlineLvl")
    if own is not None and own.get(qn("w:val"), "").isdigit() and int(own.get(qn("w:val"))) < 9:
        return int(own.get(qn("w:val"))) + 1
    match = re.match(r"(?:heading|标题)\s*(\d)", (style.name or "") if style is not None else "", re.I)
    return int(match[1]) if match else None


def _table(table: Element, numbers: _Numbers, styles: dict[str, BaseStyle]) -> list[list[str]]:
    """The cells by row and column; a merged cell stands in each place that it covers."""
    rows: list[list[str]] = []
    for row in table.iterchildren(qn("w:tr")):
        cells: list[str] = []
        for cell in row.iterchildren(qn("w:tc")):
            text = " ".join(_cell_lines(cell, numbers, styles))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(qn("w:val")) != "restart" and rows and len(cells) < len(rows[-1]):
                text = rows[-1][len(cells)]
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            cells += [text] * (int(span.get(qn("w:val"), 1)) if span is not None else 1)
        rows.append(cells)
    return rows


def _cell_lines(cell: Element, numbers: _Numbers, styles: dict[str, BaseStyle]) -> Iterator[str]:
    for block in _blocks(cell):
        if block.tag == qn("w:tbl"):
            yield from (" ".join(row) for row in _table(block, numbers, styles))
        elif text := (numbers.of(block, _style(block, styles)) + _text(block)).strip():
            yield text


class _Numbers:
    """Automatic numbers: a paragraph of list 1, level 0 is “一、” in print and nothing in its own text."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        patterns = {
            item.get(qn("w:abstractNumId")): {
                int(level.get(qn("w:ilvl"))): (
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )
                for level in item.iterchildren(qn("w:lvl"))
            }
            for item in root.iterchildren(qn("w:abstractNum"))
        }
        for num in root.iterchildren(qn("w:num")):
            abstract = _value(num, "w:abstractNumId", "")
            number_id = num.get(qn("w:numId"))
            levels = dict(patterns.get(abstract, {}))
            restarts = False
            for override in num.iterchildren(qn("w:lvlOverride")):
                level = int(override.get(qn("w:ilvl")))
                start = override.find(qn("w:startOverride"))
                if start is not None and level in levels:
                    levels[level] = (*levels[level][:2], int(start.get(qn("w:val"))))
                    restarts = True
            self._levels[number_id] = levels
            self._abstract[number_id] = f"{abstract}#{number_id}" if restarts else abstract

    def of(self, paragraph: Element, style: BaseStyle | None) -> str:
        """The number that Word prints before the paragraph, "" for none or a bullet."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None and style is not None:
            properties = style.element.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        number_id = _value(properties, "w:numId", "")
        level = int(_value(properties, "w:ilvl", "0"))
        levels = self._levels.get(number_id, {})
        if level not in levels or not _text(paragraph).strip():
            return ""
        counts = self._counts.setdefault(self._abstract[number_id], {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        if levels[level][0] in ("bullet", "none"):
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style_of, _, start = levels.get(at, ("decimal", "", 1))
            return _print(counts.get(at, start), style_of)

        return re.sub(r"%(\d)", number, levels[level][1])


def _value(element: Element, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    return found.get(qn("w:val"), default) if found is not None else default


def _print(value: int, style: str) -> str:
    if style in _HAN_FORMATS and 0 < value < 10_000:
        return to_han(value)
    if style.startswith("decimalEnclosedCircle") and 0 < value <= 20:
        return chr(ord("①") + value - 1)
    if style in ("upperLetter", "lowerLetter") and 0 < value <= 26:
        return chr(ord("A" if style == "upperLetter" else "a") + value - 1)
    return str(value)
