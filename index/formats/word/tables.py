"""Tables of Word as rows of cells, each in the column where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from index.formats.word.package import Element, W, is_on, number, value
from index.formats.word.styles import WHITE, Styles, fill_of

MAX_COLUMNS = 63  # what Word allows


def shown_rows(table: Element, left_out: set[str]) -> Iterator[Element]:
    """The rows of a table but those that tracked changes deleted or that are hidden; the reason goes to `left_out`."""
    for row in table.iterchildren(f"{W}tr"):
        properties = row.find(f"{W}trPr")
        deleted = properties is not None and properties.find(f"{W}del") is not None
        if not deleted and not (properties is not None and is_on(properties.find(f"{W}hidden"))):
            yield row
        elif any((said.text or "").strip() for said in row.iter(f"{W}t", f"{W}delText")):
            left_out.add("tracked_changes" if deleted else "hidden_text")


def frame_cells(table: Element, left_out: set[str]) -> list[Element] | None:
    """The cells of a table that is but a frame around text: one column, of cells with more than a paragraph, or one
    cell. None for a table."""
    rows = [list(row.iterchildren(f"{W}tc")) for row in shown_rows(table, left_out)]
    if any(len(cells) != 1 for cells in rows):
        return None
    cells = [cells[0] for cells in rows]
    blocks = [sum(1 for _ in cell.iterchildren(f"{W}p", f"{W}tbl")) for cell in cells]
    return cells if len(cells) == 1 or max(blocks, default=0) > 1 else None


def table_rows(table: Element, read: Callable[[Element], str], left_out: set[str]) -> list[list[str]]:
    """The cells by row and column; a merged cell stands in each place that it covers. `read` gives a cell's text."""
    rows: list[list[str]] = []
    merged: dict[int, str] = {}
    for row in shown_rows(table, left_out):
        properties = row.find(f"{W}trPr")
        cells = [""] * _count(properties, "gridBefore", 0)
        for cell in row.iterchildren(f"{W}tc"):
            about = cell.find(f"{W}tcPr")
            at = len(cells)
            if _goes_on(about, "hMerge") and cells:
                text = cells[-1]
            elif _goes_on(about, "vMerge") and at in merged:
                text = merged[at]
            else:
                text = read(cell)
                merged.pop(at, None)
            if about is not None and about.find(f"{W}vMerge") is not None:
                merged.setdefault(at, text)
            cells += [text] * _count(about, "gridSpan", 1)
        rows.append(cells + [""] * _count(properties, "gridAfter", 0))
    return rows


def background(table: Element, styles: Styles) -> str | None:
    """The colour behind the text of a table; None where it has none of its own, "" where its style decides."""
    properties = table.find(f"{W}tblPr")
    shaded = any(
        (fill_of(part.getparent()) or WHITE) != WHITE
        for style in styles.chain(value(properties, "tblStyle"))
        for part in style.iter(f"{W}shd")
    )
    own = fill_of(properties)
    return "" if own is None and shaded else own


def _goes_on(about: Element | None, tag: str) -> bool:
    """Whether the cell continues a merged one (no value means so)."""
    merge = about.find(W + tag) if about is not None else None
    return merge is not None and merge.get(f"{W}val", "continue") != "restart"


def _count(about: Element | None, tag: str, default: int) -> int:
    return max(default, min(MAX_COLUMNS, number(value(about, tag), default)))
