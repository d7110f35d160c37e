"""Whether a language model may read answers: it is examined first, on questions whose answers are known.

`prompts/exam.jsonl` holds on its first line how many reads must be right, then a question a line, with its passages and
the numbers of the sentences that answer it (`answers`, empty for none) or may be chosen beside these (`also`).
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from bot.evidence.passages import Passage
from bot.llm.generation import Breaker, GenerationError, ReplyError
from bot.llm.reading import ChatReader, Choice
from index.errors import SettingsError
from index.language.sentences import split_sentences
from index.models import Model

_PAUSE, _LONGEST_PAUSE = 60.0, 900.0  # seconds until a model that could not be asked is asked again: doubled each time
_log = logging.getLogger(__name__)


class _Needed(Model):
    needed: int = Field(gt=0)


class _Text(Model):
    head: str
    text: str


class Item(Model):
    """A question of the exam. Numbers are `2.1`: the first sentence of the second passage."""

    question: str
    passages: tuple[_Text, ...] = Field(min_length=4)
    answers: tuple[str, ...]
    also: tuple[str, ...] = ()

    def cut(self) -> list[Passage]:
        """The passages as a reader reads them."""
        return [Passage(p.head, p.text, tuple(split_sentences(p.text))) for p in self.passages]

    def is_right(self, choice: Choice) -> bool:
        """Whether at least half of the sentences that answer were chosen, and none that does not."""
        chosen = {f"{n}.{at + 1}" for n, sentences in enumerate(choice, 1) for at in sentences}
        found = chosen & set(self.answers)
        return chosen <= {*self.answers, *self.also} and 2 * len(found) >= len(self.answers)


@dataclass(frozen=True)
class Exam:
    """The questions, and how many of them must be read right."""

    items: tuple[Item, ...]
    needed: int

    @classmethod
    def load(cls, path: Path) -> Exam:
        """Raises SettingsError when the file cannot be read."""
        try:
            head, *lines = path.read_text("utf-8").splitlines()
            exam = cls(
                tuple(Item.model_validate_json(line) for line in lines), _Needed.model_validate_json(head).needed
            )
        except (OSError, UnicodeDecodeError, ValidationError, ValueError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise SettingsError(f"{path} cannot be read ({reason}): restore it from the repository") from error
        if len(exam.items) < exam.needed:
            raise SettingsError(f"{path} has {len(exam.items)} questions and asks for {exam.needed} right ones")
        return exam


@dataclass(frozen=True)
class Result:
    """`right` of the questions `asked`; `seconds` a call; `failure` says why the model could not be asked."""

    right: int
    asked: int
    seconds: float
    failure: str = ""


def examine(reader: ChatReader, exam: Exam, seconds: float) -> Result:
    """Asks the questions one after the other, no further than it takes to know; each has `seconds` at most."""
    right = asked = 0
    started = time.monotonic()
    failure = ""
    for item in exam.items:
        try:
            right += item.is_right(reader.ask(item.question, item.cut(), seconds))
        except ReplyError:
            pass  # it answered, and wrongly
        except GenerationError as error:
            failure = str(error)
            break
        asked += 1
        if asked - right > len(exam.items) - exam.needed:
            break
    return Result(right, asked, (time.monotonic() - started) / max(1, asked), failure)


class Examiner:
    """Examines a model in the background: at the start, after it was left alone, and where it could not be asked."""

    def __init__(
        self,
        exam: Exam,
        reader: ChatReader,
        breaker: Breaker,
        name: str,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`name` is what the log calls the model."""
        self._exam, self._reader, self._breaker, self._name = exam, reader, breaker, name
        self._seconds, self._clock = seconds, clock
        self._lock = threading.Lock()
        self._running: threading.Thread | None = None
        self._result: Result | None = None
        self._openings = 0  # of the breaker, when it was examined
        self._failures = 0
        self._again = 0.0  # when a model that could not be asked is asked again

    def passed(self) -> bool:
        """Whether the model may read now. Begins an examination where one is due, and never waits for it."""
        with self._lock:
            if self._running and self._running.is_alive():
                return False
            if self._result and not self._result.failure and self._openings == self._breaker.openings:
                return self._result.right >= self._exam.needed
            if not self._breaker.is_open and self._clock() >= self._again:
                self._openings = self._breaker.openings
                self._running = threading.Thread(target=self._examine, name="exam", daemon=True)
                self._running.start()
            return False

    def wait(self) -> bool:
        """Whether the model may read, once it has been examined."""
        self.passed()
        if self._running:
            self._running.join()
        return self.passed()

    def _examine(self) -> None:
        result = examine(self._reader, self._exam, self._seconds)
        self._result = result
        pace = f"{result.seconds:.1f} s a call"
        if result.failure:
            pause = min(_LONGEST_PAUSE, _PAUSE * 2**self._failures)
            self._failures += 1
            self._again = self._clock() + pause
            _log.warning("%s cannot be asked: %s; tried again in %.0f s or later", self._name, result.failure, pause)
            return
        self._failures = 0
        if result.right >= self._exam.needed:
            _log.info("%s reads answers: %d of %d right in the exam, %s", self._name, result.right, result.asked, pace)
        else:
            _log.warning(
                "%s does not read answers: %d of %d right in the exam, %d of %d are needed, %s",
                *(self._name, result.right, result.asked, self._exam.needed, len(self._exam.items), pace),
            )
