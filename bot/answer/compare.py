"""A comparison of places, as a table."""

from __future__ import annotations

from collections.abc import Mapping
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
from index.models import SupportItem
from index.places.find import place_name


def compare(gather: Gather, texts: Texts, question: str, query: Query) -> Answer | None:
    """A row a place; a place whose documents do not say gets that said; None when none does."""
    draft = Draft(texts)
    rows = [texts("answer.compare_header"), "| --- | --- | --- |"]
    cited: list[Evidence] = []
    sums: dict[str, SupportItem] = {}
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
        items = [] if damaged(best.document) else [i for i in items_for(query, best) if compose.amount_phrase(i)]
        amounts = [f"**{plain(i.beneficiary)}：{plain(compose.amount_phrase(i))}**" for i in items]
        if len(items) == 1 and items[0].ratio is None:
            sums[place_name(place)] = items[0]
        cell = "；".join([*amounts, f"“{plain(best.quote)}”"])
        rows.append(f"| {place_name(place)} | 《{plain(best.document.title)}》{nums(best.clause)} | {cell} {marker} |")
    if not cited:
        return None
    if len(sums) == len(query.places) and (line := _most(texts, sums)):
        draft.say(line)
    draft.say("\n".join(rows))
    for name in missing:
        draft.say(texts("answer.part_missing", part=name))
    documents.unknown_validity(draft, (e.document for e in cited))
    return draft.answer(question, AnswerStatus.PARTIAL if missing else AnswerStatus.ANSWERED)


def _most(texts: Texts, sums: Mapping[str, SupportItem]) -> str:
    """Which place gives most, where each gives one sum of one kind; "" where they cannot be compared."""
    values = {name: item.amount_cny or item.cap_cny or 0.0 for name, item in sums.items()}
    alike = len({(item.per, item.amount_cny is None, item.cap_cny is None) for item in sums.values()}) == 1
    best = max(values, key=lambda name: values[name])
    if not alike or list(values.values()).count(values[best]) > 1:
        return ""
    return texts(
        "answer.most", place=best, sums="，".join(f"{n}{plain(compose.amount_phrase(i))}" for n, i in sums.items())
    )
