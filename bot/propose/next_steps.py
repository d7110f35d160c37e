"""What may be asked next: questions that lead on from an answer, and that the document behind it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answer.builder import adds_nothing, damaged, plain
from bot.answer.texts import Proposal
from bot.models import Answer, AnswerStatus, NextStep
from bot.propose.told import Told, asked, subject
from bot.question.kinds import Kind
from bot.question.understand import Query
from index.models import PolicyDocument, Validity
from index.store.policy_index import PolicyIndex

MOST = 3
_LAPSED = frozenset({Validity.EXPIRED, Validity.REPEALED})


class NextSteps:
    """Proposals → those that hold for an answer."""

    def __init__(
        self,
        proposals: Sequence[Proposal],
        index: PolicyIndex,
        told: Told,
        read: Callable[[str], Query],
    ) -> None:
        """`read` understands a question."""
        self._proposals = proposals
        self._index = index
        self._told = told
        self._read = read

    def of(self, answer: Answer, ask: Callable[[str], Answer], quiet: Callable[[], bool]) -> tuple[NextStep, ...]:
        """Up to `MOST` of them; none where the document has lapsed or lost figures.

        A clause of the document tells it, by itself; and the question, put to `ask`, is answered by such a clause with
        something that the answer does not say yet. `quiet` is called before each, and ends it where it is False.
        """
        document = self._document(answer)
        if document is None:
            return ()
        known, found = self._read(answer.question).kinds, list[NextStep]()
        name = self._name(answer)
        for proposal in self._proposals:
            if proposal.kind is not Kind.OTHER and proposal.kind in known:
                continue
            if len(found) == MOST or not quiet():
                break
            scores = self._told(proposal.alone, document.doc_id)
            tells = {clause_id for clause_id, score in scores.items() if score >= proposal.least}
            for question in filter(None, (asked(form, document, name) for form in proposal.asks if tells)):
                other = ask(question)
                if _is_answered(other, tells) and not adds_nothing(other, [answer]):
                    found.append(NextStep(label=proposal.label, question=question))
                    break
        return tuple(found)

    def _document(self, answer: Answer) -> PolicyDocument | None:
        """The document that an answer rests on first, if visitors may be led on to it."""
        if answer.status is not AnswerStatus.ANSWERED or not answer.citations:
            return None
        document = self._index.heads().get(answer.citations[0].doc_id)
        is_good = document and document.validity not in _LAPSED and not damaged(document)
        return document if is_good else None

    def _name(self, answer: Answer) -> str:
        """Whom the answer is about: the one that it names of those in its first clause, else the first of them."""
        first = answer.citations[0]
        items = [i for i in self._index.supports(first.doc_id) if i.clause_id == first.clause_id]
        names = [name for item in items if (name := subject(item))]
        return next((name for name in names if f"**{plain(name)}：" in answer.text), next(iter(names), ""))


def _is_answered(answer: Answer, clauses: set[str]) -> bool:
    """Whether one of these clauses was read as the answer; what is known of a document itself is none."""
    was_read = answer.status is AnswerStatus.ANSWERED and answer.confidence is not None
    return was_read and answer.citations[0].clause_id in clauses
