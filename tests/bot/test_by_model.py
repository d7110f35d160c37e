"""A question's way with a language model behind it: nobody waits for it, and it changes only which sentences answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

import pytest

from bot.conversation import Conversations
from bot.models import Answer, AnswerStatus, Composed
from bot.pipeline import Assistant
from bot.settings import Settings
from index.embedding.offline import CARRIED_MODEL
from tests.bot.llm.fake_generators import ANSWERS, BAD, question_of, right
from tests.bot.made_up_documents import HOME
from tests.bot.stub_model import StubModel, stub_model

pytestmark = pytest.mark.model

SURE = "兰州的国家级孵化器扶持多少钱？"
READING = "直接回答的句子的编号"  # how the prompt of the reader ends


@pytest.fixture(scope="module")
def running() -> Iterator[StubModel]:
    with stub_model() as model:
        yield model


@pytest.fixture
def stub(running: StubModel) -> Iterator[StubModel]:
    yield running
    running.reset()


def read_by(choice: Callable[[str], str]) -> Callable[[str], str]:
    """Right in the exam, then `choice`."""
    return lambda user: right(user) if READING in user and question_of(user) in ANSWERS else choice(user)


def sentence_with(words: str) -> Callable[[str], str]:
    """The number of the sentence that holds `words`, 无 where none does."""

    def choice(user: str) -> str:
        found = re.search(rf"^(\d+\.\d+) .*{words}", user, re.MULTILINE)
        return found[1] if found else "无"

    return choice


@pytest.fixture
def assistant(stub, small_store, small_index, models_dir, models) -> Callable[..., Assistant]:
    def make(reply: Callable[[str], str], **settings: object) -> Assistant:
        stub.reply = reply
        given = {"llm_reads": "always", "llm_writes": False} | settings
        found = Assistant(
            Settings(
                store=small_store, models=models_dir, embedding_model=CARRIED_MODEL, home_jurisdiction=HOME,
                llm_base_url=stub.address, llm_model="stub", **given,
            ),
            small_index, models, Conversations(None, 1),
        )  # fmt: skip
        assert found.model
        if given["llm_reads"] != "never":
            found.model.examiner.wait()
        stub.requests.clear()
        return found

    return make


def told(assistant: Assistant, question: str, session: str | None = None) -> tuple[Answer | None, Answer]:
    """The composed answer that is shown first, where a model is asked, and the final one."""
    *pieces, final = assistant.stream(question, session_id=session)
    shown = "".join(piece for piece in pieces if isinstance(piece, str)).strip()
    composed = next((piece.answer for piece in pieces if isinstance(piece, Composed)), None)
    assert isinstance(final, Answer)
    assert shown == (composed or final).text
    return composed, final


def test_what_the_model_chooses_is_composed_by_the_same_code(assistant):
    composed, final = told(assistant(read_by(sentence_with("最高12万元购房补贴"))), "盘锦给博士多少钱？")
    assert composed
    assert (final.status, final.generated) == (AnswerStatus.ANSWERED, False)
    assert final.citations[0].quote.endswith("给予最高12万元购房补贴。")
    assert "已失效" in final.text  # what code says of the document stays
    assert final.confidence and final.confidence > 0.9
    assert {"read_again", "write", "total"} <= set(final.timings_ms)


def test_another_clause_than_the_local_readers(assistant):
    composed, final = told(assistant(read_by(sentence_with("理财产品"))), "兰州办创新比赛给补贴吗")
    assert composed and "45万元" in composed.text
    assert "不得用于购买理财产品" in final.text and "45万元" not in final.text


def test_none_is_an_answer_too(assistant):
    composed, final = told(assistant(read_by(lambda _: "无")), SURE)
    assert composed and composed.status is AnswerStatus.ANSWERED
    assert final.status is AnswerStatus.NO_EVIDENCE
    assert "万元" not in final.text


def test_a_tier_and_a_figure_that_the_clause_has_not_stay_codes_matter(assistant):
    _, final = told(assistant(read_by(sentence_with("鼓励高校、院所建设众创空间"))), "兰州的众创空间补贴多少钱？")
    assert (final.status, final.reason) == (AnswerStatus.PARTIAL, "figure_not_given")
    assert "万元" not in final.text


@pytest.mark.parametrize(
    ("reads", "question", "asked"),
    [
        ("always", SURE, True),
        ("unsure", SURE, False),
        ("unsure", "兰州的宠物医院补贴多少钱？", True),
        ("never", "兰州的宠物医院补贴多少钱？", False),
        ("always", "你好", False),
        ("always", "兰州有哪些扶持政策？", False),
    ],
)
def test_when_it_is_asked_to_read(assistant, stub, reads, question, asked):
    composed, final = told(assistant(read_by(lambda _: "无"), llm_reads=reads), question)
    assert bool(composed) is bool(stub.requests) is asked
    if not asked:
        assert final == (composed or final)


@pytest.mark.parametrize("kind", ["random 0", "always the first", "always none", "prose"])
def test_a_model_that_fails_the_exam_changes_nothing(assistant, stub, bot, kind):
    found = assistant(BAD[kind])
    for question in (SURE, "兰州的宠物医院补贴多少钱？"):
        composed, final = told(found, question)
        assert (composed, final.text) == (None, bot.ask(question).text)
    assert stub.requests == []


def test_a_passed_model_that_turns_bad_leaves_the_answer(assistant, bot):
    found = assistant(read_by(lambda _: "根据资料，奖励500万元。"))
    composed, final = told(found, SURE)
    assert composed and final.text == composed.text == bot.ask(SURE).text


def test_nobody_waits_for_a_model_that_hangs(assistant, stub, bot):
    found = assistant(right, llm_timeout=60, llm_writes=True)
    stub.behaviour = "silent"
    started = time.monotonic()
    pieces = found.stream(SURE, session_id="hangs")
    assert next(pieces) in bot.ask(SURE).text + "\n\n"
    whole = next(piece.answer for piece in pieces if isinstance(piece, Composed))
    assert time.monotonic() - started < 30  # half of what a model has, on the slowest machine
    assert found.conversations.last("hangs")  # a follow-up finds the turn already
    stub.released.set()
    *_, final = pieces
    assert (final.text, final.citations, final.generated) == (whole.text, whole.citations, False)


def test_a_model_has_no_longer_than_the_setting_says(assistant, stub):
    found = assistant(right, llm_timeout=3)
    stub.behaviour = "silent"
    started = time.monotonic()
    composed, final = told(found, SURE)
    assert composed and final.text == composed.text
    assert time.monotonic() - started < 20  # the stub would hang for 30


def test_the_final_answer_is_what_follow_ups_lean_on(assistant):
    found = assistant(read_by(sentence_with("理财产品")))
    told(found, "兰州办创新比赛给补贴吗", "s")
    turn = found.conversations.last("s")
    assert turn and "理财产品" in found.index.clause(turn.clause_id).text


def test_a_question_that_was_asked_meanwhile_is_what_the_next_leans_on(assistant):
    found = assistant(read_by(sentence_with("理财产品")))
    pieces = found.stream("兰州办创新比赛给补贴吗", session_id="s")
    while not isinstance(next(pieces), Composed):
        pass
    other = told(found, "兰州的科研人员可以兼职吗？", "s")[1]
    turn = found.conversations.last("s")
    list(pieces)
    assert other.citations and found.conversations.last("s") == turn


def test_a_draft_in_words_comes_last(assistant):
    draft = "对新认定的国家级孵化器给予一次性90万元的扶持资金[1]。"
    found = assistant(read_by(lambda user: sentence_with("国家级、省级、市级")(user) if READING in user else draft),
                      llm_writes=True)  # fmt: skip
    composed, final = told(found, SURE)
    assert composed and draft not in composed.text
    assert final.generated and draft in final.text
