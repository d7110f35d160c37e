"""Where to look: the documents of a place, and the evidence that they hold for a query."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.asks import Ask
from bot.choose import choose, without_noise
from bot.evidence import Evidence, blocks, find_evidence
from bot.fit import PROCEDURES
from bot.retrieve import Retriever
from bot.understand import Query
from index.models import Clause, PolicyDocument, SupportItem
from index.sentences import clause_sentences
from index.store import PolicyIndex
from index.supports import is_giving

_CONTACT = re.compile(r"负责解释|(?:联系|咨询|服务)(?:电话|方式|部门)|负责[^。；]{0,40}受理|受理(?:部门|单位)")

_REPEALS = re.compile(r"废止|停止执行|不再执行|停止使用|失效")


class Finder:
    """Finds evidence in one opened index."""

    def __init__(self, index: PolicyIndex, retriever: Retriever, candidates: int) -> None:
        self.index = index
        self._retriever = retriever
        self._candidates = candidates
        self._supports = lru_cache(maxsize=256)(self._supports_of)

    @property
    def documents(self) -> Mapping[str, PolicyDocument]:
        """The documents by id, without their clauses, as of today: the index judges their validity anew each day."""
        return self.index.heads()

    def docs_of(self, place: str) -> tuple[str, ...]:
        return self.index.docs_of(place)

    def places(self) -> set[str]:
        """The places that there are documents of."""
        return set(self.index.jurisdictions())

    def look(self, query: Query, scope: Sequence[str]) -> tuple[list[Evidence], list[Evidence]]:
        """All evidence in the documents of `scope`, best first, and the part of it that answers."""
        mentions = self._retriever.mentions
        query, absent = without_noise(query, lambda w: mentions(w, scope), mentions)
        found = self._search(query, scope)
        return found, choose(query, found, absent)

    def in_clause(self, query: Query, clause: Clause, document: PolicyDocument) -> list[Evidence]:
        """The sentences of one clause, best first."""
        return find_evidence(query, [(clause, document, 1.0, 1.0)], self._items)

    def contact(self, document: PolicyDocument, clause: Clause | None = None) -> Evidence | None:
        """The sentence of a document that says whom to ask, first one that names the article of `clause`."""
        whole = self.index.document(document.doc_id)
        found = [
            (sentence, other)
            for other in reversed(whole.clauses if whole else ())
            for sentence in clause_sentences(other)
            if _CONTACT.search(sentence)
        ]
        article = clause.num.strip("第条.、（）() ") if clause else ""
        named = [pair for pair in found if article and f"第{article}条" in pair[0]]
        for sentence, other in [*named, *found][:1]:
            return Evidence(document, other, sentence, 1.0, 1.0)
        return None

    def procedure(self, document: PolicyDocument, ask: Ask) -> Evidence | None:
        """The sentence of a document that says for all its supports when or with which papers to apply."""
        whole, says = self.index.document(document.doc_id), PROCEDURES[ask]
        for clause in whole.clauses if whole else ():
            for sentence in blocks(clause):
                if says.search(sentence) and not is_giving(sentence):
                    return Evidence(document, clause, sentence, 1.0, 1.0)
        return None

    def is_title_alone(self, query: Query) -> bool:
        """Whether everything the question names stands in the title of its document."""
        title = self.documents[query.doc_ids[0]].title
        return all(t.found_in(title) for t in query.terms if t.is_decisive)

    def is_mentioned(self, reference: str) -> bool:
        """Whether a clause speaks of a document that is not here itself: then the question is about that clause."""
        return self._retriever.mentions(reference.strip("《》"))

    def repeal_of(self, reference: str) -> Evidence | None:
        """The sentence that repeals a document that is not here itself."""
        name, documents = reference.strip("《》"), self.documents
        hits = self.index.lexical(f"{name} 废止", 20)
        for clause in self.index.clauses([clause_id for clause_id, _, _ in hits]).values():
            for sentence in clause_sentences(clause):
                if name in sentence and _REPEALS.search(sentence):
                    return Evidence(documents[clause.doc_id], clause, sentence, 1.0, 1.0)
        return None

    def _search(self, query: Query, scope: Sequence[str]) -> list[Evidence]:
        words = " ".join(way for term in query.terms for way in term.alternatives[1:7])
        text = query.text if not query.refers else f"{query.text} {query.subject}"
        hits = self._retriever.search(text, self._candidates, scope, words)
        clauses = self.index.clauses([h.clause_id for h in hits])
        scores = [h.score for h in hits]
        low, spread = min(scores, default=0.0), (max(scores, default=0.0) - min(scores, default=0.0)) or 1.0
        documents = self.documents
        rows = [(clauses[h.clause_id], documents[h.doc_id], (h.score - low) / spread, h.similarity) for h in hits]
        return find_evidence(query, rows, self._items)

    def _items(self, clause: Clause) -> Sequence[SupportItem]:
        return self._supports(clause.doc_id).get(clause.clause_id, ())

    def _supports_of(self, doc_id: str) -> dict[str, list[SupportItem]]:
        found: dict[str, list[SupportItem]] = {}
        for item in self.index.supports(doc_id):
            found.setdefault(item.clause_id, []).append(item)
        return found
