"""The language model as a reader: it gives the numbers of the sentences that answer, out of a list, and nothing else.

What it returns are numbers that code has given out, so nothing of its prose can reach a visitor, and no order in a
document or a question can change more than the choice.
"""

from __future__ import annotations

import logging
import re
import secrets
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.evidence.passages import Passage
from bot.evidence.read import Reader, Reading
from bot.llm.generation import Breaker, GenerationError, Generator, ReplyError, said, time_left, within
from bot.llm.prompts import Prompt
from bot.llm.verify_draft import without_orders
from bot.question.masking import masked

NONE = "无"
_CHOSEN, _LEFT_OUT = 8.0, -20.0  # logits: surely an answer, surely none, whatever the decision makes of them
_KEPT = 0.25  # of the local reader's logit, which puts chosen passages in order
_VARIABLES = frozenset({"fence", "passages", "question"})
_LIMIT = 20_000  # characters of a reply, thoughts of a reasoning model among them
_REMEMBERED = 1024  # choices that are kept
_NUMBERS = re.compile(r"[\[【]?\d+\.\d+[\]】]?(?:[\s,，、;；]*[\[【]?\d+\.\d+[\]】]?)*[。.]?")
_NUMBER = re.compile(r"\d+\.\d+")
_log = logging.getLogger(__name__)

Choice = tuple[frozenset[int], ...]  # a passage each: which of its sentences answer, from 0


class ChatReader:
    """A language model as a `Reader`. Thread-safe."""

    def __init__(self, generator: Generator, folder: Path, breaker: Breaker, seconds: float) -> None:
        """`folder` holds the prompts; a reading takes `seconds` at most, and what `time_limit` leaves.

        Raises:
            SettingsError: the prompt cannot be read or lacks or adds a variable.
        """
        self._generator = generator
        self._prompt = Prompt.load(folder / "read.md", _VARIABLES)
        self._breaker = breaker
        self._seconds = seconds
        self._lock = threading.Lock()
        self._known: dict[tuple[str, tuple[Passage, ...]], Choice] = {}

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """What the model chose surely answers, and nothing else does; nothing does when the model fails."""
        choice = self.choose(question, passages) or tuple(frozenset[int]() for _ in passages)
        return [
            Reading(_CHOSEN if chosen else _LEFT_OUT, tuple(float(n in chosen) for n in range(len(p.sentences))))
            for p, chosen in zip(passages, choice, strict=True)
        ]

    def choose(self, question: str, passages: Sequence[Passage]) -> Choice | None:
        """The sentences of each passage that answer; None, with a line in the log, when the model fails."""
        if not passages:
            return ()
        key = (question, tuple(passages))
        with self._lock:
            known = self._known.get(key)
        if known is not None:
            return known
        seconds = min(self._seconds, time_left())
        if self._breaker.is_open or seconds <= 0:
            return None
        try:
            choice = self.ask(question, passages, seconds)
        except GenerationError as error:
            self._breaker.failed(error.pause)
            _log.warning("the local reader reads alone: %s", error)
            return None
        self._breaker.succeeded()
        with self._lock:
            self._known[key] = choice
            for old in list(self._known)[: max(0, len(self._known) - _REMEMBERED)]:
                del self._known[old]
        return choice

    def ask(self, question: str, passages: Sequence[Passage], seconds: float) -> Choice:
        """The model's choice, asked anew.

        Raises:
            GenerationError: it cannot be reached, is late, or says anything but numbers of the list or `NONE`.
        """
        listed = [_lines(number, p) for number, p in enumerate(passages, 1)]
        shown = "\n\n".join(f"{number}. {_one_line(p.head)}\n" + "\n".join(f"{n} {text}" for n, text in lines.items())
                            for number, (p, lines) in enumerate(zip(passages, listed, strict=True), 1))  # fmt: skip
        # The fence changes with every call: no document can close it.
        user = self._prompt.fill(fence=secrets.token_hex(4), passages=shown, question=masked(question))
        pieces = within(seconds, lambda: self._generator.generate(self._prompt.system, user), _LIMIT)
        numbers = _parsed(said(pieces), {n for lines in listed for n in lines})
        return tuple(
            frozenset(at for at in range(len(p.sentences)) if f"{number}.{at + 1}" in numbers)
            for number, p in enumerate(passages, 1)
        )


class TwoReaders:
    """The local reader, and the language model where it may read: the model says what answers, the local one in which
    order. Where the model fails or is late the local readings stand alone."""

    def __init__(self, local: Reader, chat: ChatReader, may_read: Callable[[], bool]) -> None:
        self._local, self._chat, self._may_read = local, chat, may_read

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        readings = self._local.read(question, passages)
        choice = self._chat.choose(question, passages) if self._may_read() else None
        if choice is None:
            return readings
        some = any(choice)
        return [_together(r, chosen, some) for r, chosen in zip(readings, choice, strict=True)]


def _together(reading: Reading, chosen: frozenset[int], some: bool) -> Reading:
    """`reading` as the model sees it, who chose `some` sentence of these passages, or none."""
    if chosen:
        sentences = tuple(float(n in chosen) for n in range(len(reading.sentences)))
        return Reading(_CHOSEN + _KEPT * reading.score, sentences)
    return Reading(_LEFT_OUT + reading.score, tuple(0.0 for _ in reading.sentences) if some else reading.sentences)


def _lines(number: int, passage: Passage) -> dict[str, str]:
    """The sentences of a passage by their numbers, each on one line, without those that give orders to the reader."""
    found = {}
    for at, (start, end) in enumerate(passage.sentences, 1):
        if text := _one_line(passage.text[start:end]):
            found[f"{number}.{at}"] = text
    return found


def _one_line(text: str) -> str:
    return " ".join(without_orders(text).split())


def _parsed(reply: str, listed: set[str]) -> set[str]:
    """The numbers of a reply. Raises ReplyError for one that is anything else."""
    text = reply.strip()
    if text.rstrip("。.") == NONE:
        return set()
    numbers = set(_NUMBER.findall(text))
    if not _NUMBERS.fullmatch(text) or not numbers <= listed:
        raise ReplyError("the reply is no list of numbers that were given out")
    return numbers
