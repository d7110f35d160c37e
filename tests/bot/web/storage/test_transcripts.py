"""What is kept of conversations, for how long, and what never is."""

from __future__ import annotations

import pytest

from bot.web.storage.feedback import Feedback
from bot.web.storage.transcripts import Transcripts
from tests.bot.web.fake_assistant import CONTACT, QUESTION, FakeAssistant, answer


@pytest.fixture
def transcripts(tmp_path):
    return Transcripts(tmp_path / "transcripts.sqlite", hours=1, turns=3)


def test_transcripts_last_over_a_restart_and_no_longer_than_they_should(transcripts, tmp_path):
    given = FakeAssistant().ask(QUESTION)
    kept = [transcripts.add("a", given) for _ in range(4)]
    transcripts.close()
    again = Transcripts(tmp_path / "transcripts.sqlite", hours=1, turns=3)
    assert again.of("a") == kept[1:]
    assert again.of("b") == []
    assert again.find(kept[0].id) == kept[0]
    assert again.find("nothing") is None
    expired = Transcripts(tmp_path / "transcripts.sqlite", hours=0)
    assert (expired.of("a"), expired.find(kept[0].id)) == ([], None)
    expired.add("c", given)
    assert again.of("a") == []


def test_personal_numbers_never_reach_the_disk(transcripts, tmp_path):
    number, office = "13812345678", "0931-1234567"
    text = f"收录的文件里没有写明“{number}”。\n\n联系电话：{office} [1]"
    given = FakeAssistant().ask(QUESTION).model_copy(update={"question": f"我的电话{number}，有补贴吗", "text": text})
    told = transcripts.add("a", given)
    assert (told.question, told.text) == (given.question, text)  # who asks sees it as it is
    feedback = Feedback(tmp_path / "feedback.sqlite")
    feedback.add(transcripts.find(told.id), False, f"请打{number}")
    feedback.close()
    transcripts.close()
    written = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert number.encode() not in written
    assert office.encode() in written  # a number that a document gives
    assert "我的电话＊＊＊，有补贴吗".encode() in written


def test_the_number_that_was_given_is_kept_and_the_visitors_is_not(transcripts):
    contact = CONTACT.model_copy(update={"address": "", "hours": "", "web": ""})
    said = "请联系榆川市科学技术局（电话：0999-1234567转801、12345）。您的电话13812345678"
    transcripts.add("s", answer(QUESTION, said).model_copy(update={"contacts": (contact,)}))
    (found,) = transcripts.of("s")
    assert "0999-1234567" in found.text
    assert "13812345678" not in found.text
    assert found.contacts == (contact,)
