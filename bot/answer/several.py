"""Several questions of one text → one answer: each in order, or said to be not stated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.answer.builder import adds_nothing, join, plain
from bot.answer.texts import Texts
from bot.models import Answer, AnswerStatus
from bot.question.kinds import Kind
from bot.question.pieces import asking_piece
from bot.question.understand import Query

_PART = 40  # characters by which a question is called


def several(
    ask: Callable[[Query], Answer], texts: Texts, question: str, queries: Sequence[Query], whole: Query
) -> tuple[Answer, tuple[Query, ...]]:
    """One answer to all the questions in a text; `partial` when some of them have none.

    `whole` is the text as one question, which it may be where none of `queries` is answered; with the answer the
    queries that it is to.
    """
    asked = tuple(queries)
    answers = [ask(query) for query in asked]
    if len(answers) > 1 and all(answer.status is not AnswerStatus.ANSWERED for answer in answers):
        answer = ask(whole)
        if all((answer.confidence or 0.0) >= (part.confidence or 0.0) for part in answers):
            return answer, (whole,)
    good = [a for a in answers if a.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)]
    if len(answers) == 1 or not good:
        return answers[0], asked
    said: list[Answer] = []
    for query, answer in zip(asked, answers, strict=True):
        if part := _part(texts, question, query, answer, said):
            said.append(part)
    return join(question, sorted(said, key=lambda part: not part.citations)), asked


def _part(texts: Texts, question: str, query: Query, answer: Answer, before: Sequence[Answer]) -> Answer | None:
    """The answer to one question of several: where nothing plainly answers it, that is said of it by its words.

    None where what was said for a question before it answers it, too.
    """
    part = plain(asking_piece(query.text))[:_PART]
    known = bool(before) and not query.asks(Kind.OFFICE) and adds_nothing(answer, before)
    if answer.status is AnswerStatus.ANSWERED:
        return None if known else answer
    if known:
        text = texts("answer.part_said", part=part)
        return answer.model_copy(update={"text": text, "status": AnswerStatus.PARTIAL})
    if answer.status is AnswerStatus.PARTIAL:
        text = answer.text
        for frame in (texts("answer.nearly"), texts("answer.perhaps")):
            text = text.replace(frame, texts("answer.of_part", part=part) + frame, 1)
        return answer.model_copy(update={"text": text})
    return Answer(question=question, status=answer.status, text=texts("answer.part_missing", part=part))
