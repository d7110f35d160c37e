"""THE main flow: understand → retrieve → compose → verify → Answer."""

from __future__ import annotations

import logging
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from langchain_core.embeddings import Embeddings

from bot.answers import Answerer
from bot.conversation import Conversations, Turn
from bot.draft import plain
from bot.errors import QuestionError
from bot.masking import masked
from bot.models import Answer, AnswerStatus, SearchHit
from bot.normalise import is_english
from bot.retrieve import Retriever
from bot.rewriting import accepted
from bot.settings import Settings
from bot.texts import Texts
from bot.understand import Query, Understanding
from bot.verify import verify
from bot.words import Vocabulary
from bot.writing import Writer
from index.embed import load_embedder
from index.places import find_places
from index.rerank import load_reranker
from index.store import PolicyIndex

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
_log = logging.getLogger(__name__)


class Assistant:
    """Answers questions from one opened index. Thread-safe."""

    def __init__(
        self, settings: Settings, index: PolicyIndex, embedder: Embeddings, conversations: Conversations
    ) -> None:
        """Raises SettingsError when the texts or words in `prompts/` cannot be read, ModelError for the reranker."""
        self.settings = settings
        self.index = index
        self.conversations = conversations
        self.texts = Texts(PROMPTS)
        reranker = load_reranker(settings.reranker) if settings.reranker else None
        self.retriever = Retriever(index, embedder, reranker=reranker)
        vocabulary = Vocabulary.load(PROMPTS / "everyday.toml", settings.models)
        self._understanding = Understanding(vocabulary, index.documents(), settings.home_jurisdiction)
        self._answerer = Answerer(settings, index, self.retriever, self.texts)
        self._writer = self._open_writer()

    @classmethod
    def open(cls, settings: Settings, *, remember: bool = True) -> Assistant:
        """Loads the index and the model; `remember=False` keeps sessions in memory only.

        Raises:
            PolicyError: the index or the model cannot serve; the message names the mend.
        """
        index = PolicyIndex.open(settings.store, settings.embedding_model)
        embedder = load_embedder(settings.embedding_model, settings.models)
        path = settings.conversations if remember else None
        return cls(settings, index, embedder, Conversations(path, settings.session_hours))

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
        answer = self._composed(question, session_id, jurisdiction)
        if self._writer is None:
            for block in answer.text.split("\n\n"):
                yield block + "\n\n"
            yield answer
            return
        for piece in self._writer.stream(answer, self.settings.llm_timeout - (time.perf_counter() - started)):
            yield self._rechecked(piece, answer, started) if isinstance(piece, Answer) else piece

    def _composed(self, question: str, session_id: str | None, jurisdiction: str | None) -> Answer:
        """The answer without a language model."""
        started = time.perf_counter()
        question = self._check(question)
        turn = self.conversations.last(session_id)
        home = self._place(jurisdiction) if jurisdiction else self.settings.home_jurisdiction
        queries = self._understand(question, turn, home)
        understood = time.perf_counter()
        refers = queries[0].refers
        answer = self._answerer.answer_all(question, queries, home, focus=turn.clause_id if turn and refers else None)
        answer = self._verified(answer, question, queries[0], home)
        if is_english(question):
            answer = self._framed(answer)
        self._remember(session_id, queries, turn, answer)
        done = time.perf_counter()
        timings = {
            "understand": _ms(understood - started),
            "answer": _ms(done - understood),
            "total": _ms(done - started),
        }
        return answer.model_copy(update={"session_id": session_id, "timings_ms": timings})

    def search(self, query: str, k: int) -> list[SearchHit]:
        """The `k` clauses nearest to `query`, best first."""
        return self.retriever.search(query, k)

    def examples(self) -> list[str]:
        """Questions that the documents answer, for a visitor who does not know what to ask."""
        return self._answerer.examples()

    def _check(self, question: str) -> str:
        question = question.strip()
        limit = self.settings.max_question_chars
        if not question:
            raise QuestionError("empty_question", self.texts("question.empty"))
        if len(question) > limit:
            raise QuestionError("question_too_long", self.texts("question.too_long", limit=limit))
        if not any(unicodedata.category(c)[0] in "LN" for c in question):
            raise QuestionError("unreadable_question", self.texts("question.unreadable"))
        return question

    def _place(self, name: str) -> str:
        """The path of a place that a visitor chose: 甘肃省/兰州市, also when only 兰州 is given."""
        if name in self.index.jurisdictions():
            return name
        found = [m.path for m in find_places(name, prefer=self.index.jurisdictions()) if m.path]
        if not found:
            raise QuestionError("unknown_place", self.texts("question.unknown_place", name=plain(name)[:20]))
        return found[-1]

    def _understand(self, question: str, turn: Turn | None, home: str) -> list[Query]:
        """The queries of a question, read in the light of the earlier questions of the session."""
        earlier: list[Query] = []
        for text in turn.questions if turn else ():
            earlier.append(self._understanding.read(text, earlier[-1] if earlier else None, home))
        queries = self._understanding.read_all(question, earlier[-1] if earlier else None, home)
        if self._writer and turn and earlier and len(queries) == 1 and queries[0].refers:
            seconds = self.settings.llm_timeout / 4
            if rewritten := self._writer.rewrite(question, turn.questions, seconds):
                own = self._understanding.read(question, None, home)
                reading = accepted(self._understanding.read(rewritten, None, home), own, earlier)
                return [reading] if reading else queries
        return queries

    def _verified(self, answer: Answer, question: str, query: Query, home: str) -> Answer:
        """The answer, or a refusal in its place when something in it does not hold."""
        known = self._known(answer)
        problems = verify(answer, known)
        if not problems:
            return answer
        _log.error("withheld an answer to %r: %s", masked(question), "; ".join(problems))
        return self._answerer.nothing(question, query, home, [])

    def _framed(self, answer: Answer) -> Answer:
        """The answer below a sentence in English, for who asked in English."""
        given = answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
        frame = self.texts("english.answer" if given else "english.none")
        return answer.model_copy(update={"text": f"{frame}\n\n{answer.text}"})

    def _open_writer(self) -> Writer | None:
        """What writes answers with a language model, when one is configured; else nothing of it is imported."""
        if not self.settings.llm_base_url and not self.settings.llm_model:
            return None
        from bot.llm import OpenAIWriter  # langchain_openai takes seconds to import

        return Writer(OpenAIWriter(self.settings), self.texts, self.index.supports, PROMPTS)

    def _rechecked(self, written: Answer, composed: Answer, started: float) -> Answer:
        """The written answer, or the composed one when something in it does not hold."""
        if written.generated and (problems := verify(written, self._known(written))):
            _log.error("the composed answer stands in for the model's: %s", "; ".join(problems))
            written = composed
        total = _ms(time.perf_counter() - started)
        timings = composed.timings_ms | {"write": round(total - composed.timings_ms["total"], 1), "total": total}
        return written.model_copy(update={"timings_ms": timings})

    def _known(self, answer: Answer) -> str:
        """What an answer may say of a cited document besides its clauses: title, number, dates."""
        words = [f"{c.title} {c.doc_number or ''} {c.clause_path}" for c in answer.citations]
        for doc_id in {c.doc_id for c in answer.citations}:
            if document := self.index.document(doc_id):
                dates = (document.issued_on, document.published_on, document.effective_on, document.expires_on)
                words += [f"{d} {d[:4]}年{int(d[5:7])}月{int(d[8:])}日" for d in dates if d]
                words += [e.text for e in document.evidence]
        return " ".join(words)

    def _remember(self, session_id: str | None, queries: list[Query], turn: Turn | None, answer: Answer) -> None:
        if answer.status in (AnswerStatus.REFUSED, AnswerStatus.OUT_OF_SCOPE):
            return
        earlier = turn.questions[-4:] if turn and queries[0].refers else ()
        focus = answer.citations[0].clause_id if answer.citations else None
        self.conversations.remember(session_id, Turn((*earlier, *(masked(q.text) for q in queries)), focus))


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
