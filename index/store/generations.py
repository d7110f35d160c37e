"""A store is a folder of generations and one pointer; a reader sees a whole generation or none.

store/
  current             the id of the generation that serves; swapped by one atomic rename
  lock                held by a build
  generations/
    20261121T101500123456-1a2b/   a whole index, never changed again
    .building-…               what a build is making; left over only when it was killed, and then removed
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from index.errors import IndexBroken, IndexBusy, IndexMissing, StoreError
from index.models import Model

FORMAT = 3  # of a generation's folder; another one is built anew
BUILDING = ".building-"
_INFO = "info.json"
KEPT = 2  # the generation that serves and the one before, for programs that open its vectors without `hold`


class IndexInfo(Model):
    """What a generation says of itself."""

    format: int
    generation: str
    built_at: str  # ISO, UTC
    embedding_model: str
    dimension: int
    documents: int
    clauses: int
    passages: int
    supports: int


def current_generation(store: Path) -> Path:
    """The folder of the generation that serves.

    Raises IndexMissing when nothing was built here, IndexBroken when the pointer leads nowhere.
    """
    try:
        name = (store / "current").read_text("utf-8").strip()
    except FileNotFoundError:
        raise IndexMissing(f"there is no index in {store}: run python -m index build") from None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexBroken(
            f"the pointer {store / 'current'} cannot be read ({error}): run python -m index build"
        ) from None
    folder = store / "generations" / name
    if not name or "/" in name or not folder.is_dir():
        raise IndexBroken(f"the pointer {store / 'current'} names no generation: run python -m index build")
    return folder


def read_info(folder: Path) -> IndexInfo:
    """What a generation says of itself. Raises IndexBroken when it was built by another version, or is damaged."""
    try:
        values = json.loads((folder / _INFO).read_text("utf-8"))
        if values.get("format") != FORMAT:
            raise ValueError("built by another version")
        return IndexInfo(**values)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        reason = str(error).splitlines()[0]
        raise IndexBroken(f"the index in {folder} cannot be read ({reason}): run python -m index build") from error


def hold(folder: Path) -> IO[bytes]:
    """Keep a generation from being removed until what is returned is closed, or this process ends.

    Chroma opens files as late as a search needs them. Raises IndexBroken when the generation is being removed.
    """
    try:
        file = (folder / _INFO).open("rb")
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        (folder / _INFO).stat()  # it is still there
    except OSError as error:
        raise IndexBroken(f"the index in {folder} is not there any more ({error.strerror}): open it again") from error
    return file


@contextmanager
def build_lock(store: Path) -> Iterator[None]:
    """Hold the store's lock; it ends with the process, however that ends.

    Raises IndexBusy when another build holds it, StoreError when the store cannot be written.
    """
    try:
        (store / "generations").mkdir(parents=True, exist_ok=True)
        file = (store / "lock").open("w")
    except OSError as error:
        raise StoreError(f"cannot write the store {store} ({error.strerror}): name another with --store") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise IndexBusy(f"another build is at work on {store}: wait until it ends") from None
        yield


def begin(store: Path) -> Path:
    """An empty folder for a new generation. The lock is held."""
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(2)}"
    folder = store / "generations" / f"{BUILDING}{name}"
    folder.mkdir()
    return folder


def leftovers(store: Path, but: Path | None = None) -> list[Path]:
    """What killed builds left, but for the build that is at work."""
    return [folder for folder in (store / "generations").glob(f"{BUILDING}*") if folder != but]


def publish(building: Path, store: Path) -> Path:
    """Make the finished `building` the generation that serves, then remove old ones. The lock is held.

    Everything is on the disk before the pointer names it, so that a power cut too leaves the old or the new index.
    """
    _sync_tree(building)
    folder = building.with_name(building.name.removeprefix(BUILDING))
    building.rename(folder)
    _sync(folder.parent)
    pointer = store / ".current.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(folder.name)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(store / "current")
    _sync(store)
    remove_old(store)
    return folder


def remove_old(store: Path) -> None:
    """Remove all generations but the one that serves, the newest of the others, and those that a reader holds.

    The lock is held.
    """
    serving = current_generation(store)
    others = sorted(p for p in (store / "generations").iterdir() if not p.name.startswith(".") and p != serving)
    for folder in others[: -(KEPT - 1)]:
        with suppress(BlockingIOError), ExitStack() as held:  # held by a reader: a later build removes it
            if (folder / _INFO).is_file():
                file = held.enter_context((folder / _INFO).open("rb"))
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            if stat.S_ISREG(path.stat().st_mode):
                _sync(path)
    for path in (folder, *(p for p in folder.rglob("*") if p.is_dir())):
        _sync(path)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
