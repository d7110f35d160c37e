"""What stands above an answer for whom it is for: a sentence in English, one of help in a sad letter."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.texts import Texts
from bot.models import Answer, AnswerStatus
from bot.question.normalise import is_english
from bot.question.understand import Query
from index.models import Validity


def framed(answer: Answer, texts: Texts, question: str, queries: Sequence[Query]) -> Answer:
    """The answer below a sentence in English, for who asked in English; below one of help in a sad letter."""
    if any(query.sad for query in queries):
        return answer.model_copy(update={"text": f"{texts('notice.help')}\n\n{answer.text}"})
    if not is_english(question) or queries[0].route:
        return answer
    given = answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
    states = dict.fromkeys(c.validity for c in answer.citations if c.validity is not Validity.IN_FORCE)
    notes = [texts(f"english.{validity}") for validity in states if given]
    frame = "\n\n".join([texts("english.answer" if given else "english.none"), *notes])
    return answer.model_copy(update={"text": f"{frame}\n\n{answer.text}"})
