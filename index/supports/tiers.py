"""Tiers (国家级, A类, 第一名, 优秀 …) and which of several figures is whose.

A wrong pair is worse than none: figures without an enumeration of just as many members stay without a tier.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEVEL = r"(?:国家|省部|国际|世界|自治区|自治州|省|市|区|县|州|盟|旗|部)级(?:以上)?"
_CLASS = (
    r"[A-F甲乙丙丁]\+?类|第?[一二三四五六]类|[A-F]档|第?[一二三四五]档|[A-F甲乙丙丁]级|[1-5一二三四五]A级?|[一二三四五]星级?"
    r"|特等奖?|[一二三]等奖?|[金银铜]奖|优[秀胜]奖"
    r"|第[一二三四五六]年|首年|次年"
    r"|优秀|良好|合格|正高级|副高级|初级|中级|高级"
    r"|(?:重大|重点|一般|面上|青年|培育|联合|创新)项目|(?:优先|重点|特别|一般)支持"
    r"|综合型|专业型|[\u4e00-\u9fff]{2}型(?=$|[、,和及与或]|累计|最高|每|不超)"
)
_RANK = r"第[\d一二三四五六七八九十]+名?(?:[-—~～至到]+第?[\d一二三四五六七八九十]+)?名|前[\d一二三四五六七八九十]+名"
TIER = re.compile(rf"{_RANK}|{_LEVEL}|{_CLASS}")
_BARE = r"(?:国家|省|市|区|县)(?=[、和及与或,]|[审认评]定|备案|批准)"
_SHORT = re.compile(
    r"(?P<list>[A-E甲乙丙丁特一二三四五](?:[、和及][A-E甲乙丙丁特一二三四五])+)(?P<end>等次|等奖|等|类|级|档|星级|星)"
)
_JOIN = r"(?:、|和|及|以及|与|或|或者)"
_TIERS = re.compile(rf"(?:{_BARE}|{TIER.pattern})(?:{_JOIN}(?:{_BARE}|{TIER.pattern}))+")
_BY = r"(?:国家|自治区|省|市|区|县)级?(?P<{}>[审认评鉴]定|备案|登记|批准)"
_NAMED_BY = re.compile(rf"{_BY.format('act')}(?:{_JOIN}(?:国家|自治区|省|市|区|县)级?(?P=act))+")
_MONEY = r"\d[\d.,]*[百千]?[万亿]?元"
_STEPS = re.compile(rf"(?P<lead>[^,;:、]*?){_MONEY}(?:、{_MONEY})+(?:以上)?")
_BOUND = rf"(?:(?:不足|不满|低于|超过|达到)?{_MONEY}(?:\(?含\)?)?(?:及?以上|以下|以内)?)"
_BOUNDS = re.compile(
    rf"(?:^|[,;:])\s*(?:(?!对)[^,;:\d]{{2,10}}在)?(?P<bounds>{_BOUND}(?:[、至到-]?{_BOUND})*)的?(?:部分)?(?:,|按)"
)
_PAYER = re.compile(r"(?:由|从)[^,;、]{0,16}?(?:财政|资金池?|经费|基金)")
_QUOTED = re.compile(r"“[^“”]{1,16}”(?:[、和及]?“[^“”]{1,16}”)+")
# 在市级以上孵化器内创业的大学生: of where they are, not of whom.
_PLACE = re.compile(r"(?:在|入驻)[^,的]*的")
_ALIKE = (_LEVEL, "优秀|良好|合格", "[A-F甲乙丙丁]类", "[特一二三]等奖?", "正高级|副高级|初级|中级|高级")
_SPLIT = re.compile(r"、|和|及|以及|与|或")
_ACT = re.compile(
    r"^(?:对于?|凡)?(?:首次|重新|再次|新|当年|年度)?(?:取得|获得|获批|获评|入选|通过|认定为?|备案|入库|落户|迁入|列为|升级为|评为|引进|建设|购买)"
)
_EDGE = re.compile(
    r"(?:由[^,]{1,8}?)?(?:一次性|分别|给予|予以|奖励|奖补|补[贴助]|资助|最高|不超过|标准|按照?|再|各|可|享受|获得|的)+$"
)


@dataclass(frozen=True)
class Member:
    """One of an enumeration. `text` is the lead with this member alone in the enumeration's place."""

    tier: str | None
    text: str
    whole: bool = False
    """Whether `text` is the beneficiary itself."""


def members(lead: str, count: int) -> list[Member] | None:
    """The enumeration of `count` members that the text before the figures holds; None when none is certain."""
    for match in reversed(list(_TIERS.finditer(lead))):
        names = _names(match[0])
        if len(names) == count:
            return [Member(_level(n), lead[: match.start()] + (_level(n) or n) + lead[match.end() :]) for n in names]
    for match in reversed(list(_NAMED_BY.finditer(lead))):  # 国家审定、省级审定
        names = re.split(_JOIN, match[0])
        if len(names) == count:
            return [
                Member(_level(re.sub(r"级?..$", "", n)), lead[: match.start()] + n + lead[match.end() :]) for n in names
            ]
    for match in reversed(list(_SHORT.finditer(lead))):  # 一、二、三等奖
        names = [n + match["end"] for n in re.split(r"[、和及]", match["list"])]
        if len(names) == count:
            return [Member(n, lead[: match.start()] + n + lead[match.end() :]) for n in names]
    for match in reversed(list(_STEPS.finditer(lead))):
        steps = re.findall(_MONEY, match[0])
        if len(steps) == count and re.search(r"达到?|超过|满|以上|突破", match[0]):
            more = "以上" if match[0].endswith("以上") else ""
            sign = re.search(r"(?:达到?|超过|满|突破)$", match["lead"])
            at = match.end("lead")
            return [
                Member((sign[0] if sign else "") + step + more, lead[:at] + step + more + lead[match.end() :])
                for step in steps
            ]
    for match in reversed(list(_QUOTED.finditer(lead))):  # 入选“独角兽”“瞪羚”榜单的企业
        names = re.findall(r"“[^“”]*”", match[0])
        if len(names) == count:
            return [Member(None, lead[: match.start()] + n + lead[match.end() :]) for n in names]
    return _listed(lead, count)


