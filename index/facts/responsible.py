"""Responsible offices (责任单位) named in a clause: under a label, in brackets, or in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.language.numerals import from_han

_LABELLED = re.compile(
    r"(?:责任|牵头|配合|主管|承办|协办|实施|落实|主办|参与|参加|受理|经办|办理|业务|归口|兑现|咨询|审核|初审)(?:责任)?(?:单位|部门|处室|科室|股室|机构|窗口)"
    r"(?:[及和与、]?(?:联系|咨询)?(?:电话|方式))?\s*[:：]\s*(?P<names>(?:[^（）()\n。；;]|[（(][^（）()\n。；;]*[）)])+)"
)
# (市科技局牵头,市发改委配合): the whole bracket is about offices.
_BRACKET = re.compile(r"[（(](?P<names>[^（）()\n]*?(?:牵头|配合|负责(?!人)|承办)[^（）()\n]*?)[）)]")
_ROLE = re.compile(
    r"(?:共同|分别|具体)?(?:按照?(?:各自)?职责(?:分工)?(?:分别)?)?(?:牵头|配合|负责|承办|组织实施)(?:负责|落实|实施|推进|抓好落实)*"
)
_PHONE = re.compile(r"[（(]?(?:电话|联系电话)?\s*[:：]?\s*(?:\d{3,4}[-—])?\d{7,11}(?:[-—转]\d{1,6})?[）)]?")
_TAIL = re.compile(r"(?:等(?:有关|相关|各)?(?:部门|单位)?|按(?:照)?(?:各自)?职责(?:分工)?|分别|共同)$")
# 各县（市、区）人民政府 is one.
_SPLIT = re.compile(
    r"[、,，;；](?![^（()）]*[）)])|\s{1,}|(?<=[局委办厅部院会区县镇道乡校企])(?:和|及|以及|会同)(?=[一-鿿])"
)
_LABEL = re.compile(r"^.*?(?:单位|部门|处室)\s*[:：]\s*")

# In a sentence an office is known by the form of its name: 市科技局, 各县级市（区）科技局, 市委金融办, 市科技服务中心.
# Kept out: 龙头企业 and other enterprises, 格局, 评委, 申办, and the words that stand before a name (由, 向, 经).
_LETTER = (
    r"(?:(?!企业|公司|单位|项目|平台|对(?!外)|经(?![信济贸开])|应(?!急)|(?<!所)在|[向于把将为的与及由给并可须受让使请])[一-鿿]"
    r"|（[市县区旗、]{1,5}）)"
)
_OFFICE = (
    rf"(?:{_LETTER}{{1,20}}?"
    r"(?:(?<![格布结])局|(?<!评)委(?:员?会)?(?!(?<=[市省区县州]委)[一-鿿]{2,5}[办部])|(?<![承主举协创开兴督申])办(?:公[室厅])?|厅"
    r"|(?<![何此之各好])处|政府(?!办公|(?!会同|[和与及])[一-鿿]{2,14}部门)|(?:组织|宣传|统战|科技|科学技术|财政|教育|商务|信息化|农业农村|社会保障)部(?!门)|部门)"
    rf"|{_LETTER}{{0,8}}?[市省区县州旗]{_LETTER}{{2,16}}?中心)"
)
_OFFICES = rf"(?P<names>{_OFFICE}(?:(?:、|和|及|以及|与|会同){_OFFICE})*)(?:等(?:有关|相关|各)?(?:部门|单位)?)?"
_DUTY = (
    r"(?:具体|共同|分别|统一|主要)?(?:负责(?!人(?![才员力])|同志|任)|牵头|承办|承担|统筹|组织实施|按照?(?:各自)?职责)"
)
_SENTENCE = re.compile(rf"(?:^|(?<=[。；;，,：:\n\s】）).．])|(?<=\d、))由?{_OFFICES}{_DUTY}", re.M)
_WITH = re.compile(rf"(?:^|(?<=[。；;，,：:\n\s】）).．由])){_OFFICES}(?<!会同)(?=[^、])", re.M)
# 由市财政局拨付; 由市科技局认定的孵化器 says whom a clause is about.
_BY = re.compile(rf"由{_OFFICES}(?:{_DUTY}|(?![^。；;，,\n]{{0,14}}的|[^。；;，,\n]{{0,12}}会议))")
# 本措施所称联合体，是指由市属部门牵头…: a definition makes nobody responsible.
_DEFINES = re.compile(r"所称|是指|指的是")
_NOBODY = re.compile(
    r"^[我本该](?:局|委|厅|办|部门)$|^(?:各|其他|其)?(?:有关|相关|上级|同级|相应|其他|职能|主管|业务|行业)(?:主管)?部门$"
)


def responsible_units(text: str) -> tuple[str, ...]:
    """The offices that a clause makes responsible, in order of print, each once, without 牵头 or 配合."""
    found: list[tuple[int, str]] = []
    for match in _LABELLED.finditer(text):
        found += ((match.start(), name) for name in _names(match["names"]))
    for match in _BRACKET.finditer(text):
        if not re.search(r"(?:单位|部门|处室)\s*[:：]", match["names"]):
            found += ((match.start(), name) for name in _names(match["names"]))
    found += _in_sentences(text)
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda item: item[0])))


# （第九条至第十一条责任单位：市科技局）
_SHARED = re.compile(
    r"[（(]第?[（(]?(?P<first>[一二三四五六七八九十\d]{1,4})[）)]?条?[至到\-—]第?[（(]?(?P<last>[一二三四五六七八九十\d]{1,4})[）)]?[条项]?的?"
    r"(?:责任|牵头)(?:单位|部门)\s*[:：](?P<names>[^（）()\n]+)[）)]"
)


def shared_units(text: str) -> tuple[range, tuple[str, ...]] | None:
    """Which articles or measures, by number, a clause names offices for, and these; None when only for itself."""
    match = _SHARED.search(text)
    first, last = (from_han(match["first"]), from_han(match["last"])) if match else (None, None)
    if not match or not first or not last or not 0 < last - first < 30:
        return None
    return range(first, last + 1), tuple(dict.fromkeys(_names(match["names"])))


def _names(text: str) -> list[str]:
    text = _PHONE.sub("、", text)
    parts = (_TAIL.sub("", _LABEL.sub("", part.strip(" 。."))).strip() for part in _SPLIT.split(_ROLE.sub("、", text)))
    return [name for name in parts if 2 <= len(name) <= 24]


_OFFICE_IN_LIST = re.compile(rf"(?P<name>{_OFFICE})(?:、|和|及|以及|与|会同|$)")


def _in_sentences(text: str) -> Iterator[tuple[int, str]]:
    for pattern in (_SENTENCE, _WITH, _BY):
        for match in pattern.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            if (pattern is _WITH and "会同" not in match["names"]) or _DEFINES.search(text, start, match.end()):
                continue
            for office in _OFFICE_IN_LIST.finditer(match["names"]):
                if not _NOBODY.match(office["name"]):
                    yield match.start("names") + office.start(), office["name"].removeprefix("会同")
