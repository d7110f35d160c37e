"""政策文件 for people: chosen by place, status, year and issuer, and searched by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from bot.web.pages.paging import Number
from bot.web.service import Assistant
from index.models import Clause, PolicyDocument

FOUND = 20  # clauses that a search shows
SHORT = 20  # characters: a heading, which says little alone
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")


class DocumentChoice(BaseModel):
    """What a visitor wants to see; empty means all."""

    model_config = ConfigDict(frozen=True)

    q: str = Field("", max_length=200)
    place: str = ""
    validity: str = ""
    year: str = ""
    issuer: str = Field("", max_length=100)
    page: Number = 1

    def of(self, documents: Iterable[PolicyDocument]) -> list[PolicyDocument]:
        return [document for document in documents if self._fits(document)]

    def _fits(self, document: PolicyDocument) -> bool:
        return (
            (not self.place or document.jurisdiction == self.place)
            and (not self.validity or document.validity.value == self.validity)
            and (not self.year or year(document) == self.year)
            and (not self.issuer or any(self.issuer in issuer for issuer in document.issuers))
        )


@dataclass(frozen=True)
class Passage:
    """A clause that a search found, and the sentence of it that holds most of the words; a short one with the next."""

    document: PolicyDocument
    clause: Clause
    sentence: str


def year(document: PolicyDocument) -> str:
    """The year that a document was issued or, failing that, published in; "" when neither is known."""
    return (document.issued_on or document.published_on or "")[:4]


def search(assistant: Assistant, query: str, documents: Iterable[PolicyDocument]) -> list[Passage]:
    """Clauses of `documents` for `query`: those that hold all its words first, then the nearest in meaning."""
    allowed = {document.doc_id: document for document in documents}
    words = query.split()
    if not words:
        return []
    found = []
    for hit in assistant.search(query, FOUND * 3):
        clause = assistant.index.clause(hit.clause_id)
        if clause and hit.doc_id in allowed:
            found.append(Passage(allowed[hit.doc_id], clause, _sentence(clause.text, words)))
    found.sort(key=lambda passage: not all(word in passage.clause.text + passage.clause.path for word in words))
    return found[:FOUND]


def _sentence(text: str, words: list[str]) -> str:
    sentences = list(_SENTENCE.finditer(text))
    if not sentences:
        return text.strip()
    best = max(sentences, key=lambda sentence: sum(word in sentence[0] for word in words))
    after = sentences.index(best) + 1
    short = best.end() - best.start() < SHORT and after < len(sentences)
    return text[best.start() : sentences[after].end() if short else best.end()].strip()
