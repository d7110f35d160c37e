"""A gold set → answers → findings → scores: `python -m bot evaluate`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from bot.errors import QuestionError
from bot.evaluation.judge import GoldQuestion, Original, cited, judge, normal
from bot.evaluation.scores import DEPTHS, Outcome
from bot.models import Answer, AnswerStatus, SearchHit
from index.errors import PolicyError
from index.formats.load import load
from index.models import Clause, PolicyDocument


class Index(Protocol):
    """What is asked of the index."""

    def documents(self) -> list[PolicyDocument]: ...
    def document(self, doc_id: str) -> PolicyDocument | None: ...
    def clauses(self, ids: Iterable[str]) -> dict[str, Clause]: ...


class Asked(Protocol):
    """What is asked of the assistant: `bot.pipeline.Assistant`, or a stand-in."""

    @property
    def index(self) -> Index: ...
    def ask(self, question: str, *, session_id: str | None = None, jurisdiction: str | None = None) -> Answer: ...
    def search(self, query: str, k: int) -> list[SearchHit]: ...


def read_questions(path: Path) -> list[GoldQuestion]:
    """The questions of a JSONL file. Raises PolicyError naming the line that is none, or when there are none."""
    questions = []
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                questions.append(GoldQuestion.model_validate(json.loads(line)))
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(map(str, first["loc"]))
                raise PolicyError(
                    f"{path}, line {number}: {where}: {first['msg']}; see tests/gold/README.md"
                ) from error
            except ValueError as error:
                raise PolicyError(f"{path}, line {number}: {error}") from error
    if not questions:
        raise PolicyError(f"{path}: there is no question in it")
    return questions


def run(
    assistant: Asked,
    questions: Iterable[GoldQuestion],
    documents: Path,
    done: Callable[[], object] = lambda: None,
    *,
    ranked: bool = True,
) -> Iterator[Outcome]:
    """Asks each question in a conversation of its own; `documents` is the folder of the originals.

    Without `ranked` the search alone is not measured, which saves a third of the time.
    """
    originals, known = read_originals(assistant.index, documents)
    for question in questions:
        session = f"evaluate-{question.id}"
        for earlier in question.history:
            _ask(assistant, earlier, session)
        answer = _ask(assistant, question.q, session)
        gold_cited, cited_gold, clauses = cited(question, answer)
        yield Outcome(
            id=question.id,
            cat=question.cat,
            question=question.q,
            status=str(answer.status),
            text=answer.text,
            faults=tuple((f.fault, f.what) for f in judge(question, answer, originals, known)),
            gold=len(question.gold),
            gold_cited=gold_cited,
            cited=clauses,
            cited_gold=cited_gold,
            ranks=_ranks(assistant, question) if ranked else (),
            milliseconds=answer.timings_ms.get("total", 0.0),
            reason=answer.reason,
            confidence=answer.confidence,
        )
        done()


def read_originals(index: Index, folder: Path) -> tuple[dict[str, Original], dict[str, PolicyDocument]]:
    """The text of each document as it came, and what was read out of it, by doc_id.

    Raises PolicyError when an original is not in `folder`: a quote cannot be checked against the index's own text.
    """
    originals, documents = {}, {}
    for summary in index.documents():
        path = folder / summary.source_file
        if not path.is_file():
            raise PolicyError(f"{path} is not there, which the index was built from: give its folder as --documents")
        originals[summary.doc_id] = Original(load(path)[0].text)
        documents[summary.doc_id] = index.document(summary.doc_id) or summary
    return originals, documents


def _ask(assistant: Asked, question: str, session: str) -> Answer:
    try:
        return assistant.ask(question, session_id=session)
    except QuestionError as error:
        return Answer(question=question[:200], status=AnswerStatus.ERROR, text=error.message)


def _ranks(assistant: Asked, question: GoldQuestion) -> tuple[int | None, ...]:
    """Where the search has each gold clause; nothing for a follow-up, which says little by itself."""
    if not question.gold or question.history:
        return ()
    hits = assistant.search(question.q, max(DEPTHS))
    clauses = assistant.index.clauses([hit.clause_id for hit in hits])
    texts = [normal(clauses[hit.clause_id].text) for hit in hits if hit.clause_id in clauses]
    return tuple(
        next((rank for rank, text in enumerate(texts, 1) if normal(gold) in text), None) for gold in question.gold
    )
