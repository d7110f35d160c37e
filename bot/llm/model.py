"""The bureau's language model: what it does for an answer, and whether it may."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from bot.answer.texts import Texts
from bot.evidence.gather import Depth
from bot.evidence.read import Reader
from bot.llm.exam import Exam, Examiner
from bot.llm.generation import Breaker, Generator, time_left
from bot.llm.reading import ChatReader, TwoReaders
from bot.llm.writing import Writer, takes
from bot.models import Answer, AnswerStatus
from bot.question.kinds import Kind
from bot.question.understand import Query
from bot.settings import Settings

DEPTH = Depth(clauses=8, passages=10, first=10)  # one call reads all of them
_SURE = 0.9  # confidence from which an answer of the local reader needs no second reading

_log = logging.getLogger(__name__)


class LanguageModel:
    """One language model as reader, as rewriter of follow-ups and as writer. Thread-safe."""

    def __init__(self, generator: Generator, settings: Settings, texts: Texts, prompts: Path, local: Reader) -> None:
        """`prompts` is the folder, `local` the local reader.

        Raises:
            SettingsError: a prompt or the exam cannot be read.
        """
        breaker = Breaker()
        seconds = settings.llm_timeout
        self._writes = settings.llm_writes
        self._reads: Literal["always", "unsure", "never"] = settings.llm_reads
        self.writer = Writer(generator, texts, prompts, breaker)
        self.alone = ChatReader(generator, prompts, breaker, seconds)
        name = f"the language model {settings.llm_model}"
        self.examiner = Examiner(Exam.load(prompts / "exam.jsonl"), self.alone, breaker, name, seconds)
        self.reader = TwoReaders(local, self.alone, self._may_read)
        self._may_read()  # begins the exam

    @classmethod
    def open(cls, settings: Settings, texts: Texts, prompts: Path, local: Reader) -> LanguageModel | None:
        """The model that the settings name, if they do; else nothing of langchain_openai is imported.

        Raises:
            SettingsError: half of the settings is missing, or a prompt or the exam cannot be read.
        """
        if not settings.llm_base_url and not settings.llm_model:
            return None
        from bot.llm.chat_model import OpenAIGenerator  # langchain_openai takes seconds to import

        return cls(OpenAIGenerator(settings), settings, texts, prompts, local)

    def looks_again(self, answer: Answer, queries: Sequence[Query]) -> bool:
        """Whether the model is asked which sentences answer, or what a follow-up means, behind a composed answer."""
        if any(query.route for query in queries) or any(q.asks(Kind.OVERVIEW) or q.states for q in queries):
            return False  # what there is at all is a list of what was found, and no single sentence
        if queries[0].refers:
            return True
        sure = answer.status is AnswerStatus.ANSWERED and (answer.confidence or 0.0) >= _SURE
        unread = answer.confidence is None and len(queries) == 1
        return not (self._reads == "unsure" and (sure or unread)) and self._may_read()

    def writes(self, answer: Answer) -> bool:
        """Whether the model is asked to put the answer into its words."""
        return self._writes and takes(answer)

    def write(self, answer: Answer, problems: Callable[[Answer], Sequence[str]]) -> Answer:
        """The answer in the model's words; `answer` itself when these have `problems`, do not hold or come too late."""
        if not self.writes(answer):
            return answer
        written = self.writer.write(answer, time_left())
        if written.generated and (found := problems(written)):
            _log.error("the composed answer stands in for the model's: %s", "; ".join(found))
            return answer
        return written

    def _may_read(self) -> bool:
        return self._reads != "never" and self.examiner.passed()
