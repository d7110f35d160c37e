"""The index as it is served: one generation, searched by vector and by word."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexBroken, IndexMismatch, IndexMissing
from index.facts.validity import validity_on
from index.models import Clause, PolicyDocument, SupportItem
from index.store.fuse import fuse
from index.store.generations import current_generation, hold, read_info
from index.store.lexical import Lexical
from index.store.records import Records
from index.store.vectors import Vectors

Found = tuple[str, str, float]  # clause_id, doc_id, score

_NARROW = 2000  # passages up to which Chroma's own filter is quick; a broader one is applied after the search


class PolicyIndex:
    """One generation, open for reading; it never changes. Safe to share between threads."""

    @classmethod
    def open(cls, store: Path, embedder_name: str | None = None) -> PolicyIndex:
        """The generation that serves now.

        Raises IndexMissing, IndexBroken, or IndexMismatch when it was built with another model than `embedder_name`.
        """
        try:
            return cls(store, current_generation(store), embedder_name)
        except IndexBroken:
            # Two builds may have ended since the pointer was read, and removed what it named: read it once more.
            return cls(store, current_generation(store), embedder_name)

    def __init__(self, store: Path, folder: Path, embedder_name: str | None = None) -> None:
        self._store = store
        self._folder = folder
        self.info = read_info(folder)
        self._held = hold(folder)
        if embedder_name is not None and self.info.embedding_model != embedder_name:
            raise IndexMismatch(
                f"the index was built with model {self.info.embedding_model}, settings say {embedder_name}: "
                "run python -m index build"
            )
        self._records = Records(folder / "records.sqlite")
        keys = self._records.passage_keys()
        self._passage_ids = [passage_id for passage_id, _, _, _ in keys]
        self._clause_ids = [clause_id for _, clause_id, _, _ in keys]
        self._doc_ids = [doc_id for _, _, doc_id, _ in keys]
        self._doc_numbers = {doc_id: number for number, doc_id in enumerate(dict.fromkeys(self._doc_ids))}
        self._doc_of_row = np.array([self._doc_numbers[doc_id] for doc_id in self._doc_ids], dtype=np.int32)
        self._on_day: tuple[date | None, dict[str, PolicyDocument]] = None, {}
        self._scope = lru_cache(maxsize=64)(self._scope_of)
        self._lexical = Lexical.open(folder / "bm25")
        self._vectors = Vectors(folder / "chroma")
        sizes = {self.info.passages, len(keys), self._lexical.size, self._vectors.count()}
        if len(sizes) != 1:
            self.close()
            raise IndexBroken(f"the index in {folder} does not hold what it says: run python -m index build")
        if keys:
            # The first search loads what Chroma loads late.
            self._vectors.nearest([1.0] * self.info.dimension, 1, None)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {passage_id: row for row, passage_id in enumerate(self._passage_ids)}

    @cached_property
    def _rows_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, clause_id in enumerate(self._clause_ids):
            found.setdefault(clause_id, []).append(row)
        return found

    @cached_property
    def _documents(self) -> list[PolicyDocument]:
        return self._records.documents()

    @cached_property
    def _by_place(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for document in self._documents:
            found.setdefault(document.jurisdiction, []).append(document.doc_id)
        return {place: tuple(doc_ids) for place, doc_ids in found.items()}

    def documents(self, day: date | None = None) -> list[PolicyDocument]:
        """All documents without clauses and clean_text, with the validity that they have on `day`, else today."""
        return list(self.heads(day).values())

    def heads(self, day: date | None = None) -> Mapping[str, PolicyDocument]:
        """The same by doc_id."""
        day = day or date.today()
        known, documents = self._on_day
        if known != day:
            documents = {document.doc_id: validity_on(document, day) for document in self._documents}
            self._on_day = day, documents  # one assignment: threads see the old pair or the new one
        return documents

    def document(self, doc_id: str, day: date | None = None) -> PolicyDocument | None:
        """One document, whole, with the validity that it has on `day`, else today."""
        document = self._records.document(doc_id)
        return document and validity_on(document, day or date.today())

    def clause(self, clause_id: str) -> Clause | None:
        return self.clauses([clause_id]).get(clause_id)

    def clauses(self, ids: Iterable[str]) -> dict[str, Clause]:
        """Those of `ids` that exist, in that order."""
        return self._records.clauses(ids)

    def supports(self, doc_id: str | None = None, day: date | None = None) -> list[SupportItem]:
        """Of one document or of all, with the validity that their documents have on `day`, else today."""
        heads, items = self.heads(day), self._records.supports(doc_id)
        now = [heads[item.doc_id].validity for item in items]
        return [
            item if item.validity is validity else item.model_copy(update={"validity": validity})
            for item, validity in zip(items, now, strict=True)
        ]

    def jurisdictions(self) -> list[str]:
        """The places that have documents, sorted."""
        return sorted(place for place in self._by_place if place)

    def docs_of(self, place: str) -> tuple[str, ...]:
        """The documents of just this place, in their order."""
        return self._by_place.get(place, ())

    def dense(self, vector: Sequence[float], k: int, doc_ids: Collection[str] | None = None) -> list[Found]:
        """The `k` clauses nearest to `vector` by cosine similarity of their best passage, best first."""
        scope = self._scope(None if doc_ids is None else tuple(doc_ids))
        allowed = int(scope.sum())
        if not allowed:
            return []
        narrow = set(doc_ids) if doc_ids is not None and allowed <= _NARROW else None

        def fetch(n: int) -> list[tuple[int, float]]:
            found = ((self._rows[name], score) for name, score in self._vectors.nearest(vector, n, narrow))
            return [(row, score) for row, score in found if scope[row]]

        most = allowed if narrow is not None else len(scope)
        return self._best_clauses(fetch, k, int((2 * k + 50) * most / allowed), most)

    def lexical(self, question: str, k: int, doc_ids: Collection[str] | None = None) -> list[Found]:
        """The `k` clauses with the best BM25 score of their best passage, best first; none that shares no term."""
        scores = np.where(self._scope(None if doc_ids is None else tuple(doc_ids)), self._lexical.scores(question), 0)
        found = int(np.count_nonzero(scores > 0))

        def fetch(n: int) -> list[tuple[int, float]]:
            top = np.argpartition(-scores, n - 1)[:n]
            top = top[np.lexsort((top, -scores[top]))]
            return [(int(row), float(scores[row])) for row in top]

        return self._best_clauses(fetch, k, 2 * k + 50, found) if found else []

    def ranked_passages(
        self, clause_ids: Iterable[str], vector: Sequence[float], question: str
    ) -> dict[str, list[int]]:
        """The numbers of each clause's passages (index/store/passages.py), those first that both searches find best."""
        rows = {clause_id: self._rows_of.get(clause_id, []) for clause_id in clause_ids}
        several = [self._passage_ids[row] for own in rows.values() if len(own) > 1 for row in own]
        if not several:
            return {clause_id: [0] * len(own) for clause_id, own in rows.items()}
        vectors, words, query = self._vectors.get(several), self._lexical.scores(question), np.asarray(vector)
        found = {}
        for clause_id, own in rows.items():
            names = [self._passage_ids[row] for row in own]
            near = [(name, float(vectors[name] @ query)) for name in names] if len(own) > 1 else []
            named = [(name, float(words[row])) for name, row in zip(names, own, strict=True)]
            found[clause_id] = [int(name.rpartition("#")[2]) for name, _ in fuse(near, named)]
        return found

    def _scope_of(self, doc_ids: tuple[str, ...] | None) -> NDArray[np.bool_]:
        """Whether each passage is of these documents; of all when None."""
        if doc_ids is None:
            return np.ones(len(self._doc_of_row), dtype=bool)
        documents = np.zeros(len(self._doc_numbers), dtype=bool)
        documents[[self._doc_numbers[doc_id] for doc_id in doc_ids if doc_id in self._doc_numbers]] = True
        in_scope: NDArray[np.bool_] = documents[self._doc_of_row]
        return in_scope

    def _best_clauses(
        self, fetch: Callable[[int], list[tuple[int, float]]], k: int, first: int, most: int
    ) -> list[Found]:
        """Fetch passages, more of them while their clauses are fewer than `k`."""
        n = min(first, most)
        while True:
            best: dict[str, Found] = {}
            for row, score in fetch(n):
                best.setdefault(self._clause_ids[row], (self._clause_ids[row], self._doc_ids[row], score))
            if len(best) >= k or n >= most:
                return list(best.values())[:k]
            n = min(n * 4, most)

    def is_current(self) -> bool:
        """False once another generation has been swapped in, or the store is gone."""
        try:
            return current_generation(self._store) == self._folder
        except (IndexMissing, IndexBroken):
            return False

    def close(self) -> None:
        self._vectors.close()
        self._records.close()
        self._held.close()
