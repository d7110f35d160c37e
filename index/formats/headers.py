"""Headers of tables: two lines made one, and the unit that a header or a line above gives to bare figures below it."""

from __future__ import annotations

from collections.abc import Sequence

from index.language.rules import Rules

_RULES = Rules("formats/tables")


def unit_above(line: str) -> str:
    """The unit of a line such as （单位：万元） above a table; "" for any other line."""
    match = _RULES["above"].match(line.strip())
    return match["unit"] if match else ""


def unit_of(name: str) -> str:
    match = _RULES["in_header"].search(name)
    return match["unit"] if match else ""


def merged_header(header: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """One header of two lines: 奖励标准（万元） over 认定奖励 and 运营补助. None when the line below is no second one.

    It is where a cell over several columns has different words below it, and each other cell goes on or is empty.
    """
    if len(header) != len(below):
        return None
    header = list(header)
    for at in range(1, len(header)):  # a cell over several columns may stand in the first of them only
        header[at] = header[at] or (header[at - 1] if below[at] else "")
    spans = [
        bool(name) and any(0 <= other < len(header) and header[other] == name for other in (at - 1, at + 1))
        for at, name in enumerate(header)
    ]
    names: dict[str, set[str]] = {}
    for name, own, spanned in zip(header, below, spans, strict=True):
        if spanned:
            names.setdefault(name, set()).add(own)
        elif own not in ("", name):
            return None
    if not any(len(own) > 1 for own in names.values()) or any("" in own for own in names.values()):
        return None
    pairs = {(name, own) for name, own, spanned in zip(header, below, spans, strict=True) if spanned}
    single = len({own for _, own in pairs}) == len(pairs)
    return [
        _one_name(name, own, single) if spanned else name or own
        for name, own, spanned in zip(header, below, spans, strict=True)
    ]


def _one_name(name: str, own: str, single: bool) -> str:
    """The lower name alone where it says what it counts and is the only one; with the upper one's unit."""
    if own == name:
        return name
    unit = unit_of(name)
    upper = _RULES["in_header"].sub("", name)
    said = own if single and _RULES["says_what"].search(own) else upper + own
    return f"{said}（{unit}）" if unit and not unit_of(own) else said


def with_units(header: Sequence[str] | None, row: Sequence[str], above: str) -> list[str]:
    """The row with the unit of its column after each bare figure (100 below 奖励标准（万元） is 100万元)."""
    if header is None:
        return list(row)
    units = [unit_of(name) or (above if _takes(name, above) else "") for name in header]
    units += [""] * (len(row) - len(units))
    bare = _RULES["bare"]
    return [cell + unit if unit and bare.match(cell) else cell for cell, unit in zip(row, units, strict=False)]


def _takes(name: str, above: str) -> bool:
    return "元" in above and bool(_RULES["of_money"].search(name)) and not _RULES["not_of_money"].search(name)
