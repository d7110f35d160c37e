"""Query → Answer: which way each kind of question goes, and how its answer is put together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from bot.answer import compose, documents
from bot.answer.builder import Draft, damaged, plain
from bot.answer.contacts import Contacts
from bot.answer.items import items_for
from bot.answer.overview import overview
from bot.answer.premise import denied
from bot.answer.reach import Reach
from bot.answer.refuse import NO_PLACE, nothing
from bot.answer.several import several
from bot.answer.sums.ways import is_part, worked
from bot.answer.texts import Texts
from bot.answer.unsearched import Unsearched
from bot.evidence.decide import Outcome
from bot.evidence.gather import NATIONAL, NOTHING, Found, Gather
from bot.evidence.sentences import Evidence
from bot.models import Answer, AnswerStatus
from bot.question.kinds import Kind
from bot.question.understand import ABOUT_DOCUMENT, Query, without_places
from bot.settings import Settings
from index.language.figures import FigureKind, find_figures
from index.language.rules import WORDS
from index.places.find import find_places, place_name

_AS_WELL = 1.5  # logits below the best clause up to which another clause answers too
_LISTABLE = 0.05  # probability of the best clause from which an overview lists what was found
_OF_A_CASE = frozenset({Kind.CONDITION, Kind.OTHER})  # kinds that a case may be taken for which asks nothing in words
_LIKELY = 0.5  # probability from which a nearest clause is more often the answer than not (decision 4)
_NEAREST = 2  # clauses that are shown when none surely answers


class Routes:
    """Answers queries from one opened index."""

    def __init__(
        self, settings: Settings, gather: Gather, texts: Texts, contacts: Contacts, example: Callable[[], str]
    ) -> None:
        """`example` gives a question that the documents answer."""
        self._settings = settings
        self._texts = texts
        self._gather = gather
        self._reach = Reach(contacts, texts, gather.index, settings.bureau_name)
        self._unsearched = Unsearched(settings, gather, texts, self._reach.bureau, example)

    def answer(self, question: str, query: Query, home: str, focus: str | None) -> Answer:
        """The answer to one question; `focus` is the clause that answered the question before."""
        if covered := self._unsearched.partly_covered(query):
            return self._beside(question, query, covered)
        if answer := self._unsearched.answer(question, query):
            uncovered = self._unsearched.uncovered(query) if answer.reason == NO_PLACE else []
            return self._spoken_of(question, query, uncovered, home, focus) or answer
        focus = focus if query.refers else None
        found = self.evidence(query, home, focus)
        home = self._talked_of(focus, home)
        if about := self._about(question, query, found, focus):
            return about
        if listed := self._overview(question, query, found, home):
            answer = listed
        elif found.decision.outcome is Outcome.NOTHING or not found.evidence:
            answer = self.nothing(question, query, home, found)
        elif found.decision.outcome is Outcome.NEAREST:
            answer = self._nearest(question, query, found, home)
        else:
            answer = self._compose(question, query, found, home)
        decision = found.decision
        told = {"reason": decision.reason, "confidence": round(decision.probability, 3)}
        return answer.model_copy(update=told)

    def _spoken_of(
        self, question: str, query: Query, places: Sequence[str], home: str, focus: str | None
    ) -> Answer | None:
        """What a clause says of a place that there are no documents of (香港公司, 改到重庆去): its words name it."""
        if not places:
            return None
        own = self.answer(question, replace(query, places=()), home, focus)
        if own.status is not AnswerStatus.ANSWERED or not own.citations:
            return None
        said = [mention.path for mention in find_places(own.citations[0].quote)]
        return own if any(f"{path}/".startswith(f"{place}/") for path in said for place in places) else None

    def _about(self, question: str, query: Query, found: Found, focus: str | None) -> Answer | None:
        """What is known of a document, for who asks of it and is answered by no clause."""
        outcome, likely = found.decision.outcome, found.decision.probability >= _LIKELY
        is_open = outcome is Outcome.NOTHING or (outcome is Outcome.NEAREST and not likely)
        if not is_open or not query.asks(*ABOUT_DOCUMENT):
            return None
        return self._unsearched.about(question, query, focus, found)

    def _talked_of(self, focus: str | None, home: str) -> str:
        """Home, or the other place of the clause that the question leans on."""
        clause = self._gather.index.clause(focus) if focus else None
        place = self._gather.documents[clause.doc_id].jurisdiction if clause else ""
        return place if place not in ("", NATIONAL) and not f"{home}/".startswith(f"{place}/") else home

    def answer_all(
        self, question: str, queries: Sequence[Query], whole: Query, home: str, focus: str | None = None
    ) -> tuple[Answer, tuple[Query, ...]]:
        """One answer to all the questions in a text (bot/answer/several.py), and the queries that it is to."""
        answer, asked = several(
            lambda query: self.answer(question, query, home, focus), self._texts, question, queries, whole
        )
        return self._reach.beside(answer, asked, home), asked

    def nothing(self, question: str, query: Query, home: str, found: Found) -> Answer:
        """That the documents do not say, with the nearest clauses and the office; no amount."""
        bureau = self._settings.bureau_name if home == self._settings.home_jurisdiction else ""
        return nothing(self._texts, question, query, home, bureau, [r.clause for r in found.reads[:3]],
                       self._gather.documents)  # fmt: skip

    def evidence(self, query: Query, home: str, focus: str | None = None) -> Found:
        """What the documents hold for a question: the evidence of the first scope that answers, else of the nearest."""
        best = NOTHING
        for scope in self._scopes(query, home, focus):
            found = self._gather.find(query, scope, focus, few=bool(best.reads))
            if found.decision.probability > best.decision.probability or not best.reads:
                best = found
            listable = query.asks(Kind.OVERVIEW) and best.decision.probability >= _LISTABLE
            if best.decision.outcome is Outcome.ANSWERED or listable:
                break
        return best

    def _scopes(self, query: Query, home: str, focus: str | None) -> Iterator[Collection[str] | None]:
        """The named document or place, then what lies within it; without one the home place first, then everywhere.

        A follow-up looks first into the document that answered before.
        """
        clause = self._gather.index.clause(focus) if focus else None
        if query.doc_ids:
            yield query.doc_ids
            return
        if clause and (not query.places or clause.doc_id in self._gather.docs_for(query.places[0])):
            yield (clause.doc_id,)
        if query.places:
            yield from filter(None, (self._gather.docs_for(query.places[0]), self._gather.docs_within(query.places[0])))
        else:
            yield from filter(None, (self._gather.docs_for(home),))
            yield None

    def _beside(self, question: str, query: Query, covered: tuple[str, ...]) -> Answer:
        """The answer for the places that have documents, above what is said of those without; else only that."""
        refusal = self._unsearched.answer(question, replace(query, places=(*self._unsearched.uncovered(query),)))
        assert refusal
        text = "".join(place_name(p) for p in covered) + without_places(query.text)
        own = self.answer(question, replace(query, text=text, places=covered), covered[0], None)
        if own.status not in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL):
            return refusal
        return own.model_copy(update={"status": AnswerStatus.PARTIAL, "text": f"{own.text}\n\n{refusal.text}"})

    def _compose(self, question: str, query: Query, found: Found, home: str) -> Answer:
        draft = Draft(self._texts)
        best = found.evidence[0]
        own = [e for e in found.evidence if e.clause.clause_id == best.clause.clause_id][:3]
        draft.notices += documents.of_place(self._texts, query, best.document, home)
        # 证书管几年: what is asked for may be the term of something that the document only speaks of.
        of_document = bool(WORDS["SELF"].search(best.quote))
        if query.asks(Kind.VALIDITY) and of_document:
            documents.validity(draft, best)
        asks_office = query.asks(Kind.OFFICE)
        if (
            asks_office
            and not compose.office(draft, best)
            and (contact := self._gather.contact(best.document, best.clause))
        ):
            compose.statement(draft, contact)
        items = items_for(query, best)
        quotes = [(e.quote, items if e is best else items_for(query, e)) for e in own]
        asks = query.asks(Kind.CONDITION)
        apart = is_part(question, query.text)
        found_sum = None if apart else worked(query.text, quotes, best.clause.text, conditions=asks)
        whole = not damaged(best.document)
        if whole and (said := denied(query.text, best.quote, items, found_sum)):
            draft.say(self._texts("answer.denied", said=plain(said)) + f" {draft.cite(best)}")
        compose.requirements(draft, best, found_sum)
        # Who names a sum of the own asks what it makes, whatever kind the question was taken for; behind an answer it
        # may be that answer's.
        names_sum = not query.refers and any(f.kind is FigureKind.MONEY for f in find_figures(query.text))
        if query.asks(Kind.MONEY) or names_sum:
            for evidence in own if whole else ():
                compose.lead(draft, evidence, items if evidence is best else items_for(query, evidence))
            compose.worked_sum(draft, query.text, best, found_sum)
        for evidence in own:
            compose.statement(draft, evidence)
        if query.asks(Kind.VALIDITY) and not of_document:
            documents.validity(draft, best)
        if not asks_office:
            compose.office(draft, best)
        others = self._others(found, best)
        compose.related(draft, others)
        documents.unknown_validity(draft, (e.document for e in [best, *others]))
        return draft.answer(question, AnswerStatus.ANSWERED)

    def _overview(self, question: str, query: Query, found: Found, home: str) -> Answer | None:
        """The list for who asks what there is at all, or only says what the case is and no clause surely fits it.

        No single clause answers that, so less is asked of the best.
        """
        case = query.states and not query.refers and query.kinds <= _OF_A_CASE
        told = case and found.decision.outcome is not Outcome.ANSWERED
        if not (query.asks(Kind.OVERVIEW) or told) or found.decision.probability < _LISTABLE:
            return None
        notices = documents.of_place(self._texts, query, found.evidence[0].document, home)
        return overview(self._texts, question, found, notices, asked=query.asks(Kind.OVERVIEW))

    def _nearest(self, question: str, query: Query, found: Found, home: str) -> Answer:
        """The nearest clauses, word for word, under a line that says that they do not plainly answer, or may not."""
        draft = Draft(self._texts)
        best = found.evidence[0]
        draft.notices += documents.of_place(self._texts, query, best.document, home)
        likely = found.decision.reason == "reader_unsure" and found.decision.probability >= _LIKELY
        draft.say(self._texts("answer.perhaps" if likely else "answer.nearly") + f" {draft.cite(best)}")
        own = [e for e in found.evidence if e.clause.clause_id == best.clause.clause_id][:2]
        other = self._others(found, best)[: _NEAREST - 1]
        for evidence in [*own, *other]:
            compose.statement(draft, evidence)
        if query.asks(Kind.OFFICE):
            compose.office(draft, best)
        documents.unknown_validity(draft, (e.document for e in [best, *other]))
        return draft.answer(question, AnswerStatus.PARTIAL)

    def _others(self, found: Found, best: Evidence) -> list[Evidence]:
        """The best sentence of each further clause that the reader finds nearly as good."""
        others: dict[str, Evidence] = {}
        for evidence in found.evidence:
            if evidence.clause.clause_id != best.clause.clause_id and evidence.rank >= best.rank - _AS_WELL:
                others.setdefault(evidence.clause.clause_id, evidence)
        return list(others.values())[: self._settings.max_citations - 1]
