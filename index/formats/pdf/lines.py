"""Letters of a page as lines: by their baselines, with the blanks that a reader sees, one column after the other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from index.formats.pdf.device import UNKNOWN
from index.formats.pdf.glyphs import Glyph
from index.formats.pdf.line_table import Cell, TextLine

GAP = 0.7
"""Of the width of a letter, between two cells; more than the blanks of the line."""
_RAISED = str.maketrans("0123456789+-=()[]〔〕（）－−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾⁽⁾⁽⁾⁽⁾⁻⁻")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")

Row = list[Glyph]
"""The letters of a line from the left."""


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """Letters on one baseline are a line, whatever their fonts; raised and lowered ones belong to that beside them."""
    rows: list[Row] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - rows[-1][0].baseline <= 0.25 * min(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    rows = [sorted(row, key=lambda glyph: glyph.left) for row in _take_in(rows)]
    return [_mark_small(row) for row in rows if any(glyph.text.strip() for glyph in row)]


def _take_in(rows: list[Row]) -> list[Row]:
    """Small letters a little above or below a line and right beside its letters go into it."""
    heads = [row[0].baseline for row in rows]
    for at, row in enumerate(rows):
        size = max(glyph.size for glyph in row)
        first, last = (bisect_left(heads, row[0].baseline + side * 2 * size) for side in (-1, 1))
        for other in rows[first:last]:
            if other is row or not other or not row:
                continue
            large = max(glyph.size for glyph in other)
            if size > 0.9 * large or abs(row[0].baseline - other[0].baseline) > 0.6 * large:
                continue
            sides = sorted(side for glyph in other if glyph.text.strip() for side in (glyph.left, glyph.right))
            moved: Row = []
            for glyph in sorted(row, key=lambda glyph: glyph.left):
                if _touches(sides, glyph, 0.3 * large):
                    moved.append(glyph)
                    insort(sides, glyph.right)
            moved += [glyph for glyph in row if glyph not in moved and moved and glyph.right <= moved[0].left + 1]
            other += moved
            rows[at] = row = [glyph for glyph in row if glyph not in moved]
    return [row for row in rows if row]


def _touches(sides: Sequence[float], glyph: Glyph, gap: float) -> bool:
    return any(bisect_left(sides, side - gap) < bisect_right(sides, side + gap) for side in (glyph.left, glyph.right))


def _mark_small(row: Row) -> Row:
    """Small digits off the baseline as the raised and lowered signs of Unicode: never digits of a figure."""
    size = max(glyph.size for glyph in row)
    level = median(glyph.baseline for glyph in row if glyph.size > 0.9 * size)
    marked: Row = []
    for glyph in row:
        above = level - glyph.baseline
        if abs(above) >= (0.1 if glyph.size <= 0.8 * size else 0.2) * size and glyph.size <= 0.9 * size:
            glyph = replace(glyph, text=glyph.text.translate(_RAISED if above > 0 else _LOWERED))
        marked.append(glyph)
    return marked


def text_line(row: Row, margins: tuple[float, float] | None = None) -> TextLine:
    """The line with its blanks; its cells are the parts between wide gaps."""
    seen = [glyph for glyph in row if glyph.text.strip()]
    size = max(glyph.size for glyph in seen)
    parts = split(row, GAP)
    cells = tuple(Cell(write(part), part[0].left, part[-1].right) for part in parts)
    left, right = seen[0].left, max(glyph.right for glyph in seen)
    pale = all(glyph.pale for glyph in seen)
    blank = any(glyph.left > right - 0.1 for glyph in row if not glyph.text.strip())
    return TextLine(write(row), left, right, median(g.baseline for g in seen), size, cells, margins, pale, blank)


def split(row: Row, gap: float) -> list[Row]:
    """The parts of a line between gaps that are wider than usual in it by `gap` times its size; without its blanks."""
    seen = [glyph for glyph in row if glyph.text.strip()]
    wide = gap * max(glyph.size for glyph in seen) + _spacing(seen)
    parts = [[seen[0]]]
    for glyph in seen[1:]:
        if glyph.left - parts[-1][-1].right > wide:
            parts.append([])
        parts[-1].append(glyph)
    return parts


def _spacing(seen: Row) -> float:
    """What usually lies between two Chinese letters of the line: more than nothing where it was spaced out.

    Where none stand side by side (2026年3月1日), it is the least that lies between any and a digit.
    """
    kinds = [_kind(glyph) for glyph in seen]
    pairs = [(*pair, b.left - a.right) for pair, (a, b) in zip(pairwise(kinds), pairwise(seen), strict=True)]
    if letters := [gap for left, right, gap in pairs if left == right == "han"]:
        return max(0.0, median(letters))
    figures = [gap for left, right, gap in pairs if {left, right} <= {"han", "digit"}]
    return max(0.0, min(figures)) if "han" in kinds and figures else 0.0


_MARKS = re.compile(r"[\u3000-\u303f\u2010-\u201f\u2026\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65,;:!?()]")


def _kind(glyph: Glyph) -> str:
    char = glyph.text[-1]
    if char.isdigit() and char.isascii():
        return "digit"
    if _MARKS.match(char):
        return "mark"
    return "latin" if ord(char) < 0x2000 else "han"


def write(row: Row) -> str:
    """The text of a line. Letters and figures that were spaced out stand together; a blank that is printed between two
    digits stays, as only the words around them tell whether they are one figure (`index.spaced`)."""
    seen = [glyph for glyph in row if glyph.text.strip()]
    blanks = [(glyph.left + glyph.right) / 2 for glyph in row if not glyph.text.strip()]
    spacing = _spacing(seen)
    kinds = [_kind(glyph) for glyph in seen]
    gaps = [(b.left - a.right) / max(a.size, b.size, 0.1) for a, b in pairwise(seen)]
    spaced = [
        gap > 0.1 and bisect_left(blanks, a.right - 0.1) < bisect_left(blanks, b.left + 0.1)
        for gap, a, b in zip(gaps, seen, seen[1:], strict=False)
    ]
    usual = spacing / max(max((glyph.size for glyph in seen), default=1.0), 0.1)
    text = seen[0].text if seen else ""
    for i, glyph in enumerate(seen[1:]):
        pair = (kinds[i], kinds[i + 1])
        if pair == ("digit", "digit"):
            apart = gaps[i] > (usual + 0.15 if usual > 0.2 else 0.1 if spaced[i] else 0.3)
        elif pair == ("han", "han"):
            alone = _is_wide(gaps, i - 1) and _is_wide(gaps, i + 1)
            apart = gaps[i] > max(2, usual + 1) or (gaps[i] > usual + (0.15 if spaced[i] else 0.5) and not alone)
        elif "mark" in pair and ("han" in pair or pair == ("mark", "mark") or not _is_ascii(seen[i], glyph)):
            apart = gaps[i] > max(2, usual + 1)
        elif "han" in pair:
            apart = gaps[i] > usual + (0.1 if spaced[i] else 0.5)
        else:
            apart = gaps[i] > usual + (0.1 if spaced[i] else 0.25)
        text += (" " if apart else "") + glyph.text
    return _DOUBTFUL.sub(lambda match: UNKNOWN * len(match[0]), text.strip())


_DOUBTFUL = re.compile(rf"[\d.,%]*{UNKNOWN}[\d.,%{UNKNOWN}]*")
"""Digits beside a letter that nobody knows, which may be a digit too: no figure is read from what is left."""


def _is_ascii(*glyphs: Glyph) -> bool:
    return all(glyph.text.isascii() for glyph in glyphs)


def _is_wide(gaps: Sequence[float], at: int) -> bool:
    return not 0 <= at < len(gaps) or gaps[at] > 0.2
