"""THE main flow, a question's way to its answer: check → recall → understand → answer → verify → frame → remember.

`answer` is the way of `bot/answer/routes.py`: route, search, read, decide, compose. Each step takes the state and gives
the next; its time is in the answer.
"""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.answer.builder import plain
from bot.answer.contacts import Contacts
from bot.answer.refuse import NO_PLACE
from bot.answer.routes import Routes
from bot.answer.texts import Texts
from bot.answer.verify import verify
from bot.conversation import Conversations, Turn
from bot.errors import QuestionError
from bot.evidence.decide import Decide
from bot.evidence.gather import NOTHING, Found, Gather
from bot.evidence.search import Retriever
from bot.llm.rewriting import accepted
from bot.llm.writing import Writer
from bot.local_models import LocalModels
from bot.models import Answer, AnswerStatus, SearchHit
from bot.propose.proposals import Proposals
from bot.question.intent import URGENT
from bot.question.masking import masked
from bot.question.normalise import is_english
from bot.question.understand import Query, Understanding, behind, leaning
from bot.runnable import AnswerRunnable
from bot.settings import Settings
from index.models import Validity
from index.places.find import find_places
from index.store.policy_index import PolicyIndex

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """A question on its way, as several `queries` and as the `whole` that it is.

    `previous` is the question before, `focus` the clause that answered it.
    """

    question: str
    session_id: str | None = None
    jurisdiction: str | None = None
    home: str = ""
    turn: Turn | None = None
    previous: Query | None = None
    focus: str | None = None
    queries: tuple[Query, ...] = ()
    whole: Query | None = None
    answer: Answer | None = None


