"""政策匹配: what an enterprise says of itself against supports → 符合, 不符合 or 待核实, each with its reasons.

Nothing is guessed: what the enterprise did not say, what only an office can judge, and what a draft or damaged document
leaves open stays 待核实. A lapsed document gives nothing. Only questions whose answer can change an outcome, or an
amount, are asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.match.amounts import amount_of, base_of, total_of
from bot.match.mentions import mentioned
from bot.match.models import Condition, Enterprise, Match, Matching, Note, Outcome, State
from bot.match.needs import Needs, needs_of
from bot.match.standing import Desk, Standing, clause_path
from bot.match.terms import Terms, terms_of
from index.models import PolicyDocument, SupportItem, Validity

COUNTRY = "全国"
_DAMAGED = frozenset({"digits_lost", "truncated"})
_LAPSED = {Validity.EXPIRED: "文件已失效", Validity.REPEALED: "文件已废止"}
_NOT_SURE = {
    Validity.DRAFT: "文件为草案，尚未正式施行",
    Validity.NOT_YET_EFFECTIVE: "文件尚未到施行日期",
    Validity.AMENDED: "文件已被修改，以修改后的为准",
    Validity.UNKNOWN: "文件没有注明时效，是否仍在执行请向责任单位核实",
}


def applies(place: str, jurisdiction: str) -> bool:
    """Whether what is given in a jurisdiction is given to bodies of a place in it."""
    return jurisdiction == COUNTRY or f"{place}/".startswith(f"{jurisdiction}/")


def match(enterprise: Enterprise, items: Iterable[SupportItem], documents: Iterable[PolicyDocument]) -> Matching:
    """Every support of the enterprise's place, what fits first. `documents` are whole, at least those of `items`."""
    known = {document.doc_id: document for document in documents}
    near = [i for i in items if i.doc_id in known and applies(enterprise.place, i.jurisdiction)]
    terms = {doc_id: terms_of(known[doc_id]) for doc_id in {item.doc_id for item in near}}
    desk = Desk(enterprise)
    matches = [_match(desk, item, needs, known[item.doc_id], terms[item.doc_id]) for item, needs in needs_of(near)]
    order = list(Outcome)
    matches.sort(
        key=lambda m: (
            order.index(m.outcome),
            order.index(m.fit),
            sum(c.state is State.UNKNOWN and not c.of_document for c in m.conditions),
            not (m.amount.value or m.item.cap_cny or m.item.ratio),
        )
    )
    local = [
        d for d in known.values() if d.validity not in _LAPSED and applies(enterprise.place, d.jurisdiction or "?")
    ]
    mentions = tuple(mentioned(desk, near, local))  # asks after its matters, so before the questions are read
    notes = _notes(matches, known, terms)
    return Matching(questions=desk.questions(), matches=tuple(matches), notes=notes, mentions=mentions)


def _match(desk: Desk, item: SupportItem, needs: Needs, document: PolicyDocument, terms: Terms) -> Match:
    desk.silent = item.validity in _LAPSED
    reader = Standing(desk, item, needs, terms)
    own = reader.conditions()
    of_document = _of_document(item, document)
    base = base_of(item)
    damaged = any(w.code == "digits_lost" for w in document.warnings)
    return Match(
        item=item,
        outcome=_outcome([*own, *of_document]),
        fit=_outcome(own),
        conditions=(*of_document, *own),
        amount=amount_of(item, base, reader.stated(base) if base and not damaged else None, damaged),
        personal=needs.personal,
    )


def _of_document(item: SupportItem, document: PolicyDocument) -> list[Condition]:
    """What stands against the document itself; one condition at least."""
    doubts = [(State.UNKNOWN, w.message) for w in document.warnings if w.code in _DAMAGED]
    if item.validity in _LAPSED:
        doubts.insert(0, (State.UNMET, _LAPSED[item.validity]))
    elif item.validity in _NOT_SURE:
        doubts.insert(0, (State.UNKNOWN, _NOT_SURE[item.validity]))
    url = clause_path(item.doc_id)
    return [
        Condition(text="文件可以作为依据", state=state, reason=reason, quote="", url=url, of_document=True)
        for state, reason in doubts or [(State.MET, "文件现行有效")]
    ]


def _notes(matches: Sequence[Match], documents: dict[str, PolicyDocument], terms: dict[str, Terms]) -> tuple[Note, ...]:
    """Ceilings, and whether amounts of one document may be added, where several of its supports fit."""
    notes = []
    for doc_id in dict.fromkeys(m.item.doc_id for m in matches if m.outcome is Outcome.FITS):
        title, own = documents[doc_id].title, terms[doc_id]
        for text, group in (("不重复享受，各项金额不相加", own.once_only), ("全年总额另有上限", own.ceiling)):
            notes += [
                Note(doc_id=doc_id, title=title, text=text, quote=t.quote, url=clause_path(doc_id, t.clause.clause_id))
                for t in group
            ]
        fitting = [m.amount for m in matches if m.item.doc_id == doc_id and m.outcome is Outcome.FITS]
        total = None if own.once_only or own.ceiling else total_of(fitting)
        if total:
            text = f"如果都能获得：{total[1]}。文件没有写明各项能否同时享受，请向责任单位核实"
            notes.append(Note(doc_id=doc_id, title=title, text=text))
    return tuple(notes)


def _outcome(conditions: Sequence[Condition]) -> Outcome:
    states = {condition.state for condition in conditions}
    if State.UNMET in states:
        return Outcome.DOES_NOT_FIT
    return Outcome.TO_VERIFY if State.UNKNOWN in states else Outcome.FITS
