"""A comparison of places, as a table."""

from __future__ import annotations

from bot import about, compose
from bot.choose import items_for
from bot.draft import Draft, damaged, nums, plain
from bot.evidence import Evidence
from bot.finder import Finder
from bot.models import Answer, AnswerStatus
from bot.texts import Texts
from bot.understand import Query
from index.places import place_name


def compare(finder: Finder, texts: Texts, question: str, query: Query) -> Answer | None:
    """A row a place; a place whose documents do not say gets that said; None when none does."""
    draft = Draft(texts)
    rows = [texts("answer.compare_header"), "| --- | --- | --- |"]
    cited: list[Evidence] = []
    missing = []
    for place in query.places:
        scope = finder.docs_of(place)
        _, chosen = finder.look(query, scope)
        if not chosen:
            missing.append(place_name(place))
            continue
        best = chosen[0]
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
    about.unknown_validity(draft, (e.document for e in cited))
    return draft.answer(question, AnswerStatus.PARTIAL if missing else AnswerStatus.ANSWERED)
