"""Question → clauses: dense and BM25, fused, within a scope of documents."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever

from bot.models import SearchHit
from index.store.fuse import fuse
from index.store.policy_index import PolicyIndex


class Retriever:
    """Searches one opened index."""

    def __init__(self, index: PolicyIndex, embedder: Embeddings, depth: int = 100) -> None:
        self.index = index
        self.vector = lru_cache(maxsize=512)(lambda text: embedder.embed_query(text))
        self._depth = depth
        self._mentions = lru_cache(maxsize=4096)(self._look_up)

    def search(self, text: str, k: int, doc_ids: Collection[str] | None = None) -> list[SearchHit]:
        """The `k` best clauses for `text`, best first."""
        depth = max(k, self._depth)
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


class PolicyRetriever(BaseRetriever):
    """The same search for LangChain programs: `Document`s with the clause's metadata."""

    retriever: Retriever
    k: int = 5

    model_config = {"arbitrary_types_allowed": True}  # noqa: RUF012 - pydantic's own form

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        del run_manager
        found = []
        for hit in self.retriever.search(query, self.k):
            clause = self.retriever.index.clause(hit.clause_id)
            document = self.retriever.index.document(hit.doc_id)
            if clause and document:
                metadata = {
                    "clause_id": clause.clause_id,
                    "doc_id": clause.doc_id,
                    "title": document.title,
                    "path": clause.path,
                    "jurisdiction": document.jurisdiction,
                    "validity": str(document.validity),
                    "score": hit.score,
                }
                found.append(Document(page_content=clause.text, metadata=metadata))
        return found
