"""Clause → SupportItems: who gets what, of which tier, how much, at most how much, how often, on what condition.

A figure is a support only when a giving verb (给予, 予以 …) rules it; targets (达到200家以上), budgets
(每年安排2000万元), funds (首期1亿元) and thresholds of who may apply (年销售收入5000万元以上的企业) are not.
"""

from __future__ import annotations

import re
from typing import Literal

from index.figures import Figure, FigureKind, find_figures
from index.models import Clause, PolicyDocument, SupportItem
from index.sentences import split_sentences

Kind = Literal["reward", "subsidy", "matching_fund", "loan_interest", "housing", "salary", "tax", "service", "other"]

GIVE = re.compile(r"给予|予以|奖励|奖补|补助|补贴|资助|贴息|配套支持|发放|拨付|减免|减按|返还|免费提供|免费为")
_TARGET = re.compile(r"达到|力争|实现|突破|不少于\d+[家名件项]|增长|完成|占.{0,12}比重|累计")
_BUDGET = re.compile(
    r"每年安排|安排.{0,6}资金|预算|首期|基金规模|总规模|设立.{0,12}(?:基金|专项资金)(?!.{0,20}给予)|成交合同|交易额"
)
_THRESHOLD_AFTER = re.compile(
    r"^\s*(?:\)|）)?\s*(?:以上|及以上|以下|以内|左右)?的?\s*(?:[一-鿿]{0,12})?(?:企业|单位|机构|项目|团队|人才|合同)"
)
_CAP_BEFORE = re.compile(r"(?:最高|不超过|不高于|上限为?|封顶|至多|最多)[^，,。；;、]{0,10}$")
_CAP_AFTER = re.compile(r"^\s*(?:封顶|以内|以下|为限|的?上限)")
_QUALITATIVE = re.compile(
    r"(?:给予|予以)[^，,。；;]{0,18}(?:支持|扶持|倾斜|补助|奖励|补贴|资助|优惠|保障|重奖)"
    r"|(?:免费|无偿|优先)(?:为|提供)|实行重奖|贷款贴息|加计扣除|加速折旧|分期缴纳|税收(?:优惠|减免)"
    r"|奖励、?后?补助|以研发补助、奖励"
)
# 一般要求, not a support of anybody: 给予高度重视, 资金投入…支持服务保障力度
_NOT_GIVING = re.compile(r"给予(?:高度)?重视|予以(?:公布|公示|通报|追究|处罚|取消|优先保障)")

_TIER = r"(?:国家|省部|省|市|区|县|国际|世界|部|州)级?"
_ITEM = r"[^，,；;、。：:（）()]{1,30}?"
_ENUM = re.compile(r"[^，,；;。：:]+")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("loan_interest", re.compile(r"贴息|贷款.{0,12}利率|利息")),
    ("matching_fund", re.compile(r"配套")),
    ("housing", re.compile(r"购房|住房|租房|房租|公寓|安家")),
    ("salary", re.compile(r"薪酬|工资|津贴|生活补[贴助]")),
    ("tax", re.compile(r"所得税|加计扣除|加速折旧|税收|增值税|退税")),
    ("service", re.compile(r"免费|无偿|厂房|场地|一站式|代办|事业单位编制")),
    ("reward", re.compile(r"奖励|奖金|重奖|奖补")),
    ("subsidy", re.compile(r"补贴|补助|资助|经费|扶持|支持|启动资金|资金")),
)
_PER: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("每年", re.compile(r"[/／]年|每年|按年|年度补")),
    ("每月", re.compile(r"[/／]月|每月|按月")),
    ("每人", re.compile(r"[/／]人|每人|人均")),
    ("单个项目", re.compile(r"单个项目|每个项目|每项")),
    ("一次性", re.compile(r"一次性")),
)
_CONDITION = re.compile(r"^\s*(?:经|按照?|符合|满足|签订|在.{1,12}(?:阶段|期间|后)|连续|采取|需|须)")
_RESPONSIBLE = re.compile(r"[（(](?:责任单位|牵头单位|[^（()）]{2,60}(?:牵头|负责|配合))[^（()）]*[）)]\s*$")


def extract_supports(document: PolicyDocument) -> tuple[SupportItem, ...]:
    """Every support of the document's clauses, in order. Each `quote` is a sentence of its clause, letter for letter."""
    items: list[SupportItem] = []
    for clause in document.clauses:
        found: list[SupportItem] = []
        for start, end in split_sentences(clause.text):
            sentence = clause.text[start:end]
            found += _read_sentence(sentence, clause, document, len(found))
        items += found
    return tuple(items)


