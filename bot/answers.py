"""Query → Answer: where to look, what counts as answering, and how each kind of question is put together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from bot import compose
from bot.asks import Ask, wants_money
from bot.choose import choose, nearly, without_noise
from bot.compose import Draft
from bot.evidence import Evidence, find_evidence, permission
from bot.models import Answer, AnswerStatus
from bot.retrieve import Retriever
from bot.settings import Settings
from bot.texts import Texts
from bot.understand import Query, covered_names
from index.figures import FigureKind, find_figures
from index.models import Clause, PolicyDocument, SupportItem
from index.places import place_name
from index.sentences import clause_sentences
from index.store import PolicyIndex

_AS_WELL = 0.88  # a further sentence of the same clause, by coverage and by score
_CONTACT = re.compile(r"负责解释|(?:联系|咨询|服务)(?:电话|方式|部门)|负责.{0,12}受理|受理(?:部门|单位)")
_REST = 300  # characters of the same clause that are worth quoting besides


class Answerer:
    """Answers queries from one opened index."""

    def __init__(self, settings: Settings, index: PolicyIndex, retriever: Retriever, texts: Texts) -> None:
        self._settings = settings
        self._index = index
        self._retriever = retriever
        self._texts = texts
        self._documents = {d.doc_id: d for d in index.documents()}
        self._supports: Callable[[str], dict[str, list[SupportItem]]] = lru_cache(maxsize=256)(self._supports_of)

    def answer(self, question: str, query: Query, home: str, focus: str | None = None) -> Answer:
        """`focus` is the clause that answered the turn before, when the question leans on it."""
        refusal = self._texts.refusal(query.text)
        if refusal:
            text = refusal.text.format(example=self.examples()[0])
            return Answer(question=question, status=refusal.status, text=text)
        if query.missing_reference and not self._is_mentioned(query.missing_reference):
            return self._no_reference(question, query.missing_reference)
        uncovered = [p for p in query.places if not self._docs_of(p)]
        if uncovered:
            return self._no_place(question, uncovered)
        if focus and not query.doc_ids and (answer := self._about_clause(question, query, focus)):
            return answer
        if query.doc_ids and query.about_document:
            return self._about_documents(question, [self._documents[d] for d in query.doc_ids])
        if query.doc_ids and query.asks_any(Ask.OFFICE) and self._is_about_whole(query):
            draft = Draft(self._texts)
            if self._contact(draft, self._documents[query.doc_ids[0]]):
                return draft.answer(question, AnswerStatus.ANSWERED)
        if len(query.places) > 1:
            return self._compare(question, query)
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
                asked = compose.plain(query.subject)[:40]
                good.append(
                    Answer(question=question, status=answer.status, text=self._texts("answer.part_missing", part=asked))
                )
        return compose.join(question, good)

    def nothing(self, question: str, query: Query, home: str, nearest: Sequence[Evidence]) -> Answer:
        """That the documents do not say, with the nearest clauses and the office; no amount."""
        draft = Draft(self._texts)
        place = place_name(query.places[0] if query.places else home)
        asked = compose.plain(query.text.rstrip("？?。 "))[:60]
        if any(f.kind is FigureKind.MONEY for f in find_figures(asked)):
            asked = compose.plain(query.subject)[:60] if not find_figures(query.subject) else place
        key = "no_evidence.amount" if query.asks_any(Ask.AMOUNT, Ask.SUPPORT) else "no_evidence.text"
        draft.say(self._texts(key, place=place, asked=asked))
        best: dict[str, Evidence] = {}
        for evidence in sorted(nearest, key=lambda e: -e.coverage):
            best.setdefault(evidence.clause.clause_id, evidence)
        lines = []
        for evidence in list(best.values())[:3]:
            heading = evidence.clause.heading or evidence.clause.text[:24]
            if heading not in evidence.clause.text or find_figures(heading):
                continue
            marker = draft.cite(evidence, heading)
            title = compose.plain(evidence.document.title)
            lines.append(
                "- "
                + self._texts(
                    "no_evidence.nearest_item",
                    title=title,
                    nums=compose.nums(evidence.clause),
                    heading=compose.plain(heading),
                )
                + f" {marker}"
            )
        draft.notices.clear()
        if lines:
            draft.say(self._texts("no_evidence.nearest") + "\n\n" + "\n".join(lines))
        units = next((e.clause.responsible_units for e in best.values() if e.clause.responsible_units), ())
        if units and lines:
            draft.say(self._texts("no_evidence.office", units=compose.plain(units[0])))
        elif not query.places or query.places[0] == self._settings.home_jurisdiction:
            draft.say(self._texts("no_evidence.bureau", bureau=self._settings.bureau_name))
        return draft.answer(question, AnswerStatus.NO_EVIDENCE)

    def examples(self) -> list[str]:
        """Up to four questions made of supports of the home place that give an amount."""
        found: dict[str, str] = {}
        for item in self._index.supports():
            if item.jurisdiction == self._settings.home_jurisdiction and (item.amount_cny or item.cap_cny):
                name = item.beneficiary.split("、")[0]
                if 4 <= len(name) <= 24:
                    found.setdefault(item.clause_id, f"{place_name(item.jurisdiction)}{name}能得到多少资金支持？")
        return list(found.values())[:4] or ["科技企业孵化器能得到多少资金支持？"]

    # where to look

    def _docs_of(self, place: str) -> list[str]:
        return [d.doc_id for d in self._documents.values() if d.jurisdiction == place]

    def _from_scopes(self, question: str, query: Query, home: str) -> Answer:
        """The named place or document alone; without one the home place first, then everywhere, said so."""
        if query.doc_ids:
            scopes = [list(query.doc_ids)]
        elif query.places:
            scopes = [self._docs_of(query.places[0])]
        else:
            others = [d.doc_id for d in self._documents.values() if d.jurisdiction != home]
            scopes = [self._docs_of(home), others]
        first: list[Evidence] = []
        for scope in scopes:
            if not scope or (scope is not scopes[0] and not query.asks):
                continue
            found, chosen = self._look(query, scope)
            first = first or found
            if chosen:
                return self._compose(question, query, chosen, home)
            if near := nearly(query, found):
                return self._compose(question, query, near, home, close=True)
        if query.own and query.terms != query.own:  # 众创空间呢: a new subject after all
            return self._from_scopes(question, replace(query, terms=query.own), home)
        return self.nothing(question, query, home, first)

    def _look(self, query: Query, scope: Sequence[str]) -> tuple[list[Evidence], list[Evidence]]:
        """All evidence in the documents of `scope`, best first, and the part of it that answers."""
        mentions = self._retriever.mentions
        query, absent = without_noise(query, lambda w: mentions(w, scope), lambda w: mentions(w, self._documents))
        found = self._evidence(query, scope)
        return found, choose(query, found, absent)

    def _evidence(self, query: Query, scope: Sequence[str]) -> list[Evidence]:
        words = " ".join(way for term in query.terms for way in term.alternatives[1:7])
        text = query.text if not query.refers else f"{query.text} {query.subject}"
        hits = self._retriever.search(text, self._settings.candidates, scope, words)
        clauses = self._index.clauses([h.clause_id for h in hits])
        top = max((h.score for h in hits), default=0.0)
        low = min((h.score for h in hits), default=0.0)
        spread = (top - low) or 1.0
        rows = [(clauses[h.clause_id], self._documents[h.doc_id], (h.score - low) / spread, h.similarity) for h in hits]
        return find_evidence(
            query, rows, lambda clause_id: self._supports(clause_id.rsplit(".", 0)[0]).get(clause_id, [])
        )

    def _supports_of(self, clause_id: str) -> dict[str, list[SupportItem]]:
        clause = self._index.clause(clause_id)
        found: dict[str, list[SupportItem]] = {}
        for item in self._index.supports(clause.doc_id) if clause else ():
            found.setdefault(item.clause_id, []).append(item)
        return found

    def _is_about_whole(self, query: Query) -> bool:
        """Whether everything the question names stands in the title of its document."""
        title = self._documents[query.doc_ids[0]].title
        return all(t.found_in(title) for t in query.terms if t.is_decisive)

    def _is_mentioned(self, reference: str) -> bool:
        """Whether a clause speaks of a document that is not here itself: then the question is about that clause."""
        title = reference.strip("《》")
        return self._retriever.mentions(title, self._documents)

    # putting together

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
        if query.asks_any(Ask.VALIDITY):
            compose.validity(draft, best)
        if query.asks_any(Ask.OFFICE) and not compose.office(draft, best) and not self._contact(draft, best.document):
            draft.say(self._texts("answer.no_office") + f" {draft.cite(best)}")
            status = AnswerStatus.PARTIAL
        if query.asks_any(Ask.SUPPORT) or (query.asks_any(Ask.AMOUNT) and best.figures):
            items = _items_for(query, best)
            if not best.figures and wants_money(query.text) and not _has_money(best.quote):
                draft.say(self._texts("answer.not_given") + f" {draft.cite(best)}")
                status = AnswerStatus.PARTIAL
            elif not _damaged(best.document):
                if query.asks_any(Ask.YES_NO) and not close:
                    draft.say(self._texts("answer.has") + f" {draft.cite(best)}")
                compose.lead(draft, best, items)
        elif query.asks_any(Ask.YES_NO) and not close and (allowed := permission(best.quote)) is not None:
            draft.say(self._texts("answer.yes" if allowed else "answer.no") + f" {draft.cite(best)}")
        same = [e for e in chosen if e.clause.clause_id == best.clause.clause_id and _as_well(e, best)]
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
        compose.unknown_validity(draft, (e.document for e in chosen))
        return draft.answer(question, status)

    def _contact(self, draft: Draft, document: PolicyDocument) -> bool:
        """The clause of a document that says whom to ask about it; False when none does."""
        whole = self._index.document(document.doc_id)
        for clause in reversed(whole.clauses if whole else ()):
            for sentence in clause_sentences(clause):
                if _CONTACT.search(sentence):
                    compose.statement(draft, Evidence(document, clause, sentence, 1.0, 1.0))
                    return True
        return False

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
                compose.card(draft, document, clause or document.clauses[0])
        return draft.answer(question, AnswerStatus.ANSWERED)

    def _about_clause(self, question: str, query: Query, clause_id: str) -> Answer | None:
        """A follow-up that only asks something else of the clause that answered before: its office, its validity."""
        if query.places and self._index.clause(clause_id) is None:
            return None
        if not (query.asks_any(Ask.OFFICE) or query.about_document):
            return None
        clause = self._index.clause(clause_id)
        document = self._documents.get(clause.doc_id) if clause else None
        if clause is None or document is None or (query.places and document.jurisdiction not in query.places):
            return None
        if query.about_document:
            return self._about_documents(question, [document], clause)
        rows = [(clause, document, 1.0, 1.0)]
        found = find_evidence(query, rows, lambda cid: self._supports(cid).get(cid, []))
        return self._compose(question, query, found[:1], document.jurisdiction) if found else None

    def _compare(self, question: str, query: Query) -> Answer:
        """A row a place; a place whose documents do not say gets that said."""
        draft = Draft(self._texts)
        rows = [self._texts("answer.compare_header"), "| --- | --- | --- |"]
        cited: list[Evidence] = []
        missing = []
        for place in query.places:
            scope = self._docs_of(place)
            _, chosen = self._look(query, scope)
            if not chosen:
                missing.append(place_name(place))
                continue
            best = chosen[0]
            cited.append(best)
            marker = draft.cite(best)
            amounts = (
                []
                if _damaged(best.document)
                else [
                    f"**{compose.plain(i.beneficiary)}：{compose.plain(a)}**"
                    for i in _items_for(query, best)
                    if (a := compose.amount_phrase(i))
                ]
            )
            cell = "；".join([*amounts, f"“{compose.plain(best.quote)}”"])
            rows.append(
                f"| {place_name(place)} | 《{compose.plain(best.document.title)}》{compose.nums(best.clause)} | {cell} {marker} |"
            )
        if not cited:
            return self.nothing(question, query, query.places[0], [])
        draft.say("\n".join(rows))
        for name in missing:
            draft.say(self._texts("answer.part_missing", part=name))
        compose.unknown_validity(draft, (e.document for e in cited))
        return draft.answer(question, AnswerStatus.PARTIAL if missing else AnswerStatus.ANSWERED)

    def _no_place(self, question: str, places: Sequence[str]) -> Answer:
        covered = covered_names({d.jurisdiction for d in self._documents.values() if d.jurisdiction})
        asked = "、".join(place_name(p) for p in places)
        return Answer(
            question=question,
            status=AnswerStatus.NO_EVIDENCE,
            text=self._texts("no_evidence.place", asked=asked, covered=covered),
        )

    def _no_reference(self, question: str, reference: str) -> Answer:
        titles = "、".join(f"《{compose.plain(d.title)}》" for d in list(self._documents.values())[:8])
        return Answer(
            question=question,
            status=AnswerStatus.NO_EVIDENCE,
            text=self._texts("no_evidence.reference", asked=compose.plain(reference), titles=titles),
        )


def _items_for(query: Query, evidence: Evidence) -> list[SupportItem]:
    """The items that were asked for: of the tier, else those whose own part the question says, else the best named."""
    items = list(evidence.items)
    if query.tiers and any(i.tier and i.tier.endswith("级") for i in items):
        return [i for i in items if i.tier in query.tiers]
    if said := [i for i in items if i.tier and i.tier in query.text]:
        return said
    if len(items) < 2:
        return items
    if said := [i for i, part in zip(items, _own_parts(items), strict=True) if part and part in query.text]:
        return said
    named = [(sum(t.weight for t in query.terms if t.found_in(i.beneficiary) == 1), i) for i in items]
    most = max(weight for weight, _ in named)
    return [i for weight, i in named if weight == most] if most else items


def _own_parts(items: Sequence[SupportItem]) -> list[str]:
    """What sets each beneficiary apart from the others of its sentence: 团队（重点支持） → 重点支持."""
    names = [i.beneficiary for i in items]
    lead = _common(names)
    tail = _common([name[lead:][::-1] for name in names])
    return [name[lead : len(name) - tail].strip("（）()") for name in names]


def _common(names: Sequence[str]) -> int:
    """How many first characters all names share."""
    return next((i for i, column in enumerate(zip(*names, strict=False)) if len(set(column)) > 1), min(map(len, names)))


def _as_well(evidence: Evidence, best: Evidence) -> bool:
    return evidence is best or (
        evidence.coverage >= _AS_WELL * best.coverage and evidence.score >= _AS_WELL * best.score
    )


def _has_money(text: str) -> bool:
    return any(f.kind in (FigureKind.MONEY, FigureKind.RATIO) for f in find_figures(text))


def _damaged(document: PolicyDocument) -> bool:
    return any(w.code == "digits_lost" for w in document.warnings)
