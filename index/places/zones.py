"""Development zones (高新区, 经开区, 新区 …): places with policies of their own that no list of divisions has.

A zone's path is that of its city and its own name: "湖北省/武汉市/东湖新技术开发区".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from index.language.rules import Rules

_RULES = Rules("places/words")

# Names of one kind of zone, the official one first; 开发区 says any of the first two.
_KINDS: tuple[tuple[str, ...], ...] = (
    ("高新技术产业开发区", "高技术产业开发区", "新技术产业开发区", "高新技术开发区", "新技术开发区",
     "高新技术产业园区", "高新区"),
    ("经济技术开发区", "经济开发区", "经开区"),
    ("自由贸易试验区", "自贸试验区", "自贸区"),
    ("综合保税区", "保税区", "综保区"),
    ("科技工业园区", "科技产业园区", "科技园区", "工业园区", "产业园区", "园区"),
    ("新区",),
    ("科技城",),
    ("开发区",),
)  # fmt: skip
_KIND = tuple(sorted((name for names in _KINDS for name in names), key=len, reverse=True))
_MAX_STEM = 4  # characters: 东湖, 中关村, 火炬


@lru_cache(maxsize=65536)
def is_zone(name: str) -> bool:
    """Whether the last part of a path, which is no division's name, is that of a zone."""
    return name.endswith(_KIND)


def is_kind(name: str) -> bool:
    """Whether `name` is a kind of zone and no zone's own name: 高新区."""
    return any(name in names for names in _KINDS)


def zone_at(words: str, start: int) -> tuple[str, int] | None:
    """The zone whose own name begins at `words[start]`: its stem and kind (东湖新技术开发区), and where it ends.

    The stem is empty when the city's name stands directly before (成都 | 高新技术产业开发区).
    """
    for at in range(start, start + _MAX_STEM + 1):
        if kind := next((kind for kind in _KIND if words.startswith(kind, at)), None):
            stem, end = words[start:at], at + len(kind)
            named = len(stem) != 1 and all("一" <= c <= "鿿" for c in stem) and not _RULES["no_stem"].search(stem)
            return (words[start:end], end) if named else None
    return None


@lru_cache(maxsize=256)
def zone_pattern(path: str, above: str) -> re.Pattern[str]:
    """How people name the zone `path`: 东湖高新区, 武汉东湖, 东湖开发区. `above` is the short name of its city."""
    name = path.rsplit("/", 1)[-1]
    kind = next(kind for kind in _KIND if name.endswith(kind))
    stem = name.removesuffix(kind).removeprefix(above).lstrip("市")
    kinds = "|".join(_same_kind(kind))
    city = rf"{above}市?"
    if not stem:
        return re.compile(rf"{city}(?:{kinds})(?!域)")
    return re.compile(rf"(?:{city})?{stem}(?:{kinds}|(?!{_RULES['other_place'].pattern}))")


def _same_kind(kind: str) -> Sequence[str]:
    names = next((names for names in _KINDS if kind in names), (kind,))
    general = ("开发区",) if names in _KINDS[:2] else ()
    return sorted({*names, *general}, key=len, reverse=True)
