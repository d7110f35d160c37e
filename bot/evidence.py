"""Clauses → the sentences that answer: how well each covers the question's subject and fits what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.asks import Ask, wants_money
from bot.understand import Query
from bot.words import Term, has_label
from index.figures import FigureKind, find_figures
from index.models import Clause, PolicyDocument, SupportItem
from index.sentences import clause_sentences
from index.supports import is_giving

# A word of the subject counts whole in the sentence or its heading, less in the rest of the clause or its path.
_IN_HEADING, _IN_CLAUSE, _IN_PATH = 0.92, 0.75, 0.6
_FOR_ALL = 0.5
_PARTLY = 0.6  # how much of a decisive word must stand in a sentence that gives or counts

# A lead-in ends in ： or has steps after one (分段奖补：…；…；…。); its items are numbered or end in ；.
_LEAD_IN = re.compile(r"[：:]\s*$|(?:[：:]|（一）|\(一\)|①)[\s\S]*[；;]\s*$")
_NEW = re.compile(r"\s*(?:对于?|凡|鼓励|支持)")  # another beneficiary, another support
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)]|[①-⑳])")
_ENDED = re.compile(r"[。！？]\s*$")
_BLOCK = 350  # characters up to which unnumbered steps stay together
_NAMES_WHOM = re.compile(r"(?:^|[，,：:])\s*(?:对于?|凡|给予|为)[^，,。；;]{2,}")
# …优秀的，给予: whom is said before. …的企业，给予: what kind of enterprise may be said in the heading.
_NOMINAL = re.compile(r"(?:^|[，,；;。：:])[^，,；;。]{2,60}的[，,][^。；;]{0,20}(?:给予|予以|奖|补|资助|支持)")
_GENERIC = re.compile(r"的(?:企业|单位|机构|个人|人员|项目|团队|主体)[，,]")
_GIVEN_TO = re.compile(
    r"(?:给予|予以)([^，,。；;\d]{2,16}(?:企业|机构|单位|中心|团队|学校|平台))(?:一次性|最高|不超过|每年|\d)"
)
_BODY = re.compile(r"(?:企业|公司|高企|机构|单位|中心|团队|孵化器|空间|平台|高校|院所|园区|人才|人员)$")
_GRADE = re.compile(r"优秀|良好|合格|不合格|[特一二三]等奖?|[甲乙丙]等|[A-D]级")
# The next step of the same support.
_GOES_ON = re.compile(
    r"\s*(?:对)?(?:超过|超出|其余|其中|增长|再次)[^，,。；;]{0,30}"
)  # the next step of the same support
_POINTS_BACK = re.compile(r"(?:对于?|凡|为|承办|符合)[^，,。]{0,8}(?:相关|上述|前述|以上|此类|该类|该项)")
_RESPONSIBLE = re.compile(r"^[（(]?(?:责任单位|牵头单位)|^[（(][^（()）]*(?:牵头|配合|负责)[^（()）]*[）)]$")
_CONDITION = re.compile(r"条件|符合|应当|须|具备|凡|对于?.{2,60}的[，,]|认定|签订|毕业")
CAPS = re.compile(r"最高|不超过|上限|封顶")
_ASKS_CAP = re.compile(r"最高|最多|上限|封顶")
_DATE = re.compile(r"\d{2,4}年|\d{1,2}月|底前|月底|持续推进|期限|截止")
_SCHEDULE = re.compile(r"进度安排|有效期|截止|(?:底前|月前|之前|年内)")
_SUPPORTIVE = re.compile(r"支持|扶持|鼓励|推荐|帮助|引导")
_PERMIT = re.compile(r"可以|可[^能持]|允许|鼓励|支持|准予|有权")
# 还能再申请吗, 能拿双份吗: answered by what forbids or allows it twice.
_AGAIN = re.compile(r"同时|重复|叠加|双份|两份|还能(?:再)?(?:申请|申报|享受|拿|领|报)|再(?:申请|申报|享受|拿|领)")
_ONCE = re.compile(
    r"不得(?:再|重复|同时)|不(?:再)?重复|就高|只(?:能)?享受|可(?:以)?(?:同时|叠加|重复)|不(?:能)?(?:同时|叠加)"
)
_FORBID = re.compile(r"不得|禁止|严禁|不予|不可")


@dataclass(frozen=True)
class Evidence:
    """A sentence that bears on the question. `quote` stands in `clause.text`; `coverage` is between 0 and 1."""

    document: PolicyDocument
    clause: Clause
    quote: str
    coverage: float
    score: float
    items: tuple[SupportItem, ...] = ()
    giving: bool = False
    similarity: float = 0.0

    @property
    def figures(self) -> bool:
        """Whether it gives an amount, a share or a cap."""
        return any(i.amount_cny or i.ratio or i.cap_cny for i in self.items)

    @property
    def supportive(self) -> bool:
        """Whether it speaks of support at all, though it gives nothing certain."""
        return self.giving or bool(_SUPPORTIVE.search(self.quote))


def find_evidence(
    query: Query,
    hits: Sequence[tuple[Clause, PolicyDocument, float, float]],
    supports: Callable[[Clause], Sequence[SupportItem]],
) -> list[Evidence]:
    """Every sentence of the hit clauses with its score, best first.

    `hits` are clauses with their documents, relevance (0 to 1 within this search) and similarity (cosine).
    """
    found: list[Evidence] = []
    for clause, document, relevance, similarity in hits:
        by_quote: dict[str, list[SupportItem]] = {}
        for item in supports(clause):
            by_quote.setdefault(item.quote, []).append(item)
        sentences = blocks(clause)
        for sentence in sentences:
            if len(sentences) > 1 and is_bare(sentence, clause):
                continue
            items = tuple(item for quote, items in by_quote.items() if quote in sentence for item in items)
            strict = _names_whom(sentence, items) or query.asks_any(Ask.QUANTITY)
            strict = strict or (query.asks_any(Ask.AMOUNT) and not items)
            coverage = _coverage(query.terms, sentence, clause, document, strict)
            if items and (_is_for_another(query.terms, sentence) or _is_of_another_grade(query.terms, items)):
                coverage = 0.0
            giving = bool(items) or is_giving(sentence)
            fit = _fit(query, sentence, clause, items, giving) + _tier_fit(query, sentence, items)
            found.append(
                Evidence(
                    document, clause, sentence, coverage, coverage + fit + 0.2 * relevance, items, giving, similarity
                )
            )
    return sorted(found, key=lambda e: -e.score)


def blocks(clause: Clause) -> list[str]:
    """The sentences of a clause, a lead-in with its items (符合下列条件：（一）…；（二）…) as one, as printed."""
    found: list[str] = []
    at = 0
    for sentence in clause_sentences(clause):
        start = clause.text.index(sentence, at)
        at = start + len(sentence)
        whole = clause.text[clause.text.index(found[-1]) : at] if found else ""
        if (
            found
            and not _NEW.match(sentence)
            and _LEAD_IN.search(found[-1])
            and (_ITEM.match(sentence) or len(whole) <= _BLOCK)
            and not _ENDED.search(found[-1])
        ):
            found[-1] = whole
        else:
            found.append(sentence)
    return found


def _names_whom(sentence: str, items: Sequence[SupportItem]) -> bool:
    """Whether a giving sentence names its beneficiary whole: 对新认定的孵化器; not 对评价优秀的, nor 相关单位."""
    if _NOMINAL.search(sentence):
        return False
    gives_figure = any(i.amount_cny or i.ratio or i.cap_cny for i in items)
    return gives_figure and bool(_NAMES_WHOM.search(sentence)) and not _POINTS_BACK.search(sentence)


def _is_for_another(terms: Sequence[Term], sentence: str) -> bool:
    """Whether the money goes to somebody the question does not name: …首次认定为高企的，给予孵化器运营机构5万元."""
    match = _GIVEN_TO.search(sentence)
    if match is None or any(t.found_in(match[1]) for t in terms):
        return False
    return any(_BODY.search(t.text) and t.found_in(sentence) == 1 for t in terms)  # 新品种 is given nothing itself


def _is_of_another_grade(terms: Sequence[Term], items: Sequence[SupportItem]) -> bool:
    """Whether the money goes to other grades than the one asked for: 合格的奖多少, where only 优秀、良好 get some."""
    asked = {grade for t in terms if (grade := _GRADE.fullmatch(t.text))}
    given = {item.tier for item in items if item.tier and _GRADE.fullmatch(item.tier)}
    return bool(asked and given) and not any(grade[0] in given for grade in asked)


def goes_on(evidence: Evidence, best: Evidence) -> bool:
    """Whether a sentence is the next step of the support that `best` gives: 对超过1000万元的部分，按2%."""
    text = best.clause.text
    return (
        evidence.clause.clause_id == best.clause.clause_id
        and bool(evidence.items and best.items and _GOES_ON.match(evidence.quote))
        and text.find(evidence.quote) == text.find(best.quote) + len(best.quote)
    )


def is_bare(sentence: str, clause: Clause) -> bool:
    """A heading sentence or a line of responsible units says nothing by itself."""
    body = re.sub(r"[。；;：:]$", "", sentence).strip()
    return bool(_RESPONSIBLE.match(body)) or (
        bool(clause.heading) and body.endswith(clause.heading) and len(body) < len(clause.heading) + 8
    )


def _coverage(terms: Sequence[Term], sentence: str, clause: Clause, document: PolicyDocument, strict: bool) -> float:
    """The share of the subject, by weight, that the sentence covers with its surroundings.

    `strict` is for a sentence that says itself whom it gives to or what it counts: what its heading names besides
    (众创空间 above a sentence that pays for 孵化器) must not widen it, so a thing that it does not name counts nothing.
    """
    total = sum(t.weight for t in terms)
    if not total:
        return 0.0
    generic = strict and bool(_GENERIC.search(sentence))
    score = named = decisive = 0.0
    for term in terms:
        found = term.found_in(sentence)
        heading = _IN_HEADING * term.found_in(clause.heading)
        if term.is_decisive and not term.found_in(document.title):
            decisive += term.weight
            named += term.weight * (found >= _PARTLY or (generic and heading >= _PARTLY))
        if found < 1 and not (strict and term.is_decisive and not generic):
            found = max(
                found,
                heading,
                _IN_CLAUSE * term.found_in(clause.text),
                _IN_PATH * term.found_in(f"{clause.path} {document.title}"),
            )
        elif found < 1:
            found = max(found, _IN_PATH * term.found_in(document.title))
        if term.is_label and not found and not has_label(sentence):
            found = _FOR_ALL  # a sentence that makes no difference between classes
        score += term.weight * found
    if strict and named <= 0.5 * decisive and decisive:
        return 0.0
    return score / total


def _fit(query: Query, sentence: str, clause: Clause, items: Sequence[SupportItem], giving: bool) -> float:
    """How far the sentence is of the kind that the question asks for."""
    fit = 0.0
    kinds = {f.kind for f in find_figures(sentence)}
    has_figure = any(bool(i.amount_cny or i.ratio or i.cap_cny) for i in items)
    if query.asks_any(Ask.AMOUNT, Ask.SUPPORT) and not query.asks_any(Ask.QUANTITY):
        figure = 0.5 if wants_money(query.text) else 0.25
        caps = FigureKind.MONEY in kinds and bool(_ASKS_CAP.search(query.text) and CAPS.search(sentence))
        fit += figure + 0.1 * caps if has_figure or caps else 0.2 if giving else 0.0
    if query.asks_any(Ask.QUANTITY):
        numbers = kinds & {FigureKind.COUNT, FigureKind.RATIO, FigureKind.MONEY}
        money = query.asks_any(Ask.SUPPORT)
        fit += 0.4 if numbers and has_figure is money else 0.1 if numbers else 0.0
    if query.asks_any(Ask.OFFICE, Ask.ISSUER):
        fit += 0.2 if clause.responsible_units else 0.0
    if query.asks_any(Ask.CONDITION):
        fit += 0.2 if _CONDITION.search(sentence) else 0.0
    if query.asks_any(Ask.MATERIAL):
        fit += 0.2 if _SAYS[Ask.MATERIAL].search(sentence) else 0.0
    if query.asks_any(Ask.DEADLINE):
        fit += 0.3 if _SCHEDULE.search(sentence) else 0.2 if _DATE.search(sentence) else 0.0
    if query.asks_any(Ask.CONCEPT):
        fit += 0.3 if any(_defines(sentence, t.text) for t in query.terms) else 0.0
    if query.asks_any(Ask.LIST):
        fit += min(0.1, 0.03 * sentence.count("、"))
    if query.asks_any(Ask.YES_NO):
        fit += 0.1 if _PERMIT.search(sentence) or _FORBID.search(sentence) else 0.0
    if _AGAIN.search(query.text) and _ONCE.search(sentence):
        fit += 0.4
    return fit


def _defines(sentence: str, word: str) -> bool:
    return bool(re.search(rf"“[^”]*{re.escape(word)}[^”]*”|{re.escape(word)}[^，。]{{0,6}}[，,]?(?:是指|指)", sentence))


def names_tier(query: Query, sentence: str, items: Sequence[SupportItem]) -> bool:
    """Whether the sentence speaks of a tier that was asked for (国家、省级 names 国家级 too)."""
    tiers = {i.tier for i in items if i.tier and i.tier.endswith("级")}
    if tiers:
        return bool(tiers & set(query.tiers))
    return any(t in sentence or re.search(t.removesuffix("级") + "[、，,和及]", sentence) for t in query.tiers)


def _tier_fit(query: Query, sentence: str, items: Sequence[SupportItem]) -> float:
    if not query.tiers:
        return 0.0
    return 0.3 if names_tier(query, sentence, items) else -0.3


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


def unsaid(query: Query, evidence: Evidence) -> str | None:
    """The first of condition, material and deadline that is asked for and that the sentence does not say."""
    return next(
        (str(ask) for ask, says in _SAYS.items() if query.asks_any(ask) and not says.search(evidence.quote)), None
    )


def permission(sentence: str) -> bool | None:
    """True when the sentence permits, False when it forbids, None when it does neither plainly."""
    if _FORBID.search(sentence):
        return False
    return True if re.search(r"可以|可[^能持]|允许", sentence) else None
