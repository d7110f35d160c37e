"""What stands on the pages of a document besides its text: page numbers, running heads, what a browser prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.formats.pdf.line_table import TextLine
from index.formats.pdf.tables import PageTable
from index.language.numbering import line_mark
from index.language.rules import Rules
from index.reading.pages import is_page_number, without_numbers

Grid = list[list[str]]
Item = TextLine | PageTable | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: lines and tables in reading order."""

    items: list[Item]
    width: float
    height: float
    pictures: int


def text_lines(sheet: Sheet) -> Iterator[TextLine]:
    return (item for item in sheet.items if isinstance(item, TextLine))


_PAGE, _TABLES = Rules("reading/page"), Rules("formats/tables")


def without_furniture(sheets: Sequence[Sheet], body_size: float) -> list[Sheet]:
    repeated = _repeated(sheets, body_size)
    return [replace(sheet, items=[i for i in sheet.items if not _is_furniture(i, sheet, repeated)]) for sheet in sheets]


def _repeated(sheets: Sequence[Sheet], body_size: float) -> set[str]:
    """Lines at the head or foot of many pages, whatever their numbers (those of a heading count), and pale ones."""
    edges: Counter[str] = Counter()
    pale: Counter[str] = Counter()
    for sheet in sheets:
        pale.update(_key(line) for line in text_lines(sheet) if line.pale)
        edges.update({_key(line) for line in _edge_lines(sheet, body_size)})
    most = max(2, len(sheets) / 3)
    return {key for key, count in edges.items() if count >= most} | {key for key, count in pale.items() if count > 2}


def _edge_lines(sheet: Sheet, body_size: float) -> Iterator[TextLine]:
    for line in text_lines(sheet):
        if _TABLES["unit_line"].match(line.text):  # what the figures of a table over pages count
            continue
        is_head = line.size > body_size + 0.5 or (line.size > body_size - 0.5 and line_mark(line.text, 0))
        if _at_edge(line, sheet) and not is_head:
            yield line


def _key(line: TextLine) -> str:
    """Its words without their numbers, and its size: a title is not the running head that repeats it."""
    return without_numbers("".join(line.text.split())) + f" {line.size:.0f}"


def _at_edge(line: TextLine, sheet: Sheet) -> bool:
    return line.top < sheet.height * 0.1 or line.top > sheet.height * 0.88


def _is_furniture(item: Item, sheet: Sheet, repeated: set[str]) -> bool:
    if not isinstance(item, TextLine):
        return False
    if item.pale and _key(item) in repeated:
        return True
    return _at_edge(item, sheet) and bool(
        is_page_number(item.text, at_edge=True)
        or _PAGE["printed_by_browser"].fullmatch(item.text)
        or _key(item) in repeated
    )
