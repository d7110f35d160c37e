"""The name of an office: which place's office it is, and which other names mean the same office."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

import rjieba

from index.language.rules import Rules
from index.places.find import find_places, place_name

_PLACES, _OFFICES = Rules("places/words"), Rules("facts/responsible")
_SPACE = re.compile(r"\s+")
_PARTY = "中共"
_LEVEL = re.compile(r"自治[区州县旗]|[省市区县州盟旗]")
_BEFORE = "省市区县州盟旗镇乡村道"  # a name never begins behind one of these
_JOINS = ("和", "与", "及")
_WORD = range(2, 4)  # characters of a word that an abbreviation takes the beginning of


def located(written: str, place: str, prefer: Collection[str] = ()) -> tuple[str, str] | None:
    """The place of an office that a document of `place` names, and its name there: 市科技局 → 甘肃省/兰州市, 科技局.

    A name without a place or a level is of `place` itself. None where the place is not plain: 区科技局 in a document
    of a city, 市科技局 in one of a province. `prefer` are zones, which are known only when they are given.
    """
    name = _SPACE.sub("", written).removeprefix(_PARTY)
    if stated := next((m for m in find_places(name, (place, *prefer)) if m.start == 0), None):
        return (stated.path, name[stated.end :]) if stated.path else None
    level = _LEVEL.match(name)
    if not level or _PLACES["level_in_word"].match(name):
        return (place, name) if place else None
    path = _of_level(level[0], place)
    return (path, name[level.end() :]) if path else None


def _of_level(level: str, place: str) -> str:
    """The nearest place of that level around `place`; 区 is no 自治区."""
    parts = place.split("/")
    around = ("/".join(parts[:size]) for size in range(len(parts), 0, -1))
    return next((p for p in around if place_name(p).endswith(level) and (level != "区" or "/" in p)), "")


@lru_cache(maxsize=4096)
def same_office(a: str, b: str) -> bool:
    """Whether two names of one place's offices mean one: the same, or one is made of the other's words' beginnings.

    科学技术局 is 科技局, 工业和信息化局 is 工信局; an abbreviation that leaves a word out (住建局) is not told.
    """
    return a == b or _abbreviates(a, b) or _abbreviates(b, a)


def _abbreviates(short: str, full: str) -> bool:
    if len(short) >= len(full) or short[:1] != full[:1]:
        return False
    words = {word for word in rjieba.cut_all(full) if len(word) in _WORD}

    def fits(at: int, to: int) -> bool:
        """Whether `short[at:]` abbreviates `full[to:]`."""
        if to == len(full):
            return at == len(short)
        if full[to] in _JOINS and fits(at, to + 1):
            return True
        if short[at : at + 1] == full[to] and fits(at + 1, to + 1):
            return True
        return any(
            full[to : to + size] in words
            and short[at : at + kept] == full[to : to + kept]
            and fits(at + kept, to + size)
            for size in _WORD
            for kept in range(1, size)
            if len(short) - at >= kept
        )

    return fits(0, 0)


def names_in(text: str, place: str) -> Iterator[tuple[str, ...]]:
    """Each office that a text names, as what its name may be: 我想问财政局 is read as 我想问财政局, …, 财政局.

    Where a place stands in it the name begins there; a name never begins behind a level, so 区财政局 is no 财政局.
    `place` is where the text is at home.
    """
    for match in _OFFICES["name"].finditer(text):
        found = match[0]
        if stated := next(iter(find_places(found, (place,))), None):
            yield (found[stated.start :],)
        else:
            yield tuple(found[i:] for i in range(len(found) - 1) if i == 0 or found[i - 1] not in _BEFORE)
