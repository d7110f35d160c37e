"""What a reader may do, for a process that finds these functions by their names; quick to import."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from index.errors import DocumentError, StoreError
from index.models import PolicyDocument
from index.store.passages import Passage, passages


def hang() -> None:
    while True:
        signal.pause()


def eat() -> int:
    held = []
    while True:
        held.append(bytearray(50_000_000))


def recurse(depth: int = 0) -> int:
    return recurse(depth + 1) + 1


def leave() -> None:
    raise SystemExit(0)


def vanish() -> None:
    os._exit(3)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse() -> None:
    raise DocumentError("a.txt: it is empty")


def lose_the_store() -> None:
    raise StoreError("gone")


def nothing_to_send() -> object:
    return lambda: None


def speak() -> int:
    os.write(1, b"a library prints\n")
    return os.getpid()


def some_passages(document: PolicyDocument) -> list[Passage]:
    """All are cut, and the first of them are kept: what is embedded is no matter of the reader."""
    return list(passages(document))[:20]


def twice(marker: Path) -> str:
    """Fails in a process that has read before, as where memory is left full, and not in a new one."""
    if not marker.exists():
        marker.touch()
        raise MemoryError
    return "read"
