"""The handlers of the Gradio chat, without a browser."""

from __future__ import annotations

import pytest

from bot.web import texts
from bot.web.chat import replies
from bot.web.feedback import Feedback
from bot.web.service import Service
from bot.web.transcripts import Transcripts
from tests.bot.web.fake import QUESTION, FakeAssistant


@pytest.fixture
def transcripts(tmp_path):
    return Transcripts(tmp_path / "transcripts.sqlite", hours=1, turns=3)


@pytest.fixture
def run(transcripts):
    def running(service, question, session="s", place=""):
        return list(replies(service, transcripts, question, session, place))

    return running


def test_an_answer_takes_the_place_of_its_draft(run, service, assistant):
    steps = run(service, QUESTION, place="某省/榆川市")
    assert steps[0][0] == ""  # the field is emptied at once
    assert "正在查阅" in steps[0][1][-1]["content"]
    assert [m["role"] for m in steps[-1][1]] == ["user", "assistant"]
    assert 'class="cite"' in steps[-1][1][-1]["content"]
    assert assistant.asked == [(QUESTION, "s", "某省/榆川市")]


def test_the_conversation_is_the_servers_own(run, service):
    run(service, QUESTION)
    assert len(run(service, "那省级的呢？")[-1][1]) == 4
    assert len(run(service, "那省级的呢？", session="other")[-1][1]) == 2


def test_nothing_asked_is_nothing_answered(run, service, assistant):
    assert run(service, "  \n") == [("", [])]
    assert assistant.asked == []


@pytest.mark.parametrize(
    ("question", "kept", "sentence"), [("问" * 600, True, "问题过长"), ("故障", False, texts.FAILED)]
)
def test_errors_are_polite(run, service, question, kept, sentence):
    field, shown = run(service, question)[-1]
    assert (field == question) is kept
    assert sentence in shown[-1]["content"]


def test_while_starting(run):
    field, shown = run(Service(FakeAssistant), QUESTION)[-1]
    assert field == QUESTION
    assert texts.STARTING in shown[-1]["content"]


def test_script_and_broken_characters_in_a_question_are_text(run, service):
    shown = run(service, "<script>x</script>\ud800 **粗**")[-1][1][0]["content"]
    assert shown == '<div class="question">&lt;script&gt;x&lt;/script&gt; **粗**</div>'


def test_transcripts_last_over_a_restart_and_no_longer_than_they_should(transcripts, tmp_path):
    answer = FakeAssistant().ask(QUESTION)
    kept = [transcripts.add("a", answer) for _ in range(4)]
    transcripts.close()
    again = Transcripts(tmp_path / "transcripts.sqlite", hours=1, turns=3)
    assert again.of("a") == kept[1:]
    assert again.of("b") == []
    assert again.find(kept[0].id) == kept[0]
    assert again.find("nothing") is None
    expired = Transcripts(tmp_path / "transcripts.sqlite", hours=0)
    assert (expired.of("a"), expired.find(kept[0].id)) == ([], None)
    expired.add("c", answer)
    assert again.of("a") == []


def test_personal_numbers_never_reach_the_disk(transcripts, tmp_path):
    number, office = "13812345678", "0931-1234567"
    text = f"收录的文件里没有写明“{number}”。\n\n联系电话：{office} [1]"
    answer = FakeAssistant().ask(QUESTION).model_copy(update={"question": f"我的电话{number}，有补贴吗", "text": text})
    told = transcripts.add("a", answer)
    assert (told.question, told.text) == (answer.question, text)  # who asks sees it as it is
    feedback = Feedback(tmp_path / "feedback.sqlite")
    feedback.add(transcripts.find(told.id), False, f"请打{number}")
    feedback.close()
    transcripts.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert number.encode() not in written
    assert office.encode() in written  # a number that a document gives
    assert "我的电话＊＊＊，有补贴吗".encode() in written
