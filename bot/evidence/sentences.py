"""Read sentences of a clause → the ones that answer, with the supports that they give."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from index.language.sentences import clause_sentences
from index.models import Clause, PolicyDocument, SupportItem

_SHARE = 0.5  # of the best sentence's probability, from which another one answers too
_LEAST = 0.3  # the probability that it needs
# A lead-in ends in ： or has steps after one (分段奖补：…；…；…。); its items are numbered or end in ；.
_LEAD_IN = re.compile(r"[：:]\s*$|(?:[：:]|（一）|\(一\)|①)[\s\S]*[；;]\s*$")
_NEW = re.compile(r"\s*(?:对于?|凡|鼓励|支持)")  # another beneficiary, another support
_ITEM = re.compile(r"\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、)]|[①-⑳])")
_ENDED = re.compile(r"[。！？]\s*$")
_UNFINISHED = re.compile(r"[^。！？!?；;：:）)”]\s*$")
_BLOCK = 350  # characters up to which unnumbered steps stay together
_OPEN = re.compile(r"[：:]\s*$")
_LIST = 700  # characters up to which the items of a lead-in are shown with it
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
    tiers: Collection[str] = (),
) -> list[Evidence]:
    """The parts of a read clause that answer, the best one first.

    `sentences` are spans of `clause.text` with the probability that each is part of what answers. Where these give to
    other levels than `tiers`, those parts are taken that give to the levels asked for, if there are any.
    """
    own = blocks(clause)
    scored = [
        (max((p for s, e, p in sentences if s < end and e > start), default=0.0), clause.text[start:end])
        for start, end in own
        if len(own) < 2 or not is_bare(clause.text[start:end], clause)
    ] or [(0.0, clause.text)]
    scored.sort(key=lambda pair: -pair[0])
    best = scored[0][0]
    chosen = [block for p, block in scored if p >= max(_LEAST, _SHARE * best)] or [scored[0][1]]
    whole = [_with_items(clause, own, block) for block in chosen]
    chosen = [b for at, b in enumerate(whole) if not any(b in other or other in b for other in whole[:at])]
    items = supports.get(clause.clause_id, ())
    given = {i.tier for i in items if i.tier and any(i.quote in block for block in chosen)}
    if tiers and given and given.isdisjoint(tiers):
        chosen = [b for _, b in scored if any(i.tier in tiers and i.quote in b for i in items)] or chosen
    return [Evidence(document, clause, b, tuple(i for i in items if i.quote in b), rank) for b in chosen]


def _with_items(clause: Clause, own: Sequence[tuple[int, int]], block: str) -> str:
    """A lead-in with the items below it, each a sentence of its own: 有下列情形之一的：1.…。2.…。"""
    start = clause.text.index(block)
    if not _OPEN.search(block):
        return block
    end = start + len(block)
    for first, last in own:
        if first >= end and _ITEM.match(clause.text[first:last]) and last - start <= _LIST:
            end = last
        elif first >= end:
            break
    return clause.text[start:end]


def blocks(clause: Clause) -> list[tuple[int, int]]:
    """Spans of the sentences of a clause.

    A lead-in with its items (符合下列条件：（一）…；（二）…) is one, and so are the lines of a broken sentence.
    """
    found: list[tuple[int, int]] = []
    at = 0
    sentences = clause_sentences(clause)
    for number, sentence in enumerate(sentences, 1):
        more = number < len(sentences) and bool(_ITEM.match(sentences[number]))
        start = clause.text.index(sentence, at)
        at = start + len(sentence)
        before = clause.text[slice(*found[-1])] if found else ""
        if found and _UNFINISHED.search(before) and not _ITEM.match(sentence) and not is_bare(before, clause):
            found[-1] = (found[-1][0], at)  # a line that ends in mid-sentence
        elif (
            found
            and not _NEW.match(sentence)
            and _LEAD_IN.search(before)
            and (_ITEM.match(sentence) or at - found[-1][0] <= _BLOCK)
            and not _ENDED.search(before)
            and not (_OPEN.search(before) and _ITEM.match(sentence) and _ENDED.search(sentence) and more)
        ):
            found[-1] = (found[-1][0], at)
        else:
            found.append((start, at))
    return found


def is_bare(sentence: str, clause: Clause) -> bool:
    """A heading sentence or a line of responsible units says nothing by itself."""
    body = re.sub(r"[。；;：:]$", "", sentence).strip()
    return bool(_RESPONSIBLE.match(body)) or (
        bool(clause.heading) and body.endswith(clause.heading) and len(body) < len(clause.heading) + 8
    )
