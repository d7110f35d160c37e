"""Reading in another process under limits of time and memory, so that one odd file cannot stop a build.

A regular expression may hang, a parser written in C may take all memory or end its process: none of that can be
caught where it happens. Here it ends a process that has nothing else to lose, and is the failure of that one file.
"""

from __future__ import annotations

import atexit
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import IO, TypeVar, cast

from index.errors import DocumentError, PolicyError

SECONDS = 60
MEMORY = 1_500_000_000  # bytes
_START = 120  # seconds until a process is ready

T = TypeVar("T")


class ReadingProcess:
    """One process that is used for file after file; it is started when it is needed, and anew after a failure.

    It is for one thread at a time. What is given to it and what it gives back is pickled.
    """

    def __init__(self, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._running: tuple[subprocess.Popen[bytes], Connection, IO[bytes]] | None = None
        self._ready = False  # it has said that it is
        self._fresh = True  # it has read nothing yet

    def start(self) -> None:
        """Let it start while the caller does something else. It ends with this process, however that ends."""
        if self._running:
            return
        ours, theirs = socket.socketpair()
        # The path is given by hand, as the project need not be the current folder. Its modules are all it needs: that
        # of the caller's command is not run again, as multiprocessing would do it.
        code = (
            f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r}); "
            f"from index.reading_process import serve; serve({theirs.fileno()}, {self._seconds}, {self._memory})"
        )
        said = tempfile.TemporaryFile()  # noqa: SIM115
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            pass_fds=[theirs.fileno()],
        )
        theirs.close()
        self._running = process, Connection(ours.detach()), said
        self._ready, self._fresh = False, True
        atexit.register(self.stop)

    def stop(self) -> None:
        if self._running:
            process, connection, said = self._running
            self._running = None
            process.kill()
            process.wait()
            connection.close()
            said.close()
        atexit.unregister(self.stop)

    def run(self, name: str, work: Callable[[], T]) -> T:
        """What `work` returns. Raises its PolicyError; any other end of it is a DocumentError of the file `name`."""
        return self._run(name, work, self._seconds)

    def _run(self, name: str, work: Callable[[], T], left: float) -> T:
        """The same within `left` seconds, a second try included."""
        self.start()
        assert self._running
        process, connection, said = self._running
        started = time.monotonic()
        try:
            if not self._ready:  # what starting costs on a busy machine is not this file's
                self._wait(_START, f"{name}: its reader does not start; build again")
                connection.recv()
                self._ready = True
                started = time.monotonic()
            connection.send(work)
            self._wait(left, f"{name}: reading takes more than {self._seconds} seconds; {_MEND}")
            outcome = connection.recv()
        except (EOFError, ConnectionError):
            reason = _reason(process, said, self._memory)
            was_fresh = self._fresh
            self.stop()
            left -= time.monotonic() - started
            if not was_fresh and left > 0:  # it may have been what other files left behind
                return self._run(name, work, left)
            raise DocumentError(f"{name}: {reason}; {_MEND}") from None
        self._fresh = False
        if isinstance(outcome, PolicyError):
            raise outcome
        return cast(T, outcome)

    def _wait(self, seconds: float, otherwise: str) -> None:
        """Wait for what the process sends. Raises DocumentError, after ending it, when nothing comes."""
        assert self._running
        if not self._running[1].poll(seconds):
            self.stop()
            raise DocumentError(otherwise)


_MEND = "save it again in its program, or as .docx or .txt, split it, or take it away"


@cache
def reading_process() -> ReadingProcess:
    """The one of this program."""
    return ReadingProcess()


def _reason(process: subprocess.Popen[bytes], said: IO[bytes], memory: int) -> str:
    """Why a process has ended, by its exit status and the last line that it wrote."""
    try:
        status = process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        return "its reader closed its connection"
    said.seek(0)
    last = (said.read().decode("utf-8", "replace").strip().splitlines() or [""])[-1]
    if status == -signal.SIGALRM:
        return "reading takes too long"
    if last.startswith("MemoryError"):
        return f"reading takes more than {memory / 1e9:g} GB of memory"
    return f"its reader failed ({last[:200]})" if status == 1 and last else f"its reader ended with status {status}"


def serve(descriptor: int, seconds: int, memory: int) -> None:
    """What the process does: run what comes, one after the other, until the other end is closed."""
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that started it decides
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
    sys.excepthook = _last_words
    import index.document  # noqa: F401

    with Connection(descriptor) as caller:
        caller.send(None)  # ready
        while True:
            try:
                work = caller.recv()
            except (EOFError, ConnectionError):
                return
            signal.alarm(seconds + 5)  # it ends even where nobody is left to end it
            outcome: object
            try:
                outcome = work()
            except PolicyError as error:
                outcome = error
            caller.send(outcome)
            signal.alarm(0)


def _last_words(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The traceback, and below it one line that says the kind of the error."""
    sys.__excepthook__(kind, error, trace)
    words = (str(error).splitlines() or [""])[0]
    sys.stderr.write(f"\n{kind.__name__}: {words}\n")
