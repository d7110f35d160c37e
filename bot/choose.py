"""What counts as answering: which words of a question matter here, and which sentences speak of just that.

The line between near and answering is drawn by what the question names (docs/decisions/0004-refusing.md): a kind of
enterprise, or a reward for it, that the documents of a place never mention is not answered by its neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.asks import GRANT, Ask, wants_money
from bot.evidence import Evidence
from bot.fit import CAPS, is_of_rule, names_tier
from bot.labels import is_rank
from bot.understand import Query
from bot.words import Term
from index.figures import FigureKind, find_figures
from index.models import SupportItem

COVERED = 0.55  # share of the subject that an answering sentence must cover
_COVERED_UNASKED = 0.7  # the same when the question is a bare subject
_BY_ARTICLE = 0.2  # the same for a rule over all supports, which names one by its article or not at all
_NEAR = 0.72  # a further clause must be nearly as good as the first
_SAYS_ENOUGH = 1.5  # weight from which a verb (离岗) is a subject by itself
_TELLING = 0.9  # weight from which a word may name a kind of its own; 当地, 生产 do not
_ABSENT = 0.4  # share of the subject that, never mentioned, shows that the documents are silent
# Cosine of question and clause, and coverage, from which a clause means nearly the same in other words.
_SIMILAR, _SHARED = 0.885, 0.2
_SURELY = 0.85  # coverage from which a sentence answers though it is not of the kind that was asked for
_NAMED = 0.6  # how much of a word must stand in a sentence that is to speak of it
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百]+(?:大|个|项|家|名|类|年|次)")
_NUMBERS = frozenset({FigureKind.COUNT, FigureKind.RATIO, FigureKind.MONEY})
_GRANT = re.compile(GRANT)
_GIVES_NOTHING = re.compile(
    r"不予(?:补助|补贴|奖励|奖补|资助|支持|扶持)|不(?:再)?(?:给予|享受|安排)(?:补助|奖励|资助|补贴)?(?:经费|资金)?"
)


def without_noise(query: Query, here: Callable[[str], bool], anywhere: Callable[[str], bool]) -> tuple[Query, float]:
    """The query without words that no document knows and that qualify nothing, and the share of it that is absent.

    An unknown word (票子, 园子) is noise unless it qualifies a known one or the grant itself (瞪羚企业, 生育补贴), or
    nothing else is left. `here` tells whether the documents in scope use a word, `anywhere` whether any does.
    """
    known = [t for t in query.terms if _is_used(t, here)]
    absent = [
        t
        for t in query.terms
        if t not in known
        and (
            not any(k.is_thing or k.weight >= _SAYS_ENOUGH for k in known)
            or _qualifies(t, query.text, known)
            or t.is_kind
            or t.is_label
            or (t.is_decisive and _is_used(t, anywhere))
        )
    ]
    kept = [t for t in query.terms if t in known or t in absent]
    weights = {t: min(max(t.weight, 1.5), 2.0) if t.is_thing else t.weight / 2 for t in kept}
    total = sum(weights.values())
    share = sum(weights[t] for t in absent) / total if total else 0.0
    another_kind = query.asks_any(Ask.AMOUNT, Ask.SUPPORT) and any(_qualifies(t, query.text, known) for t in absent)
    if another_kind or any(t.is_label or t.is_kind for t in absent):
        share = 1.0  # 面上项目, 瞪羚企业, D类人才: money for another kind of the same thing
    return replace(query, terms=tuple(kept)), share


def _is_used(term: Term, mentions: Callable[[str], bool]) -> bool:
    """Whether the documents use the word in some way of saying it; a long one also in parts (购买…技术成果)."""
    if any(mentions(way) for way in term.alternatives) or (is_rank(term.text) and mentions("名")):
        return True
    return len(term.text) > 4 and mentions(term.text[:2]) and mentions(term.text[-4:])


def _qualifies(term: Term, text: str, known: Sequence[Term]) -> bool:
    """Whether an unknown word stands directly before a known one or the grant: 瞪羚企业, 生育补贴."""
    if not term.is_thing or term.weight < _TELLING:
        return False
    for match in re.finditer(re.escape(term.text), text):  # before 公司 it says what the visitor does (种子公司)
        after = text[match.end() :].removeprefix("的").lstrip()
        if any(after.startswith(t.text) for t in known if t.is_thing and t.text != "公司") or _GRANT.match(after):
            return True
    return False


def choose(query: Query, found: Sequence[Evidence], absent: float) -> list[Evidence]:
    """The sentences that answer, best first; empty when the documents do not answer."""
    if absent >= _ABSENT:
        return []
    covered = COVERED if query.asks else _COVERED_UNASKED
    rules = [e for e in found if is_of_rule(query.text, e.quote) and e.coverage >= _BY_ARTICLE]
    if rules and not query.asks_any(Ask.AMOUNT):
        return rules[:2]
    chosen = [e for e in found if e.coverage >= covered and _is_of_kind(query, e) and _names_own(query, e)]
    if query.asks_any(Ask.SUPPORT):
        if query.tiers:
            chosen = [e for e in chosen if names_tier(query, e.quote, e.items, e.clause.text)]
        if chosen and wants_money(query.text) and not chosen[0].figures:
            chosen = [e for e in chosen if not e.figures]  # another clause's amount must not look like the answer
    if not chosen and query.asks_any(Ask.QUANTITY) and not re.search("多少|几", query.text):  # what is the final aim
        chosen = [e for e in found if e.coverage >= _SURELY]
    return [e for e in chosen if e.score >= _NEAR * chosen[0].score] if chosen else []


def nearly(query: Query, found: Sequence[Evidence]) -> list[Evidence]:
    """The clause that means nearly what was asked in quite other words; never for an amount or a number.

    Everyday wording shares few words with a 公文; the model's similarity tells it from another subject.
    """
    if query.asks_any(Ask.AMOUNT, Ask.SUPPORT, Ask.QUANTITY) or wants_money(query.text) or query.tiers:
        return []
    like = [e for e in found if e.similarity >= _SIMILAR and e.coverage >= _SHARED]
    like.sort(key=lambda e: -(e.score + 10 * (e.similarity - _SIMILAR)))
    return [e for e in like if e.clause.clause_id == like[0].clause.clause_id][:2]


def _is_of_kind(query: Query, evidence: Evidence) -> bool:
    """Whether the sentence is of the kind that was asked for."""
    kinds = {f.kind for f in find_figures(evidence.quote)}
    if query.asks_any(Ask.QUANTITY):
        return bool(kinds & _NUMBERS or _NUMBER.search(evidence.quote))
    if query.asks_any(Ask.SUPPORT):
        if query.asks_any(Ask.AMOUNT):
            capped = FigureKind.MONEY in kinds and bool(CAPS.search(evidence.quote))
            return evidence.giving or capped or bool(_GIVES_NOTHING.search(evidence.quote))
        return (
            evidence.supportive
            or evidence.coverage >= _SURELY
            or query.asks_any(Ask.CONDITION, Ask.MATERIAL, Ask.DEADLINE, Ask.OFFICE, Ask.YES_NO)
        )
    if query.asks_any(Ask.AMOUNT):
        return evidence.figures or bool(kinds & {FigureKind.MONEY, FigureKind.RATIO})
    return True


def _names_own(query: Query, evidence: Evidence) -> bool:
    """A follow-up that names something new (良好呢, 众创空间呢) is not answered by a sentence about the old alone."""
    text = f"{evidence.clause.heading} {evidence.quote}"
    return all(t.found_in(text) >= _NAMED for t in query.own if t.is_decisive)


def items_for(query: Query, evidence: Evidence) -> list[SupportItem]:
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
