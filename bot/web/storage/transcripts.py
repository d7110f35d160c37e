"""What was said in the latest conversations: for a page that is loaded again, for exports and for feedback.

Personal numbers are struck out before anything is written.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from pathlib import Path

from pydantic import ValidationError

from bot.models import Answer
from bot.question.masking import masked
from bot.web.storage.database import open_database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers(id TEXT PRIMARY KEY, session TEXT NOT NULL, at REAL NOT NULL, json TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS answers_of ON answers(session, at);
CREATE INDEX IF NOT EXISTS answers_at ON answers(at);
"""
_MARKER = re.compile(r"\[\d+\]")


class Transcripts:
    """Answers by conversation, kept for `hours`. Thread-safe."""

    def __init__(self, path: Path, hours: float, turns: int = 100) -> None:
        """Raises SettingsError when nothing can be kept at `path`. A conversation shows its last `turns` answers."""
        self._db = open_database(path, _SCHEMA)
        self._lock = threading.Lock()
        self._seconds = hours * 3600
        self._turns = turns

    def of(self, session: str) -> list[Answer]:
        """The conversation, oldest answer first."""
        query = "SELECT json FROM answers WHERE session=? AND at>? ORDER BY at DESC, rowid DESC LIMIT ?"
        with self._lock:
            rows = self._db.execute(query, (session, time.time() - self._seconds, self._turns)).fetchall()
        return [answer for row in reversed(rows) if (answer := _kept(row[0]))]

    def add(self, session: str, answer: Answer) -> Answer:
        """Keep an answer without personal numbers; the answer itself, under the id that it has from here on.

        Nobody can guess the id.
        """
        named = answer.model_copy(update={"id": secrets.token_urlsafe(16)})
        row = (named.id, session, time.time(), _struck_out(named).model_dump_json())
        with self._lock:
            self._db.execute("INSERT INTO answers VALUES(?,?,?,?)", row)
            self._db.execute("DELETE FROM answers WHERE at<?", (time.time() - self._seconds,))
        return named

    def replace(self, answer_id: str, answer: Answer) -> Answer:
        """The answer under an id that another one was kept under, which it takes the place of, while that is kept."""
        named = answer.model_copy(update={"id": answer_id})
        with self._lock:
            row = (_struck_out(named).model_dump_json(), answer_id)
            self._db.execute("UPDATE answers SET json=? WHERE id=?", row)
        return named

    def delete(self, session: str) -> None:
        """Delete a conversation."""
        with self._lock:
            self._db.execute("DELETE FROM answers WHERE session=?", (session,))

    def find(self, answer_id: str) -> Answer | None:
        """The answer with that id, while it is kept."""
        query = "SELECT json FROM answers WHERE id=? AND at>?"
        with self._lock:
            row = self._db.execute(query, (answer_id, time.time() - self._seconds)).fetchone()
        return _kept(row[0]) if row else None

    def close(self) -> None:
        self._db.close()


def _kept(row: str) -> Answer | None:
    """The answer of a row; None for one of another version."""
    try:
        return Answer.model_validate_json(row)
    except ValidationError:
        return None


def _struck_out(answer: Answer) -> Answer:
    """Without the personal numbers of the question, which a line without a source may repeat.

    Sources stay whole, and so do the numbers of the contacts that were given.
    """
    given = re.compile(f"({'|'.join(re.escape(c.phone) for c in answer.contacts if c.phone) or '(?!)'})")

    def struck(line: str) -> str:
        return "".join(piece if at % 2 else masked(piece) for at, piece in enumerate(given.split(line)))

    lines = (line if _MARKER.search(line) else struck(line) for line in answer.text.split("\n"))
    return answer.model_copy(update={"question": masked(answer.question), "text": "\n".join(lines)})
