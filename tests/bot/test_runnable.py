"""The assistant as a Runnable says what `ask` says."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from langchain_core.output_parsers import StrOutputParser

from bot.errors import QuestionError
from bot.models import Answer, AnswerStatus
from bot.runnable import AnswerRunnable

QUESTION = "兰州的国家级孵化器扶持多少钱？"


@pytest.mark.model
def test_it_answers(bot):
    answers, asked = bot.as_runnable(), bot.ask(QUESTION)
    message = answers.invoke(QUESTION)
    whole = Answer(**message.response_metadata["answer"])
    assert message.content == whole.text == asked.text
    assert whole.citations == asked.citations
    assert (answers | StrOutputParser()).batch([QUESTION] * 3) == [asked.text] * 3
    chunks = list(answers.stream(QUESTION))
    assert len(chunks) > 2
    together = sum(chunks[1:], chunks[0])
    assert together.content.strip() == asked.text
    assert together.response_metadata["answer"]["text"] == asked.text


@pytest.mark.model
def test_a_session_is_named_in_the_config(bot):
    answers = bot.as_runnable()
    session = {"configurable": {"session_id": "runnable"}}
    answers.invoke(QUESTION, session)
    assert "60万元" in answers.invoke("那省级的呢？", session).content
    assert "20万元" in "".join(chunk.content for chunk in answers.with_config(session).stream("市级的呢？"))


@pytest.mark.model
@pytest.mark.parametrize("place", ["辽宁省/盘锦市", "甘肃省/兰州市"])
def test_a_place_is_named_in_the_config(bot, place):
    message = bot.as_runnable().invoke("众创空间有什么支持？", {"configurable": {"jurisdiction": place}})
    assert message.content == bot.ask("众创空间有什么支持？", jurisdiction=place).text


@pytest.mark.model
def test_a_question_that_cannot_be_taken(bot):
    with pytest.raises(QuestionError):
        bot.as_runnable().invoke(" ")
    with pytest.raises(QuestionError):
        list(bot.as_runnable().stream(" "))


@dataclass
class Written:
    """What an assistant with a language model streams: pieces of the draft, then the answer."""

    pieces: tuple[str, ...]
    text: str

    def stream(self, question: str, *, session_id: str | None, jurisdiction: str | None):
        yield from self.pieces
        yield Answer(question=question, status=AnswerStatus.ANSWERED, text=self.text)


@pytest.mark.parametrize(
    ("pieces", "text", "streamed"),
    [
        (("甲。", "乙。"), "甲。乙。\n\n丙。", "甲。乙。\n\n丙。"),  # the draft stands, and something follows
        (("甲。\n\n",), "甲。", "甲。\n\n"),
        (("甲。",), "丙。丁。", "甲。\n\n丙。丁。"),  # the draft was given up
        ((), "丙。", "丙。"),
    ],
)
def test_a_stream_ends_with_the_whole_answer(pieces, text, streamed):
    chunks = list(AnswerRunnable(Written(pieces, text)).stream("问？"))
    assert "".join(chunk.content for chunk in chunks) == streamed
    assert chunks[-1].response_metadata["answer"]["text"] == text
