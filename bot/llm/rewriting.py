"""Whether a model's rewriting of a follow-up says what the conversation says, by the same code that reads questions."""

from __future__ import annotations

from dataclasses import replace

from bot.llm.amounts import flat
from bot.llm.words import missing_words
from bot.question.understand import Query
from index.language.figures import find_figures


def accepted(rewritten: Query, own: Query, previous: Query) -> Query | None:
    """The reading of a rewritten follow-up; None when it is not to be trusted.

    `own` is the reading of the follow-up by itself, `previous` that of the question before. The rewriting may name no
    place, tier, document, figure or thing but theirs, and must keep the places, tiers and documents of the follow-up.
    """
    said = " ".join([*previous.earlier, previous.text, own.text])
    adds = (
        set(rewritten.places) - {*previous.places, *own.places}
        or set(rewritten.tiers) - {*previous.tiers, *own.tiers}
        or set(rewritten.doc_ids) - {*previous.doc_ids, *own.doc_ids}
        or rewritten.missing_reference not in (previous.missing_reference, own.missing_reference, None)
        or {f.key for f in find_figures(rewritten.text)} - {f.key for f in find_figures(said)}
        or missing_words(flat(rewritten.text), [flat(said)])
    )
    keeps = (
        set(own.places) <= set(rewritten.places)
        and set(own.tiers) <= set(rewritten.tiers)
        and set(own.doc_ids) <= set(rewritten.doc_ids)
    )
    return replace(rewritten, earlier=(*previous.earlier, previous.text), refers=True) if keeps and not adds else None
