"""Rows of tables: 级别：国家级；标准：100万元。 (from files with tables) or cells with blanks between (from text)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.figures import Figure, FigureKind, find_figures
from index.grants import CAP

_PAIR = re.compile(r"([^:;。,]{1,16}):([^:;]+)")
_AWARD = re.compile(r"金额|标准|额度|补助|奖|资助|补贴|支持|费$|资金|津贴|公寓|待遇|比例|经费|贴息")
_NO_AWARD = re.compile(r"投资|投入|收入|产值|条件|注册|门槛|营业|交易额|周期|数量|时间|期限|序号|研发费用")
_WHOSE = re.compile(r"级别|类别|档|等次|类型|等级|名次|层次|对象|载体|名称|主体")


def header_cells(text: str) -> list[str]:
    """The cells of a line that heads a table of plain text; empty for any other line."""
    cells = text.split()
    named = len(cells) >= 2 and all(len(c) <= 12 and not re.search(r"[\d,;:。]", c) for c in cells)
    return cells if named and any(_AWARD.search(c) for c in cells) else []


def row_cells(text: str, header: Sequence[str]) -> list[tuple[str, str]]:
    """The cells of a row with their columns' names; empty when the text is no row."""
    parts = [p for p in text.strip(" 。;").split(";") if p]
    pairs = [m for p in parts if (m := _PAIR.fullmatch(p.strip()))]
    if len(pairs) >= 2 and len(pairs) == len(parts):
        return [(m[1].strip(), m[2].strip()) for m in pairs]
    cells = text.split()
    if header and len(cells) >= len(header):
        return list(zip(header, cells, strict=False))
    return []


def awards(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str, Figure, bool]]:
    """Column, cell, figure and whether it is a cap, of each cell that gives money or a share."""
    found = []
    for name, cell in cells:
        if not _AWARD.search(name) or _NO_AWARD.search(name):
            continue
        figure = next((f for f in find_figures(cell) if f.kind in (FigureKind.MONEY, FigureKind.RATIO)), None)
        if figure:
            found.append((name, cell, figure, bool(CAP.search(name) or CAP.search(cell[: figure.start]))))
    return found


def whose(cells: Sequence[tuple[str, str]]) -> list[str]:
    """The cells that say who or which tier, from the left."""
    return [cell for i, (name, cell) in enumerate(cells) if _WHOSE.search(name) or (i == 0 and not _AWARD.search(name))]
