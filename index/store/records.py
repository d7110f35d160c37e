"""The documents, clauses, passages and supports of one generation, in SQLite."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from index.errors import IndexBroken
from index.models import Clause, PolicyDocument, SupportItem
from index.store.passages import Passage
from index.store.sources import Entry

_SCHEMA = """
CREATE TABLE documents (
    doc_id TEXT PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,      -- what it was read from, e.g. the file under the documents folder
    fingerprint TEXT NOT NULL,        -- of what people wrote: sources.Entry
    context TEXT NOT NULL,            -- of the code and the day that read it
    read TEXT NOT NULL,               -- PolicyDocument as read, without clauses and clean_text
    json TEXT NOT NULL,               -- the same as served: with what other documents say of it (repealed)
    clean_text TEXT NOT NULL
);
CREATE TABLE clauses (
    clause_id TEXT PRIMARY KEY, doc_id TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE INDEX clauses_of ON clauses (doc_id, position);
CREATE TABLE passages (
    passage_id TEXT PRIMARY KEY, clause_id TEXT NOT NULL, doc_id TEXT NOT NULL, text TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE INDEX passages_of ON passages (doc_id);
CREATE TABLE supports (
    item_id TEXT PRIMARY KEY, doc_id TEXT NOT NULL, position INTEGER NOT NULL, json TEXT NOT NULL
);
CREATE INDEX supports_of ON supports (doc_id, position);
CREATE TABLE failures (
    source TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, context TEXT NOT NULL, message TEXT NOT NULL
);
"""
_TABLES = ("documents", "clauses", "passages", "supports")


class Records:
    """One SQLite file. Safe to share between threads."""

    def __init__(self, path: Path, *, write: bool = False) -> None:
        """Open `path`; with `write` it is made where it is missing.

        Raises IndexBroken when it is no such file.
        """
        self._path = path
        self._lock = threading.Lock()
        try:
            if write:
                new = not path.exists()
                self._db = sqlite3.connect(path, check_same_thread=False)
                # A killed build's file is thrown away, so journalling it would be for nothing.
                self._db.executescript("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;")
                if new:
                    self._db.executescript(_SCHEMA)
            else:
                uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
                self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)
            self._db.execute("SELECT count(*) FROM documents")
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: sqlite3.Error) -> IndexBroken:
        return IndexBroken(f"the records {self._path} cannot be read ({error}): run python -m index build")

    def _rows(self, query: str, *values: object) -> list[tuple[str, ...]]:
        with self._lock:
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise self._broken(error) from error

    def close(self) -> None:
        with self._lock:
            self._db.close()

    # Reading

    def counts(self) -> dict[str, int]:
        """How many documents, clauses, passages and supports."""
        return {table: int(self._rows(f"SELECT count(*) FROM {table}")[0][0]) for table in _TABLES}

    def clause_ids(self, doc_id: str) -> tuple[str, ...]:
        rows = self._rows("SELECT clause_id FROM clauses WHERE doc_id = ? ORDER BY position", doc_id)
        return tuple(clause_id for (clause_id,) in rows)

    def read_before(self) -> dict[str, tuple[str, str, str]]:
        """source → (fingerprint, context, doc_id)."""
        rows = self._rows("SELECT source, fingerprint, context, doc_id FROM documents")
        return {source: (fingerprint, context, doc_id) for source, fingerprint, context, doc_id in rows}

    def failures(self) -> dict[str, tuple[str, str, str]]:
        """source → (fingerprint, context, message) of what could not be read."""
        rows = self._rows("SELECT source, fingerprint, context, message FROM failures ORDER BY source")
        return {source: (fingerprint, context, message) for source, fingerprint, context, message in rows}

    def documents(self, *, having: Literal["warnings", "repeals"] | None = None) -> list[PolicyDocument]:
        """All, or those that have any of one field, as served, without clauses and clean_text, ordered by source."""
        where = f"WHERE json_array_length(json, '$.{having}') > 0" if having else ""
        rows = self._rows(f"SELECT json FROM documents {where} ORDER BY source")
        return [PolicyDocument.model_validate_json(text) for (text,) in rows]

    def documents_as_read(self) -> list[PolicyDocument]:
        """All, without what other documents say of them."""
        rows = self._rows("SELECT read FROM documents ORDER BY source")
        return [PolicyDocument.model_validate_json(text) for (text,) in rows]

    def marked(self) -> list[str]:
        """The doc_ids that are served otherwise than they were read."""
        return [doc_id for (doc_id,) in self._rows("SELECT doc_id FROM documents WHERE json <> read")]

    def head(self, doc_id: str) -> PolicyDocument:
        """One that is there, as served, without clauses and clean_text."""
        ((text,),) = self._rows("SELECT json FROM documents WHERE doc_id = ?", doc_id)
        return PolicyDocument.model_validate_json(text)

    def document(self, doc_id: str) -> PolicyDocument | None:
        """One, whole."""
        rows = self._rows("SELECT json, clean_text FROM documents WHERE doc_id = ?", doc_id)
        if not rows:
            return None
        clauses = self._rows("SELECT json FROM clauses WHERE doc_id = ? ORDER BY position", doc_id)
        whole = {
            "clean_text": rows[0][1],
            "clauses": tuple(Clause.model_validate_json(text) for (text,) in clauses),
        }
        return PolicyDocument.model_validate_json(rows[0][0]).model_copy(update=whole)

    def clauses(self, ids: Iterable[str]) -> dict[str, Clause]:
        """Those of `ids` that exist, in that order."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Clause] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            marks = ",".join("?" * len(part))
            for clause_id, text in self._rows(
                f"SELECT clause_id, json FROM clauses WHERE clause_id IN ({marks})", *part
            ):
                found[clause_id] = Clause.model_validate_json(text)
        return {clause_id: found[clause_id] for clause_id in wanted if clause_id in found}

    def supports(self, doc_id: str | None = None) -> list[SupportItem]:
        """Of one document or of all, in the order of the documents and of their text."""
        if doc_id is None:
            rows = self._rows(
                "SELECT s.json FROM supports s JOIN documents d USING (doc_id) ORDER BY d.source, s.position"
            )
        else:
            rows = self._rows("SELECT json FROM supports WHERE doc_id = ? ORDER BY position", doc_id)
        return [SupportItem.model_validate_json(text) for (text,) in rows]

    def passage_keys(self, doc_id: str | None = None) -> list[tuple[str, str, str, str]]:
        """(passage_id, clause_id, doc_id, hash) of one document's passages, or of all, in the order of their rows."""
        where, values = ("", ()) if doc_id is None else ("WHERE doc_id = ?", (doc_id,))
        rows = self._rows(f"SELECT passage_id, clause_id, doc_id, hash FROM passages {where} ORDER BY rowid", *values)
        return [(a, b, c, d) for a, b, c, d in rows]

    def passage_texts(self) -> Iterator[tuple[str, str]]:
        """(hash, text) of all passages, in the order of their rows, streamed."""
        yield from self._db.execute("SELECT hash, text FROM passages ORDER BY rowid")

    def longest_first(self, passage_ids: Iterable[str]) -> Iterator[tuple[Passage, str]]:
        """Some passages, each with its clause's path, streamed.

        The longest text comes first: texts of a like length make the tightest batches.
        """
        with self._db:
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (passage_id TEXT PRIMARY KEY)")
            self._db.execute("DELETE FROM wanted")
            self._db.executemany("INSERT INTO wanted VALUES (?)", ((name,) for name in passage_ids))
        for row in self._db.execute(
            "SELECT passage_id, p.clause_id, p.doc_id, text, json_extract(c.json, '$.path') "
            "FROM passages p JOIN wanted USING (passage_id) JOIN clauses c USING (clause_id) "
            "ORDER BY length(text) DESC, passage_id"
        ):
            yield Passage(*row[:4]), row[4]

    # Writing

    def add(
        self,
        document: PolicyDocument,
        entry: Entry,
        passages: Iterable[Passage],
        supports: Iterable[SupportItem],
    ) -> None:
        """Add a whole document.

        Raises sqlite3.IntegrityError when its id or that of a clause is taken; then nothing is added.
        """
        text = _head(document)
        with self._lock, self._db:
            self._db.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
                (document.doc_id, entry.source, entry.fingerprint, entry.context, text, text, document.clean_text),
            )
            self._db.executemany(
                "INSERT INTO clauses VALUES (?, ?, ?, ?)",
                ((c.clause_id, c.doc_id, n, c.model_dump_json()) for n, c in enumerate(document.clauses)),
            )
            self._db.executemany(
                "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
                ((p.passage_id, p.clause_id, p.doc_id, p.text, p.text_hash) for p in passages),
            )
            self._db.executemany(
                "INSERT INTO supports VALUES (?, ?, ?, ?)",
                ((s.item_id, s.doc_id, n, s.model_dump_json()) for n, s in enumerate(supports)),
            )

    def remove(self, doc_id: str) -> None:
        """Remove a document with all that is of it."""
        with self._lock, self._db:
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table} WHERE doc_id = ?", (doc_id,))

    def set_failures(self, failures: dict[str, tuple[str, str, str]]) -> None:
        """What could not be read: source → (fingerprint, context, message)."""
        with self._lock, self._db:
            self._db.execute("DELETE FROM failures")
            self._db.executemany(
                "INSERT INTO failures VALUES (?, ?, ?, ?)", ((source, *values) for source, values in failures.items())
            )

    def serve_as(self, document: PolicyDocument) -> None:
        """What is served of a document; its supports take its validity."""
        items = [
            (item.model_copy(update={"validity": document.validity}).model_dump_json(), item.item_id)
            for item in self.supports(document.doc_id)
        ]
        with self._lock, self._db:
            self._db.execute("UPDATE documents SET json = ? WHERE doc_id = ?", (_head(document), document.doc_id))
            self._db.executemany("UPDATE supports SET json = ? WHERE item_id = ?", items)


def _head(document: PolicyDocument) -> str:
    return document.model_copy(update={"clauses": (), "clean_text": ""}).model_dump_json()
