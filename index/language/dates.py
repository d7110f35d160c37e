"""Dates as official documents print them, whole or damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from index.language.numerals import from_han
from index.language.rules import WORDS, Rules

Damage = Literal["year_digits", "marks", "ambiguous"]

# No document of the People's Republic is older, and none is dated far ahead.
FIRST_YEAR, LAST_YEAR = 1949, 2060

_RULES = Rules("language/dates")


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
    for form in ("whole", "year_damaged", "marks_lost") if damaged else ("whole",):
        reads = (_read(form, match) for match in _RULES[form].finditer(text, start, stop))
        found += islice(filter(None, reads), 1)
    return min(found, key=lambda read: read.start, default=None)


def _read(form: str, match: re.Match[str]) -> DateRead | None:
    damage: Damage | None = None
    if form == "whole":
        readings = {iso(*match.group("y", "m", "d"))}
    elif form == "year_damaged":
        damage = "year_digits"
        readings = {iso(str(year), match["m"], match["d"]) for year in restore_year(match["y"])}
    else:
        damage = "marks"
        readings = {iso(match["y"], month, day) for month, day in _split(match["rest"])}
    values = list(filter(None, readings))
    if len(values) > 1:
        return DateRead(None, *match.span(), "ambiguous")
    return DateRead(values[0], *match.span(), damage) if values else None


def is_date_line(line: str) -> bool:
    """Whether the line is a day and nothing else, whole or damaged."""
    return WORDS["DATE_LINE"].fullmatch(line) is not None


def iso(year: str, month: str, day: str) -> str | None:
    """The ISO date, or None when there is no such day in the years of `FIRST_YEAR` to `LAST_YEAR`."""
    numbers = [from_han(part) or 0 for part in (year, month, day)]
    if not FIRST_YEAR <= numbers[0] <= LAST_YEAR:
        return None
    try:
        return date(*numbers).isoformat()
    except ValueError:
        return None


def restore_year(digits: str) -> list[int]:
    """The years of this century's first decades that `digits` (two or three) can be when zeros are lost: 217 → 2017."""
    years = {year for year in range(2000, LAST_YEAR + 1) if str(year).replace("0", "") == digits.replace("0", "")}
    # 2002 and 2020 both lose their zeros to 22: a year so far apart is settled by the caller, if at all.
    return sorted(years) if len(digits) < 4 else []


def _split(digits: str) -> Iterator[tuple[str, str]]:
    """The months and days that digits without a mark between them can be: 519 → one; 111 → two."""
    for cut in (1, 2):
        month, day = digits[:cut], digits[cut:]
        # Of four digits both parts have two; otherwise no part is padded.
        if day and len(day) < 3 and (len(digits) == 4 or "0" not in (month[0], day[0])):
            yield month, day
