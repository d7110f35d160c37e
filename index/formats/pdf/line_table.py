"""Tables without borders: lines of a page whose text stands in the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

MIN_COLUMNS, MIN_ROWS = 3, 3
"""Of offices beside each other in a signature there are two; a table has a head and rows."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text between two wide gaps of a line; `left` and `right` in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page; all measures in points, `top` (of its baseline) from the head of the page.

    `margins` are those of its column, where the page has several; `pale` tells that all of it is, `blank` that a blank
    is printed behind it.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    cells: tuple[Cell, ...] = ()
    margins: tuple[float, float] | None = None
    pale: bool = False
    blank: bool = False


def with_columns(lines: Sequence[TextLine]) -> Iterator[TextLine | list[list[str]]]:
    """The lines from the top, those that make a table as one."""
    at = 0
    while at < len(lines):
        end, rows = _table(lines, at)
        if len(rows) >= MIN_ROWS:
            yield [[cell.text for cell in row] for row in rows]
            at = end
        else:
            yield lines[at]
            at += 1


def _table(lines: Sequence[TextLine], start: int) -> tuple[int, list[list[Cell]]]:
    """The rows of the table that begins at `start`, and where it ends; a row goes on in lines below it."""
    columns = len(lines[start].cells)
    rows: list[list[Cell]] = []
    at = start
    while columns >= MIN_COLUMNS and at < len(lines):
        cells = lines[at].cells
        if len(cells) == columns and (not rows or all(map(_overlap, rows[0], cells))):
            rows.append(list(cells))
        elif rows and (places := [_column(cell, rows) for cell in cells]) and None not in places and 0 not in places:
            for place, cell in zip(places, cells, strict=True):
                if place is not None:
                    above = rows[-1][place]
                    text = join_texts((above.text, cell.text))
                    rows[-1][place] = Cell(text, above.left, max(above.right, cell.right))
        else:
            break
        at += 1
    return at, rows


def join_texts(texts: Sequence[str]) -> str:
    """Lines of one cell; words and figures of two lines are never made one."""
    joined = ""
    for text in texts:
        apart = joined[-1:].isascii() and joined[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
        joined += (" " if apart else "") + text
    return joined


def _overlap(a: Cell, b: Cell) -> bool:
    return a.left < b.right and b.left < a.right


def _column(cell: Cell, rows: Sequence[Sequence[Cell]]) -> int | None:
    """The one column that the cell stands in; None for a line of text, which stands in several."""
    found = [i for i in range(len(rows[0])) if any(_overlap(cell, row[i]) for row in rows)]
    return found[0] if len(found) == 1 else None
