"""Query → evidence: search within a scope of documents, read the best clauses, decide what they are good for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.evidence.asked_figure import is_missing
from bot.evidence.decide import Decide, Decision, Outcome
from bot.evidence.features import features
from bot.evidence.passages import Passage, head, passage
from bot.evidence.read import Reader, Reading
from bot.evidence.search import Retriever
from bot.evidence.sentences import Evidence, answering
from bot.models import SearchHit
from bot.question.kinds import Kind
from bot.question.understand import Query
from index.language.sentences import clause_sentences
from index.models import Clause, PolicyDocument, SupportItem
from index.places.find import place_name
from index.store.passages import Window, windows
from index.store.policy_index import PolicyIndex

NATIONAL = "全国"
_WINDOWS = 2  # of a clause
_SURE = 2.5  # logit of one of the passages that are read first, from which no further ones are
_SEARCH_WEIGHT = 1.5  # of the search's standard score beside the reader's logit, in putting clauses in order
_NAMED = 0.4  # probability that is enough where the named level and beneficiary get a figure, or an office is asked for
_HEAD = 3  # last characters of a beneficiary: 孵化器
_CONTACT = re.compile(
    r"负责解释|请径?向[^。；]{2,30}反映|(?:联系|咨询|服务)(?:电话|方式|部门)|负责[^。；]{0,40}受理|受理(?:部门|单位)"
)
_SPACE = re.compile(r"\s+")
_REPEALS = re.compile(r"废止|停止执行|不再执行|停止使用|失效")


@dataclass(frozen=True)
class Read:
    """A clause as it was found and read: its best window's reading, and each read sentence with its probability."""

    clause: Clause
    document: PolicyDocument
    hit: SearchHit
    score: float
    sentences: tuple[tuple[int, int, float], ...]  # start, end, probability
    rank: float  # what puts clauses in order: the reading with the search's own score


@dataclass(frozen=True)
class Found:
    """What a scope holds for a question: clauses best first, the decision, and the sentences that it rests on."""

    reads: tuple[Read, ...]
    decision: Decision
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class Depth:
    """How much is read: the best `clauses` found, `passages` of them in all, and how many of these `first`."""

    clauses: int = 6
    passages: int = 7
    first: int = 4


LOCAL = Depth()  # for the local reader, who takes time for each passage
NOTHING = Found((), Decision(Outcome.NOTHING, 0.0, "nothing_found"))


