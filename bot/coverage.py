"""How much of a question's subject a sentence covers with its surroundings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.labels import has_label_like
from bot.words import Term
from index.models import Clause, PolicyDocument, SupportItem

# A word of the subject counts whole in the sentence or its heading, less in the rest of the clause or its path.
_IN_HEADING, _IN_CLAUSE, _IN_PATH = 0.92, 0.75, 0.6
_MERE_LABEL = re.compile(
    r"(?:支持|扶持|奖励|补助|资助|奖补|申报|申请|受理|实施|项目|资金|经费|认定|考核)"
    r"(?:对象|标准|额度|条件|方式|材料|程序|流程|期限|周期|部门|范围|方向|要求|时间|金额)"
)
_FOR_ALL = 0.5
_PARTLY = 0.6  # how much of a decisive word must stand in a sentence that gives or counts
_NAMES_WHOM = re.compile(
    r"(?:^|[，,：:])\s*(?:对于?|凡|为"
    r"|给予(?!一次性|最高|不超过|不低于|\d|每|年|单|奖|补|资|经|相应|适当|一定|配套|支持))[^，,。；;]{2,}"
)
# …优秀的，给予: whom is said before. …的企业，给予: what kind of enterprise may be said in the heading.
_NOMINAL = re.compile(r"(?:^|[，,；;。：:])[^，,；;。]{2,60}的[，,][^。；;]{0,20}(?:给予|予以|奖|补|资助|支持)")
_GENERIC = re.compile(r"的(?:企业|单位|机构|个人|人员|项目|团队|主体)[，,]")
_GIVEN_TO = re.compile(
    r"(?:给予|予以)([^，,。；;\d]{2,16}(?:企业|机构|单位|中心|团队|学校|平台))(?:一次性|最高|不超过|每年|\d)"
)
_BODY = re.compile(r"(?:企业|公司|高企|机构|单位|中心|团队|孵化器|空间|平台|高校|院所|园区|人才|人员)$")
_GRADE = re.compile(r"优秀|良好|合格|不合格|[特一二三]等奖?|[甲乙丙]等|[A-D]级")
_POINTS_BACK = re.compile(r"(?:对于?|凡|为|承办|符合)[^，,。]{0,8}(?:相关|上述|前述|以上|此类|该类|该项)")


def coverage(
    terms: Sequence[Term],
    sentence: str,
    clause: Clause,
    document: PolicyDocument,
    items: Sequence[SupportItem],
    counts: bool,
) -> float:
    """Between 0 and 1; `items` are what the sentence gives, `counts` is for a question that asks for a number."""
    if items and (_is_for_another(terms, sentence) or _is_of_another_grade(terms, items)):
        return 0.0
    return _share(terms, sentence, clause, document, counts or _names_whom(sentence, items))


def _share(terms: Sequence[Term], sentence: str, clause: Clause, document: PolicyDocument, strict: bool) -> float:
    """The share of the subject, by weight, that the sentence covers with its surroundings.

    `strict` is for a sentence that says itself whom it gives to or what it counts: what its heading names besides
    (众创空间 above a sentence that pays for 孵化器) must not widen it, so a thing that it does not name counts nothing.
    """
    total = sum(t.weight for t in terms)
    if not total:
        return 0.0
    above = _heading(clause)
    generic = strict and bool(_GENERIC.search(sentence))
    score = named = decisive = 0.0
    for term in terms:
        found = term.found_in(sentence)
        heading = _IN_HEADING * term.found_in(above)
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
        if term.is_label and not found:
            if has_label_like(term.text, sentence):
                return 0.0  # it gives to other classes
            found = _FOR_ALL  # it makes no difference between classes
        score += term.weight * found
    if strict and named <= 0.5 * decisive and decisive:
        return 0.0
    return score / total


def _heading(clause: Clause) -> str:
    """What heads a clause: its own heading, and the one above when its own is a mere label (支持额度, 申报条件)."""
    segments = clause.path.split(" › ")
    label = _MERE_LABEL.match(clause.heading or re.sub(r"^\s*[\d（()）.．、一二三四五六七八九十]+", "", clause.text))
    return f"{segments[-2]} {clause.heading}" if label and len(segments) > 1 else clause.heading


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
