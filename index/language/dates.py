"""Dates as official documents print them, whole or damaged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.language.numerals import from_han

Damage = Literal["year_digits", "marks", "ambiguous"]

# No document of the People's Republic is older, and none is dated far ahead.
FIRST_YEAR, LAST_YEAR = 1949, 2060

_HAN_DIGITS = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0", "Ｏ": "0", "O": "0"}
_HAN_YEAR = "[一二三四五六七八九零〇○ＯO]{4}"
_HAN_NUM = "[一二三四五六七八九十]{1,3}"

_PATTERNS = (
    ("whole", re.compile(r"(?<!\d)(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日?(?!\d)")),
    ("han", re.compile(rf"(?P<y>{_HAN_YEAR})\s*年\s*(?P<m>{_HAN_NUM})\s*月\s*(?P<d>{_HAN_NUM})\s*日")),
    ("whole", re.compile(r"(?<![\d.])(?P<y>\d{4})\s*[-./—]\s*(?P<m>\d{1,2})\s*[-./—]\s*(?P<d>\d{1,2})(?![\d.])")),
    ("year", re.compile(r"(?<!\d)(?P<y>\d{2,3})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日")),
    ("run", re.compile(r"(?<![\d.])(?P<run>(?:19|20)\d{4,6}|(?:19|20)\d{2}\d{2,3})(?![\d.])")),
)
# A line that is a date and nothing else, in any of those forms.
DATE_LINE = re.compile(
    rf"[（(]?\s*(?:\d{{2,4}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日?|{_HAN_YEAR}年{_HAN_NUM}月{_HAN_NUM}日"
    r"|\d{4}[-./]\d{1,2}[-./]\d{1,2}|(?:19|20)\d{4,6})\s*(?:印发|发布)?\s*[）)]?"
)


@dataclass(frozen=True, slots=True)
class DateRead:
    """A date read from `text[start:end]`. `value` is ISO, or None when two readings are possible.

    `damage` names what was missing when the date is inferred, and is None for a date that is printed whole.
    `computed` tells that it follows from another date (自印发之日起30日后).
    """

    value: str | None
    start: int
    end: int
    damage: Damage | None = None
    computed: bool = False


def find_date(text: str, start: int = 0, end: int | None = None, *, damaged: bool = False) -> DateRead | None:
    """The first date in `text[start:end]`; `damaged` also reads what lost digits or the marks between them."""
    stop = len(text) if end is None else end
    found: list[DateRead] = []
    for form, pattern in _PATTERNS:
        if form in ("year", "run") and not damaged:
            continue
        for match in pattern.finditer(text, start, stop):
            read = _read(form, match)
            if read:
                found.append(read)
                break
    return min(found, key=lambda read: read.start, default=None)


def _read(form: str, match: re.Match[str]) -> DateRead | None:
    start, end = match.span()
    if form == "run":
        readings = _split_run(match["run"])
        if not readings:
            return None
        return (
            DateRead(readings[0], start, end, "marks")
            if len(readings) == 1
            else DateRead(None, start, end, "ambiguous")
        )
    if form == "han":
        year = "".join(_HAN_DIGITS[c] for c in match["y"])
        value = iso(year, str(from_han(match["m"]) or 0), str(from_han(match["d"]) or 0))
        return DateRead(value, start, end) if value else None
    if form == "year":
        years = restore_year(match["y"])
        values = {value for year in years if (value := iso(str(year), match["m"], match["d"]))}
        if not values:
            return None
        return (
            DateRead(values.pop(), start, end, "year_digits")
            if len(values) == 1
            else DateRead(None, start, end, "ambiguous")
        )
    value = iso(match["y"], match["m"], match["d"])
    return DateRead(value, start, end) if value else None


def iso(year: str, month: str, day: str) -> str | None:
    """The ISO date, or None when there is no such day in the years of `FIRST_YEAR` to `LAST_YEAR`."""
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return None
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def restore_year(digits: str) -> list[int]:
    """The years of this century's first decades that `digits` (two or three) can be when zeros are lost: 217 → 2017."""
    years = {year for year in range(2000, LAST_YEAR + 1) if str(year).replace("0", "") == digits.replace("0", "")}
    # 2002 and 2020 both lose their zeros to 22: a year so far apart is settled by the caller, if at all.
    return sorted(years) if len(digits) < 4 else []


def _split_run(run: str) -> list[str]:
    """The dates that digits without marks can be: 2017519 → one; 2019111 → two."""
    year, rest = run[:4], run[4:]
    readings = []
    for cut in (1, 2):
        month, day = rest[:cut], rest[cut:]
        # In a run of eight digits both parts have two; otherwise no part is padded.
        if not day or len(day) > 2 or (len(rest) < 4 and (month.startswith("0") or day.startswith("0"))):
            continue
        value = iso(year, month, day)
        if value:
            readings.append(value)
    return readings
