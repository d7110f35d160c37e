"""Question → clauses: dense and BM25, fused, within a scope of documents."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from bot.models import SearchHit
from index.store.fuse import fuse
from index.store.metadata import metadata
from index.store.policy_index import PolicyIndex


class Retriever(BaseRetriever):
    """Searches one opened index. For LangChain programs: a question → `Document`s, one a clause, best first.

    Their metadata are those of the index (index/store/metadata.py), the validity that of today, and the scores.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    index: PolicyIndex
    embedder: Embeddings
    k: int = 5  # `Document`s for a question; `invoke(question, k=…)` overrides it
    depth: int = 100  # clauses that each of both searches gives to the fusion

    def model_post_init(self, context: Any, /) -> None:  # noqa: ANN401 - pydantic's own form
        super().model_post_init(context)
        self._vector = lru_cache(maxsize=512)(self.embedder.embed_query)
        self._mentions = lru_cache(maxsize=4096)(self._look_up)

    def vector(self, text: str) -> list[float]:
        """The vector of a question; those of the last questions are kept."""
        return self._vector(text)

    def search(self, text: str, k: int, doc_ids: Collection[str] | None = None) -> list[SearchHit]:
        """The `k` best clauses for `text`, best first."""
        depth = max(k, self.depth)
        dense = self.index.dense(self.vector(text), depth, doc_ids)
        lexical = self.index.lexical(text, depth, doc_ids)
        similarity = {clause_id: score for clause_id, _, score in dense}
        words = {clause_id: score for clause_id, _, score in lexical}
        docs = {clause_id: doc_id for clause_id, doc_id, _ in [*dense, *lexical]}
        fused = fuse([(c, s) for c, _, s in dense], [(c, s) for c, _, s in lexical])[:k]
        clauses = self.index.clauses([clause_id for clause_id, _ in fused])
        return [
            SearchHit(
                clause_id=c,
                doc_id=docs[c],
                source_id=clauses[c].source_id,
                score=score,
                similarity=similarity.get(c, 0.0),
                lexical=words.get(c, 0.0),
            )
            for c, score in fused
            if c in clauses
        ]

    def mentions(self, word: str, doc_ids: Collection[str] | None = None) -> bool:
        """Whether a clause of these documents, or of any, has `word` in its text or headings."""
        return self._mentions(word, None if doc_ids is None else tuple(doc_ids))

    def _look_up(self, word: str, doc_ids: tuple[str, ...] | None) -> bool:
        hits = self.index.lexical(word, 5, doc_ids)
        clauses = self.index.clauses([clause_id for clause_id, _, _ in hits])
        return any(word in c.text or word in c.path for c in clauses.values())

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        del run_manager
        hits = self.search(query, k or self.k)
        heads, clauses = self.index.heads(), self.index.clauses([hit.clause_id for hit in hits])
        return [
            Document(
                clauses[hit.clause_id].text,
                id=hit.clause_id,
                metadata=metadata(heads[hit.doc_id], hit.clause_id, clauses[hit.clause_id].path)
                | hit.model_dump(include={"score", "similarity", "lexical"}),
            )
            for hit in hits
        ]
