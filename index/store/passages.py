"""Clause → passages: what is searched, and read beside a question, is a passage; what is cited is its clause."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from index.language.sentences import split_sentences
from index.models import PolicyDocument

WINDOW = 200  # characters; with question and head some 180 tokens for the reader
_TAIL = 0.3  # of a window: a shorter rest joins the one before


@dataclass(frozen=True)
class Window:
    """`text[start:end]` of a clause, and the spans of its sentences (offsets in the clause's text)."""

    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Passage:
    """`text` is the document's title and the clause's path on one line, then whole sentences of the clause."""

    passage_id: str  # "CLAUSE_ID#0"
    clause_id: str
    doc_id: str
    text: str

    @property
    def text_hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()[:32]


def windows(text: str, size: int = WINDOW) -> list[Window]:
    """Whole sentences of `text`, gathered up to `size` characters; a longer sentence is cut at a comma or at `size`.

    At least one window, in order; they hold every character that is not white space. A short rest joins the last one.
    """
    found: list[list[tuple[int, int]]] = []
    for start, end in _pieces(text, size):
        last = found[-1] if found else None
        if last and end - last[0][0] <= size:
            last.append((start, end))
        else:
            found.append([(start, end)])
    if len(found) > 1 and found[-1][-1][1] - found[-1][0][0] < size * _TAIL:
        rest = found.pop()
        found[-1] += rest
    return [Window(spans[0][0], spans[-1][1], tuple(spans)) for spans in found] or [Window(0, len(text), ())]


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


def passages(
    document: PolicyDocument, size: int = WINDOW, *, title: bool = True, path: bool = True
) -> Iterator[Passage]:
    """The passages of all clauses, in order. `size`, `title` and `path` are there for bench/ablation.py."""
    for clause in document.clauses:
        head = " › ".join(part for part in (document.title * title, clause.path * path) if part)
        for number, window in enumerate(windows(clause.text, size)):
            text = f"{head}\n{clause.text[window.start : window.end]}".strip()
            yield Passage(f"{clause.clause_id}#{number}", clause.clause_id, clause.doc_id, text)
