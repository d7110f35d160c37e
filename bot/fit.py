"""How far a sentence is of the kind that a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.asks import Ask, wants_money
from bot.understand import Query
from index.figures import FigureKind, find_figures
from index.models import Clause, SupportItem

_CONDITION = re.compile(r"条件|符合|应当|须|具备|凡|对于?.{2,60}的[，,]|认定|签订|毕业")
CAPS = re.compile(r"最高|不超过|上限|封顶")
_ASKS_CAP = re.compile(r"最高|最多|上限|封顶")
_PLATFORM = "重点实验室|工程|技术创新|科技|企业技术|实验室|孵化|新型研发|众创|博士|院士|产业|制造业|工业设计|大学科技园"
_TIER = re.compile(rf"(?:国家|自治区|[省市区县])(?:级|(?={_PLATFORM}))")
_APPLIES = re.compile(r"申报|申请|报名|受理|截止|递交|(?:时候|几月|几号|哪天)(?:能|可以)?报|办理")
_DAY = re.compile(r"\d{1,2}月|\d{1,2}日|截止|季度|随时|常年|全年|工作日")
# The sentence of a document that says for all its supports when to apply, and with which papers.
PROCEDURES = {
    Ask.DEADLINE: re.compile(
        r"(?=[^。]*(?:申报|受理|申请|报送|提交|填报))[^。]*(?:\d{1,2}月|\d{1,2}日|截止|季度|随时|常年)"
    ),
    Ask.MATERIAL: re.compile(
        r"(?:提交|提供|报送|准备)[^。]*材料|材料(?:包括|如下|清单|目录|：)|(?:登录|通过)[^。]*(?:系统|平台|网)[^。]*(?:申报|填报|提交|申请)"
    ),
}
_BY_WHOM = re.compile(r"由[^，,。；;]{2,30}(?:制定|负责|牵头|会同|受理|组织实施|审定)")
_DATE = re.compile(r"\d{2,4}年|\d{1,2}月|底前|月底|持续推进|期限|截止")
_SCHEDULE = re.compile(r"进度安排|有效期|截止|(?:底前|月前|之前|年内)")
_PERMIT = re.compile(r"可以|可[^能持]|允许|鼓励|支持|准予|有权")
# 还能再申请吗, 能拿双份吗: answered by what forbids or allows it twice.
_AGAIN = re.compile(r"同时|重复|叠加|双份|两份|还能(?:再)?(?:申请|申报|享受|拿|领|报)|再(?:申请|申报|享受|拿|领)")
_ONCE = re.compile(
    r"不得(?:再|重复|同时)|不(?:再)?重复|就高|只(?:能)?享受|可(?:以)?(?:同时|叠加|重复)|不(?:能)?(?:同时|叠加)"
)
_SPENDS = re.compile(r"(?:拿来|用来|拿去|用于|花在|能不能买|可以买)")
_SPENT = re.compile(r"(?:不得|不能|只能|可以?|应当|专项|主要)用于|专款专用|(?:使用|开支)范围")
_FORBID = re.compile(r"不得|禁止|严禁|不予|不可")
# What a sentence must hold to say on what condition, with which papers, until when.
_SAYS = {
    Ask.CONDITION: re.compile(
        r"条件|符合|应当|须|具备|满足|资格|不少于|不低于|以上|对于?.{2,60}的|签订|限于|范围|可以?|要求|含"
    ),
    Ask.MATERIAL: re.compile(
        r"材料|提交|提供|申请[书表]|证明|申报|流程|程序|办理|系统|网站|平台(?:填报|申报|提交)|登录"
    ),
    Ask.DEADLINE: re.compile(
        r"\d{2,4}年|\d{1,2}月|月底|日前|工作日|持续推进|期限|截止|[一二三四五六七八九十\d]+(?:年|个月|日)"
    ),
}


def fit(query: Query, sentence: str, clause: Clause, items: Sequence[SupportItem], giving: bool) -> float:
    """How far the sentence is of the kind that the question asks for."""
    score = 0.0
    kinds = {f.kind for f in find_figures(sentence)}
    has_figure = any(bool(i.amount_cny or i.ratio or i.cap_cny) for i in items)
    if query.asks_any(Ask.AMOUNT, Ask.SUPPORT) and not query.asks_any(Ask.QUANTITY):
        figure = 0.5 if wants_money(query.text) else 0.25
        caps = FigureKind.MONEY in kinds and bool(_ASKS_CAP.search(query.text) and CAPS.search(sentence))
        score += figure + 0.1 * caps if has_figure or caps else 0.2 if giving else 0.0
    if query.asks_any(Ask.QUANTITY):
        numbers = kinds & {FigureKind.COUNT, FigureKind.RATIO, FigureKind.MONEY}
        money = query.asks_any(Ask.SUPPORT)
        score += 0.4 if numbers and has_figure is money else 0.1 if numbers else 0.0
    if query.asks_any(Ask.OFFICE, Ask.ISSUER):
        score += 0.2 if clause.responsible_units else 0.0
        score += 0.3 if _BY_WHOM.search(sentence) else 0.0
    if query.asks_any(Ask.CONDITION):
        score += 0.2 if _CONDITION.search(sentence) else 0.0
    if query.asks_any(Ask.MATERIAL):
        score += 0.2 if _SAYS[Ask.MATERIAL].search(sentence) else 0.0
    if query.asks_any(Ask.DEADLINE) and asks_when_to_apply(query.text):
        score += 0.4 if PROCEDURES[Ask.DEADLINE].search(sentence) else 0.0
    elif query.asks_any(Ask.DEADLINE) and "有效期" in query.text and "有效期" in sentence:
        score += 0.6
    elif query.asks_any(Ask.DEADLINE):
        score += 0.3 if _SCHEDULE.search(sentence) else 0.2 if _DATE.search(sentence) else 0.0
    if query.asks_any(Ask.CONCEPT):
        score += 0.3 if any(_defines(sentence, t.text) for t in query.terms) else 0.0
    if query.asks_any(Ask.LIST):
        score += min(0.1, 0.03 * sentence.count("、"))
    if query.asks_any(Ask.YES_NO):
        score += 0.1 if _PERMIT.search(sentence) or _FORBID.search(sentence) else 0.0
    score += 0.4 * is_of_rule(query.text, sentence)
    return score + _tier_fit(query, sentence, items)


def _defines(sentence: str, word: str) -> bool:
    return bool(re.search(rf"“[^”]*{re.escape(word)}[^”]*”|{re.escape(word)}[^，。]{{0,6}}[，,]?(?:是指|指)", sentence))


def names_tier(query: Query, sentence: str, items: Sequence[SupportItem], around: str = "") -> bool:
    """Whether the sentence speaks of a tier that was asked for (国家、省级 names 国家级 too).

    One that names no tier speaks of those of its clause (`around`): 省级重点实验室每3年评估一次。优秀的，给予80万元。
    """
    tiers = {i.tier for i in items if i.tier and i.tier.endswith("级")}
    if tiers:
        return bool(tiers & set(query.tiers))
    if any(t in sentence or _named(t.removesuffix("级"), sentence) for t in query.tiers):
        return True
    return not _TIER.search(sentence) and any(t in around for t in query.tiers)


def _named(level: str, sentence: str) -> bool:
    """国家、省级孵化器 names 国家级, 广东省重点实验室 省级, 对新认定的市重点实验室 市级."""
    return bool(re.search(rf"{level}(?:[、，,和及]|(?={_PLATFORM}))", sentence))


def _tier_fit(query: Query, sentence: str, items: Sequence[SupportItem]) -> float:
    if not query.tiers:
        return 0.0
    return 0.3 if names_tier(query, sentence, items) else -0.3


def is_of_rule(question: str, sentence: str) -> bool:
    """Whether the sentence is the rule for all supports that the question asks for.

    A support twice (还能再申请吗), or what the money may be spent on (能拿来盖厂房吗).
    """
    again = _AGAIN.search(question) and _ONCE.search(sentence)
    return bool(again or (_SPENDS.search(question) and _SPENT.search(sentence)))


def asks_when_to_apply(question: str) -> bool:
    """Whether the time that a question asks for is that of applying: a target year is no answer then."""
    return bool(_APPLIES.search(question))


def unsaid(query: Query, sentence: str) -> str | None:
    """The first of condition, material and deadline that is asked for and that the sentence does not say."""
    if query.asks_any(Ask.DEADLINE) and asks_when_to_apply(query.text) and not _DAY.search(sentence):
        return str(Ask.DEADLINE)
    return next((str(ask) for ask, says in _SAYS.items() if query.asks_any(ask) and not says.search(sentence)), None)


def permission(sentence: str) -> bool | None:
    """True when the sentence permits, False when it forbids, None when it does neither plainly."""
    if _FORBID.search(sentence):
        return False
    return True if re.search(r"可以|可[^能持]|允许", sentence) else None
