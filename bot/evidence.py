"""Clauses → the sentences that answer: how well each covers the question's subject and fits what is asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.asks import Ask
from bot.coverage import coverage
from bot.fit import fit
from bot.understand import Query
from index.models import Clause, PolicyDocument, SupportItem
from index.sentences import clause_sentences
from index.supports import is_giving

# A lead-in ends in ： or has steps after one (分段奖补：…；…；…。); its items are numbered or end in ；.
_LEAD_IN = re.compile(r"[：:]\s*$|(?:[：:]|（一）|\(一\)|①)[\s\S]*[；;]\s*$")
_NEW = re.compile(r"\s*(?:对于?|凡|鼓励|支持)")  # another beneficiary, another support
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)]|[①-⑳])")
_ENDED = re.compile(r"[。！？]\s*$")
_BLOCK = 350  # characters up to which unnumbered steps stay together
# The next step of the same support.
_GOES_ON = re.compile(r"\s*(?:对)?(?:超过|超出|其余|其中|增长|再次)[^，,。；;]{0,30}")
_RESPONSIBLE = re.compile(r"^[（(]?(?:责任单位|牵头单位)|^[（(][^（()）]*(?:牵头|配合|负责)[^（()）]*[）)]$")
_SUPPORTIVE = re.compile(r"支持|扶持|鼓励|推荐|帮助|引导")


@dataclass(frozen=True)
class Evidence:
    """A sentence that bears on the question. `quote` stands in `clause.text`; `coverage` is between 0 and 1."""

    document: PolicyDocument
    clause: Clause
    quote: str
    coverage: float
    score: float
    items: tuple[SupportItem, ...] = ()
    giving: bool = False
    similarity: float = 0.0

    @property
    def figures(self) -> bool:
        """Whether it gives an amount, a share or a cap."""
        return any(i.amount_cny or i.ratio or i.cap_cny for i in self.items)

    @property
    def supportive(self) -> bool:
        """Whether it speaks of support at all, though it gives nothing certain."""
        return self.giving or bool(_SUPPORTIVE.search(self.quote))


def find_evidence(
    query: Query,
    hits: Sequence[tuple[Clause, PolicyDocument, float, float]],
    supports: Callable[[Clause], Sequence[SupportItem]],
) -> list[Evidence]:
    """Every sentence of the hit clauses with its score, best first.

    `hits` are clauses with their documents, relevance (0 to 1 within this search) and similarity (cosine).
    """
    found: list[Evidence] = []
    for clause, document, relevance, similarity in hits:
        by_quote: dict[str, list[SupportItem]] = {}
        for item in supports(clause):
            by_quote.setdefault(item.quote, []).append(item)
        sentences = blocks(clause)
        for sentence in sentences:
            if len(sentences) > 1 and is_bare(sentence, clause):
                continue
            items = tuple(item for quote, items in by_quote.items() if quote in sentence for item in items)
            counts = query.asks_any(Ask.QUANTITY) or (query.asks_any(Ask.AMOUNT) and not items)
            covered = coverage(query.terms, sentence, clause, document, items, counts)
            giving = bool(items) or is_giving(sentence)
            score = covered + fit(query, sentence, clause, items, giving) + 0.2 * relevance
            found.append(Evidence(document, clause, sentence, covered, score, items, giving, similarity))
    return sorted(found, key=lambda e: -e.score)


def blocks(clause: Clause) -> list[str]:
    """The sentences of a clause, a lead-in with its items (符合下列条件：（一）…；（二）…) as one, as printed."""
    found: list[str] = []
    at = 0
    for sentence in clause_sentences(clause):
        start = clause.text.index(sentence, at)
        at = start + len(sentence)
        whole = clause.text[clause.text.index(found[-1]) : at] if found else ""
        if (
            found
            and not _NEW.match(sentence)
            and _LEAD_IN.search(found[-1])
            and (_ITEM.match(sentence) or len(whole) <= _BLOCK)
            and not _ENDED.search(found[-1])
        ):
            found[-1] = whole
        else:
            found.append(sentence)
    return found


def goes_on(evidence: Evidence, best: Evidence) -> bool:
    """Whether a sentence is the next step of the support that `best` gives: 对超过1000万元的部分，按2%."""
    text = best.clause.text
    return (
        evidence.clause.clause_id == best.clause.clause_id
        and bool(evidence.items and best.items and _GOES_ON.match(evidence.quote))
        and text.find(evidence.quote) == text.find(best.quote) + len(best.quote)
    )


def is_bare(sentence: str, clause: Clause) -> bool:
    """A heading sentence or a line of responsible units says nothing by itself."""
    body = re.sub(r"[。；;：:]$", "", sentence).strip()
    return bool(_RESPONSIBLE.match(body)) or (
        bool(clause.heading) and body.endswith(clause.heading) and len(body) < len(clause.heading) + 8
    )
