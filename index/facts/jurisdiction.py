"""The place that a document is of: that of the office that issued it."""

from __future__ import annotations

from collections.abc import Sequence

from index.facts.gathered import Facts
from index.facts.validity import Source
from index.language.rules import Rules
from index.language.spans import Span
from index.places.divisions import short_name
from index.places.find import COUNTRY, MUNICIPALITIES, PlaceMention, contains, find_places, level_of, place_name
from index.places.zones import is_kind, zone_at
from index.reading.layout import Layout

_RULES, _TITLES = Rules("facts/origin"), Rules("reading/titles")


def read_place(facts: Facts, layout: Layout) -> None:
    """The place of the issuing office, else of a title, else of what the text says of itself (结合历下区实际).

    Names that several places share are settled by the other places that the text names.
    """
    if facts.catalog.jurisdiction:
        facts.jurisdiction = facts.catalog.jurisdiction
        facts.from_catalog("jurisdiction", facts.jurisdiction)
    else:
        everywhere = [m for m in find_places(facts.text) if m.path]
        hints = tuple(dict.fromkeys(m.path for m in everywhere))
        former = None
        for words in (*facts.issuers, facts.title, *(title.text for title in layout.titles)):
            if zone := zone_of(words, hints):
                _take_place(facts, zone[0], words, (0, zone[1]), "text")
                break
            mention = next((m for m in find_places(words, hints) if m.path), None)
            if mention and mention.former:  # its office is gone, the title may have been amended since
                former = former or (mention, words)
            elif mention:
                _take_place(facts, mention.path, words, (mention.start, mention.end), "text")
                break
            if _RULES["state_organ"].search(words):
                _take_place(facts, COUNTRY, words, (0, len(words)), "text")
                break
        else:
            if former:
                _take_place(facts, former[0].path, former[1], (former[0].start, former[0].end), "text")
            elif own := _own_place(facts.text, everywhere):
                _take_place(facts, own.path, facts.text, (own.start, own.end), "inferred")
    if (
        facts.title.startswith("关于")
        and not _TITLES["carried"].search(facts.title)  # a letter is cited as it is printed
        and facts.jurisdiction not in ("", COUNTRY)
        and not facts.catalog.title
        and not find_places(facts.title)
    ):
        facts.title = f"{place_name(facts.jurisdiction)} {facts.title}"


def _own_place(text: str, everywhere: Sequence[PlaceMention]) -> PlaceMention | None:
    """The place that a text says to be its own, or whose rules it cites (《广州市…》) and no other place."""
    paths = [m.path for m in everywhere]
    if own := next((m for m in everywhere if _RULES["own_place"].match(text, m.end)), None):
        return own if _is_main(own.path, paths) else None
    named = next((m for m in everywhere if text.endswith("《", 0, m.start)), None)
    return named if named and all(contains(path, named.path) for path in paths) else None


def _is_main(path: str, named: Sequence[str]) -> bool:
    """Whether half of the places that a text names lie in `path` or around it: a table of many cities is of none."""
    return 2 * sum(contains(path, other) or contains(other, path) for other in named) >= len(named)


def zone_of(words: str, hints: Sequence[str] = ()) -> tuple[str, int] | None:
    """The path of the development zone that `words` begin with, and where its name ends there.

    武汉东湖新技术开发区管理委员会; 东湖高新区关于… when `hints`, the places that the text names, have a city. A zone
    that bears its district's name (广州南沙开发区) is that district.
    """
    first = next((m for m in find_places(words[:12]) if m.path and m.start == 0), None)
    if first and level_of(first.path) != "district":
        zone = zone_at(words, first.end)
        if zone is None or (level_of(first.path) == "province" and first.path not in MUNICIPALITIES):
            return None
        name = place_name(first.path)
        # 成都高新技术产业开发区 has no name but its city's
        own = short_name(name, first.path.count("/")) if is_kind(zone[0]) else ""
        return f"{first.path}/{own}{zone[0]}", zone[1]
    city = next((path for path in hints if level_of(path) == "city" or path in MUNICIPALITIES), None)
    zone = zone_at(words, 0)
    if city is None or zone is None or is_kind(zone[0]) or (first and contains(city, first.path)):
        return None
    return f"{city}/{zone[0]}", zone[1]


def _take_place(facts: Facts, path: str, words: str, span: Span, source: Source) -> None:
    """`words[span]` names the place; it is proved where the text prints these words."""
    facts.jurisdiction = path
    start, end = span
    at = facts.text.find(words)
    if at < 0:  # a title over several lines
        at = facts.text.find(words[start:end]) - start
    if at + start >= 0:
        facts.prove("jurisdiction", path, (at + start, at + end), source)
    else:
        facts.prove_without_span("jurisdiction", path, words[start:end], source)
