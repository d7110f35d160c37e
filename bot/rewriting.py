"""Whether a model's rewriting of a follow-up says what the conversation says, by the same rules that read questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.understand import Query
from index.figures import find_figures


def accepted(rewritten: Query, own: Query, conversation: Sequence[Query]) -> Query | None:
    """The reading of a rewritten follow-up; None when it is not to be trusted.

    `own` is the reading of the follow-up by itself, `conversation` those of the questions before it. The rewriting may
    name no place, tier, document, figure or thing but theirs, and must keep all that the follow-up names.
    """
    before = [own, *conversation]
    said = " ".join(query.text for query in before)
    known = {way for query in before for term in query.terms for way in term.alternatives}
    adds = (
        set(rewritten.places) - {place for query in before for place in query.places}
        or set(rewritten.tiers) - {tier for query in before for tier in query.tiers}
        or set(rewritten.doc_ids) - {doc_id for query in before for doc_id in query.doc_ids}
        or rewritten.missing_reference not in {query.missing_reference for query in before} | {None}
        or {f.key for f in find_figures(rewritten.text)} - {f.key for f in find_figures(said)}
        or any(term.text not in said and term.text not in known for term in rewritten.terms)
    )
    keeps = (
        set(own.places) <= set(rewritten.places)
        and set(own.tiers) <= set(rewritten.tiers)
        and set(own.doc_ids) <= set(rewritten.doc_ids)
        and own.asks <= rewritten.asks
        and all(term.found_in(rewritten.text) == 1 for term in own.terms if term.is_decisive)
    )
    return replace(rewritten, refers=True) if keeps and not adds else None
