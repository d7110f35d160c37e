"""Pages set in columns: the left one is read first, then the right one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.formats.pdf.lines import Row, split

GUTTER = 0.9
"""Of the width of a letter, at least between two columns."""
MIN_LINES, MIN_WIDTH = 3, 8
"""Lines beside each other, and letters in one that fills its column: no signature and no table has as many."""


@dataclass(frozen=True, slots=True)
class Column:
    """Lines of one column; `margins` are its own, None for lines that go over the whole page."""

    rows: list[Row]
    margins: tuple[float, float] | None = None


def in_columns(rows: Sequence[Row], margins: tuple[float, float] | None = None) -> list[Column]:
    """The lines in reading order: those above the columns, each column from the left, those below."""
    parts = [split(row, GUTTER) for row in rows]
    size = median(part[0].size for row in parts for part in row) if rows else 0.0
    for start in _starts(parts, size):
        if block := _block(parts, start, size):
            first, last = block
            inside = [part for row in parts[first:last] for part in row]
            left = [part for part in inside if part[0].left < start]
            right = [part for part in inside if part[0].left >= start]
            return [
                *in_columns(rows[:first], margins),
                *in_columns(left, _margins(left)),
                *in_columns(right, _margins(right)),
                *in_columns(rows[last:], margins),
            ]
    return [Column(list(rows), margins)] if rows else []


def _starts(parts: Sequence[Sequence[Row]], size: float) -> list[float]:
    """Where several parts of lines begin, a little to the left of them; the first may be those of a right column."""
    starts = sorted(part[0].left for row in parts for part in row)
    near = 0.5 * size
    found: list[float] = []
    for start in starts:
        if bisect_right(starts, start + near) - bisect_left(starts, start) < MIN_LINES:
            continue
        if not found or start - near > found[-1] + near:
            found.append(start - near)
    return found[1:]


def _block(parts: Sequence[Sequence[Row]], start: float, size: float) -> tuple[int, int] | None:
    """The first run of lines, none of them across `start`, in which text stands on both sides of it."""
    first = 0
    for at in range(len(parts) + 1):
        if at < len(parts) and not any(part[0].left < start < part[-1].right for part in parts[at]):
            continue
        if block := _trimmed(parts, first, at, start, size):
            return block
        first = at + 1
    return None


def _trimmed(
    parts: Sequence[Sequence[Row]], first: int, last: int, start: float, size: float
) -> tuple[int, int] | None:
    """The lines beside those of the right side, and the lines of the left one that follow closely."""
    tops = [row[0][0].baseline for row in parts]
    lefts = [at for at in range(first, last) if parts[at][0][0].left < start]
    rights = [at for at in range(first, last) if parts[at][-1][0].left >= start]
    if min(len(lefts), len(rights)) < MIN_LINES:
        return None
    pitch = median(tops[b] - tops[a] for a, b in pairwise(lefts))
    begin, end = rights[0], rights[-1] + 1
    while begin > first and tops[rights[0]] - tops[begin - 1] < 0.8 * pitch:
        begin -= 1
    while end < last and tops[end] - tops[end - 1] <= 1.3 * pitch:
        end += 1
    sides = (
        [row[0] for row in parts[begin:end] if row[0][0].left < start],
        [next(part for part in row if part[0].left >= start) for row in (parts[at] for at in rights)],
    )
    one_each = all(len(row) < 2 or row[1][0].left >= start for row in parts[begin:end])
    return (begin, end) if one_each and all(_is_text(side, size) for side in sides) else None


def _is_text(side: Sequence[Row], size: float) -> bool:
    """As many lines that fill the column as text has."""
    right = max((part[-1].right for part in side), default=0.0)
    full = [p for p in side if p[-1].right > right - 1.6 * size and p[-1].right - p[0].left > MIN_WIDTH * size]
    return len(full) >= MIN_LINES and len(full) * 5 >= len(side) * 2


def _margins(parts: Sequence[Row]) -> tuple[float, float]:
    return min(part[0].left for part in parts), max(part[-1].right for part in parts)
