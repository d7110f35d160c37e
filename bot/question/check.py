"""Whether a question can be taken."""

from __future__ import annotations

import unicodedata

from bot.answer.texts import Texts
from bot.errors import QuestionError


def checked(question: str, texts: Texts, limit: int) -> str:
    """The question without white space around it.

    Raises:
        QuestionError: it is empty, longer than `limit` characters, or has neither a letter nor a figure.
    """
    question = question.strip()
    if not question:
        raise QuestionError("empty_question", texts("question.empty"))
    if len(question) > limit:
        raise QuestionError("question_too_long", texts("question.too_long", limit=limit))
    if not any(unicodedata.category(c)[0] in "LN" for c in question):
        raise QuestionError("unreadable_question", texts("question.unreadable"))
    return question
