"""Examples for a visitor who does not know what to ask: made of the documents, asked once, shown when answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from bot.answer.builder import damaged
from bot.answer.texts import Proposal
from bot.models import Answer, AnswerStatus
from bot.propose.told import Told, asked, subject
from bot.question.kinds import Kind
from index.models import PolicyDocument, SupportItem, Validity
from index.store.policy_index import PolicyIndex

_TRIES = 6  # questions that are asked for one kind
_DOCUMENTS = 8  # that are looked into for one kind
_DOUBTFUL = frozenset({Validity.UNKNOWN, Validity.AMENDED, Validity.NOT_YET_EFFECTIVE})


class Examples:
    """One example of each kind, from documents in force where there are any, those of the home place first.

    They belong to one opened index and are kept with it, in memory: another day, model or wording may answer otherwise.
    `check_next` is called by one thread at a time; `answered` by any.
    """

    def __init__(
        self,
        proposals: Sequence[Proposal],
        index: PolicyIndex,
        told: Told,
        home: str,
        ask: Callable[[str], Answer],
    ) -> None:
        """`ask` answers a question without remembering it."""
        self._proposals = proposals
        self._index = index
        self._told = told
        self._home = home
        self._ask = ask
        self._answered: tuple[str, ...] = ()
        self._checks = self._check()

    @property
    def answered(self) -> tuple[str, ...]:
        """Those that were found to be answered so far."""
        return self._answered

    def check_next(self) -> bool:
        """Ask the next candidate; False when there is none left."""
        return next(self._checks, None) is not None

    @cached_property
    def first_candidate(self) -> str:
        """A question that may be answered, while none is known to be; empty when no document suggests one."""
        return next((question for p in self._proposals for question, _ in self._candidates(p)), "")

    def _check(self) -> Iterator[str]:
        used: set[str] = set()
        for proposal in self._proposals:
            candidates = list(islice(self._candidates(proposal), _TRIES))
            for question, clause_id in sorted(candidates, key=lambda candidate: candidate[1] in used):
                answer = self._ask(question)
                is_good = answer.status is AnswerStatus.ANSWERED and _cites(answer, clause_id)
                if is_good:
                    used.add(clause_id)
                    self._answered += (question,)
                yield question
                if is_good:
                    break

    def _candidates(self, proposal: Proposal) -> Iterator[tuple[str, str]]:
        """Questions, each with the clause that it is made from."""
        supports = self._index.supports()
        for document in islice(self._ranked(), _DOCUMENTS):
            own = [item for item in supports if item.doc_id == document.doc_id]
            for clause_id, name in self._sources(proposal, document, own):
                questions = filter(None, (asked(form, document, name) for form in proposal.asks))
                yield from ((question, clause_id) for question in questions)

    def _sources(
        self, proposal: Proposal, document: PolicyDocument, items: Sequence[SupportItem]
    ) -> Iterator[tuple[str, str]]:
        """Clauses that tell what is asked, each with a name of whom it may be asked for."""
        if proposal.kind is Kind.MONEY:
            yield from ((i.clause_id, subject(i)) for i in items if i.amount_cny or i.cap_cny)
        elif proposal.kind is Kind.OFFICE:
            yield from ((i.clause_id, subject(i)) for i in items if i.responsible_units and subject(i))
        else:
            names = {i.clause_id: name for i in reversed(items) if (name := subject(i))}
            for clause_id, score in self._told(proposal.alone, document.doc_id).items():
                if score >= proposal.least:
                    yield clause_id, names.get(clause_id, next(reversed(names.values()), ""))

    def _ranked(self) -> list[PolicyDocument]:
        def rank(document: PolicyDocument) -> tuple[int, bool]:
            state = document.validity
            force = 0 if state is Validity.IN_FORCE else 1 if state in _DOUBTFUL else 2
            return force, document.jurisdiction != self._home

        return sorted((d for d in self._index.documents() if not damaged(d)), key=rank)


def _cites(answer: Answer, clause_id: str) -> bool:
    return any(citation.clause_id == clause_id for citation in answer.citations)
