"""What may be asked next: other supports of the document that an answer rests on."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.compose import whom
from bot.models import Answer, AnswerStatus
from index.language.figures import find_figures
from index.models import SupportItem, Validity
from index.places.find import place_name

MOST = 2
_LAPSED = {Validity.EXPIRED, Validity.REPEALED}


def with_follow_ups(answer: Answer, items: Sequence[SupportItem]) -> Answer:
    """An answer with up to `MOST` suggestions, unless it has its own, or its document has lapsed or lost figures.

    They name supports with a sum, in clauses that it does not cite, those after its own clause first: what a clause
    gives whom in so many words can be answered.
    """
    if answer.status is not AnswerStatus.ANSWERED or answer.suggestions or not answer.citations:
        return answer
    first = answer.citations[0]
    if first.validity in _LAPSED or any(w.code == "digits_lost" for w in first.warnings):
        return answer
    own = [item for item in items if item.doc_id == first.doc_id]
    at = next((n for n, item in enumerate(own) if item.clause_id == first.clause_id), 0)
    cited = {citation.clause_id for citation in answer.citations}
    found: dict[str, str] = {}
    for item in (*own[at:], *own[:at]):
        name = whom(item)
        named = 4 <= len(name) <= 16 and "、" not in name and not find_figures(name)
        if named and item.clause_id not in cited and (item.amount_cny or item.cap_cny):
            found.setdefault(item.clause_id, f"{place_name(item.jurisdiction)}{name}能得到多少资金支持？")
    return answer.model_copy(update={"suggestions": tuple(found.values())[:MOST]})
