"""A comparison of places, as a table."""

from __future__ import annotations

from dataclasses import replace

from bot.answer import compose, documents
from bot.answer.builder import Draft, damaged, nums, plain
from bot.answer.items import items_for
from bot.answer.texts import Texts
from bot.evidence.decide import Outcome
from bot.evidence.gather import Gather
from bot.evidence.sentences import Evidence
from bot.models import Answer, AnswerStatus
from bot.question.understand import Query, without_places
from index.places.find import place_name


def compare(gather: Gather, texts: Texts, question: str, query: Query) -> Answer | None:
    """A row a place; a place whose documents do not say gets that said; None when none does."""
    draft = Draft(texts)
    rows = [texts("answer.compare_header"), "| --- | --- | --- |"]
    cited: list[Evidence] = []
    missing = []
    for place in query.places:
        alone = replace(query, text=f"{place_name(place)}{without_places(query.text)}", places=(place,))
        found = gather.find(alone, gather.docs_for(place) or gather.docs_within(place))
        if found.decision.outcome is Outcome.NOTHING or not found.evidence:
            missing.append(place_name(place))
            continue
        best = found.evidence[0]
        cited.append(best)
        marker = draft.cite(best)
        amounts = (
            []
            if damaged(best.document)
            else [
                f"**{plain(i.beneficiary)}：{plain(a)}**"
                for i in items_for(query, best)
                if (a := compose.amount_phrase(i))
            ]
        )
        cell = "；".join([*amounts, f"“{plain(best.quote)}”"])
        rows.append(f"| {place_name(place)} | 《{plain(best.document.title)}》{nums(best.clause)} | {cell} {marker} |")
    if not cited:
        return None
    draft.say("\n".join(rows))
    for name in missing:
        draft.say(texts("answer.part_missing", part=name))
    documents.unknown_validity(draft, (e.document for e in cited))
    return draft.answer(question, AnswerStatus.PARTIAL if missing else AnswerStatus.ANSWERED)
