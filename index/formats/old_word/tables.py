"""Tables of old Word as those of a .docx: there each row says only where its cells begin and end."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

MERGED, BELOW, FIRST_BELOW = 0x02, 0x20, 0x40
"""A cell is one with that before it; with those above or below it; it is the first of these."""
_TOLERANCE = 40  # twentieths of a point: the edges of cells above each other are hardly ever the same


@dataclass
class Row:
    cells: list[str] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)
    deleted: bool = False

    def define(self, definition: bytes) -> None:
        """Where the cells of a row begin and end, and how they are merged."""
        if len(definition) < 3:
            return
        count = definition[2]
        self.edges = (
            list(struct.unpack_from(f"<{count + 1}h", definition, 3)) if len(definition) >= 5 + 2 * count else []
        )
        at = 3 + 2 * (count + 1)
        self.merged = [definition[at + 20 * i] if at + 20 * i < len(definition) else 0 for i in range(count)]


def table(rows: Sequence[Row]) -> Iterator[str]:
    """A table in which a cell covers as many columns as its edges enclose."""
    if not rows:
        return
    edges: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not edges or edge - edges[-1] > _TOLERANCE:
            edges.append(edge)
    out = ""
    for row in rows:
        before = _column(edges, row.edges[0]) if row.edges else 0
        about = ("<w:del/>" if row.deleted else "") + (f'<w:gridBefore w:val="{before}"/>' if before else "")
        out += f"<w:tr><w:trPr>{about}</w:trPr>{''.join(_cells(row, edges))}</w:tr>"
    yield f"<w:tbl>{out}</w:tbl>"


def _cells(row: Row, edges: Sequence[int]) -> Iterator[str]:
    """The cells of a row, those that are merged into the one before them as part of it."""
    spans: list[tuple[str, int, int]] = []
    for i, cell in enumerate(row.cells):
        known = i + 1 < len(row.edges)
        span = max(1, _column(edges, row.edges[i + 1]) - _column(edges, row.edges[i])) if known else 1
        merged = row.merged[i] if i < len(row.merged) else 0
        if merged & MERGED and spans and "<w:t>" not in cell:
            spans[-1] = spans[-1][0], spans[-1][1] + span, spans[-1][2]
        else:
            spans.append((cell, span, merged))
    for cell, span, merged in spans:
        restart = ' w:val="restart"' if merged & FIRST_BELOW else ""
        about = f'<w:gridSpan w:val="{span}"/>' + (f"<w:vMerge{restart}/>" if merged & BELOW else "")
        yield f"<w:tc><w:tcPr>{about}</w:tcPr>{cell or '<w:p/>'}</w:tc>"


def _column(edges: Sequence[int], edge: int) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - edge))
