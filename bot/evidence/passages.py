"""Clause → passages: what the reader reads beside a question. Training cuts its passages here too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.sentences import split_sentences

SIZE = 200  # characters of a window; with question and head some 180 tokens
_TAIL = 60  # a shorter rest joins the window before
_TITLE, _PATH = 28, 48  # characters of a head
_EARLIER = 2  # questions before a follow-up


@dataclass(frozen=True)
class Window:
    """`text[start:end]` of a clause, and the spans of its sentences (offsets in the clause's text)."""

    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Passage:
    """A window below its head; `sentences` are spans of `text`."""

    head: str
    text: str
    sentences: tuple[tuple[int, int], ...]


def windows(text: str, size: int = SIZE) -> list[Window]:
    """Whole sentences of `text`, gathered up to `size` characters; a longer sentence is cut at a comma or at `size`.

    Every sentence stands in a window, in order; no text gives no window.
    """
    found: list[list[tuple[int, int]]] = []
    for start, end in _pieces(text, size):
        last = found[-1] if found else None
        if last and end - last[0][0] <= size:
            last.append((start, end))
        else:
            found.append([(start, end)])
    if len(found) > 1 and found[-1][-1][1] - found[-1][0][0] < _TAIL:
        rest = found.pop()
        found[-1] += rest
    return [Window(spans[0][0], spans[-1][1], tuple(spans)) for spans in found]


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


def _pieces(text: str, size: int) -> list[tuple[int, int]]:
    """The sentences of `text`; one longer than `size` in parts."""
    pieces = []
    for start, end in split_sentences(text):
        while end - start > size:
            cut = max(text.rfind(mark, start + size // 2, start + size) for mark in "；;，,、")
            cut = cut + 1 if cut > 0 else start + size
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    return pieces
