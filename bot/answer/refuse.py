"""Answers that say that there is no answer: with the nearest clauses, the office, and never an amount."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.answer.builder import Draft, nums, plain
from bot.answer.quotes import opening
from bot.answer.texts import Texts
from bot.evidence.sentences import Evidence
from bot.models import Answer, AnswerStatus
from bot.question.kinds import Kind
from bot.question.masking import masked
from bot.question.understand import Query, covered_names
from index.language.figures import FigureKind, find_figures
from index.models import Clause, PolicyDocument
from index.places.find import place_name

NO_PLACE = "no_place"  # the reason of an answer that there are no documents of a place


def nothing(
    texts: Texts,
    question: str,
    query: Query,
    home: str,
    bureau: str,
    nearest: Sequence[Clause],
    documents: Mapping[str, PolicyDocument],
) -> Answer:
    """That the documents do not say it; `bureau` is the office to ask when no clause names one, empty for none."""
    draft = Draft(texts)
    place = place_name(query.places[0] if query.places else home)
    asked = plain(masked(query.text).rstrip("？?。 "))[-60:]
    has_money = any(f.kind is FigureKind.MONEY for f in find_figures(asked))
    asked = texts("no_evidence.this") if has_money else texts("no_evidence.asked", asked=asked)
    key = "no_evidence.amount" if query.asks(Kind.MONEY) else "no_evidence.text"
    draft.say(texts(key, place=place, asked=asked))
    lines = [line for clause in nearest if (line := _link(draft, clause, documents[clause.doc_id]))]
    draft.notices.clear()  # a bare link claims nothing of the document's content
    if lines:
        draft.say(texts("no_evidence.nearest") + "\n\n" + "\n".join(lines))
    units = next((c.responsible_units for c in nearest if c.responsible_units), ())
    if units and lines:
        draft.say(texts("no_evidence.office", units=plain(units[0])))
    elif bureau and (not query.places or query.places[0] == home):
        draft.say(texts("no_evidence.bureau", bureau=bureau))
    return draft.answer(question, AnswerStatus.NO_EVIDENCE)


def _link(draft: Draft, clause: Clause, document: PolicyDocument) -> str:
    """A clause by its heading; empty when the heading itself has a figure."""
    heading = clause.heading or opening(clause)
    if heading not in clause.text or find_figures(heading):
        return ""
    marker = draft.cite(Evidence(document, clause, heading), heading)
    shown = heading.removeprefix(clause.num).strip() + ("" if clause.heading else "…")
    said = draft.texts("no_evidence.nearest_item", title=plain(document.title), nums=nums(clause), heading=plain(shown))
    return f"- {said} {marker}"


def no_place(texts: Texts, question: str, places: Sequence[str], covered: Collection[str]) -> Answer:
    """That there are no documents of a place, and of which there are."""
    asked = "、".join(place_name(p) for p in places)
    text = texts("no_evidence.place", asked=asked, covered=covered_names(covered))
    return Answer(question=question, status=AnswerStatus.NO_EVIDENCE, text=text, reason=NO_PLACE)


def no_reference(texts: Texts, question: str, reference: str, documents: Iterable[PolicyDocument]) -> Answer:
    """That a document is not here, and some that are."""
    titles = "、".join(f"《{plain(d.title)}》" for d in list(documents)[:8])
    text = texts("no_evidence.reference", asked=plain(reference), titles=titles)
    return Answer(question=question, status=AnswerStatus.NO_EVIDENCE, text=text)
