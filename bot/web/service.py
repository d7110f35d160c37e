"""The assistant behind the pages: loaded in the background, exchanged when its index is rebuilt."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import Protocol

from bot.errors import QuestionError
from bot.models import Answer, AnswerStatus, Composed, NextStep, SearchHit
from bot.web.language import texts
from bot.web.traffic import PATIENCE, Traffic
from index.errors import PolicyError
from index.models import Clause, PolicyDocument, SupportItem

log = logging.getLogger(__name__)


class Index(Protocol):
    """What the pages need of `index.store.PolicyIndex`."""

    def documents(self) -> Sequence[PolicyDocument]: ...
    def document(self, doc_id: str) -> PolicyDocument | None: ...
    def clause(self, clause_id: str) -> Clause | None: ...
    def supports(self, doc_id: str | None = None) -> Sequence[SupportItem]: ...
    def jurisdictions(self) -> Sequence[str]: ...
    def is_current(self) -> bool: ...
    def close(self) -> None: ...


class Proposals(Protocol):
    """What the pages need of `bot.propose.proposals.Proposals`."""

    def examples(self) -> Sequence[str]: ...
    def check_example(self) -> bool: ...
    def next_steps(self, answer: Answer, quiet: Callable[[], bool]) -> Sequence[NextStep]: ...


class Assistant(Protocol):
    """What the pages need of `bot.pipeline.Assistant`."""

    @property
    def index(self) -> Index: ...
    @property
    def proposals(self) -> Proposals: ...
    def ask(self, question: str, *, session_id: str | None = None, jurisdiction: str | None = None) -> Answer: ...
    def stream(
        self, question: str, *, session_id: str | None = None, jurisdiction: str | None = None
    ) -> Iterator[str | Composed | Answer]: ...
    def forget(self, session_id: str) -> None: ...
    def search(self, query: str, k: int) -> Sequence[SearchHit]: ...


class NotReady(Exception):  # noqa: N818
    """The assistant is not loaded yet."""


class Service:
    """Holds the assistant in force. `assistant` never blocks; it raises NotReady until the first load is done.

    After that a thread looks every `check_every` seconds whether the index was rebuilt, and swaps the new one in;
    one that cannot be opened leaves the old one serving.
    """

    def __init__(self, open_assistant: Callable[[], Assistant], *, check_every: float = 15.0) -> None:
        self._open = open_assistant
        self._check_every = check_every
        self._assistant: Assistant | None = None
        self._retired: Index | None = None
        self._stopped = threading.Event()
        self._settled = threading.Event()
        self.traffic = Traffic()
        self._proposing = threading.Lock()
        self.failure: PolicyError | None = None

    def start(self, on_settled: Callable[[], None] = lambda: None) -> None:
        """Load in a thread, which calls `on_settled` when the first load has succeeded (`ready`) or failed."""
        threading.Thread(target=self._run, args=(on_settled,), name="assistant", daemon=True).start()

    def stop(self) -> None:
        self._stopped.set()

    def wait(self, timeout: float | None) -> bool:
        """Wait until the first load has succeeded or failed; whether the assistant is ready."""
        self._settled.wait(timeout)
        return self.ready

    @property
    def ready(self) -> bool:
        return self._assistant is not None

    @property
    def failed(self) -> bool:
        """Whether the first load is over without an assistant."""
        return self._settled.is_set() and not self.ready

    @property
    def assistant(self) -> Assistant:
        if self._assistant is None:
            raise NotReady
        return self._assistant

    def stream(
        self, question: str, *, session_id: str | None, jurisdiction: str | None
    ) -> Generator[str | Composed | Answer, None, None]:
        """Pieces of text, where a language model is asked the composed answer, then the Answer.

        What breaks on the way becomes an Answer that says so politely; the composed answer where there is one.

        Raises:
            NotReady: the assistant is not loaded yet.
            QuestionError: the question cannot be taken.
        """
        fallback = Answer(question=question, status=AnswerStatus.ERROR, text=texts.FAILED)
        try:
            with ExitStack() as under_way:
                under_way.enter_context(self.traffic.answering())
                for piece in self.assistant.stream(question, session_id=session_id, jurisdiction=jurisdiction):
                    if isinstance(piece, Composed):
                        fallback = piece.answer
                        under_way.close()  # what waits for a model on the net keeps nobody here
                    yield piece
        except (NotReady, QuestionError):
            raise
        except Exception:  # the boundary to the visitor: whatever it was, it gets a sentence
            log.exception("an answer broke off")
            yield fallback

    def ask(self, question: str, *, session_id: str | None, jurisdiction: str | None) -> Answer:
        """The first whole answer of `stream`: who waits for a page waits for no language model."""
        with closing(self.stream(question, session_id=session_id, jurisdiction=jurisdiction)) as pieces:
            whole = next(piece for piece in pieces if not isinstance(piece, str))
        return whole.answer if isinstance(whole, Composed) else whole

    def next_steps(self, answer: Answer) -> Sequence[NextStep]:
        """What leads on from an answer: looked up for one answer at a time and while none is under way, else left out.

        Raises NotReady.
        """
        if not self._proposing.acquire(timeout=PATIENCE):
            return ()
        try:
            return self.assistant.proposals.next_steps(answer, self.traffic.let_pass)
        finally:
            self._proposing.release()

    def _use(self, assistant: Assistant) -> None:
        """Answer with `assistant`; what it may propose is asked in a thread of its own, once the pages are served."""
        self._assistant = assistant
        threading.Thread(target=self._check_examples, args=(assistant,), name="examples", daemon=True).start()

    def _check_examples(self, assistant: Assistant) -> None:
        while self._assistant is assistant and not self._stopped.is_set() and assistant.proposals.check_example():
            self.traffic.let_pass()

    def _run(self, on_settled: Callable[[], None]) -> None:
        try:
            self._use(self._open())
        except PolicyError as error:
            self.failure = error
        finally:
            self._settled.set()
            on_settled()
        if not self.ready:
            return
        while not self._stopped.wait(self._check_every):
            self.refresh()

    def refresh(self) -> None:
        """Swap in the index that was built since, if there is one; the one before it is closed a round later."""
        if self._retired is not None:
            self._retired.close()
            self._retired = None
        if self.assistant.index.is_current():
            return
        try:
            old = self.assistant
            self._use(self._open())
            self._retired = old.index
            log.info("serving the index that was just built")
        except PolicyError as error:
            log.error("the rebuilt index cannot be opened, the old one goes on serving: %s", error)
