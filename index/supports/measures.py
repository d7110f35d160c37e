"""What a document says will be done for somebody without saying how much: 加大对众创空间的扶持力度, 发放科技创新券.

Such sentences are no supports, which have somebody to give to and something to give; who asks after the matter should
see them all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language.rules import Rules
from index.language.sentences import clause_sentences
from index.models import Clause, PolicyDocument

_RULES = Rules("supports/measures")
_PHRASE = re.compile(r"[^,，;；。]+")
_SHORTEST = 10  # characters: a heading says little alone


@dataclass(frozen=True)
class Measure:
    """A sentence of a clause, letter for letter, and those phrases of it that say what is done."""

    clause: Clause
    quote: str
    phrases: tuple[str, ...]


def find_measures(document: PolicyDocument) -> Iterator[Measure]:
    """The document's measures, in its order."""
    for clause in document.clauses:
        for sentence in clause_sentences(clause):
            phrases = tuple(phrase for phrase in _PHRASE.findall(sentence) if _RULES["measure"].search(phrase))
            if phrases and len(sentence) >= _SHORTEST and not _RULES["other"].search(sentence):
                yield Measure(clause, sentence, phrases)
