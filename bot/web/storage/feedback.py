"""What visitors say of answers, for the bureau to read. SQLite; nothing that says who wrote it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from bot.models import Answer
from bot.question.masking import masked
from bot.web.storage.database import open_database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback(
    at REAL NOT NULL, helpful INTEGER NOT NULL, reason TEXT NOT NULL, question TEXT NOT NULL,
    status TEXT NOT NULL, answer TEXT NOT NULL, clauses TEXT NOT NULL
);
"""


class Feedback:
    """Keeps one row for each opinion. Thread-safe."""

    def __init__(self, path: Path) -> None:
        """Raises SettingsError when nothing can be kept at `path`."""
        self._db = open_database(path, _SCHEMA)
        self._lock = threading.Lock()

    def add(self, answer: Answer, helpful: bool, reason: str) -> None:
        """Keep an opinion about an answer."""
        clauses = " ".join(citation.clause_id for citation in answer.citations)
        row = (time.time(), helpful, masked(reason), masked(answer.question), answer.status.value, answer.text, clauses)
        with self._lock:
            self._db.execute("INSERT INTO feedback VALUES(?,?,?,?,?,?,?)", row)

    def rows(self) -> list[tuple[int, str, str]]:
        """(helpful, reason, question), oldest first."""
        with self._lock:
            return self._db.execute("SELECT helpful, reason, question FROM feedback ORDER BY at").fetchall()

    def close(self) -> None:
        self._db.close()
