"""The vectors in Chroma, each with its passage's text and metadata. The only importer of chromadb.

`langchain_chroma.Chroma` opens the same folder (docs/langchain.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import cast

import chromadb
import numpy as np
from chromadb.api.client import Client
from chromadb.api.types import Metadatas, Where
from chromadb.config import Settings
from chromadb.errors import ChromaError
from langchain_core.utils.iter import batch_iterate
from numpy.typing import NDArray

from index.errors import IndexBroken
from index.store.metadata import Row

COLLECTION = "passages"

_SPACE = {"hnsw": {"space": "cosine", "ef_construction": 128, "ef_search": 200, "max_neighbors": 32}}
# What Chroma raises over a damaged folder, a slip of its own over a half-opened one among them.
_CHROMA_FAILS = (ChromaError, ValueError, OSError, AttributeError)
_BATCH = 500


class Vectors:
    """The passages' vectors in one Chroma folder."""

    def __init__(self, folder: Path) -> None:
        """Open `folder`, or make it. Raises IndexBroken when Chroma cannot read it."""
        self._folder = folder
        settings = Settings(anonymized_telemetry=False)
        try:
            self._client = cast(Client, chromadb.PersistentClient(folder, settings=settings))
            self._collection = self._client.get_or_create_collection(
                COLLECTION,
                embedding_function=None,
                configuration=_SPACE,  # type: ignore[arg-type]
            )
        except _CHROMA_FAILS as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> IndexBroken:
        reason = (str(error).splitlines() or [""])[0]
        return IndexBroken(f"the vectors in {self._folder} cannot be read ({reason}): run python -m index build")

    def count(self) -> int:
        """How many there are. Raises IndexBroken."""
        try:
            return self._collection.count()
        except _CHROMA_FAILS as error:
            raise self._broken(error) from error

    def dimension(self) -> int:
        """How long a vector is; 0 while there is none."""
        rows = self._collection.get(limit=1, include=["embeddings"])
        return len(rows["embeddings"][0]) if rows["embeddings"] is not None and len(rows["embeddings"]) else 0

    def add(self, rows: Sequence[Row], vectors: NDArray[np.float32]) -> None:
        """Add passages whose ids are not there (Chroma keeps the old vector of one that is)."""
        self._collection.add(
            ids=[row.passage_id for row in rows],
            embeddings=vectors,
            documents=[row.text for row in rows],
            metadatas=cast(Metadatas, [row.metadata for row in rows]),
        )

    def retell(self, rows: Iterable[Row]) -> None:
        """Give those of `rows` that are there their metadata, where it is another now; their texts are the same."""
        for part in batch_iterate(_BATCH, rows):
            stored = self._collection.get(ids=[row.passage_id for row in part], include=["metadatas"])
            known = dict(zip(stored["ids"], stored["metadatas"] or (), strict=True))
            other = [row for row in part if row.passage_id in known and known[row.passage_id] != row.metadata]
            if other:
                told = cast(Metadatas, [row.metadata for row in other])
                self._collection.update(ids=[row.passage_id for row in other], metadatas=told)

    def get(self, ids: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """The vectors of those of `ids` that are there."""
        found: dict[str, NDArray[np.float32]] = {}
        for part in batch_iterate(_BATCH, ids):
            rows = self._collection.get(ids=part, include=["embeddings"])
            vectors = np.asarray(rows["embeddings"], dtype=np.float32)
            found.update(zip(rows["ids"], vectors, strict=True))
        return found

    def remove(self, ids: Sequence[str]) -> None:
        for part in batch_iterate(_BATCH, ids):
            self._collection.delete(ids=part)

    def nearest(self, vector: Sequence[float], n: int, doc_ids: Iterable[str] | None) -> list[tuple[str, float]]:
        """Up to `n` (passage_id, cosine similarity), best first. Raises IndexBroken."""
        where = None if doc_ids is None else cast(Where, {"doc_id": {"$in": list(doc_ids)}})
        query = np.array([vector], dtype=np.float32)
        try:
            rows = self._collection.query(query_embeddings=query, n_results=n, where=where, include=["distances"])
        except _CHROMA_FAILS as error:
            raise self._broken(error) from error
        distances = rows["distances"] or [[]]
        return [(name, 1.0 - distance) for name, distance in zip(rows["ids"][0], distances[0], strict=True)]

    def close(self) -> None:
        self._client.close()
