"""Tiers (国家级, A类, 第一名, 优秀 …) and which of several figures is whose.

A wrong pair is worse than none: figures without an enumeration of just as many members stay without a tier.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.language.rules import WORDS, Rules

_RULES = Rules("supports/tiers")
_PARTS = re.compile("[,;:]")


@dataclass(frozen=True)
class Member:
    """One of an enumeration. `text` is the lead with this member alone in the enumeration's place."""

    tier: str | None
    text: str
    whole: bool = False
    """Whether `text` is the beneficiary itself."""


def members(lead: str, count: int) -> list[Member] | None:
    """The enumeration of `count` members that the text before the figures holds; None when none is certain."""
    for rule, names_of in _ENUMERATIONS.items():
        for match in reversed(list(_RULES[rule].finditer(lead))):
            names = names_of(match)
            if len(names) == count:
                before, after = lead[: match.start("list")], lead[match.end("list") :]
                return [Member(tier, before + name + after) for tier, name in names]
    return _listed(lead, count)


def label_tier(text: str) -> str | None:
    """The tier that the text before a figure names (第2名至第3名各 → 第2名至第3名); None unless it is just one.

    Who pays is none: 由市级财政给予.
    """
    found = set(WORDS["TIER"].findall(_RULES["payer"].sub("", text)))
    return found.pop() if len(found) == 1 else None


def _tiers(match: re.Match[str]) -> list[tuple[str | None, str]]:
    """国家、省级 → 国家级, 省级."""
    return [(name, name) for name in map(_level, _RULES["member"].findall(match["list"]))]


def _named_by(match: re.Match[str]) -> list[tuple[str | None, str]]:
    names = _RULES["join"].split(match["list"])
    return [(_level(name.removesuffix(match["act"]).removesuffix("级")), name) for name in names]


def _short(match: re.Match[str]) -> list[tuple[str | None, str]]:
    names = [name + match["end"] for name in _RULES["join"].split(match["names"])]
    return [(name, name) for name in names]


def _steps(match: re.Match[str]) -> list[tuple[str | None, str]]:
    if not match["sign"] and not match["more"]:
        return []
    steps = _RULES["step"].findall(match["list"])
    names = [f"{match['sign'] or ''}{step}{match['more'] or ''}" for step in steps]
    return [(name, name) for name in names]


def _quoted(match: re.Match[str]) -> list[tuple[str | None, str]]:
    return [(None, name) for name in _RULES["quote"].findall(match["list"])]


_ENUMERATIONS: dict[str, Callable[[re.Match[str]], list[tuple[str | None, str]]]] = {
    "enumeration": _tiers,
    "named_by": _named_by,
    "short": _short,
    "steps": _steps,
    "quoted": _quoted,
}
"""How the members of each kind of enumeration are told apart: the tier of each, and how it is called."""


def _level(name: str) -> str:
    """国家 (in 国家、省级) is 国家级."""
    return name + "级" if WORDS["STATE"].fullmatch(name) else name


def _listed(lead: str, count: int) -> list[Member] | None:
    """Other enumerations: 顶尖人才、领军人才; 共建的研发机构和成果转化基地; 取得甲证书、乙证书的机构."""
    for part in reversed(_PARTS.split(lead)):
        part = _RULES["leads_in"].sub("", _RULES["edge"].sub("", part.strip()), count=1)
        names = _split(part)
        if len(names) > count and "的" in part:  # only what follows the last 的
            names = _split(part.rsplit("的", 1)[-1])
        if len(names) == count and all(len(n) >= 2 for n in names):
            return [Member(own_tier(n), n, whole=True) for n in _spread(names)]
    return None


def _split(text: str) -> list[str]:
    return [name for name in _RULES["join"].split(text) if name]


def _spread(names: list[str]) -> list[str]:
    """What heads the first (新认定的, 首次取得) or ends the last (的检验检测机构) of a list belongs to all."""
    first, last = names[0], names[-1]
    act = _RULES["act"].search(first)
    name, found, tail = last.partition("的")
    if act and any(_RULES["act"].search(n) for n in names[1:]):  # 首次认定、重新认定的高新技术企业
        return [n if "的" in n else n + found + tail for n in [*names[:-1], name]]
    if act and found and not any("的" in n for n in names[:-1]):
        return [first + found + tail, *(act[0] + n + found + tail for n in [*names[1:-1], name])]
    lead, of, first = first.rpartition("的")
    lead, names = lead + of, [first, *names[1:]]
    level = _RULES["level"].search(names[0])
    if level and not any(_RULES["has_level"].search(n) for n in names[1:]):  # 国家级孵化器、众创空间
        lead, names = lead + level[0], [names[0][level.end() :], *names[1:]]
    return [lead + n for n in names]


def with_tier(name: str, tier: str) -> str:
    """The same beneficiary of another tier (绩效优秀的众创空间, 良好 → 绩效良好的众创空间), else the name itself."""
    own, other = WORDS["TIER"].findall(name), _RULES["alike"].fullmatch(tier)
    known = _RULES["alike"].fullmatch(own[0]) if len(own) == 1 else None
    return name.replace(own[0], tier) if known and other and known.lastgroup == other.lastgroup else name


def of_tier(name: str, tier: str) -> str:
    """A beneficiary of several tiers as that of one: 国家级、省级孵化器, 省级 → 省级孵化器."""
    for count in (2, 3, 4, 5):
        pairs = members(name, count)
        if pairs and not pairs[0].whole:
            return next((pair.text for pair in pairs if pair.tier == tier), name)
    return name


def own_tier(text: str) -> str | None:
    """The level or class of a beneficiary (市级概念验证中心 → 市级); None when none or several are named."""
    found = set(_RULES["single"].findall(_RULES["place"].sub("", text)))
    return found.pop() if len(found) == 1 else None


def threshold_tier(lead: str) -> str | None:
    """A tier that is nothing but bounds: 500万元以上、不足2000万元的，奖补 → 500万元以上、不足2000万元."""
    match = _RULES["bounds"].search(lead)
    return match["bounds"] if match else None
