"""THE main flow, a question's way to its answer: check → recall → understand → answer → verify → frame → remember.

`answer` is the way of `bot/answer/routes.py`: route, search, read, decide, compose. Each step takes the state and gives
the next; its time is in the answer. With a language model the way is gone once more behind the answer, from understand
on (decision 5): nobody waits for it.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.answer.builder import plain
from bot.answer.contacts import Contacts
from bot.answer.frame import framed
from bot.answer.refuse import NO_PLACE
from bot.answer.routes import Routes
from bot.answer.texts import Texts
from bot.answer.verify import known_of, verify
from bot.conversation import Conversations, Turn
from bot.errors import QuestionError
from bot.evidence.decide import Decide
from bot.evidence.gather import NOTHING, Depth, Found, Gather
from bot.evidence.read import Reader, Remembering
from bot.evidence.search import Retriever
from bot.llm.generation import time_left, time_limit
from bot.llm.model import DEPTH, LanguageModel
from bot.llm.rewriting import accepted
from bot.local_models import LocalModels
from bot.models import Answer, Composed, SearchHit
from bot.propose.proposals import Proposals
from bot.question.check import checked
from bot.question.intent import URGENT
from bot.question.masking import masked
from bot.question.understand import Query, Understanding, behind, leaning
from bot.runnable import AnswerRunnable
from bot.settings import Settings
from index.places.find import find_places
from index.store.policy_index import PolicyIndex

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class State:
    """A question on its way, as several `queries` and as the `whole` that it is.

    `previous` is the question before, `focus` the clause that answered it. `remembered` is what was remembered of this
    one, `again` says that a language model is asked now.
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
    remembered: Turn | None = None
    again: bool = False


Step = Callable[[State], State]


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
        self.models = models
        self._decide = Decide.load()
        self._contacts = Contacts.load(PROMPTS / "contacts.toml", settings.bureau_name, home)
        local = Remembering(models.reader)
        self.model = LanguageModel.open(settings, self.texts, PROMPTS, local)
        self._routes = self._routes_of(local, models.depth)
        self._model_routes = self._routes_of(self.model.reader, DEPTH) if self.model else self._routes
        read = self._understanding.read
        self.proposals = Proposals(self.texts, self.retriever, models.reader, home, read, self.preview)
        self._steps: tuple[tuple[str, Step], ...] = (
            ("check", self._check),
            ("recall", self._recall),
            ("understand", self._understand),
            ("answer", self._answer),
            ("verify", self._verify),
            ("frame", self._frame),
            ("remember", self._remember),
        )

    def _routes_of(self, reader: Reader, depth: Depth) -> Routes:
        gather = Gather(self.index, self.retriever, reader, self._decide, self.settings.candidates, depth)
        return Routes(self.settings, gather, self.texts, self._contacts, lambda: self.proposals.example())

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
    ) -> Iterator[str | Composed | Answer]:
        """Pieces of the composed answer's text, then the whole Answer.

        Where a language model is asked the composed answer comes whole in between, and is remembered by then.

        Raises:
            QuestionError: as `ask`.
        """
        started = time.perf_counter()
        state = self._run(State(question, session_id, jurisdiction))
        answer = _answer_of(state)
        for block in answer.text.split("\n\n"):
            yield block + "\n\n"
        if self.model and (self.model.looks_again(answer, state.queries) or self.model.writes(answer)):
            yield Composed(answer=answer)
            with time_limit(self.settings.llm_timeout - (time.perf_counter() - started)):
                answer = self._by_model(state, started)
        yield answer

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
        return _answer_of(self._run(State(question, session_id), self._steps[:-1]))

    def _run(self, state: State, steps: Sequence[tuple[str, Step]] = ()) -> State:
        """The state after `steps`, or all of them."""
        started = time.perf_counter()
        timings = {}
        for name, step in steps or self._steps:
            before = time.perf_counter()
            state = step(state)
            timings[name] = _ms(time.perf_counter() - before)
        timings["total"] = _ms(time.perf_counter() - started)
        told = {"session_id": state.session_id, "timings_ms": timings}
        return replace(state, answer=_answer_of(state).model_copy(update=told))

    def _check(self, state: State) -> State:
        question = checked(state.question, self.texts, self.settings.max_question_chars)
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
            first = self._rewritten(state, queries[0]) if state.again and leans and len(queries) == 1 else None
            put = leaning if leans else behind
            queries[0], whole = first or put(queries[0], previous), put(whole, previous)
        return replace(state, queries=tuple(queries), whole=whole)

    def _rewritten(self, state: State, own: Query) -> Query | None:
        """The follow-up as the language model puts it, when there is one and code accepts what it says."""
        assert state.previous and state.turn and self.model
        seconds = min(time_left(), self.settings.llm_timeout / 4)
        rewritten = self.model.writer.rewrite(state.question, state.turn.questions, seconds)
        return accepted(self._understanding.read(rewritten, state.home), own, state.previous) if rewritten else None

    def _answer(self, state: State) -> State:
        assert state.whole
        routes = self._model_routes if state.again else self._routes
        answer, queries = routes.answer_all(state.question, state.queries, state.whole, state.home, state.focus)
        return replace(state, answer=answer, queries=queries)

    def _verify(self, state: State) -> State:
        """The answer, or a refusal in its place when something in it does not hold."""
        asked = " ".join(query.text for query in state.queries)
        if not (problems := self._problems(_answer_of(state), asked)):
            return state
        _log.error("withheld an answer to %r: %s", masked(state.question), "; ".join(problems))
        return replace(state, answer=self._routes.nothing(state.question, state.queries[0], state.home, NOTHING))

    def _problems(self, answer: Answer, asked: str = "") -> list[str]:
        """What does not hold of an answer to a question that was `asked`."""
        return verify(answer, f"{known_of(answer, self.index.document)} {asked}", self._contacts.on_file)

    def _frame(self, state: State) -> State:
        return replace(state, answer=framed(_answer_of(state), self.texts, state.question, state.queries))

    def _remember(self, state: State) -> State:
        answer = _answer_of(state)
        if state.queries[0].route or answer.reason == NO_PLACE:
            return state  # what is said next is not about a place without documents
        asked_before = state.turn.questions if state.turn and state.queries[0].refers else ()
        earlier = (*asked_before[:1], *asked_before[1:][-3:])  # the first one names the matter
        asked = tuple(masked(query.text) for query in state.queries)
        focus = answer.citations[0].clause_id if answer.citations else None
        known = [p for p in state.queries[-1].places if self.index.docs_of(p)]
        place = known[0] if known else state.turn.place if state.turn else ""
        if state.again and self.conversations.last(state.session_id) != state.remembered:
            return state  # something else was asked meanwhile
        turn = Turn((*earlier, *asked), focus, place)
        self.conversations.remember(state.session_id, turn)
        return replace(state, remembered=turn)

    def _by_model(self, state: State, started: float) -> Answer:
        """The final answer: with the evidence that the language model chose, then in its words, where these hold."""
        assert self.model
        composed = answer = _answer_of(state)
        before = time.perf_counter()
        if self.model.looks_again(composed, state.queries):
            answer = _answer_of(self._run(replace(state, again=True), self._steps[2:]))
        between = time.perf_counter()
        answer = self.model.write(answer, self._problems)
        now = time.perf_counter()
        told = {"read_again": _ms(between - before), "write": _ms(now - between), "total": _ms(now - started)}
        return answer.model_copy(update={"timings_ms": composed.timings_ms | told})


def _answer_of(state: State) -> Answer:
    assert state.answer
    return state.answer


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
