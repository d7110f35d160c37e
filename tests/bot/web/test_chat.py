"""The handlers of the Gradio chat, without a browser."""

from __future__ import annotations

import pytest
from fake import QUESTION, FakeAssistant

from bot.web import texts
from bot.web.chat import replies
from bot.web.service import Service
from bot.web.transcripts import Transcripts


def _run(service, question, transcripts=None, session="s", place=""):
    return list(replies(service, transcripts or Transcripts(), question, session, place))


def test_an_answer_takes_the_place_of_its_draft(service, assistant):
    steps = _run(service, QUESTION, place="某省/榆川市")
    assert steps[0][0] == ""  # the field is emptied at once
    assert "正在查阅" in steps[0][1][-1]["content"]
    assert [m["role"] for m in steps[-1][1]] == ["user", "assistant"]
    assert 'class="cite"' in steps[-1][1][-1]["content"]
    assert assistant.asked == [(QUESTION, "s", "某省/榆川市")]


def test_the_conversation_is_the_servers_own(service):
    transcripts = Transcripts()
    _run(service, QUESTION, transcripts)
    assert len(_run(service, "那省级的呢？", transcripts)[-1][1]) == 4
    assert len(_run(service, "那省级的呢？", transcripts, session="other")[-1][1]) == 2


def test_nothing_asked_is_nothing_answered(service, assistant):
    assert _run(service, "  \n") == [("", [])]
    assert assistant.asked == []


@pytest.mark.parametrize(
    ("question", "kept", "sentence"), [("问" * 600, True, "问题过长"), ("故障", False, texts.FAILED)]
)
def test_errors_are_polite(service, question, kept, sentence):
    field, shown = _run(service, question)[-1]
    assert (field == question) is kept
    assert sentence in shown[-1]["content"]


def test_while_starting():
    field, shown = _run(Service(FakeAssistant), QUESTION)[-1]
    assert field == QUESTION
    assert texts.STARTING in shown[-1]["content"]


def test_script_and_broken_characters_in_a_question_are_text(service):
    shown = _run(service, "<script>x</script>\ud800 **粗**")[-1][1][0]["content"]
    assert shown == '<div class="question">&lt;script&gt;x&lt;/script&gt; **粗**</div>'


def test_transcripts_stay_small():
    transcripts = Transcripts(sessions=2, turns=2)
    answer = FakeAssistant().ask(QUESTION)
    for session in ("a", "a", "a", "b", "c"):
        transcripts.add(session, answer)
    assert [len(transcripts.of(s)) for s in "abc"] == [0, 1, 1]
    transcripts.add("b", answer)
    transcripts.add("b", answer)
    assert len(transcripts.of("b")) == 2
