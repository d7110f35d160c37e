"""What the reader reads beside a question: a window of a clause (index/store/passages.py) below its head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.store.passages import Window

_TITLE, _PATH = 28, 48  # characters of a head
_MARK = " → "  # between what was asked before and what is asked now, as the reader was trained


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


def in_context(question: str, earlier: Sequence[str], mark: str = " ") -> str:
    """A follow-up behind the first of the questions that it leans on, which names the matter, and the last one."""
    return mark.join([" ".join(dict.fromkeys([*earlier[:1], *earlier[-1:]])), question]) if earlier else question


def as_read(question: str, earlier: Sequence[str]) -> str:
    """The same as the reader reads it."""
    return in_context(question, earlier, _MARK)
