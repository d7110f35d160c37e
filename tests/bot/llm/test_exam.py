"""Who may read answers: only a model that chooses the right sentences."""

from __future__ import annotations

import logging

import pytest

from bot.llm.exam import Exam, Examiner, examine
from bot.llm.generation import Breaker, GenerationError
from bot.llm.reading import ChatReader
from index.errors import SettingsError
from tests.bot.llm.fake_generators import BAD, EXAM, PROMPTS, Replies, late, numbers_of, question_of, right, unreachable


def reader_of(reply, breaker: Breaker | None = None) -> ChatReader:
    return ChatReader(Replies(reply), PROMPTS, breaker or Breaker(), 5)


def mistaken(*at: int):
    """Right but on the items `at`, of which it says none or the first sentence."""
    wrong = {EXAM.items[n].question for n in at}

    def reply(user: str) -> str:
        if question_of(user) not in wrong:
            return right(user)
        return "无" if right(user) != "无" else numbers_of(user)[0]

    return reply


def test_the_exam_is_what_it_should_be():
    assert len(EXAM.items) == 16 and EXAM.needed == 14
    assert sum(not item.answers for item in EXAM.items) == 5
    firsts = [item.answers[0].split(".")[0] for item in EXAM.items if item.answers]
    assert max(firsts.count(n) for n in firsts) <= 3  # the right passage stands at changing places
    for item in EXAM.items:
        given = {f"{n}.{at}" for n, p in enumerate(item.cut(), 1) for at in range(1, len(p.sentences) + 1)}
        assert {*item.answers, *item.also} <= given, item.question
        assert all(p.text[end - 1] not in "，、" for p in item.cut() for _, end in p.sentences)


@pytest.mark.parametrize(("mistakes", "passes"), [((), True), ((3, 15), True), ((0, 3, 15), False)])
def test_two_mistakes_are_forgiven(mistakes, passes):
    result = examine(reader_of(mistaken(*mistakes)), EXAM, 5)
    assert (result.right >= EXAM.needed, result.failure) == (passes, "")


@pytest.mark.parametrize("kind", BAD)
def test_no_bad_model_passes(kind):
    result = examine(reader_of(BAD[kind]), EXAM, 5)
    assert result.right < EXAM.needed
    assert result.asked < len(EXAM.items)  # no further than it takes to know


@pytest.mark.parametrize(
    ("reply", "passes", "line"),
    [
        (right, True, "the model reads answers: 16 of 16 right in the exam, 0."),
        (lambda _: "好的", False, "the model does not read answers: 0 of 3 right in the exam, 14 of 16 are needed"),
        (unreachable, False, "the model cannot be asked: the connection is refused; tried again in 60 s"),
        (late, False, "the model cannot be asked: not done within 0.2 s"),
    ],
)
def test_one_line_says_how_it_went(reply, passes, line, caplog):
    caplog.set_level(logging.INFO, logger="bot.llm.exam")
    examiner = Examiner(EXAM, reader_of(reply), Breaker(), "the model", 0.2)
    assert not examiner.passed()  # nobody waits for it
    assert examiner.wait() is passes
    assert [r.getMessage()[: len(line)] for r in caplog.records] == [line]


def test_it_is_examined_again_after_it_was_left_alone():
    now = [0.0]
    breaker = Breaker(3, 60, lambda: now[0])
    generator = Replies(right)
    examiner = Examiner(EXAM, ChatReader(generator, PROMPTS, breaker, 5), breaker, "the model", 5, lambda: now[0])
    assert examiner.wait()
    for _ in range(3):
        breaker.failed()
    generator.reply = lambda _: "好的"  # another model answers at the address
    assert not examiner.wait()
    assert len(generator.asked) == 16  # left alone
    now[0] = 61.0
    assert not examiner.wait()
    assert len(generator.asked) == 19


def test_one_that_could_not_be_asked_is_asked_again_later():
    now = [0.0]

    def reply(user: str) -> str:
        if now[0] < 50:
            raise GenerationError("the connection is refused")
        return right(user)

    generator = Replies(reply)
    examiner = Examiner(EXAM, ChatReader(generator, PROMPTS, Breaker(), 5), Breaker(), "the model", 5, lambda: now[0])
    assert not examiner.wait()
    assert not examiner.wait()
    assert len(generator.asked) == 1
    now[0] = 61.0
    assert examiner.wait()


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"needed": 3}\n', '{"needed": 1}\n{"question": "问", "passages": [], "answers": []}'],
)
def test_a_broken_exam_stops_the_start(tmp_path, text):
    (tmp_path / "exam.jsonl").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"exam\.jsonl"):
        Exam.load(tmp_path / "exam.jsonl")
