"""What an answer says of the documents themselves: validity, issuer, number, dates, damage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.answer.builder import Draft, draft_word, from_day, issuer, plain
from bot.answer.texts import Texts
from bot.evidence.gather import NATIONAL
from bot.evidence.sentences import Evidence
from bot.question.understand import Query
from index.language.sentences import clause_sentences
from index.models import Clause, PolicyDocument, Validity
from index.places.find import place_name

_HARMLESS = frozenset({"furniture_removed", "not_in_force", "validity_conflict"})


def card(draft: Draft, document: PolicyDocument, clause: Clause, *, asks_validity: bool) -> None:
    """What is known of a document itself, and what nothing states; whether it is in force first where that is asked."""
    evidence = Evidence(document, clause, clause.text.split("\n")[0][:200])
    marker = draft.cite(evidence)
    if asks_validity:
        validity(draft, _where_said(document, evidence))
    texts, absent = draft.texts, draft.texts("card.absent")
    rows = {
        "title": f"《{plain(document.title)}》",
        "issuers": plain("、".join(document.issuers)) or absent,
        "number": plain(document.doc_number or "") or absent,
        "issued": document.issued_on or absent,
        "published": document.published_on or absent,
    }
    rows |= {"effective": document.effective_on} if document.effective_on else {}
    rows |= {"expires": document.expires_on or absent} if document.expires_on or asks_validity else {}
    draft.say("\n".join(f"- {texts(f'card.{key}')}：{value} {marker}" for key, value in rows.items()))
    if not asks_validity:
        validity(draft, _where_said(document, evidence))
    damage = [w.message for w in document.warnings if w.code not in _HARMLESS]
    if damage:
        draft.say(texts("card.damage") + "\n\n" + "\n".join(f"- {plain(message)} {marker}" for message in damage))


def listing(draft: Draft, documents: Sequence[PolicyDocument], count: int) -> None:
    """A line a document with its place and validity; `count` is how many there are in all."""
    lines = []
    for document in documents:
        marker = draft.cite(Evidence(document, document.clauses[0], document.clauses[0].text.split("\n")[0][:200]))
        state = draft.texts(f"validity.{document.validity}")
        place = place_name(document.jurisdiction) if document.jurisdiction else draft.texts("card.absent")
        lines.append(f"- 《{plain(document.title)}》（{place}，{state}） {marker}")
    draft.notices.clear()  # each line says it
    draft.say(draft.texts("card.listing", count=count) + "\n\n" + "\n".join(lines))
    if count > len(lines):
        draft.say(draft.texts("card.more"))


def _where_said(document: PolicyDocument, otherwise: Evidence) -> Evidence:
    """The clause that the validity was read from (自2024年1月1日起施行，有效期5年), when it was read from a clause."""
    source = next((e for e in document.evidence if e.field == "validity" and e.source in ("text", "inferred")), None)
    clause = next((c for c in document.clauses if source and source.text in c.text), None)
    if not source or not clause:
        return otherwise
    sentence = next((s for s in clause_sentences(clause) if source.text in s), source.text)
    return Evidence(document, clause, sentence)


def validity(draft: Draft, evidence: Evidence) -> None:
    """Whether the document is in force, and where that is read from."""
    document = evidence.document
    marker = draft.cite(evidence)
    said = draft.texts(
        f"answer.validity_{document.validity}",
        title=plain(document.title),
        word=draft_word(document),
        date=from_day(document.effective_on),
        office=issuer(document),
    )
    draft.say(f"{said} {marker}")
    source = next((e for e in document.evidence if e.field == "validity"), None)
    if source:
        draft.say(draft.texts("answer.validity_evidence", text=plain(source.text)) + f" {marker}")
    for warning in document.warnings:
        if warning.code == "validity_conflict":
            draft.say(f"{plain(warning.message)} {marker}")


def unknown_validity(draft: Draft, documents: Iterable[PolicyDocument]) -> None:
    """A last line for each cited document whose validity nothing states."""
    for document in {d.doc_id: d for d in documents if d.validity is Validity.UNKNOWN}.values():
        marker = next(c.marker for c in draft.citations.values() if c.doc_id == document.doc_id)
        draft.say(draft.texts("notice.unknown", title=plain(document.title), office=issuer(document)) + f" {marker}")


def of_place(texts: Texts, query: Query, document: PolicyDocument, home: str) -> list[str]:
    """A first line where the rule is of a place that was neither named nor is home, or of the one above it."""
    place, asked = document.jurisdiction, query.places[0] if query.places else home
    if (query.doc_ids and not query.places) or not place or place in (NATIONAL, asked):
        return []
    if f"{asked}/".startswith(f"{place}/"):
        covered = texts("notice.covered", asked=place_name(asked), place=place_name(place))
        return [f"> {covered} [1]"] if query.places else []
    if query.doc_ids:
        return []
    return ["> " + texts("notice.other_place", home=place_name(asked), place=place_name(place)) + " [1]"]