class Assistant:
    """Answers questions from one opened index. Thread-safe."""

    def __init__(
        self, settings: Settings, index: PolicyIndex, models: LocalModels, conversations: Conversations
    ) -> None:
        """Raises SettingsError when what is in `prompts/` cannot be read, ModelError for what is in `models/`."""
        self.settings = settings
        self.index = index
        self.conversations = conversations
        self.texts = Texts(PROMPTS)
        self.texts.check_routes(models.intent.names[1:])
        self.retriever = Retriever(index=index, embedder=models.embedder)
        home = settings.home_jurisdiction
        self._understanding = Understanding(index.documents(), home, models.intent, self.texts.english)
        gather = Gather(index, self.retriever, models.reader, Decide.load(), settings.candidates)
        self._contacts = Contacts.load(PROMPTS / "contacts.toml", settings.bureau_name, home)
        self._routes = Routes(settings, gather, self.texts, self._contacts, lambda: self.proposals.example())
        read = self._understanding.read
        self.proposals = Proposals(self.texts, self.retriever, models.reader, home, read, self.preview)
        self._writer = self._open_writer()
        self._steps: tuple[tuple[str, Callable[[State], State]], ...] = (
            ("check", self._check),
            ("recall", self._recall),
            ("understand", self._understand),
            ("answer", self._answer),
            ("verify", self._verify),
            ("frame", self._frame),
            ("remember", self._remember),
        )

    @classmethod
    def open(cls, settings: Settings, *, remember: bool = True) -> Assistant:
        """Loads the index and the models; `remember=False` keeps sessions in memory only.

        Raises:
            PolicyError: the index or a model cannot serve; the message names the mend.
        """
        index = PolicyIndex.open(settings.store, settings.embedding_model)
        path = settings.conversations if remember else None
        return cls(settings, index, LocalModels.load(settings), Conversations(path, settings.session_hours))

    def ask(self, question: str, *, session_id: str | None = None, jurisdiction: str | None = None) -> Answer:
        """The answer to a question; `jurisdiction` is the home place of this question.

        Raises:
            QuestionError: the question is empty, too long or unreadable, or there is no place of that name.
        """
        *_, answer = self.stream(question, session_id=session_id, jurisdiction=jurisdiction)
        assert isinstance(answer, Answer)
        return answer

    def stream(
        self, question: str, *, session_id: str | None = None, jurisdiction: str | None = None
    ) -> Iterator[str | Answer]:
        """Pieces of the answer's text, then the whole Answer. With a language model the pieces are its draft.

        Raises:
            QuestionError: as `ask`.
        """
        started = time.perf_counter()
        answer = self._run(State(question, session_id, jurisdiction))
        if self._writer is None:
            for block in answer.text.split("\n\n"):
                yield block + "\n\n"
            yield answer
            return
        for piece in self._writer.stream(answer, self.settings.llm_timeout - (time.perf_counter() - started)):
            yield self._rechecked(piece, answer, started) if isinstance(piece, Answer) else piece

    def as_runnable(self) -> AnswerRunnable:
        """The same for LangChain programs: invoke, stream, batch."""
        return AnswerRunnable(self)

    def forget(self, session_id: str) -> None:
        """Delete what is kept of a session for follow-ups."""
        self.conversations.forget(session_id)

    def search(self, query: str, k: int) -> list[SearchHit]:
        """The `k` clauses nearest to `query`, best first."""
        return self.retriever.search(query, k)

    def preview(self, question: str, session_id: str | None) -> Answer:
        """The answer that a question would get next in a session, before a model words it; it leaves no trace."""
        return self._run(State(question, session_id), -1)

    def _run(self, state: State, steps: int | None = None) -> Answer:
        """The answer without a language model, after the first `steps` steps or all."""
        started = time.perf_counter()
        timings = {}
        for name, step in self._steps[:steps]:
            before = time.perf_counter()
            state = step(state)
            timings[name] = _ms(time.perf_counter() - before)
        assert state.answer
        timings["total"] = _ms(time.perf_counter() - started)
        return state.answer.model_copy(update={"session_id": state.session_id, "timings_ms": timings})

    def _check(self, state: State) -> State:
        question = state.question.strip()
        limit = self.settings.max_question_chars
        if not question:
            raise QuestionError("empty_question", self.texts("question.empty"))
        if len(question) > limit:
            raise QuestionError("question_too_long", self.texts("question.too_long", limit=limit))
        if not any(unicodedata.category(c)[0] in "LN" for c in question):
            raise QuestionError("unreadable_question", self.texts("question.unreadable"))
        home = self._place(state.jurisdiction) if state.jurisdiction else self.settings.home_jurisdiction
        return replace(state, question=question, home=home)

    def _place(self, name: str) -> str:
        """The path of a place that a visitor chose: 甘肃省/兰州市, also when only 兰州 is given."""
        if name in self.index.jurisdictions():
            return name
        if not (found := [m.path for m in find_places(name, prefer=self.index.jurisdictions()) if m.path]):
            raise QuestionError("unknown_place", self.texts("question.unknown_place", name=plain(name)[:20]))
        return found[-1]

    def evidence(self, question: str, earlier: Sequence[str] = ()) -> tuple[Query, Found]:
        """What the documents hold for a question after `earlier` ones, before anything is composed: for measuring."""
        home = self.settings.home_jurisdiction
        previous, query = self._chain(earlier, home), self._understanding.read(question, home)
        if previous:
            query = (leaning if query.leans else behind)(query, previous)
        return query, self._routes.evidence(query, home)

    def _chain(self, questions: Sequence[str], home: str) -> Query | None:
        """The last of the questions that lean on each other, as it was read then; None when there are none."""
        previous: Query | None = None
        for text in questions:
            query = self._understanding.read(text, home)
            previous = leaning(query, previous) if previous else query
        return previous

    def _recall(self, state: State) -> State:
        """The last turn of the session, and its question as it was read then."""
        if (turn := self.conversations.last(state.session_id)) is None:
            return state
        home = state.home if state.jurisdiction else turn.place or state.home
        return replace(state, turn=turn, home=home, previous=self._chain(turn.questions, home), focus=turn.clause_id)

    def _understand(self, state: State) -> State:
        queries = self._understanding.read_all(state.question, state.home, talking=state.previous is not None)
        whole = self._understanding.read(state.question, state.home) if len(queries) > 1 else queries[0]
        place = state.turn.place if state.turn else ""
        if place and not state.jurisdiction:  # who talks about a place goes on to talk about it
            queries = [q if q.places or q.doc_ids else replace(q, places=(place,)) for q in queries]
            whole = whole if whole.places or whole.doc_ids else replace(whole, places=(place,))
        if (previous := state.previous) and queries[0].route != URGENT:
            leans = queries[0].leans or queries[0].of_no_document
            first = self._rewritten(state, queries[0]) if leans and len(queries) == 1 else None
            put = leaning if leans else behind
            queries[0], whole = first or put(queries[0], previous), put(whole, previous)
        return replace(state, queries=tuple(queries), whole=whole)

    def _rewritten(self, state: State, own: Query) -> Query | None:
        """The follow-up as the language model puts it, when there is one and code accepts what it says."""
        assert state.previous
        if self._writer is None or state.turn is None:
            return None
        rewritten = self._writer.rewrite(state.question, state.turn.questions, self.settings.llm_timeout / 4)
        return accepted(self._understanding.read(rewritten, state.home), own, state.previous) if rewritten else None

    def _answer(self, state: State) -> State:
        assert state.whole
        answer, queries = self._routes.answer_all(state.question, state.queries, state.whole, state.home, state.focus)
        return replace(state, answer=answer, queries=queries)

    def _verify(self, state: State) -> State:
        """The answer, or a refusal in its place when something in it does not hold."""
        assert state.answer
        asked = " ".join(query.text for query in state.queries)
        if not (problems := verify(state.answer, f"{self._known(state.answer)} {asked}", self._contacts.on_file)):
            return state
        _log.error("withheld an answer to %r: %s", masked(state.question), "; ".join(problems))
        return replace(state, answer=self._routes.nothing(state.question, state.queries[0], state.home, NOTHING))

    def _frame(self, state: State) -> State:
        """The answer below a sentence in English, for who asked in English; below one of help in a sad letter."""
        assert state.answer
        if any(query.sad for query in state.queries):
            text = f"{self.texts('notice.help')}\n\n{state.answer.text}"
            return replace(state, answer=state.answer.model_copy(update={"text": text}))
        if not is_english(state.question) or state.queries[0].route:
            return state
        given = state.answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
        states = dict.fromkeys(c.validity for c in state.answer.citations if c.validity is not Validity.IN_FORCE)
        notes = [self.texts(f"english.{validity}") for validity in states if given]
        frame = "\n\n".join([self.texts("english.answer" if given else "english.none"), *notes])
        return replace(state, answer=state.answer.model_copy(update={"text": f"{frame}\n\n{state.answer.text}"}))

    def _remember(self, state: State) -> State:
        assert state.answer
        if state.queries[0].route or state.answer.reason == NO_PLACE:
            return state  # what is said next is not about a place without documents
        asked_before = state.turn.questions if state.turn and state.queries[0].refers else ()
        earlier = (*asked_before[:1], *asked_before[1:][-3:])  # the first one names the matter
        asked = tuple(masked(query.text) for query in state.queries)
        focus = state.answer.citations[0].clause_id if state.answer.citations else None
        known = [p for p in state.queries[-1].places if self.index.docs_of(p)]
        place = known[0] if known else state.turn.place if state.turn else ""
        self.conversations.remember(state.session_id, Turn((*earlier, *asked), focus, place))
        return state

    def _open_writer(self) -> Writer | None:
        """What writes answers with a language model, when one is configured; else nothing of it is imported."""
        if not self.settings.llm_base_url and not self.settings.llm_model:
            return None
        from bot.llm.chat_model import OpenAIWriter  # langchain_openai takes seconds to import

        return Writer(OpenAIWriter(self.settings), self.texts, self.index.supports, PROMPTS)

    def _rechecked(self, written: Answer, composed: Answer, started: float) -> Answer:
        """The written answer, or the composed one when something in it does not hold."""
        if written.generated and (problems := verify(written, self._known(written), self._contacts.on_file)):
            _log.error("the composed answer stands in for the model's: %s", "; ".join(problems))
            written = composed
        total = _ms(time.perf_counter() - started)
        timings = composed.timings_ms | {"write": round(total - composed.timings_ms["total"], 1), "total": total}
        return written.model_copy(update={"timings_ms": timings})

    def _known(self, answer: Answer) -> str:
        """What an answer may say of a cited document besides its clauses: title, number, dates, damage."""
        words = [f"{c.title} {c.doc_number or ''} {c.clause_path}" for c in answer.citations]
        for doc_id in {c.doc_id for c in answer.citations}:
            if document := self.index.document(doc_id):
                dates = (document.issued_on, document.published_on, document.effective_on, document.expires_on)
                words += [f"{d} {d[:4]}年{int(d[5:7])}月{int(d[8:])}日" for d in dates if d]
                words += [e.text for e in document.evidence] + [w.message for w in document.warnings]
        return " ".join(words)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
