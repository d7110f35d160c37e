"""How many answers are under way: what can wait lets them pass."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 5.0  # seconds: on a busy site there is always an answer under way


class Traffic:
    """Counts answers under way. Thread-safe."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._count = 0

    @contextmanager
    def answering(self) -> Iterator[None]:
        """An answer is under way for as long as this is open."""
        self._count_by(1)
        try:
            yield
        finally:
            self._count_by(-1)

    def let_pass(self, patience: float = PATIENCE) -> bool:
        """Wait until no answer is under way, `patience` seconds at most; whether none is."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._count, patience)

    def _count_by(self, number: int) -> None:
        with self._changed:
            self._count += number
            self._changed.notify_all()
