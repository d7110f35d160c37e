"""Offices and what they are said to do (牵头, 配合, 负责), read alike from clauses and from a model's sentences."""

from __future__ import annotations

import re

_LEVELS = ("国", "省", "市", "区", "县", "州", "镇")
_ROLE = r"牵头|配合|协助|承办|主管|负责|受理|责任|协办"
# 牵头单位:市科技局;责任单位:各县区政府
_LABEL = re.compile(
    rf"({_ROLE})(?:单位|部门|科室|[^,。;:]{{0,10}}的)(?::|是|为|有|包括)+((?:(?![,;]?(?:{_ROLE})(?:单位|部门))[^。;)])*)"
)
# 由市科技局、市财政局牵头; 市科技局是牵头单位
_VERB = re.compile(rf"([^,;:(。]*?)(?:是|为|作为)?({_ROLE})(?!{_ROLE})")
_SAME = {"责任": "负责", "主管": "负责"}
_MAY_SAY = {"负责": ("负责", "牵头")}  # who leads is responsible as well
_UNIT = re.compile(
    r"(?:(?!的)[一-鿿]){1,14}?(?:局|委|办公室|政府|(?<=[一-鿿]{2})(?<!全)(?:部(?!门)|厅)|金融办|部门|委员会|新区|高新区|经济区|经开区|管委会|中心|银行|协会|科室|院所|科协|科(?![技学研室协]))(?![一-鿿]?(?:级|域))"
)
_OWN = re.compile(r"^(?:都|均|也|则|主要|具体|共同)+|(?:部门|都|均|也|共同|不|主要|具体)+$")  # no part of a name
_ACTOR = re.compile(r"由([省市区县州](?!级)[一-鿿]{2})")


def roles(sentence: str) -> list[tuple[str, str]]:
    """(role, the words on who has it) of a flat sentence."""
    found = [(_SAME.get(m[1], m[1]), _VERB.sub("", m[2]) if "," in m[2] else m[2]) for m in _LABEL.finditer(sentence)]
    rest = _LABEL.sub(lambda m: m[2], sentence)
    for match in _VERB.finditer(rest):
        words = re.sub(rf"(?:{_ROLE})$", "", match[1].rpartition("由")[2])
        found.append((_SAME.get(match[2], match[2]), words))
    return [(role, words) for role, words in found if words.strip("、 ")]


def offices(text: str) -> list[str]:
    """The names of offices in a flat text, in order."""
    parts = re.split(
        rf"[、,。;:()\s]|和|及|与|由|归|{_ROLE}|会同|以及|或|为|是|向|归|有|经|等|这|那|(?:共同|分别|具体|主要|首先|包括|单位|配合)",
        text,
    )
    found = [_UNIT.match(part) if part[:1] in _LEVELS else _UNIT.fullmatch(part) for part in parts if part]
    return [match[0] for match in found if match]


def named(said: str) -> list[str]:
    """Whoever a flat sentence says has a role, and the offices that it names besides."""
    parts = [_OWN.sub("", part) for _, words in roles(said) for part in re.split(r"[、和及与]|以及|等", words)]
    return [part for part in dict.fromkeys([*parts, *offices(said)]) if len(part) > 1]


def wrong_office(said: str, homes: list[str], who: list[str]) -> str | None:
    """An office of a flat sentence that the clause does not name, or not in the role that it has there.

    `homes` are sentences on the matter, `who` those on who is responsible for the whole clause.
    """
    there = [pair for sentence in (*homes, *who) for pair in roles(sentence)]
    whole = "\n".join([*homes, *who] if roles(said) else homes)
    for role, words in roles(said):
        zones = " ".join(w for r, w in there if r in _MAY_SAY.get(role, (role,)))
        for part in re.split(r"[、和及与]|以及|等", words):
            unit = _OWN.sub("", part)
            if len(unit) > 1 and offices(unit) and not _names(unit, zones):
                return unit
            if len(unit) > 1 and not offices(unit) and "由" in said and unit not in zones:
                return unit
    loose = [*offices(said), *_ACTOR.findall(said)]
    return next((unit for unit in loose if unit not in whole and not _names(unit, whole)), None)


def _names(unit: str, text: str) -> bool:
    """Whether a text names the office: 科技局 there is not 省科技局, and 市科技局 there is 科技局."""
    known = [*offices(text), *(unit[at:] for at in range(len(unit) - 3) if unit[at:] in text)]
    return unit in text or any(unit.endswith(k) and unit[: -len(k)][-1:] not in _LEVELS for k in known)