def label_tier(text: str) -> str | None:
    """The tier that the text before a figure names (第2名至第3名各 → 第2名至第3名); None unless it is just one.

    Who pays is none: 由市级财政给予.
    """
    text = _PAYER.sub("", text)
    found = list(dict.fromkeys(m[0] for m in TIER.finditer(text)))
    return found[0] if len(found) == 1 else None


def _names(enumeration: str) -> list[str]:
    names, at = [], 0
    pattern = re.compile(rf"{TIER.pattern}|{_BARE}|(?:国家|自治区|省|市|区|县)$")
    while match := pattern.search(enumeration, at):
        names.append(match[0])
        at = match.end()
    return names


def _level(name: str) -> str:
    """国家 (in 国家、省级) is 国家级."""
    return name + "级" if name in ("国家", "自治区", "省", "市", "区", "县") else name


def _listed(lead: str, count: int) -> list[Member] | None:
    """Other enumerations: 顶尖人才、领军人才; 共建的研发机构和成果转化基地; 取得甲证书、乙证书的机构."""
    for part in reversed(re.split(r"[,;:]", lead)):
        part = _EDGE.sub("", part.strip()).removesuffix("称号")
        part = re.sub(r"^.*?(?:给予|予以|对于?|为|凡)", "", part, count=1)
        part = re.sub(r"^(?:按照?|再|其中)", "", part)
        names = [n for n in _SPLIT.split(part) if n]
        if len(names) > count and "的" in part:  # only what follows the last 的
            names = [n for n in _SPLIT.split(part.rsplit("的", 1)[-1]) if n]
        if len(names) == count and all(len(n) >= 2 for n in names):
            return [Member(_single(n), n, whole=True) for n in _spread(names)]
    return None


def _spread(names: list[str]) -> list[str]:
    """What heads the first (新认定的, 首次取得) or ends the last (的检验检测机构) of a list belongs to all."""
    lead = ""
    act = _ACT.match(names[0])
    if act and any(_ACT.match(n) for n in names[1:]):  # 首次认定、重新认定的高新技术企业
        last, found, tail = names[-1].partition("的")
        return [n if "的" in n else n + found + tail for n in [*names[:-1], last]]
    if act and not any("的" in n for n in names[:-1]) and "的" in names[-1]:
        last, tail = names[-1].split("的", 1)
        return [*(n + "的" + tail if i == 0 else act[0] + n + "的" + tail for i, n in enumerate([*names[:-1], last]))]
    if match := re.match(r"^(.*的|新(?:引进|认定|建|培育))(.+)$", names[0]):
        lead, names = match[1], [match[2], *names[1:]]
    level = re.match(_LEVEL, names[0])
    if level and not any(re.search(r"级|国家|省|市|自治区", n) for n in names[1:]):  # 国家级孵化器、众创空间
        lead, names = lead + level[0], [names[0][level.end() :], *names[1:]]
    return [lead + n for n in names]


def _single(label: str) -> str | None:
    found = {
        m[0].rstrip("的")
        for m in re.finditer(
            rf"{_LEVEL}(?!认定|评审|评定|财政|部门|主管)|[A-F甲乙丙丁]类|(?:优秀|良好|合格)的?$", label
        )
    }
    return found.pop() if len(found) == 1 else None


def with_tier(name: str, tier: str) -> str:
    """The same beneficiary of another tier (绩效优秀的众创空间, 良好 → 绩效良好的众创空间), else the name itself."""
    found = [m[0] for m in TIER.finditer(name)]
    if len(found) == 1 and any(re.fullmatch(kind, found[0]) and re.fullmatch(kind, tier) for kind in _ALIKE):
        return name.replace(found[0], tier)
    return name


def of_tier(name: str, tier: str) -> str:
    """A beneficiary of several tiers as that of one: 国家级、省级孵化器, 省级 → 省级孵化器."""
    for count in (2, 3, 4, 5):
        pairs = members(name, count)
        if pairs and not pairs[0].whole:
            return next((pair.text for pair in pairs if pair.tier == tier), name)
    return name


def own_tier(text: str) -> str | None:
    """The level or class of a beneficiary (市级概念验证中心 → 市级); None when none or several are named."""
    return _single(_PLACE.sub("", text))


def threshold_tier(lead: str) -> str | None:
    """A tier that is nothing but bounds: 500万元以上、不足2000万元的，奖补 → 500万元以上、不足2000万元."""
    match = _BOUNDS.search(lead)
    return match["bounds"] if match else None
