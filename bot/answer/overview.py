"""What supports there are for somebody: a line a clause, what is in force first, with where to see all of them."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import compose, documents
from bot.answer.builder import Draft, damaged, nums, plain
from bot.answer.texts import Texts
from bot.evidence.decide import Outcome
from bot.evidence.gather import Found
from bot.evidence.sentences import Evidence
from bot.models import Answer, AnswerStatus
from index.models import Validity

_LINES = 5
# Logits below the best clause up to which a sentence is listed, by whether a list was asked for and a support is given.
_MARGIN = {(True, True): 9.0, (True, False): 6.0, (False, True): 6.0, (False, False): 1.5}


def overview(texts: Texts, question: str, found: Found, notices: Sequence[str], *, asked: bool) -> Answer | None:
    """The best part of each clause that the reader finds about as good as the best; None with fewer than two.

    Where nobody `asked` for a list, sentences that give no support have to be nearly as good.
    `notices` stand first. The answer is partial where the decision is that nothing answers.
    """
    best: dict[str, Evidence] = {}
    for evidence in found.evidence:
        known = best.get(evidence.clause.clause_id)
        near = evidence.rank >= found.evidence[0].rank - _MARGIN[asked, bool(evidence.items)]
        if near and (known is None or (evidence.figures and not known.figures)):
            best[evidence.clause.clause_id] = evidence
    listed = sorted(list(best.values())[:_LINES], key=lambda e: e.document.validity is not Validity.IN_FORCE)
    if len(listed) < 2:
        return None
    draft = Draft(texts)
    draft.notices += notices
    draft.say(texts("answer.overview") + "\n\n" + "\n".join(_line(draft, evidence) for evidence in listed))
    draft.say(texts("answer.all_supports"))
    documents.unknown_validity(draft, (e.document for e in listed))
    unsure = found.decision.outcome is Outcome.NOTHING
    return draft.answer(question, AnswerStatus.PARTIAL if unsure else AnswerStatus.ANSWERED)


def _line(draft: Draft, evidence: Evidence) -> str:
    """Who gets how much, else the clause's own words."""
    given = [
        f"**{plain(compose.whom(item))}：{plain(amount)}**"
        for item in ([] if damaged(evidence.document) else evidence.items[:2])
        if (amount := compose.amount_phrase(item))
    ]
    said = "；".join(given) or f"“{plain(evidence.quote)}”"
    return f"- {said}——《{plain(evidence.document.title)}》{nums(evidence.clause)} {draft.cite(evidence)}"
