"""Clause → passages: what is searched is a passage, what is cited is its clause."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from index.models import PolicyDocument
from index.sentences import split_sentences

WINDOW = 300  # characters; some 200 tokens, well under the 512 that a small embedding model reads


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


def windows(text: str, size: int = WINDOW) -> list[str]:
    """Whole sentences of `text`, gathered up to `size` characters; a longer sentence is cut at `size`.

    At least one window; joined, the windows hold every character that is not white space.
    """
    found: list[str] = []
    start = end = 0
    for sentence_start, sentence_end in split_sentences(text):
        if end and sentence_end - start > size:
            found.append(text[start:end])
            start = sentence_start
        elif not end:
            start = sentence_start
        end = sentence_end
        while end - start > size:
            found.append(text[start : start + size])
            start += size
    if end > start or not found:
        found.append(text[start:end])
    return found


def passages(
    document: PolicyDocument, size: int = WINDOW, *, title: bool = True, path: bool = True
) -> Iterator[Passage]:
    """The passages of all clauses, in order. `size`, `title` and `path` are there for bench/ablation.py."""
    for clause in document.clauses:
        head = " › ".join(part for part in (document.title * title, clause.path * path) if part)
        for number, window in enumerate(windows(clause.text, size)):
            yield Passage(f"{clause.clause_id}#{number}", clause.clause_id, clause.doc_id, f"{head}\n{window}".strip())