class Gather:
    """Finds evidence in one opened index."""

    def __init__(
        self,
        index: PolicyIndex,
        retriever: Retriever,
        reader: Reader,
        decide: Decide,
        candidates: int,
        depth: Depth = LOCAL,
    ) -> None:
        self.index = index
        self._retriever = retriever
        self._reader = reader
        self._decide = decide
        self._candidates = candidates
        self._depth = depth
        self._supports = lru_cache(maxsize=256)(self._supports_of)
        self._covering = lru_cache(maxsize=256)(self._docs_covering)

    @property
    def documents(self) -> Mapping[str, PolicyDocument]:
        """The documents by id, without their clauses, as of today: the index judges their validity anew each day."""
        return self.index.heads()

    def docs_for(self, place: str) -> tuple[str, ...]:
        """The documents whose rules hold in a place: its own, those above it, national ones, and those of no known
        place that name it."""
        return self._covering(place)

    def docs_within(self, place: str) -> tuple[str, ...]:
        """The documents of the places inside a place: of a city's districts."""
        return tuple(d for p in self.index.jurisdictions() if p.startswith(place + "/") for d in self.index.docs_of(p))

    def places(self) -> set[str]:
        """The places that there are documents of."""
        return set(self.index.jurisdictions())

    def ranked(self, text: str, doc_ids: Collection[str]) -> list[str]:
        """The documents, those with the best clause for `text` first."""
        found = dict.fromkeys(h.doc_id for h in self._retriever.search(text, 100, doc_ids))
        return [*found, *(d for d in doc_ids if d not in found)]

    def find(
        self, query: Query, scope: Collection[str] | None, focus: str | None = None, *, few: bool = False
    ) -> Found:
        """What the documents of `scope` hold for the question; `focus` is a clause to read in any case.

        With `few` only as many passages are read as are read first: where another scope was read before.
        """
        hits = self._hits(query, scope)
        clauses, documents = self.index.clauses([h.clause_id for h in hits]), self.documents
        # A document that was put in twice has each clause twice.
        same: dict[tuple[str, str], SearchHit] = {}
        for hit in (h for h in hits if h.clause_id in clauses):
            same.setdefault((documents[hit.doc_id].title, _SPACE.sub("", clauses[hit.clause_id].text)), hit)
        hits = list(same.values())
        most = self._depth.clauses
        top = hits[:most] + [h for h in hits[most:] if h.clause_id == focus]
        if not top:
            return NOTHING
        reads = self._read(query, top, clauses, self._depth.first if few else self._depth.passages)
        decision = self._decide(features(query, reads))
        evidence = [
            part
            for read in reads
            for part in answering(
                read.clause,
                read.document,
                read.sentences,
                read.rank,
                self._supports(read.document.doc_id),
                query.tiers,
            )
        ]
        best = [e for e in evidence if e.rank == evidence[0].rank]
        if query.tiers and not query.asks(Kind.OFFICE) and _gives_other_tiers(query.tiers, best):
            decision = replace(decision, outcome=Outcome.NOTHING, reason="tier_not_given")
        elif decision.outcome is Outcome.ANSWERED and _lacks_figure(query, best):
            decision = replace(decision, outcome=Outcome.NEAREST, reason="figure_not_given")
        elif decision.probability >= _NAMED and query.asks(Kind.MONEY) and _gives_named(query, best):
            decision = replace(decision, outcome=Outcome.ANSWERED, reason="item_named")
        elif query.asks(Kind.OFFICE) and _names_office(decision, reads[0].clause, focus):
            decision = replace(decision, outcome=Outcome.ANSWERED, reason="office_named")
        return Found(tuple(reads), decision, tuple(evidence))

    def _hits(self, query: Query, scope: Collection[str] | None) -> list[SearchHit]:
        """The clauses that the search finds, best first; of a question behind others, by itself and behind them."""
        found: dict[str, SearchHit] = {}
        for text, weight in query.searched:
            for hit in self._retriever.search(text, self._candidates, scope):
                score = weight * hit.score
                if known := found.get(hit.clause_id):
                    similarity = max(hit.similarity, known.similarity)
                    known = known.model_copy(update={"score": known.score + score, "similarity": similarity})
                found[hit.clause_id] = known or hit.model_copy(update={"score": score})
        return sorted(found.values(), key=lambda hit: -hit.score)[: self._candidates]

    def _read(
        self, query: Query, hits: Sequence[SearchHit], clauses: Mapping[str, Clause], passages: int
    ) -> list[Read]:
        """The clauses of `hits`, read, best first."""
        documents = self.documents
        vector = self._retriever.vector(query.whole)
        ranked = self.index.ranked_passages([h.clause_id for h in hits], vector, query.whole)
        cut: list[tuple[int, Window, Passage]] = []
        for at, hit in enumerate(hits):
            clause = clauses[hit.clause_id]
            above, whole = head(documents[hit.doc_id].title, clause.path), windows(clause.text)
            for number in sorted(ranked[hit.clause_id][:_WINDOWS]):
                cut.append((at, whole[number], passage(above, clause.text, whole[number])))
        cut = cut[:passages]
        readings = self._readings(query.as_read, [p for _, _, p in cut])
        cut = cut[: len(readings)]
        mean, spread = _moments([h.score for h in hits])
        found = []
        for at, hit in enumerate(hits):
            own = [(w, r) for (i, w, _), r in zip(cut, readings, strict=True) if i == at]
            if not own:
                continue
            clause = clauses[hit.clause_id]
            score = max(r.score for _, r in own)
            rank = score + _SEARCH_WEIGHT * (hit.score - mean) / spread
            sentences = tuple(s for w, r in own for s in _sentences(w, r, best=score))
            found.append(Read(clause, documents[hit.doc_id], hit, score, sentences, rank))
        return sorted(found, key=lambda r: -r.rank)

    def _readings(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """Readings of the first passages: of few when one of them surely answers, else of all."""
        first, rest = passages[: self._depth.first], passages[self._depth.first :]
        found = self._reader.read(question, first)
        if rest and max((r.score for r in found), default=0.0) < _SURE:
            found += self._reader.read(question, rest)
        return found

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
            return Evidence(document, other, sentence)
        return None

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
                    return Evidence(documents[clause.doc_id], clause, sentence)
        return None

    def _docs_covering(self, place: str) -> tuple[str, ...]:
        parts = place.split("/")
        above = ["/".join(parts[:size]) for size in range(len(parts), 0, -1)]
        known = [d for p in [*above, NATIONAL] for d in self.index.docs_of(p)]
        unknown = self.index.docs_of("")
        name = place_name(place)
        short = name[:-1] if len(name) > 2 else name
        naming = {c.doc_id for c in self.index.clauses([h[0] for h in self.index.lexical(short, 50, unknown)]).values()
                  if short in c.text or short in c.path} if unknown else set()  # fmt: skip
        return tuple(dict.fromkeys([*known, *(d for d in unknown if d in naming)]))

    def _supports_of(self, doc_id: str) -> dict[str, list[SupportItem]]:
        found: dict[str, list[SupportItem]] = {}
        for item in self.index.supports(doc_id):
            found.setdefault(item.clause_id, []).append(item)
        return found


def _lacks_figure(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether the question asks for a number that what would answer does not have."""
    said = " ".join(e.quote for e in evidence)
    return is_missing(query.text, said, money=query.asks(Kind.MONEY), gives=any(e.figures for e in evidence))


def _gives_other_tiers(tiers: Sequence[str], evidence: Sequence[Evidence]) -> bool:
    """Whether what would answer gives something to levels (国家级、省级) and to none of those that were asked for."""
    given = {i.tier for e in evidence for i in e.items if i.tier and i.tier.endswith("级")}
    return bool(given) and given.isdisjoint(tiers)


def _names_office(decision: Decision, clause: Clause, focus: str | None) -> bool:
    """Whether the clause names its office, and the reader is rather sure of the matter, or it is that of the answer
    before: which office it is, code reads."""
    return bool(clause.responsible_units) and (decision.probability >= _NAMED or clause.clause_id == focus)


def _gives_named(query: Query, evidence: Sequence[Evidence]) -> bool:
    """Whether what would answer gives a figure to the very level and beneficiary that the question names."""
    return any(
        i.tier in query.tiers and i.beneficiary[-_HEAD:] in query.text
        for e in evidence
        for i in e.items
        if i.amount_cny or i.ratio or i.cap_cny
    )


def _sentences(window: Window, reading: Reading, best: float) -> list[tuple[int, int, float]]:
    """The window's sentences with their probabilities; those of a window that answers less count less."""
    weight = 1.0 if reading.score >= best - 1 else 0.5
    return [(s, e, p * weight) for (s, e), p in zip(window.sentences, reading.sentences, strict=True)]


def _moments(values: Sequence[float]) -> tuple[float, float]:
    mean = sum(values) / len(values)
    spread = (sum((v - mean) ** 2 for v in values) / len(values)) ** 0.5
    return mean, spread or 1.0
