"""The quote of a citation: words that stand together in the original, letter for letter."""

from __future__ import annotations

import re
from itertools import pairwise

from index.language.figures import FigureKind, find_figures
from index.models import Clause

_ROW = re.compile(r"\.t\d+(?:[_-]\d+)?$")  # the id of a table's row
_COLUMN = re.compile(r"(?:^|[；;])\s*[^：:；;。]{1,16}[：:]")


def verbatim(clause: Clause, quote: str) -> str:
    """`quote`, or the part of it that says most, when lines of the original or names of columns stand between.

    A table's row is shown with the names of its columns, which the original has above it; a page number was left out.
    """
    start = clause.text.find(quote)
    cuts = [gap - start for gap in clause.gaps if 0 < gap - start < len(quote)] if start >= 0 else []
    edges = [0, *cuts, len(quote)]
    parts = [quote[a:b] for a, b in pairwise(edges)]
    if _ROW.search(clause.clause_id) and _COLUMN.match(quote):
        parts = [cell for part in parts for cell in _COLUMN.split(part)]
    parts = [part.strip(" \n；;") for part in parts]
    return max(parts, key=lambda part: (_gives(part), len(part))) if len(parts) > 1 else quote


def opening(clause: Clause, length: int = 24) -> str:
    """How a clause without a heading begins; of a table's row, the first cell that is more than a number."""
    if _ROW.search(clause.clause_id) and _COLUMN.match(clause.text):
        cells = [cell.strip(" \n；;。") for cell in _COLUMN.split(clause.text)]
        return next((cell for cell in cells if len(cell) > 3), clause.text[:length])
    return clause.text[:length]


def _gives(text: str) -> bool:
    return any(f.kind in (FigureKind.MONEY, FigureKind.RATIO) for f in find_figures(text))
