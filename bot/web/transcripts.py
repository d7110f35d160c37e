"""What was said in the latest conversations, so that a page that is loaded again can show it."""

from __future__ import annotations

import threading
from collections import OrderedDict

from bot.models import Answer


class Transcripts:
    """The last `turns` answers of the last `sessions` conversations, in memory."""

    def __init__(self, sessions: int = 500, turns: int = 20) -> None:
        self._sessions = sessions
        self._turns = turns
        self._answers: OrderedDict[str, list[Answer]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, session: str) -> list[Answer]:
        with self._lock:
            return list(self._answers.get(session, ()))

    def add(self, session: str, answer: Answer) -> None:
        with self._lock:
            answers = [*self._answers.pop(session, []), answer]
            self._answers[session] = answers[-self._turns :]
            while len(self._answers) > self._sessions:
                self._answers.popitem(last=False)
