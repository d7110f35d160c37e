"""Rows of tables: 级别：国家级；标准：100万元。 (from files with tables) or cells with blanks between (from text)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.language.figures import Figure, FigureKind, find_figures
from index.language.rules import WORDS
from index.supports.promises import promises

_PAIR = re.compile(r"([^:;。,\d]{1,16}):(.+)")
_AWARD = re.compile(r"金额|标准|额度|补助|奖|资助|补贴|支持|费$|资金|津贴|公寓|待遇|比例|经费|贴息")
_NO_AWARD = re.compile(r"投资|投入|收入|产值|条件|注册|门槛|营业|交易额|周期|数量|时间|期限|序号|研发费用")
_TO = re.compile(
    r"(?:支持|扶持|奖[励补]|补[助贴]|资助|适用|政策|服务|享受)?(?:对象|主体|范围)$|^(?:申报|受益)(?:单位|企业|主体|对象)$"
)
_MATTER = re.compile(r"事项|(?:政策|项目|奖[励补]|补[助贴]|扶持|支持|资助)(?:名称|类别|类型|项目)|^(?:项目|名称|政策)$")
_HOW_MUCH = re.compile(r"标准|金额|额度|措施|内容|方式|政策$|待遇|力度|补[助贴]|奖[励补]|资助")
_WHOSE = re.compile(r"级别|类别|档|等次|类型|等级|名次|层次|对象|载体|名称|主体")


def header_cells(text: str) -> list[str]:
    """The cells of a line that heads a table of plain text; empty for any other line."""
    cells = text.split()
    named = len(cells) >= 2 and all(len(c) <= 12 and not re.search(r"[\d,;:。]", c) for c in cells)
    return cells if named and any(_AWARD.search(c) for c in cells) else []


def row_cells(text: str, header: Sequence[str]) -> list[tuple[str, str]]:
    """The cells of a row with their columns' names; empty when the text is no row."""
    pairs: list[tuple[str, str]] = []
    parts = [p.strip() for p in text.strip(" 。;").split(";") if p.strip()]
    for part in parts:
        if match := _PAIR.fullmatch(part):
            pairs.append((match[1].strip(), match[2].strip()))
        elif pairs:  # a cell of several sentences: 建站补助50万元；正常运行的，每年补助20万元
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]};{part}")
    if len(pairs) >= 2 and len(pairs) * 2 >= len(parts) and _PAIR.fullmatch(parts[0]):
        return pairs
    cells = text.split()
    if header and len(cells) >= len(header) and not text.rstrip().endswith("。"):  # a sentence below a table
        return list(zip(header, cells, strict=False))
    return []


def awards(cells: Sequence[tuple[str, str]]) -> list[tuple[str, str, Figure, bool]]:
    """Column, cell, figure and whether it is a cap, of each cell that gives money or a share."""
    found = []
    for name, cell in cells:
        if not _AWARD.search(name) or _NO_AWARD.search(name) or _TO.search(name) or _MATTER.search(name):
            continue
        figure = next((f for f in find_figures(cell) if f.kind in (FigureKind.MONEY, FigureKind.RATIO)), None)
        if figure:
            found.append((name, cell, figure, bool(WORDS["CAP"].search(name) or WORDS["CAP"].search(cell[: figure.start]))))
    return found


def matter_of(text: str) -> str:
    """What a row is about: 支持事项：中试基地认定; "" when no column says."""
    pairs = (part.partition("：") for part in text.rstrip("。").split("；"))
    return next((cell for name, mark, cell in pairs if mark and _MATTER.search(name) and len(cell) <= 24), "")


def whose(cells: Sequence[tuple[str, str]]) -> list[str]:
    """The cells that say who or which tier, from the left."""
    return [cell for i, (name, cell) in enumerate(cells) if _WHOSE.search(name) or (i == 0 and not _AWARD.search(name))]


def told(cells: Sequence[tuple[str, str]]) -> tuple[str, str, list[str]] | None:
    """Of a row that says in words what it gives (按研发费用的1%奖励，最高50万元): whom to, what for, and the sentences.

    None when its figures stand in cells of their own, and when several columns give.
    """
    names = [cell for name, cell in cells if _TO.search(name)]
    matters = [cell for name, cell in cells if _MATTER.search(name) and not _TO.search(name)]
    given = [c for name, c in cells if _HOW_MUCH.search(name) and not (_TO.search(name) or _MATTER.search(name))]
    several = len(given) == 1 and (WORDS["GIVE"].search(given[0]) or promises(given[0]) or len(find_figures(given[0])) > 1)
    if not several or not (names or matters):
        return None
    return "".join(names[:1]), "".join(matters[:1]), [part for part in given[0].split(";") if part.strip()]
