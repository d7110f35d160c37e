"""A quick embedder for tests of logic, and small documents."""

from __future__ import annotations

import hashlib

import numpy as np
from langchain_core.embeddings import Embeddings

from index.models import Clause, PolicyDocument


class FakeEmbedder(Embeddings):
    """Bags of characters thrown into 32 places: like texts get like vectors. Counts what it embeds."""

    dimension = 32

    def __init__(self, name: str = "fake") -> None:
        self.name = name
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        vector = np.full(self.dimension, 0.01)
        for character in text:
            vector[hashlib.sha256(character.encode("utf-8", "surrogatepass")).digest()[0] % self.dimension] += 1
        unit: list[float] = (vector / np.linalg.norm(vector)).tolist()
        return unit


def a_document(doc_id: str, *texts: str, **values) -> PolicyDocument:
    """A document whose clauses are `texts`; further `values` are its fields."""
    clean_text = "\n".join(texts)
    clauses, place = [], 0
    for number, text in enumerate(texts, 1):
        clauses.append(
            Clause(
                clause_id=f"{doc_id}-{number}",
                doc_id=doc_id,
                num=f"{number}.",
                heading="",
                path=f"{number}.",
                text=text,
                start=place,
                end=place + len(text),
            )
        )
        place += len(text) + 1
    fields = {
        "doc_id": doc_id,
        "title": f"关于{doc_id}的通知",
        "source_file": f"{doc_id}.txt",
        "sha256": hashlib.sha256(clean_text.encode()).hexdigest(),
        "clean_text": clean_text,
        "clauses": tuple(clauses),
    }
    return PolicyDocument(**(fields | values))
