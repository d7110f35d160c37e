"""What an assistant proposes to ask: it makes the questions and asks them itself, before anybody sees them."""

from __future__ import annotations

from collections.abc import Callable

from bot.answer.texts import Texts
from bot.evidence.read import Reader
from bot.evidence.search import Retriever
from bot.models import Answer, NextStep
from bot.propose.examples import Examples
from bot.propose.next_steps import NextSteps
from bot.propose.told import Told
from bot.question.understand import Query


class Proposals:
    """Examples and next steps over one opened index."""

    def __init__(
        self,
        texts: Texts,
        retriever: Retriever,
        reader: Reader,
        home: str,
        read: Callable[[str], Query],
        ask: Callable[[str, str | None], Answer],
    ) -> None:
        """`read` understands a question; `ask` answers one in a session, and remembers nothing of it."""
        self._ask = ask
        self._otherwise = texts.otherwise
        told = Told(retriever, reader)
        self._examples = Examples(texts.examples, retriever.index, told, home, lambda question: ask(question, None))
        self._next_steps = NextSteps(texts.next_steps, retriever.index, told, read)

    def examples(self) -> list[str]:
        """Questions that were found to be answered so far, for a visitor who does not know what to ask."""
        return list(self._examples.answered)

    def example(self) -> str:
        """The first of them; while there is none a question that may be answered."""
        return next(iter(self._examples.answered), "") or self._examples.first_candidate or self._otherwise

    def check_example(self) -> bool:
        """Ask the next question that may become an example; False when none is left. For one thread at a time."""
        return self._examples.check_next()

    def next_steps(self, answer: Answer, quiet: Callable[[], bool] = lambda: True) -> tuple[NextStep, ...]:
        """Questions that lead on from an answer, in its session, and are answered; `quiet` says whether to go on."""
        return self._next_steps.of(answer, lambda question: self._ask(question, answer.session_id), quiet)
