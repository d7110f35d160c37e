"""Lines and tables of pages as paragraphs: broken lines joined, tables over pages as one."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from index.formats.lines import Lines, read_table
from index.formats.pdf.furniture import Grid, Item, Sheet, text_lines, without_furniture
from index.formats.pdf.line_table import TextLine
from index.formats.pdf.tables import PageTable, continues, go_on
from index.language.dates import is_date_line
from index.language.numbering import line_mark
from index.language.offices import is_organ
from index.language.rules import Rules
from index.reading.marks import ends_sentence
from index.reading.page_fields import is_field_line, is_number_line

_RULES = Rules("formats/tables")
Margins = tuple[float, float]
MANY_LINES = 400
"""Enough of them to see the margins by."""


def add_paragraphs(sheets: Sequence[Sheet], lines: Lines) -> None:
    body_size = _body_size([line for sheet in sheets for line in text_lines(sheet)])
    sheets = without_furniture(sheets, body_size)
    bodies = [
        [line for line in text_lines(sheet) if line.margins is None and abs(line.size - body_size) < 1.5]
        for sheet in sheets
    ]
    everywhere = [line for body in bodies for line in body][:MANY_LINES]
    writer = _Writer(lines, body_size)
    for sheet, body in zip(sheets, bodies, strict=True):
        writer.add_page(sheet, body[:MANY_LINES] if len(body) >= 12 else everywhere)
    writer.close()


def _body_size(lines: Sequence[TextLine]) -> float:
    sizes: Counter[int] = Counter()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    return float(sizes.most_common(1)[0][0]) if sizes else 12.0


def _margins(lines: Sequence[TextLine], width: float) -> Margins:
    """Where the lines begin, and where full ones end together. Where none do, both margins are alike."""
    if not lines:
        return 0.0, width
    size = lines[0].size
    starts, ends = sorted(line.left for line in lines), sorted(line.right for line in lines)
    many = max(2, len(lines) // 10)
    left = next((at for at in starts if _between(starts, at, at + 0.5 * size) >= many), starts[0])
    for right in reversed(ends):
        tight, near = (_between(ends, right - by * size, right) for by in (0.3, 1.0))
        if (tight >= 3 or (near >= 3 and near * 5 >= len(ends))) and right - left > 0.6 * (width - 2 * left):
            return left, right
    return left, width - left


def _between(places: Sequence[float], low: float, high: float) -> int:
    return bisect_right(places, high) - bisect_left(places, low)


def _margins_of(line: TextLine, body: Sequence[TextLine], width: float) -> Margins:
    """Those of its column, or of the lines above and below it."""
    return line.margins or _margins([other for other in body if _overlap(line, other)], width)


def _overlap(a: TextLine, b: TextLine) -> bool:
    return min(a.right, b.right) - max(a.left, b.left) > 0.5 * min(a.right - a.left, b.right - b.left)


class _Writer:
    """Holds back what the next page may go on with: an open paragraph with the notes below it, or a table."""

    def __init__(self, lines: Lines, body_size: float) -> None:
        self._lines = lines
        self._body_size = body_size
        self._text = ""
        self._last: TextLine | None = None
        self._hang: float | None = None  # where the lines of the paragraph below its first begin
        self._table: PageTable | None = None
        self._rows: Grid = []
        self._breaks: list[int] = []
        self._notes: list[tuple[str, TextLine]] = []
        self._passed = 0  # pages that only go on with what is held back

    def add_page(self, sheet: Sheet, body: Sequence[TextLine]) -> None:
        began = False
        for item in sheet.items:
            margins = _margins_of(item, body, sheet.width) if isinstance(item, TextLine) else (0.0, 0.0)
            if isinstance(item, PageTable) and not began and self._table and continues(self._table, item):
                self._add_rest(item)
                began = True
                continue
            if isinstance(item, TextLine) and (self._joins(item, margins) or self._is_note(item, sheet, margins)):
                continue
            self.close()
            if not began:
                self._lines.begin_page()
                began = True
            self._open(item)
        if not began and (sheet.items or not sheet.pictures):
            self._passed += 1
        elif not began:
            self.close()
            self._lines.begin_page()
            self._lines.mark_unread()

    def close(self) -> None:
        self._lines.add(self._text)
        self._text, self._last = "", None
        for text, _ in self._notes:
            self._lines.add(text)
        self._notes = []
        for _ in range(self._passed if not self._table else 0):
            self._lines.begin_page()
        if self._table:
            at = 0
            for end in [*(len(read_table(self._rows[:rows])) for rows in self._breaks), None]:
                if at:
                    self._lines.begin_page()
                for line, part in read_table(self._rows)[at:end]:
                    self._lines.add(line, part=part)
                at = end or 0
            for _ in range(self._passed):
                self._lines.begin_page()
        self._table, self._rows, self._breaks, self._passed = None, [], [], 0

    def _open(self, item: Item) -> None:
        if isinstance(item, TextLine):
            self._text, self._last, self._hang = item.text, item, None
        elif isinstance(item, PageTable):
            self._table, self._rows = item, item.texts()
        else:
            self._lines.add_table(item)

    def _add_rest(self, item: PageTable) -> None:
        assert self._table
        self._breaks.append(go_on(self._rows, self._table, item))
        self._table = item

    def _joins(self, item: TextLine, margins: Margins) -> bool:
        if not self._last or not _continues(self._last, item, margins, self._hang):
            return False
        self._hang = item.left
        self._text = _joined(self._text, self._last, item, margins)
        self._last = item
        return True

    def _is_note(self, item: TextLine, sheet: Sheet, margins: Margins) -> bool:
        """A line in small print below the text stands after the paragraph that may go on over the page."""
        small = item.size < self._body_size - 1.5 and item.top > sheet.height * 0.7
        if not (small and self._last and self._last.top < item.top and self._last.size > item.size + 1.5):
            return False
        if self._notes and _continues(self._notes[-1][1], item, margins, None):
            text, last = self._notes[-1]
            self._notes[-1] = _joined(text, last, item, margins), item
        else:
            self._notes.append((item.text, item))
        return True


def _joined(text: str, line: TextLine, following: TextLine, margins: Margins) -> str:
    """A blank between Latin words; between digits only where one is printed, or a digit had room: else the figure goes
    on."""
    if not (
        text[-1:].isascii() and text[-1:].isalnum() and following.text[:1].isascii() and following.text[:1].isalnum()
    ):
        return text + following.text
    room = (line.margins or margins)[1] - line.right
    one = text[-1].isdigit() and following.text[0].isdigit() and room < 0.5 * line.size and not line.blank
    return text + ("" if one else " ") + following.text


_UNIT = re.compile(r"[（〔《〈“‘「『(\[【]*(?:[A-Za-z0-9.%+-]+|.)[）〕》〉”’」』)\]】，。、；：！？,;:!?…％%]*")


def _continues(line: TextLine, following: TextLine, margins: Margins, hang: float | None) -> bool:
    """A line goes on in the next when what comes there first had no room in it. Not where that is indented (but for
    text that hangs below its number), of another size, or a line of its own by what it says; nor from a line that
    stands apart from the left margin, as titles and signatures do."""
    left = (following.margins or margins)[0]
    before = line.margins or margins
    size = following.size
    if abs(line.size - size) > 1.5 or (line.margins is None) != (following.margins is None):
        return False
    first = _UNIT.match(following.text)
    width = sum(0.55 if char.isascii() else 1.0 for char in (first[0] if first else "")) * size
    if line.right < before[1] - width - 0.6 * size or line.left > before[0] + 5 * size:
        return False
    marked = line_mark(following.text, 0) is not None
    if following.left >= left + 0.8 * size:
        first_marked = line_mark(line.text, 0) is not None
        hangs = abs(following.left - hang) < 0.5 * size if hang is not None else first_marked
        level = abs(following.left - line.left) < 0.3 * size and not first_marked
        below = following.left > line.left - 0.5 * size
        return (hangs or level) and below and not marked and not ends_sentence(line.text)
    return not (_is_apart(line.text, following.text) or (marked and ends_sentence(line.text)))


def _is_apart(line: str, following: str) -> bool:
    """A document's number, its fields, the office and the day below it, and lines of contents stand alone."""
    if _RULES["contents"].search(line):
        return True
    if is_number_line(line) or is_number_line(following) or (is_field_line(line) and is_field_line(following)):
        return True
    signs = is_organ(following) or is_field_line(following) or is_date_line(following)
    return bool(signs and (ends_sentence(line) or is_organ(line)))
