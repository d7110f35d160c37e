"""Query → Answer: which way each kind of question goes, and how its answer is put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import about, compose
from bot.asks import Ask, wants_money
from bot.choose import items_for, nearly
from bot.compare import compare
from bot.draft import Draft, damaged, join, plain
from bot.evidence import Evidence, goes_on
from bot.finder import Finder
from bot.fit import PROCEDURES, permission, unsaid
from bot.models import Answer, AnswerStatus
from bot.refuse import no_place, no_reference, nothing
from bot.retrieve import Retriever
from bot.settings import Settings
from bot.texts import Texts
from bot.understand import Query
from index.figures import FigureKind, find_figures
from index.models import Clause, PolicyDocument, SupportItem
from index.places import place_name
from index.store import PolicyIndex

_AS_WELL = 0.88  # a further sentence of the same clause, by coverage and by score
_CLEAR = 0.8  # coverage from which another place's figure answers when home gives none
_REST = 300  # characters of the same clause that are worth quoting besides


class Answerer:
    """Answers queries from one opened index."""

    def __init__(self, settings: Settings, index: PolicyIndex, retriever: Retriever, texts: Texts) -> None:
        self._settings = settings
        self._index = index
        self._texts = texts
        self._finder = Finder(index, retriever, settings.candidates)

    def answer(self, question: str, query: Query, home: str, focus: str | None = None) -> Answer:
        """`focus` is the clause that answered the turn before, when the question leans on it."""
        refusal = self._texts.refusal(query.text)
        if refusal:
            text = refusal.text.format(example=self.examples()[0])
            return Answer(question=question, status=refusal.status, text=text)
        if query.missing_reference and not self._finder.is_mentioned(query.missing_reference):
            return no_reference(self._texts, question, query.missing_reference, self._finder.documents.values())
        if query.missing_reference and query.asks_any(Ask.VALIDITY) and (answer := self._repealed(question, query)):
            return answer
        uncovered = [p for p in query.places if not self._finder.docs_of(p)]
        if uncovered:
            return no_place(self._texts, question, uncovered, self._finder.places())
        if focus and not query.doc_ids and not query.own and (answer := self._about_clause(question, query, focus)):
            return answer
        if query.doc_ids and query.about_document:
            return self._about_documents(question, [self._finder.documents[d] for d in query.doc_ids])
        if query.doc_ids and query.asks_any(Ask.OFFICE) and self._finder.is_title_alone(query):
            draft = Draft(self._texts)
            if contact := self._finder.contact(self._finder.documents[query.doc_ids[0]]):
                compose.statement(draft, contact)
                return draft.answer(question, AnswerStatus.ANSWERED)
        if len(query.places) > 1:
            table = compare(self._finder, self._texts, question, query)
            return table or self.nothing(question, query, query.places[0], [])
        return self._from_scopes(question, query, home)

    def answer_all(self, question: str, queries: Sequence[Query], home: str, focus: str | None = None) -> Answer:
        """One answer to all the questions in a text; `partial` when some of them have none."""
        answers = [self.answer(question, query, home, focus) for query in queries]
        if len(answers) == 1:
            return answers[0]
        good = [a for a in answers if a.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)]
        if not good:
            return answers[0]
        for query, answer in zip(queries, answers, strict=True):
            if answer not in good and query.terms:
                asked = plain(query.subject)[:40]
                good.append(
                    Answer(question=question, status=answer.status, text=self._texts("answer.part_missing", part=asked))
                )
        return join(question, good)

    def nothing(self, question: str, query: Query, home: str, nearest: Sequence[Evidence]) -> Answer:
        """That the documents do not say, with the nearest clauses and the office; no amount."""
        return nothing(self._texts, question, query, home, self._settings.bureau_name, nearest)

    def examples(self) -> list[str]:
        """Up to four questions made of supports of the home place that give an amount."""
        found: dict[str, str] = {}
        for item in self._index.supports():
            if item.jurisdiction == self._settings.home_jurisdiction and (item.amount_cny or item.cap_cny):
                name = compose.whom(item).split("、")[0]
                if 4 <= len(name) <= 24 and not find_figures(name):
                    found.setdefault(item.clause_id, f"{place_name(item.jurisdiction)}{name}能得到多少资金支持？")
        return list(found.values())[:4] or ["科技企业孵化器能得到多少资金支持？"]

    def _from_scopes(self, question: str, query: Query, home: str) -> Answer:
        """The named place or document alone; without one the home place first, then everywhere, said so."""
        if query.doc_ids:
            scopes: list[Sequence[str]] = [query.doc_ids]
        elif query.places:
            scopes = [self._finder.docs_of(query.places[0])]
        else:
            others = [d.doc_id for d in self._finder.documents.values() if d.jurisdiction != home]
            scopes = [*(self._finder.docs_of(place) for place in query.near), self._finder.docs_of(home), others]
        if not query.terms and query.doc_ids:
            return self._about_documents(question, [self._finder.documents[d] for d in query.doc_ids])
        if not query.terms:
            return self._without_subject(question, query, scopes[0])
        first: list[Evidence] = []
        weak: list[Evidence] = []
        for scope in scopes:
            if not scope or (scope is not scopes[0] and not query.asks):
                continue
            found, chosen = self._finder.look(query, scope)
            first = first or found
            if weak and not (chosen and chosen[0].figures and chosen[0].coverage >= _CLEAR):
                break
            if chosen and scope is not scopes[-1] and wants_money(query.text) and not chosen[0].figures:
                weak = chosen  # at home no figure: another place that gives one says more
                continue
            if chosen:
                return self._compose(question, query, chosen, home)
            if near := nearly(query, found):
                return self._compose(question, query, near, home, close=True)
        if weak:
            return self._compose(question, query, weak, home)
        if query.own and query.terms != query.own:  # 众创空间呢: a new subject after all
            return self._from_scopes(question, replace(query, terms=query.own), home)
        return self.nothing(question, query, home, first)

    def _without_subject(self, question: str, query: Query, scope: Sequence[str]) -> Answer:
        """A question that names no subject: what the place gives, when it asks for that; else it is asked back."""
        items = [i for d in scope for i in self._index.supports(d)] if query.asks_any(Ask.SUPPORT, Ask.AMOUNT) else []
        by_clause: dict[str, list[SupportItem]] = {}
        for item in items:
            if compose.amount_phrase(item):
                by_clause.setdefault(item.clause_id, []).append(item)
        draft = Draft(self._texts)
        clauses = self._index.clauses(list(by_clause)[: self._settings.max_citations])
        for clause_id, clause in clauses.items():
            document = self._finder.documents[clause.doc_id]
            best = Evidence(document, clause, by_clause[clause_id][0].quote, 1.0, 1.0, tuple(by_clause[clause_id]))
            compose.lead(draft, best, best.items)
        if not clauses:
            text = self._texts("clarification.which", example=" ".join(self.examples()))
            return Answer(
                question=question, status=AnswerStatus.CLARIFICATION, text=text, suggestions=tuple(self.examples())
            )
        draft.say(
            self._texts("answer.all_supports", count=len(by_clause) - len(clauses))
            if len(by_clause) > len(clauses)
            else self._texts("answer.ask_more")
        )
        return draft.answer(question, AnswerStatus.ANSWERED, self.examples())

    def _compose(
        self, question: str, query: Query, chosen: Sequence[Evidence], home: str, close: bool = False
    ) -> Answer:
        draft = Draft(self._texts)
        best = chosen[0]
        if not query.places and not query.doc_ids and best.document.jurisdiction != home:
            place = place_name(best.document.jurisdiction)
            draft.notices.append("> " + self._texts("notice.other_place", home=place_name(home), place=place) + " [1]")
        status = AnswerStatus.ANSWERED
        if close:
            draft.say(self._texts("answer.nearly") + f" {draft.cite(best)}")
            status = AnswerStatus.PARTIAL
        what = unsaid(query, best.quote)
        asked = Ask(what) if what else None
        if asked in PROCEDURES and (how := self._finder.procedure(best.document, asked)):
            compose.statement(draft, how)
            what = None
            if not query.asks_any(Ask.SUPPORT, Ask.AMOUNT, Ask.OFFICE, Ask.CONDITION):
                return draft.answer(question, status)
        if what and not query.asks_any(Ask.SUPPORT, Ask.AMOUNT) and _has_money(best.quote):
            return self.nothing(question, query, home, chosen)  # an amount is no answer to 什么时候
        if what and not close:
            status = AnswerStatus.PARTIAL
            if not query.asks_any(Ask.SUPPORT, Ask.AMOUNT):
                draft.say(self._texts(f"answer.no_{what}") + f" {draft.cite(best)}")
        if query.asks_any(Ask.VALIDITY):
            about.validity(draft, best)
        if query.asks_any(Ask.OFFICE) and not compose.office(draft, best):
            if contact := self._finder.contact(best.document, best.clause):
                compose.statement(draft, contact)
            else:
                draft.say(self._texts("answer.no_office") + f" {draft.cite(best)}")
                status = AnswerStatus.PARTIAL
        if query.asks_any(Ask.SUPPORT) or (query.asks_any(Ask.AMOUNT) and best.figures):
            items = items_for(query, best)
            if not best.figures and wants_money(query.text) and not _has_money(best.quote):
                draft.say(self._texts("answer.not_given") + f" {draft.cite(best)}")
                status = AnswerStatus.PARTIAL
            elif not damaged(best.document):
                said = _said_amounts(query)
                if said and not said & {f.key for i in items for f in find_figures(compose.amount_phrase(i))}:
                    draft.say(self._texts("answer.other_amount") + f" {draft.cite(best)}")
                elif query.asks_any(Ask.YES_NO) and not close:
                    draft.say(self._texts("answer.has") + f" {draft.cite(best)}")
                compose.lead(draft, best, items)
        elif query.asks_any(Ask.YES_NO) and not close and (allowed := permission(best.quote)) is not None:
            draft.say(self._texts("answer.yes" if allowed else "answer.no") + f" {draft.cite(best)}")
        same = [
            e for e in chosen if e.clause.clause_id == best.clause.clause_id and (_as_well(e, best) or goes_on(e, best))
        ]
        for evidence in same[:3]:
            compose.statement(draft, evidence)
        if status is AnswerStatus.ANSWERED or close:
            compose.rest(draft, best, [e.quote for e in same[:3]], _REST, figures=not wants_money(query.text))
        if not query.asks_any(Ask.OFFICE):
            compose.office(draft, best)
        others: dict[str, Evidence] = {}
        for evidence in chosen:
            if evidence.clause.clause_id != best.clause.clause_id:
                others.setdefault(evidence.clause.clause_id, evidence)
        compose.related(draft, list(others.values())[: self._settings.max_citations - 1])
        if what and not close and query.asks_any(Ask.SUPPORT, Ask.AMOUNT):
            draft.say(self._texts(f"answer.nor_{what}") + f" {draft.cite(best)}")
        about.unknown_validity(draft, (e.document for e in chosen))
        return draft.answer(question, status)

    def _about_documents(
        self, question: str, documents: Sequence[PolicyDocument], clause: Clause | None = None
    ) -> Answer:
        """What is known of the documents themselves: issuer, number, dates, validity, damage.

        Cites `clause` when the question came from one, else the beginning of each document.
        """
        draft = Draft(self._texts)
        for summary in documents:
            document = self._index.document(summary.doc_id)
            if document and document.clauses:
                about.card(draft, document, clause or document.clauses[0])
        return draft.answer(question, AnswerStatus.ANSWERED)

    def _repealed(self, question: str, query: Query) -> Answer | None:
        """That a document which is not here was repealed by one that is."""
        assert query.missing_reference
        if not (repeal := self._finder.repeal_of(query.missing_reference)):
            return None
        draft = Draft(self._texts)
        asked = plain(query.missing_reference)
        draft.say(self._texts("answer.repealed_there", asked=asked) + f" {draft.cite(repeal)}")
        compose.statement(draft, repeal)
        return draft.answer(question, AnswerStatus.ANSWERED)

    def _about_clause(self, question: str, query: Query, clause_id: str) -> Answer | None:
        """A follow-up that only asks something else of the clause that answered before: its office, its validity."""
        if query.places and self._index.clause(clause_id) is None:
            return None
        if not (query.asks_any(Ask.OFFICE) or query.about_document):
            return None
        clause = self._index.clause(clause_id)
        document = self._finder.documents.get(clause.doc_id) if clause else None
        if clause is None or document is None or (query.places and document.jurisdiction not in query.places):
            return None
        if query.about_document:
            return self._about_documents(question, [document], clause)
        found = self._finder.in_clause(query, clause, document)
        return self._compose(question, query, found[:1], document.jurisdiction) if found else None


def _as_well(evidence: Evidence, best: Evidence) -> bool:
    return evidence is best or (
        evidence.coverage >= _AS_WELL * best.coverage and evidence.score >= _AS_WELL * best.score
    )


def _said_amounts(query: Query) -> set[tuple[FigureKind, float, str]]:
    """The amounts that the question itself claims: 给200万元吗."""
    return {f.key for f in find_figures(query.text) if f.kind is FigureKind.MONEY}


def _has_money(text: str) -> bool:
    return any(f.kind in (FigureKind.MONEY, FigureKind.RATIO) for f in find_figures(text))
