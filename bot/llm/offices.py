"""Offices and what they are said to do (牵头, 配合, 负责), read alike from clauses and from a model's sentences."""

from __future__ import annotations

import re

_LEVELS = ("国", "省", "市", "区", "县", "州", "镇")
_ROLE = re.compile(r"牵头|配合|协助|承办|主管|负责|受理")
_ROLE_LABEL = re.compile(r"责任单位|责任部门|主管部门|受理部门")
_UNIT = re.compile(
    r"[一-鿿]{1,14}?(?:局|委|办公室|政府|(?<=[一-鿿]{2})[部厅]|部门|委员会|新区|高新区|经济区|经开区|管委会|中心|银行|协会)(?![一-鿿]?(?:级|域))"
)


def role_zones(sentence: str) -> list[tuple[str, str]]:
    """(role, the words said of it): before 牵头 and 配合, after 责任单位."""
    zones = []
    if label := _ROLE_LABEL.search(sentence):
        zones.append(("负责", sentence[label.end() :]))
    start = label.end() if label else 0
    for match in _ROLE.finditer(sentence, start):
        zones.append((match[0], sentence[start : match.start()]))
        start = match.end()
    return zones


def offices(text: str) -> list[str]:
    """The names of offices in a flat text, in order."""
    parts = re.split(r"[、,。;:()\s]|和|及|与|由|会同|以及|或|为|是|向|(?:共同|分别|具体)", text)
    return [part for part in parts if part and _UNIT.fullmatch(part)]


def is_office_of(unit: str, text: str) -> bool:
    """Whether a flat text names the office, as 该项由市科技局 names 市科技局; 科技局 there is not 省科技局."""
    return any(unit.endswith(known) and unit[: -len(known)][-1:] not in _LEVELS for known in offices(text))
