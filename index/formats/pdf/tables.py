"""Tables with ruled lines: their cells by where the lines are, and what they hold by where the letters stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pdfplumber.page import Page

from index.formats.pdf.glyphs import Glyph, lightness
from index.formats.pdf.line_table import join_texts
from index.formats.pdf.lines import rows_of, write
from index.language.numbering import line_mark

MAX_RULES = 8_000
_MARGIN = 30
Box = tuple[float, float, float, float]
_NOWHERE: Box = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell at one place of the grid. `box` is the same in all places of a merged one."""

    text: str
    box: Box
    lines: int = 0
    goes_on: bool = False


@dataclass(slots=True)
class PageTable:
    """The rows of a table, or of its part on one page; merged cells stand in each of their places."""

    rows: list[list[Slot]]
    edges: tuple[float, ...]
    top: float
    bottom: float
    inside: list[Glyph] = field(default_factory=list)

    def texts(self) -> list[list[str]]:
        return [[slot.text for slot in row] for row in self.rows]


def read_tables(page: Page, glyphs: Sequence[Glyph], above: PageTable | None) -> list[PageTable]:
    """The tables from the top; `above` is the last one of the page before, which the first may go on with.

    Rules that only frame the page, or lay it out, are none: their letters are its lines.
    """
    if len(page.edges) > MAX_RULES:
        return []
    tables = []
    drawn = page.filter(_is_drawn)
    for found in drawn.find_tables({"explicit_horizontal_lines": _closing(drawn.edges)}):
        if table := _table(list(dict.fromkeys(found.cells)), glyphs, float(page.height) * 0.88, above):
            tables.append(table)
    outer = [t for t in tables if not any(o is not t and set(t.inside) < set(o.inside) for o in tables)]
    return sorted(outer, key=lambda table: table.top)


def _is_drawn(item: dict[str, Any]) -> bool:
    """Not a white ground below text, which shows no edges."""
    ground = item["object_type"] in ("rect", "curve") and item["fill"] and not item["stroke"]
    return not ground or lightness(item) < 0.97