def is_giving(sentence: str) -> bool:
    """Whether the sentence gives somebody something, with or without a figure."""
    return bool((GIVE.search(sentence) or _QUALITATIVE.search(sentence)) and not _NOT_GIVING.search(sentence))


def _read_sentence(sentence: str, clause: Clause, document: PolicyDocument, offset: int) -> list[SupportItem]:
    body = _RESPONSIBLE.sub("", sentence)
    if _NOT_GIVING.search(body):
        return []
    groups = _groups(body) if GIVE.search(body) else []
    drafts = [draft for group in groups for draft in _read_group(group)]
    if not drafts and _QUALITATIVE.search(body) and not _is_only_frame(body):
        drafts = [_Draft(_beneficiary(body), None, body)]
    return [
        SupportItem(
            item_id=f"{clause.clause_id}.g{offset + i + 1}",
            clause_id=clause.clause_id,
            doc_id=document.doc_id,
            title=clause.heading or draft.beneficiary,
            kind=_kind(draft.text) if _kind(draft.text) != "other" else _kind(body),
            beneficiary=draft.beneficiary,
            tier=draft.tier,
            amount_cny=draft.amount,
            ratio=draft.ratio,
            cap_cny=draft.cap,
            per=draft.per,
            conditions=tuple(draft.conditions),
            responsible_units=clause.responsible_units,
            quote=sentence,
            jurisdiction=document.jurisdiction,
            validity=document.validity,
        )
        for i, draft in enumerate(drafts)
    ]


class _Draft:
    """A support while it is read."""

    def __init__(self, beneficiary: str, tier: str | None, text: str) -> None:
        self.beneficiary = beneficiary
        self.tier = tier
        self.text = text
        self.amount: float | None = None
        self.ratio: float | None = None
        self.cap: float | None = None
        self.per = next((name for name, pattern in _PER if pattern.search(text)), None)
        self.conditions = [s for s in re.split(r"[，,]", text) if _CONDITION.search(s) and not GIVE.search(s)]


def _groups(body: str) -> list[str]:
    """The parts of a sentence that each give one thing: 对A给予…，对B给予… are two; 按50%…，最高50万元 is one."""
    segments = re.split(r"(?<=[，,：:])", body)
    groups: list[str] = []
    label = re.compile(r"^[^，,：:]{2,20}?\d[\d.]*万?元")
    for segment in segments:
        starts = bool(re.match(r"\s*(?:其中|并)?[，,]?\s*(?:对于?|凡|为)(?!.{0,4}贡献)", segment))
        labelled = bool(label.match(segment)) and not re.match(
            r"\s*(?:最高|不超过|每|给予|予以|一次性|奖励|补[贴助])", segment
        )
        last = groups[-1] if groups else ""
        if groups and (starts or labelled) and _supports(last):
            groups.append(segment)
        elif groups and labelled and last.rstrip().endswith(("：", ":")):
            groups.append(segment)
        elif groups:
            groups[-1] += segment
        else:
            groups.append(segment)
    return groups


def _supports(text: str) -> list[Figure]:
    """The figures of `text` that are given, not aimed at, budgeted or asked for."""
    figures = [f for f in find_figures(text) if f.kind in (FigureKind.MONEY, FigureKind.RATIO)]
    if not figures:
        return []
    kept = []
    for figure in figures:
        segment_start = max(text.rfind(c, 0, figure.start) for c in "，,；;：:") + 1
        before, after = text[segment_start : figure.start], text[figure.end : figure.end + 16]
        if _BUDGET.search(before) or (_TARGET.search(before) and not GIVE.search(before)):
            continue
        if figure.kind is FigureKind.MONEY and not GIVE.search(before) and re.match(r"\s*(?:以上|及以上|以下)", after):
            continue
        if _is_threshold(before, after) or (
            figure.kind is FigureKind.RATIO and re.match(r"\s*(?:以上)?的?(?:股[权份]|固定资产)", after)
        ):
            continue
        kept.append(figure)
    return kept


def _is_threshold(before: str, after: str) -> bool:
    """年销售收入5000万元以上的…企业: a condition of who, before any giving verb."""
    return not re.search(r"给予|予以|奖励|补[贴助]|资助|按", before) and bool(_THRESHOLD_AFTER.match(after))


