"""What was said in the latest conversations: for a page that is loaded again, for exports and for feedback."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict

from bot.models import Answer


class Transcripts:
    """The last `turns` answers of the last `sessions` conversations, in memory. Thread-safe."""

    def __init__(self, sessions: int = 200, turns: int = 20) -> None:
        self._sessions = sessions
        self._turns = turns
        self._answers: OrderedDict[str, list[Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, session: str) -> list[Answer]:
        """The conversation, oldest answer first."""
        with self._lock:
            return list(self._answers.get(session, ()))

    def add(self, session: str, answer: Answer) -> Answer:
        """Keep an answer, under an id that nobody can guess and that it has from here on."""
        kept = answer.model_copy(update={"id": secrets.token_urlsafe(16)})
        with self._lock:
            answers = [*self._answers.pop(session, []), kept]
            self._answers[session] = answers[-self._turns :]
            while len(self._answers) > self._sessions:
                self._answers.popitem(last=False)
        return kept

    def find(self, answer_id: str) -> Answer | None:
        """The answer with that id, while it is kept."""
        with self._lock:
            return next((a for answers in self._answers.values() for a in answers if a.id == answer_id), None)
