"""The handlers of the Gradio chat, without a browser."""

from __future__ import annotations

import pytest

from bot.web.chat.gradio_chat import replies
from bot.web.language import texts
from bot.web.service import Service
from bot.web.storage.transcripts import Transcripts
from tests.bot.web.fake_assistant import FINAL, QUESTION, FakeAssistant


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


def test_a_composed_answer_stands_while_a_model_is_asked(run, service, assistant, transcripts):
    assistant.gate.set()
    steps = [shown[-1]["content"] for _, shown in run(service, "核对：" + QUESTION)]
    composed, final = steps[-2:]
    assert "正在核对…" in composed and "一次性给予" in composed
    assert 'class="tools"' not in composed and 'class="tools"' in final
    assert "可以得到" in final and "正在核对" not in final
    assert [a.text for a in transcripts.of("s")] == [FINAL]  # in the place of the first one


def test_a_composed_answer_stays_where_the_model_breaks(run, service, assistant, transcripts):
    assistant.gate.set()
    final = run(service, "核对，坏：" + QUESTION)[-1][1][-1]["content"]
    assert "一次性给予" in final and "正在核对" not in final
    assert len(transcripts.of("s")) == 1


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
