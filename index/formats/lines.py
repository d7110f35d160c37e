"""What a format hands on: text in lines, and what its markup says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from index.formats.headers import merged_header, unit_above, with_units
from index.reading.marks import holds
from index.reading.page_fields import is_label


class Part(StrEnum):
    """What a line of a table is. A GROUP heads the rows below it (一、企业培育类 across all columns)."""

    TEXT = "text"
    ROW = "row"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The decoded original. Offsets are into `text`, of the first character of a line.

    `headings` are lines that the markup makes headings, with their level; `rows` are table rows, written out as
    sentences, and `groups` the lines that head some of them; `pages` where each page begins (empty for a format
    without pages); `unread` pages hold pictures only. `wrapped` tells that lines may break inside sentences; `title`
    is what a page calls itself apart from its text.
    """

    text: str
    headings: Mapping[int, int] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    pages: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    wrapped: bool = False
    warnings: tuple[tuple[str, str], ...] = ()
    title: str = ""

    def page_of(self, offset: int) -> int | None:
        """The page, from 1, that holds the offset."""
        return sum(start <= offset for start in self.pages) or None


class Lines:
    """Collects lines into a `Loaded`."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._headings: dict[int, int] = {}
        self._parts_of: dict[Part, set[int]] = {part: set() for part in Part}
        self._pages: list[int] = []
        self._unread: list[int] = []
        self._warnings: list[tuple[str, str]] = []

    def add(self, line: str, *, heading: int | None = None, part: Part = Part.TEXT) -> None:
        """Add a line (or several, at line breaks); blank ones count for nothing."""
        for piece in line.split("\n"):
            piece = piece.strip()
            if not piece:
                continue
            if heading is not None:
                self._headings[self._length] = heading
            self._parts_of[part].add(self._length)
            self._parts.append(piece)
            self._length += len(piece) + 1

    def add_table(self, rows: Sequence[Sequence[str]]) -> None:
        """Add a table; a line right above it (单位：万元) gives the unit of its bare figures."""
        for line, part in read_table(rows, unit_above(self._parts[-1]) if self._parts else ""):
            self.add(line, part=part)

    def begin_page(self) -> None:
        self._pages.append(self._length)

    def mark_unread(self) -> None:
        """The page that was begun last has nothing to read."""
        self._unread.append(len(self._pages))

    def warn(self, code: str, message: str) -> None:
        self._warnings.append((code, message))

    def loaded(self) -> Loaded:
        return Loaded(
            "\n".join(self._parts),
            self._headings,
            frozenset(self._parts_of[Part.ROW]),
            frozenset(self._parts_of[Part.GROUP]),
            tuple(self._pages),
            tuple(self._unread),
            warnings=tuple(self._warnings),
        )


def read_table(rows: Sequence[Sequence[str]], unit: str = "") -> list[tuple[str, Part]]:
    """The lines of a table: each row as a sentence that names its columns (级别：国家级；标准：100万元。).

    A title in the first row and a note in the last are text; a short cell that stands alone heads the rows below it.
    A table of labels and values (索引号 | …) gives its pairs as lines. A header may be of several lines. Bare figures
    get the unit that their column's header names, or else `unit`.
    """
    cells = [[" ".join((cell or "").split()) for cell in row] for row in rows]
    cells = [row for row in cells if any(row)]
    lines: list[tuple[str, Part]] = []
    while len(cells) > 1 and _alone(cells[0]):
        lines.append((_alone(cells.pop(0)), Part.TEXT))
        unit = unit_above(lines[-1][0]) or unit
    if not cells:
        return lines
    if all(len(row) % 2 == 0 and all(_is_label(label) for label in row[::2] if label) for row in cells):
        return lines + [
            (f"{label.rstrip('：:')}：{value}", Part.TEXT)
            for row in cells
            for label, value in zip(row[::2], row[1::2], strict=True)
            if label and value
        ]
    header = cells.pop(0) if len(cells) > 1 and _is_header(cells[0]) else None
    while header and len(cells) > 1 and _is_header(cells[0]) and (merged := merged_header(header, cells[0])):
        header = merged
        cells.pop(0)
    for row in (with_units(header, row, unit) for row in cells):
        if (alone := _alone(row)) and not (header and _is_value(row)):
            lines.append((alone, Part.GROUP if _is_header([alone]) else Part.TEXT))
            continue
        parts: list[str] = []
        for column, cell in enumerate(row):
            name = header[column] if header and column < len(header) else ""
            part = f"{name}：{cell}" if name and name != cell else cell
            if cell and part not in parts:
                parts.append(part)
        lines.append(("；".join(part.rstrip("；。;") for part in parts) + "。", Part.ROW))
    return lines


def _alone(row: Sequence[str]) -> str:
    """The text of a row that has only one, over several columns."""
    texts = set(filter(None, row))
    return texts.pop() if len(texts) == 1 and len(row) > 1 else ""


def _is_value(row: Sequence[str]) -> bool:
    """Whether the only cell of a row is a figure below the name of its column, and no head of the rows below."""
    texts = [cell for cell in row if cell]
    return len(texts) == 1 and not row[0] and any(map(str.isdecimal, texts[0]))


def _is_label(cell: str) -> bool:
    return is_label(cell) or (cell.endswith(("：", ":")) and len(cell) <= 12)


def _is_header(row: Sequence[str]) -> bool:
    """Short words, no sentences and no amounts."""
    named = [cell for cell in row if cell]
    return len(named) * 2 > len(row) and all(map(is_name, named))


def is_name(cell: str) -> bool:
    """Whether the cell can name a column: short, no sentence and no figure."""
    return len(cell) <= 20 and not holds(cell, "。；;") and not any(map(str.isdecimal, cell))
