"""What supports there are for somebody: a line a clause, what is in force first, with where to see all of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import compose
from bot.answer.builder import Draft, damaged, nums, plain
from bot.answer.texts import Texts
from bot.evidence.sentences import Evidence
from bot.models import Answer, AnswerStatus
from index.models import Validity

_LINES = 5
_NEAR = 6.0  # logits below the best clause up to which another one is listed
_LONG = 90  # characters of a quoted sentence


def overview(texts: Texts, question: str, evidences: Sequence[Evidence], notice: str) -> Answer | None:
    """The best part of each clause that the reader finds about as good as the best; None with fewer than two.

    `notice` stands first when it is not empty.
    """
    best: dict[str, Evidence] = {}
    for evidence in evidences:
        if evidence.rank >= evidences[0].rank - _NEAR:
            known = best.get(evidence.clause.clause_id)
            if known is None or (evidence.figures and not known.figures):
                best[evidence.clause.clause_id] = evidence
    listed = sorted(list(best.values())[:_LINES], key=lambda e: e.document.validity is not Validity.IN_FORCE)
    if len(listed) < 2:
        return None
    draft = Draft(texts)
    if notice:
        draft.notices.append(notice)
    lines = [_line(draft, evidence) for evidence in listed]
    draft.say(texts("answer.overview") + "\n\n" + "\n".join(lines))
    draft.say(texts("answer.all_supports"))
    return draft.answer(question, AnswerStatus.ANSWERED)


def _line(draft: Draft, evidence: Evidence) -> str:
    marker = draft.cite(evidence)
    where = f"《{plain(evidence.document.title)}》{nums(evidence.clause)}"
    given = [] if damaged(evidence.document) else [
        f"**{plain(compose.whom(item))}：{plain(amount)}**"
        for item in evidence.items[:2]
        if (amount := compose.amount_phrase(item))
    ]  # fmt: skip
    said = "；".join(given) or f"“{plain(evidence.quote)}”" if given or len(evidence.quote) <= _LONG else (
        plain(evidence.clause.heading) or f"“{plain(evidence.quote[:_LONG])}…”")  # fmt: skip
    return f"- {said}——{where} {marker}"
