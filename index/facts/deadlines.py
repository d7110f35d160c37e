"""Days on which something closes: applications under a call (申报), comments on a draft (征求意见)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.facts.gathered import Facts
from index.language.dates import iso
from index.language.rules import Rules
from index.models import Validity
from index.reading.layout import Layout

_RULES = Rules("facts/timing")
_APPLICATIONS = ("applications_from_to", "applications_until", "applications_before")
_COMMENTS = ("comments_before", "comments_until")


def read_deadlines(facts: Facts, layout: Layout) -> None:
    """Evidence of `applications_close_on` for a call, of `comments_close_on` for a draft; the value is an ISO date."""
    if any(_RULES["call"].search(title) for title in (facts.title, *(title.text for title in layout.titles))):
        _prove(facts, "applications_close_on", _APPLICATIONS)
    if facts.validity is Validity.DRAFT:
        _prove(facts, "comments_close_on", _COMMENTS)


def _prove(facts: Facts, name: str, rules: Sequence[str]) -> None:
    """The last day that the first rule with any finds."""
    for rule in rules:
        days = [(day, match.span()) for match in _RULES[rule].finditer(facts.text) if (day := _day(match))]
        if days:
            day, span = max(days)
            facts.prove(name, day, span, "text")
            return


def _day(match: re.Match[str]) -> str | None:
    """None for a day of every year (每年6月1日至6月30日), and for one that does not exist."""
    groups = match.groupdict()
    year = groups["y"]
    if not year and (year := groups.get("y0")) and int(groups["m0"]) > int(groups["m"]):
        year = str(int(year) + 1)
    return iso(year, groups["m"], groups["d"]) if year else None
