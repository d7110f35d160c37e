"""Development zones (高新区, 经开区, 新区 …): places with policies of their own that no list of divisions has.

A zone's path is that of its city and its own name: "湖北省/武汉市/东湖新技术开发区".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

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
_KIND = "|".join(sorted((name for names in _KINDS for name in names), key=len, reverse=True))
_NAMED = re.compile(rf"(?P<stem>[一-鿿]{{0,12}}?)(?P<kind>{_KIND})")
_MAX_STEM = 4  # characters: 东湖, 中关村, 火炬
# 促进高新区, 国家高新区, 全市各开发区: words before a kind that name no zone.
_NO_STEM = re.compile(
    r"促进|支持|推动|推进|加快|加强|鼓励|关于|印发|建设|发展|管理|国家|省级|市级|区级|全市|全省|我市|各|本|等|和|与|及|的"
)
_NO_ZONE = r"(?!区|县|市|公园|路|街|大道|大学|学院|医院|生态|风景)"


@lru_cache(maxsize=65536)
def is_zone(name: str) -> bool:
    """Whether the last part of a path, which is no division's name, is that of a zone."""
    return bool(re.search(rf"(?:{_KIND})$", name))


def is_kind(name: str) -> bool:
    """Whether `name` is a kind of zone and no zone's own name: 高新区."""
    return any(name in names for names in _KINDS)


def zone_at(words: str, start: int) -> tuple[str, int] | None:
    """The zone whose own name begins at `words[start]`: its stem and kind (东湖新技术开发区), and where it ends.

    The stem is empty when the city's name stands directly before (成都 | 高新技术产业开发区).
    """
    match = _NAMED.match(words, start)
    if not match or len(match["stem"]) > _MAX_STEM or len(match["stem"]) == 1 or _NO_STEM.search(match["stem"]):
        return None
    return match[0], match.end()


@lru_cache(maxsize=256)
def zone_pattern(path: str, above: str) -> re.Pattern[str]:
    """How people name the zone `path`: 东湖高新区, 武汉东湖, 东湖开发区. `above` is the short name of its city."""
    name = path.rsplit("/", 1)[-1]
    kind = re.search(rf"(?:{_KIND})$", name)
    assert kind, f"{path} is no zone"
    stem = name[: kind.start()].removeprefix(above).lstrip("市")
    kinds = "|".join(_same_kind(kind[0]))
    city = rf"{above}市?"
    if not stem:
        return re.compile(rf"{city}(?:{kinds})(?!域)")
    return re.compile(rf"(?:{city})?{stem}(?:{kinds})|{city}{stem}{_NO_ZONE}|{stem}{_NO_ZONE}")


def _same_kind(kind: str) -> Sequence[str]:
    names = next((names for names in _KINDS if kind in names), (kind,))
    general = ("开发区",) if names in _KINDS[:2] else ()
    return sorted({*names, *general}, key=len, reverse=True)
