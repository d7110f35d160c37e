"""Responsible offices (责任单位) named in a clause."""

from __future__ import annotations

import re

_LABELLED = re.compile(
    r"(?:责任|牵头|配合|主管|承办|协办|实施|落实|主办|参与|参加)(?:单位|部门|处室)\s*[:：]\s*(?P<names>[^）)\n。；;]+)"
)
# (市科技局牵头,市发改委配合): the whole bracket is about offices.
_BRACKET = re.compile(r"[（(](?P<names>[^（）()\n]*?(?:牵头|配合|负责|承办)[^（）()\n]*?)[）)]")
_BY = re.compile(r"由(?P<names>[^，,。；;：:（()\n由]{2,40}?)(?:牵头|负责|会同|承办|组织实施|分别负责)")
_ROLE = re.compile(
    r"(?:共同|分别|具体)?(?:按照?(?:各自)?职责(?:分工)?(?:分别)?)?(?:牵头|配合|负责|承办|组织实施)(?:负责|落实|实施|推进|抓好落实)*"
)
_TAIL = re.compile(r"(?:等(?:有关|相关|各)?(?:部门|单位)?|按(?:照)?(?:各自)?职责(?:分工)?|分别|共同)$")
_SPLIT = re.compile(r"[、,，;；]|\s{1,}|(?<=[局委办厅部院会区县镇道乡校企])(?:和|及|以及|会同)(?=[一-鿿])")
_LABEL = re.compile(r"^.*?(?:单位|部门|处室)\s*[:：]\s*")
_OFFICE = re.compile(
    r"(?:局|委|办|厅|部|院|会|区|县|镇|街道|乡|乡镇|政府|中心|银行|公司|单位|部门|院所|院校|高校|企业|学校|机构|协会|组织部|宣传部|人民法院|"
    r"联|税务|分行|支行|集团|园|基地|站|所|处|科协|工会|联盟|新区|高新区|经济区)$"
)


def responsible_units(text: str) -> tuple[str, ...]:
    """The offices that a clause makes responsible, in order of print, each once, without 牵头 or 配合."""
    found: list[tuple[int, str]] = []
    for match in _LABELLED.finditer(text):
        found += ((match.start(), name) for name in _names(match["names"], strict=False))
    for match in _BRACKET.finditer(text):
        if not re.search(r"(?:单位|部门|处室)\s*[:：]", match["names"]):
            found += ((match.start(), name) for name in _names(match["names"], strict=False))
    for match in _BY.finditer(text):
        found += ((match.start(), name) for name in _names(match["names"], strict=True))
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda item: item[0])))


def _names(text: str, *, strict: bool) -> list[str]:
    names = []
    for part in _SPLIT.split(_ROLE.sub("、", text)):
        name = _TAIL.sub("", _LABEL.sub("", part.strip(" 。."))).strip()
        if 2 <= len(name) <= 24 and (_OFFICE.search(name) or not strict):
            names.append(name)
        elif strict:
            return []  # 由企业自主负责 names no office
    return names
