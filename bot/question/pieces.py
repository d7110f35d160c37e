"""A text → its questions: 我们是孵化器，评上国家级给多少，另外怎么申请 asks two things of one case."""

from __future__ import annotations

import re
from collections.abc import Callable

SENTENCE_MARKS = "。！!？?"
_MARKS = "，,；;" + SENTENCE_MARKS
_SENTENCE = re.compile(rf"[^{SENTENCE_MARKS}]+[{SENTENCE_MARKS}]*")
_PIECE = re.compile(rf"[^{_MARKS}]+[{_MARKS}]*")
_MOST = 4  # questions of one text
_TAG = 4  # characters up to which a question mark alone makes no question: …，对吗？


def pieces(text: str) -> list[str]:
    """What stands between two marks, with the mark behind it; only what holds a letter or a figure."""
    return [piece.strip() for piece in _PIECE.findall(text) if any(c.isalnum() for c in piece)]


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; only those that hold a letter or a figure."""
    return [sentence.strip() for sentence in _SENTENCE.findall(text) if any(c.isalnum() for c in sentence)]


def bare(piece: str) -> str:
    """A piece without the marks behind it, which would tell where it stood."""
    return piece.rstrip(_MARKS)


def _is_marked(piece: str) -> bool:
    return piece[-1] in "？?" and len(bare(piece)) > _TAG


def questions_of(text: str, asks: Callable[[str], bool]) -> list[str]:
    """The questions of a text, each with what is said before it; the text itself when there is but one.

    A piece asks when it ends in a question mark or `asks` says so; a tag behind a sentence (对吗？) is part of it. What
    is said before the first one is the case that all of them are about, and stands before each; what is said after the
    last one belongs to it.
    """
    own = pieces(text)
    asking = [at for at, piece in enumerate(own) if _is_marked(piece) or asks(bare(piece))]
    if not 1 < len(asking) <= _MOST:
        return [text]
    case = "".join(own[: asking[0]])
    ends = [*(at + 1 for at in asking[:-1]), len(own)]
    starts = [asking[0], *ends[:-1]]
    return [case + "".join(own[start:end]) for start, end in zip(starts, ends, strict=True)]
