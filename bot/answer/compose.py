"""Evidence → answer, without a language model: the clauses' own sentences in a short plain frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answer.builder import Draft, damaged, nums, plain
from bot.answer.sums.case import Sum
from bot.evidence.sentences import Evidence
from index.language.figures import FigureKind, find_figures
from index.models import Clause, SupportItem

_RESPONSIBLE = re.compile(
    r"[（(](?:责任单位|牵头单位|责任部门)[：:][^（()）]*[）)]|[（(][^（()）]{2,120}(?:牵头|负责|配合)[^（()）]{0,80}[）)]|责任单位[：:][^\n]+|(?:受理|主管|承办|办理|牵头|负责|责任|咨询)(?:部门|单位|科室|处室|机构)[：:][^\n。；;]+"
)

_MODIFIER = re.compile(r"(?:^|[，,；;。：:])(?:.*(?:给予|予以|对于?))?([^，,；;。：:]{2,24}的)$")
_DOES = 30  # characters up to which what a beneficiary does names it
_HEADING = 40  # characters up to which a heading tells where a sentence stands


def statement(draft: Draft, evidence: Evidence, quote: str | None = None) -> None:
    """The sentence itself, with where it stands; the second sentence of a clause goes without."""
    known = evidence.clause.clause_id in draft.quoted
    draft.quoted.add(evidence.clause.clause_id)
    marker = draft.cite(evidence, quote)
    text = plain(quote or evidence.quote)
    if known:
        draft.say(draft.texts("answer.more", quote=text) + f" {marker}")
    else:
        title, heading, where = plain(evidence.document.title), plain(evidence.clause.heading), nums(evidence.clause)
        if heading and len(heading) <= _HEADING and heading not in text + where:
            where += heading
        draft.say(draft.texts("answer.quote", quote=text, title=title, nums=where) + f" {marker}")


def lead(draft: Draft, evidence: Evidence, items: Iterable[SupportItem]) -> None:
    """Who gets how much, a line an item: 市级孵化器：一次性30万元."""
    marker = draft.cite(evidence)
    for item in items:
        amount = amount_phrase(item)
        if amount:
            draft.say(f"**{plain(whom(item))}：{plain(amount)}** {marker}")


def worked_sum(draft: Draft, question: str, evidence: Evidence, found: Sum | None) -> None:
    """The visitor's own figure put into a support, where that is plain; into damaged words it cannot be put."""
    if damaged(evidence.document):
        if any(f.kind is FigureKind.MONEY for f in find_figures(question)):
            draft.say(draft.texts("answer.no_sum"))
    elif found and found.equation:
        steps = [_sum(draft, one) for one in [*found.first, found]]
        draft.say(draft.texts("answer.sum", steps="；".join(steps)) + f" {draft.cite(evidence)}")


def requirements(draft: Draft, evidence: Evidence, found: Sum | None) -> None:
    """Which requirements the visitor's own figures meet or miss; of damaged words none."""
    for one in found.checked if found and not damaged(evidence.document) else ():
        key = "answer.requirement_met" if one.met else "answer.requirement_missed"
        said = draft.texts(key, words=plain(one.requirement.words), own=one.own)
        draft.say(f"{said} {draft.cite(evidence)}")


def _sum(draft: Draft, found: Sum) -> str:
    texts, (left, _, _) = draft.texts, found.equation.partition(" × ")
    base = (
        texts(f"answer.sum_{'if' if found.unlike else 'base'}", own=left, base=plain(found.base)) if found.base else ""
    )
    every = texts("answer.sum_every", every=found.every) if found.every else ""
    most = texts("answer.sum_limit", limit=found.limit) if found.limit else ""
    most += texts("answer.sum_term") if found.term else ""
    cap = texts(f"answer.sum_{'over' if found.over else 'under'}", cap=found.cap) if found.cap else ""
    bound = texts(f"answer.sum_{found.bound}") if found.bound and not found.over else ""
    return f"{base}{found.equation}{every}{most}{cap}{bound}"


def whom(item: SupportItem) -> str:
    """The beneficiary with what the sentence says of it: 企业与高校、院所共建的 | 研发机构, 企业 | 承办创新赛事."""
    does = next((c for c in item.conditions if c.startswith(item.beneficiary) and len(c) <= _DOES), "")
    if does:
        return does.removesuffix("的")
    before, found, _ = item.quote.partition(item.beneficiary)
    said = _MODIFIER.search(before) if found else None
    return f"{said[1]}{item.beneficiary}" if said else item.beneficiary


def amount_phrase(item: SupportItem) -> str:
    """The item's figures as the clause writes them: 按50%，最高50万元; empty when it has none."""
    parts = []
    if item.ratio is not None:
        parts.append(_ratio_phrase(item.quote, item.ratio))
    if item.amount_cny is not None:
        parts.append(
            ("一次性" if item.per == "一次性" else "") + _written(item.quote, FigureKind.MONEY, item.amount_cny)
        )
    if item.cap_cny is not None:
        parts.append("最高" + _written(item.quote, FigureKind.MONEY, item.cap_cny))
    if parts and item.per and item.per != "一次性":
        parts[-1] += f"（{item.per}）"
    return "，".join(parts)


def _ratio_phrase(quote: str, value: float) -> str:
    """The ratio with what it is a share of: 按照活动费用实际发生总额的50%, 不低于省级补助资金50%的配套支持."""
    written = _written(quote, FigureKind.RATIO, value)
    segment = next((s for s in re.split(r"[，,。；;]", quote) if written and written in s), written)
    return re.sub(r"^.*?(?:给予|予以)(?=.*\d)", "", segment).strip()


def _written(quote: str, kind: FigureKind, value: float) -> str:
    return next(
        (quote[f.start : f.end] for f in find_figures(quote) if f.kind is kind and abs(f.value - value) < 1e-9), ""
    )


def office(draft: Draft, evidence: Evidence) -> bool:
    """The responsible offices as the clause names them; False when it names none."""
    written = responsible_text(evidence.clause)
    if not written:
        return False
    marker = draft.cite(evidence, written)
    units = re.sub(r"^[（(]|[）)]$", "", written)
    units = plain(re.sub(r"^责任单位[：:]", "", units).rstrip("。"))
    draft.say(
        (f"{units}。" if units.startswith("牵头单位") else draft.texts("answer.office", units=units)) + f" {marker}"
    )
    return True


def responsible_text(clause: Clause) -> str:
    """The words of the clause that name its offices, letter for letter; empty when none do."""
    found = _RESPONSIBLE.findall(clause.text)
    return str(found[-1]).strip() if found else ""


def related(draft: Draft, evidences: Sequence[Evidence]) -> None:
    """Further clauses, a line each."""
    lines = []
    first = next((c.doc_id for c in draft.citations.values()), "")
    for evidence in evidences:
        marker = draft.cite(evidence)
        title = "" if evidence.document.doc_id == first else f"《{plain(evidence.document.title)}》"
        lines.append(
            "- "
            + draft.texts("answer.related_item", title=title, nums=nums(evidence.clause), quote=plain(evidence.quote))
            + f" {marker}"
        )
    if lines:
        draft.say(draft.texts("answer.related") + "\n\n" + "\n".join(lines))
