"""The seam to a language model, and what keeps a bad one from costing a visitor the answer."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Protocol

_LONGEST_PAUSE = 600.0  # seconds, whatever a server asks for
_UNTIL: ContextVar[float] = ContextVar("until", default=float("inf"))


class GenerationError(Exception):
    """The model gave no whole text; `str()` is the reason in English, for the log.

    `pause` are the seconds that the server asks to be left alone for.
    """

    def __init__(self, reason: str, pause: float = 0.0) -> None:
        super().__init__(reason)
        self.pause = pause


class ReplyError(GenerationError):
    """The model gave a whole text that is not what was asked for."""


class Generator(Protocol):
    """A language model. `bot.llm.OpenAIGenerator` is one; tests bring their own."""

    def generate(self, system: str, user: str) -> Iterator[str]:
        """The pieces of the model's text, as they come; a text that ends is whole.

        Raises:
            GenerationError: the model cannot be reached, breaks off or answers what is no text.
        """
        ...


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """All that is asked of a model in this has `seconds` together: see `time_left`."""
    token = _UNTIL.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _UNTIL.reset(token)


def time_left() -> float:
    """Seconds that are left within `time_limit`; infinite outside of one."""
    return _UNTIL.get() - time.monotonic()


def said(pieces: Iterable[str]) -> str:
    """A whole text without what a reasoning model thinks aloud before: <think>…</think>, or only …</think>."""
    text = "".join(pieces)
    if "</think>" in text:
        return text.rsplit("</think>", 1)[1]
    return "" if text.lstrip().startswith("<think>") else text


def within(seconds: float, pieces: Callable[[], Iterator[str]], limit: int) -> Iterator[str]:
    """The pieces of a text, but not longer than `seconds` in all and `limit` characters.

    Raises:
        GenerationError: also when time is over or the text too long. The thread that reads on is left behind; it
            ends with the next piece, or at the time limit of its connection.
    """
    deadline = time.monotonic() + seconds
    found: queue.SimpleQueue[str | GenerationError | None] = queue.SimpleQueue()
    stopped = threading.Event()

    def read() -> None:
        try:
            with closing(pieces()) as source:  # type: ignore[type-var]
                for piece in source:
                    if stopped.is_set():
                        return
                    found.put(piece)
            found.put(None)
        except GenerationError as error:
            found.put(error)
        finally:
            found.put(GenerationError("the reader of the model's text broke"))  # read only when nothing else came

    threading.Thread(target=read, name="model", daemon=True).start()
    length = 0
    try:
        while True:
            try:
                piece = found.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise GenerationError(f"not done within {seconds:.1f} s") from None
            if piece is None:
                return
            if isinstance(piece, GenerationError):
                raise piece
            length += len(piece)
            if length > limit:
                raise ReplyError(f"longer than {limit} characters")
            yield piece
    finally:
        stopped.set()


class Breaker:
    """Leaves a failing model alone: after `failures` in a row for `seconds`. Thread-safe."""

    def __init__(self, failures: int = 3, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = failures, seconds, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._until = 0.0
        self.openings = 0  # how often it was left alone

    @property
    def is_open(self) -> bool:
        """Whether the model is to be left alone now."""
        with self._lock:
            return self._clock() < self._until

    def succeeded(self) -> None:
        with self._lock:
            self._failed = 0

    def failed(self, pause: float = 0.0) -> None:
        """One more failure; after the pause a single further one starts the next pause.

        A server that asks for a `pause` gets it.
        """
        with self._lock:
            self._until = max(self._until, self._clock() + min(pause, _LONGEST_PAUSE))
            self._failed += 1
            if self._failed >= self._most:
                self._until = self._clock() + self._seconds
                self.openings += 1
