"""What questions of our own are made of: whom a support is for, and which clauses of a document tell something."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.answer.compose import whom
from bot.evidence.passages import Passage, head, passage
from bot.evidence.read import Reader
from bot.evidence.search import Retriever
from index.language.figures import find_figures
from index.models import PolicyDocument, SupportItem
from index.places.find import place_name
from index.store.passages import windows

_SHORTEST, _LONGEST = 4, 24  # characters of a name that a question can call somebody by
_CLAUSES = 6  # of a document that are read for one thing
_WINDOWS = 2  # of a clause


def subject(item: SupportItem) -> str:
    """Whom a support is for, as a question can name them; empty where their name is a list or a condition."""
    name = whom(item)
    return name if _SHORTEST <= len(name) <= _LONGEST and "、" not in name and not find_figures(name) else ""


def asked(form: str, document: PolicyDocument, name: str) -> str:
    """`form` with title, place and name put in; empty where it needs a name and there is none."""
    if "{whom}" in form and not name:
        return ""
    place = place_name(document.jurisdiction) if document.jurisdiction else ""
    return form.format(title=document.title, place=place, whom=name)


class Told:
    """Which clauses of a document tell a thing (怎么申请？), whatever they tell it of.

    The reader reads the bare question: with a name in it, it takes each clause on that name for an answer.
    """

    def __init__(self, retriever: Retriever, reader: Reader) -> None:
        self._retriever = retriever
        self._reader = reader
        self._read = lru_cache(maxsize=2048)(self._reading)

    def __call__(self, question: str, doc_id: str) -> Mapping[str, float]:
        """The clauses that the search finds for it, best first, each with the reader's logit."""
        return self._read(question, doc_id)

    def _reading(self, question: str, doc_id: str) -> dict[str, float]:
        index = self._retriever.index
        hits = self._retriever.search(question, _CLAUSES, (doc_id,))
        title = index.heads()[doc_id].title
        cut: list[tuple[str, Passage]] = [
            (clause.clause_id, passage(head(title, clause.path), clause.text, window))
            for clause in index.clauses([hit.clause_id for hit in hits]).values()
            for window in windows(clause.text)[:_WINDOWS]
        ]
        scores: dict[str, float] = {}
        readings = self._reader.read(question, [part for _, part in cut])
        for (clause_id, _), reading in zip(cut, readings, strict=True):
            scores[clause_id] = max(reading.score, scores.get(clause_id, reading.score))
        return dict(sorted(scores.items(), key=lambda pair: -pair[1]))
