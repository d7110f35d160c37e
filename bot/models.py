"""What the assistant takes and gives. JSON field names are part of the outside contract."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from index.models import Model, PolicyWarning, Validity


class AnswerStatus(StrEnum):
    """How a question ended. `ANSWERED` and `PARTIAL` rest on citations; the others give no figure."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    CLARIFICATION = "clarification"
    NO_EVIDENCE = "no_evidence"
    OUT_OF_SCOPE = "out_of_scope"
    REFUSED = "refused"
    ERROR = "error"


class Citation(Model):
    """A clause that an answer rests on. `quote` stands in `clause_text` letter for letter."""

    marker: str  # "[1]"
    clause_id: str
    doc_id: str
    title: str
    doc_number: str | None
    jurisdiction: str
    issued_on: str | None
    validity: Validity
    clause_path: str
    quote: str
    clause_text: str
    url: str  # "/policies/DOC_ID#CLAUSE_ID"
    warnings: tuple[PolicyWarning, ...] = ()


class Contact(Model):
    """How to reach an office. `named` is what the answer calls it; `name` and `place`, a path, are those on file.

    Each of the others is "" when it is not on file; `phone` may hold several numbers.
    """

    named: str
    name: str
    place: str
    phone: str = ""
    address: str = ""
    hours: str = ""
    web: str = ""


class Answer(Model):
    """`text` is Markdown with markers `[1]`.

    `reason` names what decided (`reader_sure`, `refusal`, `no_place` …); `confidence` is the probability that the first
    cited clause answers, None where nothing was read. `contacts` are those on file of the offices that it names.
    """

    id: str | None = None
    question: str
    status: AnswerStatus
    text: str
    citations: tuple[Citation, ...] = ()
    warnings: tuple[PolicyWarning, ...] = ()
    contacts: tuple[Contact, ...] = ()
    timings_ms: dict[str, float] = Field(default_factory=dict)
    session_id: str | None = None
    reason: str = ""
    confidence: float | None = None
    generated: bool = False  # True when a language model wrote the text


class Composed(Model):
    """A whole answer that a language model is still asked about: the one after it may take its place."""

    answer: Answer


class NextStep(Model):
    """A question that leads on from an answer: what a button says, and what it asks."""

    label: str
    question: str


class SearchHit(Model):
    """A clause found for a question.

    `score` grows with relevance and compares within one search only; `similarity` is the cosine of the embeddings and
    `lexical` the BM25 score, each 0 when the clause was found by the other alone.
    """

    clause_id: str
    doc_id: str
    source_id: str | None
    score: float
    similarity: float = 0.0
    lexical: float = 0.0