def _read_group(text: str) -> list[_Draft]:
    figures = _supports(text)
    if not figures:
        return []
    amounts: list[Figure] = []
    caps: list[Figure] = []
    ratios: list[Figure] = []
    for figure in figures:
        if figure.kind is FigureKind.RATIO:
            ratios.append(figure)
        elif _CAP_BEFORE.search(text[: figure.start]) or _CAP_AFTER.search(text[figure.end :]):
            caps.append(figure)
        elif caps and text[caps[-1].end : figure.start].strip() in ("、", "和"):  # 最高50万元、20万元
            caps.append(figure)
        else:
            amounts.append(figure)
    first = figures[0]
    if len(amounts) >= 2:
        labels = _pair(text, amounts)
    elif len(caps) >= 2 and not amounts:
        labels = _pair(text, caps)
    else:
        labels = [_beneficiary(text)]
    drafts = []
    for i, label in enumerate(labels):
        draft = _Draft(label, _tier(label), text)
        if i < len(amounts):
            draft.amount = amounts[i].value
        if caps:
            draft.cap = caps[min(i, len(caps) - 1)].value
        if ratios and (len(labels) == 1 or len(ratios) == 1):
            draft.ratio = ratios[0].value
        drafts.append(draft)
    if not amounts and not caps and ratios and not GIVE.search(text[first.end :] + text[: first.start]):
        return []
    return drafts


def _pair(text: str, figures: list[Figure]) -> list[str]:
    """One beneficiary a figure: 国家、省级、市级孵化器 with 分别…100万元、50万元、30万元.

    Takes the enumeration before the figures that has as many members; without one, everybody shares a description.
    """
    head = text[: figures[0].start]
    for part in reversed(_ENUM.findall(head)):
        part = re.sub(
            r"(?:由.{1,8}?)?(?:一次性|分别|给予|予以|奖励|补[贴助]|资助|最高|不超过|标准|的)+$", "", part.strip()
        )
        part = re.sub(r"^.*?(?:给予|予以|对于?|为|按照?)", "", part, count=1)
        part = re.sub(r"^.*按照?", "", part)  # 对…团队按照优先支持、重点支持标准
        members = [m for m in re.split(r"、|和|及|以及|与|或", part) if m]
        if len(members) > len(figures):  # 企业与高校、院所共建的研发机构和成果转化基地: only what follows the last 的
            members = [m for m in re.split(r"、|和|及|以及|与|或", part.rsplit("的", 1)[-1]) if m]
        if len(members) == len(figures):
            return _spread_head(members)
    return [_beneficiary(text)] * len(figures)


def _spread_head(members: list[str]) -> list[str]:
    """国家 · 省级 · 市级孵化器 → 国家级孵化器 · 省级孵化器 · 市级孵化器; a common lead (新认定的) goes to all."""
    lead = ""
    match = re.match(r"^(.*的)(.+)$", members[0])
    if match:
        lead, members = match[1], [match[2], *members[1:]]
    tail = re.sub(rf"^{_TIER}", "", members[-1])
    if tail != members[-1] and all(re.fullmatch(_TIER, m) for m in members[:-1]):
        members = [*[m + tail if m.endswith("级") else m + "级" + tail for m in members[:-1]], members[-1]]
    return [lead + m for m in members]


def _beneficiary(text: str) -> str:
    """Whom the text gives to, as it is written; the whole lead where no pattern tells."""
    for pattern in (
        r"(?:对于?|凡)\s*(.{2,120}?)[，,]?\s*(?:由.{1,10}?)?(?:经[^，,]{2,16}后)?[，,]?\s*(?:一次性|分别|再|均|可|采取|按照?|予以|给予|奖励|补[贴助]|资助|在.{2,6}阶段)",
        r"(?:给予|为)(.{2,50}?)(?:一次性|\d|最高|不超过|免费|每年)",
        r"^(?:.*[：:，,])?([^，,：:]{2,24}?)\d[\d.]*[万亿]?元",
        r"^(.{2,60}?)(?:可用于|可按)",
    ):
        match = re.search(pattern, text, re.DOTALL)
        if match:
            return match[1].strip(" ，,、的") or match[1]
    return re.split(r"[，,]", text)[0].strip()[:60]


def _tier(label: str) -> str | None:
    """国家级, 省级 … named in the label; None when none or several are."""
    found = {
        m if m.endswith("级") else m + "级"
        for m in re.findall(rf"(?:国家|省|市|区|县|国际|世界)级(?:以上)?|^(?:国家|省|市)(?=[、级])", label)
    }
    return found.pop() if len(found) == 1 else None


def _kind(text: str) -> Kind:
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), "other")


def _is_only_frame(body: str) -> bool:
    """加大…财政资金扶持力度, 做好服务保障: a general demand on offices."""
    return bool(re.search(r"各有关部门|各县[（(]?区|高度重视|加强组织领导", body))
