"""Answers that need no search in the clauses: replies of a route, documents' own facts, their list; and comparisons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.answer import compose, documents
from bot.answer.builder import Draft, plain
from bot.answer.compare import compare
from bot.answer.refuse import no_place, no_reference, nothing
from bot.answer.texts import Texts
from bot.evidence.gather import NOTHING, Found, Gather
from bot.models import Answer, AnswerStatus
from bot.question.kinds import Kind
from bot.question.normalise import is_english
from bot.question.references import resembles
from bot.question.understand import Query, without_places
from bot.settings import Settings

DOCUMENTS = "documents"  # the route of questions for the list of documents
_LISTED = 8


class Unsearched:
    """Answers what the documents' names, dates and places settle."""

    def __init__(
        self, settings: Settings, gather: Gather, texts: Texts, contact: str, example: Callable[[], str]
    ) -> None:
        """`contact` is how the bureau is reached, `example` gives a question that the documents answer."""
        self._settings = settings
        self._texts = texts
        self._gather = gather
        self._contact = contact
        self._example = example

    def answer(self, question: str, query: Query) -> Answer | None:
        """The answer to what needs no search in the clauses: refusals, documents' own facts; and comparisons."""
        if query.route and query.route != DOCUMENTS:
            route = self._texts.routes[query.route]
            text = (route.english if is_english(question) else route.text).format(
                example=self._example(), bureau=self._settings.bureau_name, contact=self._contact
            )
            return Answer(question=question, status=route.status, text=text, reason=route.name)
        if query.missing_reference and (answer := self._missing(question, query)):
            return answer
        if uncovered := self.uncovered(query):
            return no_place(self._texts, question, uncovered, self._gather.places())
        if query.route == DOCUMENTS:
            return self._listing(question, query)
        is_sure = query.named or len(query.places) > 1
        if query.about_document and is_sure and (answer := self.about(question, query, None)):
            return answer
        if len(places := self._apart(query)) > 1:
            table = compare(self._gather, self._texts, question, replace(query, places=places))
            return table or self._nothing(question, query)
        return None

    def _apart(self, query: Query) -> tuple[str, ...]:
        """The places of the question that have documents of their own: a county's are those of its city beside it."""
        return tuple({self._docs_of(place): place for place in reversed(query.places)}.values())[::-1]

    def uncovered(self, query: Query) -> list[str]:
        """The places of the question that there are no documents of."""
        return [place for place in query.places if not self._docs_of(place)]

    def partly_covered(self, query: Query) -> tuple[str, ...]:
        """The places of the question that have documents, where others of its places have none."""
        uncovered = self.uncovered(query) if not query.route and not query.missing_reference else []
        return tuple(p for p in query.places if p not in uncovered) if uncovered else ()

    def _docs_of(self, place: str) -> tuple[str, ...]:
        return self._gather.docs_for(place) or self._gather.docs_within(place)

    def _nothing(self, question: str, query: Query) -> Answer:
        bureau = self._settings.bureau_name
        return nothing(self._texts, question, query, query.places[0], bureau, [], self._gather.documents)

    def _listing(self, question: str, query: Query) -> Answer:
        """Which documents there are: of the place that is named, those that the search finds for the question first."""
        among = self._docs_of(query.places[0]) if query.places else tuple(self._gather.documents)
        found = self._gather.ranked(query.text, among)[:_LISTED]
        listed = [d for i in found if (d := self._gather.index.document(i)) and d.clauses]
        draft = Draft(self._texts)
        documents.listing(draft, listed, len(among))
        return draft.answer(question, AnswerStatus.ANSWERED).model_copy(update={"reason": DOCUMENTS})

    def _missing(self, question: str, query: Query) -> Answer | None:
        """What to say of a document that is not here; None when a clause speaks of it and may answer."""
        assert query.missing_reference
        if not self._gather.is_mentioned(query.missing_reference):
            return no_reference(self._texts, question, query.missing_reference, self._gather.documents.values())
        if not query.asks(Kind.VALIDITY) or not (repeal := self._gather.repeal_of(query.missing_reference)):
            return None
        draft = Draft(self._texts)
        asked = plain(query.missing_reference)
        draft.say(self._texts("answer.repealed_there", asked=asked) + f" {draft.cite(repeal)}")
        compose.statement(draft, repeal)
        return draft.answer(question, AnswerStatus.ANSWERED)

    def about(self, question: str, query: Query, focus: str | None, found: Found = NOTHING) -> Answer | None:
        """What is known of the documents themselves: issuer, number, dates, validity, damage; None without one.

        Cites the clause that answered before when the question leans on it, else the beginning of each document. Where
        none is named it is the one that the search `found`, if the question has words of its title.
        """
        clause = self._gather.index.clause(focus) if focus and not query.doc_ids else None
        doc_ids = query.doc_ids or ((clause.doc_id,) if clause else ())
        if not doc_ids and found.reads and resembles(without_places(query.text), found.reads[0].document):
            doc_ids = (found.reads[0].document.doc_id,)
        draft = Draft(self._texts)
        for doc_id in doc_ids:
            document = self._gather.index.document(doc_id)
            if document and document.clauses:
                draft.notices += documents.of_place(self._texts, query, document, self._settings.home_jurisdiction)
                asks = query.asks(Kind.VALIDITY)
                documents.card(draft, document, clause or document.clauses[0], asks_validity=asks)
                if not asks and (contact := self._gather.contact(document)):
                    compose.statement(draft, contact)
        return draft.answer(question, AnswerStatus.ANSWERED) if draft.citations else None
