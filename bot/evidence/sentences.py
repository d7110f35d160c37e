"""Read sentences of a clause → the ones that answer, with the supports that they give."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.models import Clause, PolicyDocument, SupportItem
from index.sentences import clause_sentences

_SHARE = 0.6  # of the best sentence's probability, from which another one answers too
_LEAST = 0.4  # the probability that it needs
# A lead-in ends in ： or has steps after one (分段奖补：…；…；…。); its items are numbered or end in ；.
_LEAD_IN = re.compile(r"[：:]\s*$|(?:[：:]|（一）|\(一\)|①)[\s\S]*[；;]\s*$")
_NEW = re.compile(r"\s*(?:对于?|凡|鼓励|支持)")  # another beneficiary, another support
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)]|[①-⑳])")
_ENDED = re.compile(r"[。！？]\s*$")
_BLOCK = 350  # characters up to which unnumbered steps stay together
_RESPONSIBLE = re.compile(r"^[（(]?(?:责任单位|牵头单位)|^[（(][^（()）]*(?:牵头|配合|负责)[^（()）]*[）)]$")


@dataclass(frozen=True)
class Evidence:
    """Words of a clause that answer. `quote` stands in `clause.text`; `items` are the supports that it gives."""

    document: PolicyDocument
    clause: Clause
    quote: str
    items: tuple[SupportItem, ...] = ()
    rank: float = 0.0

    @property
    def figures(self) -> bool:
        """Whether it gives an amount, a share or a cap."""
        return any(i.amount_cny or i.ratio or i.cap_cny for i in self.items)


def answering(
    clause: Clause,
    document: PolicyDocument,
    sentences: Sequence[tuple[int, int, float]],
    rank: float,
    supports: Mapping[str, Sequence[SupportItem]],
) -> list[Evidence]:
    """The parts of a read clause that answer, the best one first.

    `sentences` are spans of `clause.text` with the probability that each is part of what answers.
    """
    by_block: dict[str, float] = {}
    own = blocks(clause)
    at = 0
    for block in own:
        start = clause.text.index(block, at)
        at = start + len(block)
        if len(own) > 1 and is_bare(block, clause):
            continue
        by_block[block] = max((p for s, e, p in sentences if s < at and e > start), default=0.0)
    by_block = by_block or dict.fromkeys(own, 0.0)
    best = max(by_block.values(), default=0.0)
    chosen = [b for b, p in sorted(by_block.items(), key=lambda pair: -pair[1]) if p >= max(_LEAST, _SHARE * best)]
    chosen = chosen or [b for b, p in by_block.items() if p == best][:1]
    items = supports.get(clause.clause_id, ())
    return [Evidence(document, clause, b, tuple(i for i in items if i.quote in b), rank) for b in chosen]


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


def is_bare(sentence: str, clause: Clause) -> bool:
    """A heading sentence or a line of responsible units says nothing by itself."""
    body = re.sub(r"[。；;：:]$", "", sentence).strip()
    return bool(_RESPONSIBLE.match(body)) or (
        bool(clause.heading) and body.endswith(clause.heading) and len(body) < len(clause.heading) + 8
    )
