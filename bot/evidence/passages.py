"""What the reader reads beside a question: a window of a clause (index/store/passages.py) below its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.store.passages import Window

_TITLE, _PATH = 28, 48  # characters of a head
_EARLIER = 2  # questions before a follow-up


@dataclass(frozen=True)
class Passage:
    """A window below its head; `sentences` are spans of `text`."""

    head: str
    text: str
    sentences: tuple[tuple[int, int], ...]


def passage(head: str, text: str, window: Window) -> Passage:
    """A window of `text` as the reader reads it."""
    sentences = tuple((start - window.start, end - window.start) for start, end in window.sentences)
    return Passage(head, text[window.start : window.end], sentences)


def head(title: str, path: str) -> str:
    """The line above a passage: the document's title and the end of the clause's path, shortened."""
    return f"{title[:_TITLE]} › {path[-_PATH:]}"


def in_context(question: str, earlier: Sequence[str]) -> str:
    """A follow-up behind the questions that it leans on."""
    return " ".join([*earlier[-_EARLIER:], question])