def _closing(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rules at the ends of upright ones where none is drawn: a row that the page cuts is open there."""
    level = [edge for edge in edges if edge["orientation"] == "h" and edge["x1"] - edge["x0"] > 5]
    ends = sorted(
        (end, place)
        for place, top, bottom in _upright(edges)
        if (met := [r["top"] for r in level if r["x0"] - 4 < place < r["x1"] + 4 and top - 4 < r["top"] < bottom + 4])
        or bottom - top > 100
        for end in (top, bottom)
        if not any(abs(other - end) < 4 for other in met)
    )
    closing = []
    while ends:
        met = [place for end, place in ends if end - ends[0][0] < 3]
        left, right, top = min(met), max(met), ends[0][0]
        ends = ends[len(met) :]
        if right - left > _MARGIN:
            box = {"x0": left, "x1": right, "width": right - left, "top": top, "bottom": top}
            closing.append({"object_type": "line", "orientation": "h", **box})
    return closing


def _upright(edges: Sequence[dict[str, Any]]) -> list[tuple[float, float, float]]:
    """Upright rules (place, top, bottom), the pieces of one joined."""
    rules: list[tuple[float, float, float]] = []
    for edge in sorted((e for e in edges if e["orientation"] == "v"), key=lambda e: (round(e["x0"] / 2), e["top"])):
        if rules and abs(edge["x0"] - rules[-1][0]) < 3 and edge["top"] < rules[-1][2] + 3:
            rules[-1] = rules[-1][0], rules[-1][1], max(rules[-1][2], edge["bottom"])
        else:
            rules.append((edge["x0"], edge["top"], edge["bottom"]))
    return [rule for rule in rules if rule[2] - rule[1] > 5]


def _table(boxes: Sequence[Box], glyphs: Sequence[Glyph], foot: float, above: PageTable | None) -> PageTable | None:
    across = _edges([x for box in boxes for x in (box[0], box[2])])
    down = _edges([y for box in boxes for y in (box[1], box[3])])
    grid: dict[tuple[int, int], Box] = {}
    for box in boxes:
        for row in range(bisect_right(down, box[1] + 2) - 1, bisect_right(down, box[3] - 2)):
            for column in range(bisect_right(across, box[0] + 2) - 1, bisect_right(across, box[2] - 2)):
                grid[row, column] = box
    held: dict[Box, list[Glyph]] = {}
    for glyph in glyphs:
        middle = glyph.baseline - 0.3 * glyph.size
        place = bisect_right(down, middle) - 1, bisect_right(across, (glyph.left + glyph.right) / 2) - 1
        if place in grid:
            held.setdefault(grid[place], []).append(glyph)
    slots = {box: _slot(box, inside) for box, inside in held.items()}
    rows = [
        [slots.get(box, Slot("", box)) for box in (grid.get((r, c), _NOWHERE) for c in range(len(across) - 1))]
        for r in range(len(down) - 1)
    ]
    table = PageTable([row for row in rows if any(slot.text for slot in row)], across, down[0], down[-1])
    if not (above and continues(above, table)):
        _drop_layout(table)
        if not _is_table(table, not any(table.bottom < glyph.baseline < foot for glyph in glyphs)):
            return None
    table.inside = [glyph for box in {slot.box for row in table.rows for slot in row} for glyph in held.get(box, ())]
    return table


def _drop_layout(table: PageTable) -> None:
    """Out go margins (narrow columns without text), and boxes at both ends that hold lines of text."""
    columns = range(len(table.edges) - 1)
    kept = [
        c for c in columns if table.edges[c + 1] - table.edges[c] > _MARGIN or any(row[c].text for row in table.rows)
    ]
    if len(kept) < len(columns):
        table.edges = (*(table.edges[c] for c in kept), table.edges[kept[-1] + 1] if kept else 0.0)
        table.rows = [[row[c] for c in kept] for row in table.rows]
    while table.rows and _is_frame(table.rows[0]):
        del table.rows[0]
    while table.rows and _is_frame(table.rows[-1]):
        del table.rows[-1]
    boxes = [slot.box for row in table.rows for slot in row if slot.box != _NOWHERE]
    table.top, table.bottom = min((box[1] for box in boxes), default=0.0), max((box[3] for box in boxes), default=0.0)


def _is_frame(row: Sequence[Slot]) -> bool:
    return len({slot.box for slot in row}) == 1 and row[0].lines > 2


def _is_table(table: PageTable, is_last: bool) -> bool:
    """Two rows with cells, or the head of one at the foot of the page; no box of long text among them."""
    filled = [{slot.box for slot in row if slot.text} for row in table.rows]
    if len(table.edges) < 3 or any(_is_frame(row) and len(row[0].text) > 400 for row in table.rows):
        return False
    if sum(len(boxes) > 1 for boxes in filled) >= 2:
        return True
    return len(filled) == 1 < len(filled[0]) and is_last and all(slot.lines < 2 for slot in table.rows[0])


def _edges(places: Sequence[float]) -> tuple[float, ...]:
    """Places of lines, those that are closer than a letter is wide as one."""
    edges: list[float] = []
    for place in sorted(places):
        if not edges or place - edges[-1] > 3:
            edges.append(place)
    return tuple(edges)


def _slot(box: Box, glyphs: Sequence[Glyph]) -> Slot:
    rows = rows_of(glyphs)
    if not rows:
        return Slot("", box)
    right = max(row[-1].right for row in rows)
    texts: list[str] = []
    for at, text in enumerate(write(row) for row in rows):
        above = rows[at - 1] if at else []
        broken = bool(above) and above[-1].right > right - 0.5 * above[-1].size and not texts[-1].isascii()
        if texts and broken and texts[-1][-1:].isdigit() and text[:1].isdigit():
            texts[-1] += text  # a figure that did not fit
        elif texts and line_mark(text, 0):
            texts.append(" " + text)
        else:
            texts.append(text)
    last = rows[-1]
    is_full = last[-1].right > box[2] - 2 * last[-1].size or (len(rows) > 1 and last[-1].right > right - 1)
    goes_on = is_full and last[-1].text not in "。；：！？"
    return Slot(join_texts(texts).strip(), box, len(rows), goes_on)


def continues(above: PageTable, below: PageTable) -> bool:
    """Whether the second table, first on its page, is the rest of the first, last on its page."""
    return len(above.edges) == len(below.edges) and all(
        abs((a - above.edges[0]) - (b - below.edges[0])) < 6 for a, b in zip(above.edges, below.edges, strict=True)
    )


def go_on(rows: list[list[str]], above: PageTable, below: PageTable) -> int:
    """Add the second table's rows to those read so far; gives how many of these belong to the pages before.

    The head that is printed again is left out; a row that the page cut is joined; a merged cell of the last row stands
    in those below it where it is not printed again. `below` keeps what its own rest may go on with.
    """
    repeated = 0
    while repeated < min(len(below.rows) - 1, len(rows) - 1) and below.texts()[repeated] == rows[repeated]:
        repeated += 1
    del below.rows[:repeated]
    last, first = above.rows[-1], below.rows[0]
    both = [a for a, b in zip(last, first, strict=True) if b.text]
    is_cut = any(a.goes_on for a in both) and all(a.text for a in both) and len(both) < sum(bool(a.text) for a in last)
    spans = [_spans(above, a) or _spans(below, b) for a, b in zip(last, first, strict=True)]
    under = {i: slot.box for i, slot in enumerate(first) if not slot.text and spans[i]}
    below.rows = [
        [replace(slot, text=last[i].text) if slot.box == under.get(i) else slot for i, slot in enumerate(row)]
        for row in below.rows
    ]
    if is_cut:
        rows[-1] = [join_texts([a, b.text]) if b.text else a for a, b in zip(rows[-1], first, strict=True)]
        below.rows[0] = [replace(b, text=text) for b, text in zip(first, rows[-1], strict=True)]
    known = len(rows)
    rows += below.texts()[is_cut:]
    return known


def _spans(table: PageTable, slot: Slot) -> bool:
    return sum(slot.box in {other.box for other in row} for row in table.rows) > 1
