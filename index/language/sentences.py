"""Sentences of a clause, as spans."""

from __future__ import annotations

from index.language.rules import Rules
from index.models import Clause

_RULES = Rules("language/sentences")
_OPEN, _CLOSE = "（(〔【", "）)〕】"


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of `text`, trimmed, in order; an end inside brackets ends nothing.

    The spans hold every character of `text` that is not white space.
    """
    spans: list[tuple[int, int]] = []
    start = depth = 0
    for match in _RULES["step"].finditer(text):
        char = match[0][0]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 or char == "\n":
            depth = 0
            _add(spans, text, start, match.end())
            start = match.end()
        else:
            depth = max(0, depth - sum(c in _CLOSE for c in match[0]))
    _add(spans, text, start, len(text))
    return spans


def clause_sentences(clause: Clause) -> list[str]:
    """The sentences of a clause, letter for letter, without its own number before the first.

    A row of a table (列：值；列：值。) is one sentence.
    """
    if _is_row(clause.text):
        return [clause.text]
    found: list[str] = []
    for start, end in split_sentences(clause.text):
        sentence = clause.text[start:end]
        if not found:
            sentence = _RULES["item"].sub("", sentence) or sentence
        found.append(sentence)
    return found


def _is_row(text: str) -> bool:
    """Whether the text is a row of a table; most of its parts name their column, but a cell may be of several parts."""
    parts = text.replace("；", ";").split(";")
    named = sum(bool(_RULES["cell"].fullmatch(part)) for part in parts)
    return named * 2 >= len(parts) and bool(_RULES["row"].fullmatch(text))


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return
    if spans and len(text[start:end].strip("（()）")) < 2:  # a lone bracket belongs to what stands before
        spans[-1] = (spans[-1][0], end)
        return
    spans.append((start, end))
