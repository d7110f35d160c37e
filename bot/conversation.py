"""Sessions: what a follow-up question leans on. SQLite, so that a restart loses nothing."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Turn:
    """The last turn of a session: the questions that make up its subject, and the clause that answered.

    `place` is the last place with documents that was named in the session.
    """

    questions: tuple[str, ...]
    clause_id: str | None = None
    place: str = ""


class Conversations:
    """Turns by session id. Thread-safe; sessions older than `hours` are forgotten."""

    def __init__(self, path: Path | None, hours: float) -> None:
        """`path` None keeps the turns in memory."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._seconds = hours * 3600
        self._lock = threading.Lock()
        self._db = sqlite3.connect(str(path) if path else ":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS sessions(id TEXT PRIMARY KEY, updated REAL NOT NULL, turn TEXT NOT NULL)"
        )

    def last(self, session_id: str | None) -> Turn | None:
        if not session_id:
            return None
        with self._cursor() as db:
            row = db.execute(
                "SELECT turn FROM sessions WHERE id=? AND updated>?", (session_id, time.time() - self._seconds)
            ).fetchone()
        if row is None:
            return None
        data = json.loads(row[0])
        return Turn(tuple(data["questions"]), data["clause_id"], data.get("place", ""))

    def remember(self, session_id: str | None, turn: Turn) -> None:
        if not session_id:
            return
        data = json.dumps(asdict(turn), ensure_ascii=False)
        with self._cursor() as db:
            db.execute("INSERT OR REPLACE INTO sessions VALUES(?,?,?)", (session_id, time.time(), data))
            db.execute("DELETE FROM sessions WHERE updated<?", (time.time() - self._seconds,))

    def forget(self, session_id: str) -> None:
        with self._cursor() as db:
            db.execute("DELETE FROM sessions WHERE id=?", (session_id,))

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def _cursor(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            yield self._db
