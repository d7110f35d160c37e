"""A text → its questions: 我们是孵化器，评上国家级给多少，另外怎么申请 asks two things of one case."""

from __future__ import annotations

import re
from collections.abc import Callable

SENTENCE_MARKS = "。！!？?"
_MARKS = "，,；;" + SENTENCE_MARKS
# What asks in Chinese by its form, a closed class: question words, A-not-A, final particles.
_FORM = re.compile(
    r"多少|几|谁|哪|什么|啥|怎|咋|如何|是否|多[久长大高远]|(.)[不没]\1|有没有|[吗么呢嘛不没]$|^(?=.*[a-zA-Z]{3})"
)
_SENTENCE = re.compile(rf"[^{SENTENCE_MARKS}]+[{SENTENCE_MARKS}]*")
_PIECE = re.compile(rf"(?:[^{_MARKS}]|(?<=\d),(?=\d))+[{_MARKS}]*")
_MOST = 4  # questions of one text
_CASE = 120  # characters of a case that are read with each question
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


def asking_piece(text: str) -> str:
    """The last piece of a text that has the form of a question, to call it by; its last piece when none has."""
    own = pieces(text)
    return bare(next((piece for piece in reversed(own) if _is_marked(piece) or _FORM.search(bare(piece))), own[-1]))


def _is_marked(piece: str) -> bool:
    return piece[-1] in "？?" and len(bare(piece)) > _TAG


def _shortened(case: str) -> str:
    """The end of a long case: a letter is about what it comes to."""
    while len(case) > _CASE and (at := re.search(rf"[{_MARKS}]+(?=.)", case)):
        case = case[at.end() :]
    return case


def questions_of(text: str, asks: Callable[[str], bool]) -> list[str]:
    """The questions of a text, each with what is said before it; the text itself when there is but one.

    A piece asks when it ends in a question mark, or has the form of a question and `asks` says that it asks something;
    a tag behind a sentence (对吗？) is part of it. What is said before the first one is the case that all of them are
    about, and stands before each; what is said after the last one belongs to it.
    """
    own = pieces(text)
    asking = [
        at for at, piece in enumerate(own) if _is_marked(piece) or (_FORM.search(bare(piece)) and asks(bare(piece)))
    ]
    if not 1 < len(asking) <= _MOST:
        return [text]
    case = _shortened("".join(own[: asking[0]]))
    ends = [*(at + 1 for at in asking[:-1]), len(own)]
    starts = [asking[0], *ends[:-1]]
    return [case + "".join(own[start:end]) for start, end in zip(starts, ends, strict=True)]
