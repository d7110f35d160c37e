"""The chat pages as the server renders them, without any script."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient

from bot.web.chat.routes import none_holds
from bot.web.language import texts
from bot.web.service import Service
from index.models import Validity
from tests.bot.web.fake_assistant import PLAN, QUESTION, FakeAssistant

CHATS = ("/", "/embed")


def session(html: str) -> str:
    return re.search(r'name="session" value="([^"]*)"', html)[1]


@pytest.mark.parametrize("path", CHATS)
def test_the_first_screen(client, path):
    html = client.get(path).text
    assert len(re.findall(r"<h1[ >]", html)) == 1
    assert "<title>科技政策问答 · 兰州市科学技术局</title>" in html
    assert '<meta name="description" content="' in html
    assert '<meta property="og:title" content="科技政策问答 · 兰州市科学技术局">' in html
    assert re.search(r'<meta property="og:image" content="http://testserver/ui/icon\.png\?v=\w+">', html)
    assert "Gradio" not in html
    assert f'name="ask" value="{QUESTION}"' in html
    assert session(html) == ""
    assert client.head("/").status_code == 200


@pytest.mark.parametrize("path", CHATS)
def test_a_posted_question_is_answered_in_the_page(client, assistant, path):
    first = client.post(path, data={"question": QUESTION, "session": "", "jurisdiction": "某省/榆川市"})
    kept = session(first.text)
    assert len(kept) >= 16
    assert assistant.asked[-1] == (QUESTION, kept, "某省/榆川市")
    assert 'class="cite" href="/policies/plan?mark=' in first.text
    assert 'id="latest"' in first.text
    assert first.headers["cache-control"] == "no-store"
    second = client.post(path, data={"question": "", "ask": "那省级的呢？", "session": kept})
    assert [f'<div class="question">{q}</div>' in second.text for q in (QUESTION, "那省级的呢？")] == [True, True]


@pytest.mark.parametrize("path", CHATS)
@pytest.mark.parametrize(
    ("question", "status", "sentence"),
    [("问" * 501, 422, "问题过长"), ("  ", 422, "请输入问题"), ("故障", 200, "抱歉")],
)
def test_errors_keep_the_question(client, path, question, status, sentence):
    response = client.post(path, data={"question": question})
    assert response.status_code == status
    assert sentence in response.text
    assert (f">{question}</textarea>" in response.text) is (status == 422)


@pytest.mark.parametrize("path", CHATS)
def test_while_starting(make_site, path):
    client = TestClient(make_site(Service(FakeAssistant)))
    response = client.post(path, data={"question": QUESTION})
    assert response.status_code == 503
    assert texts.STARTING in response.text
    assert f">{QUESTION}</textarea>" in response.text


def test_the_page_opens_by_itself_when_it_has_started(make_site):
    response = TestClient(make_site(Service(FakeAssistant))).get("/", headers={"accept": "text/html"})
    assert (response.status_code, response.headers["cache-control"]) == (503, "no-store")
    assert 'http-equiv="refresh"' in response.text


@pytest.mark.parametrize("path", CHATS)
def test_script_in_a_question_is_text(client, path):
    html = client.post(path, data={"question": "<script>x</script>", "session": "<b>"}).text
    assert "<script>x" not in html
    assert "&lt;script&gt;x" in html
    assert session(html) != "<b>"
    assert "&lt;script&gt;" in client.get(path, params={"q": "<script>x</script>"}).text  # in the field, not asked


@pytest.mark.parametrize("path", CHATS)
def test_a_new_conversation_deletes_the_old_one(client, assistant, path):
    kept = session(client.post(path, data={"question": QUESTION}).text)
    html = client.post(path, data={"do": "renew", "session": kept, "question": "写了一半"}).text
    assert session(html) == ""
    assert 'class="question"' not in html
    assert assistant.forgotten == [kept]
    assert client.post("/api/conversations", json={"session_id": kept}).json() == {"answers": []}


HELD, DRAFT, LAPSED, UNKNOWN = Validity.IN_FORCE, Validity.DRAFT, Validity.EXPIRED, Validity.UNKNOWN


@pytest.mark.parametrize(
    ("own", "none"),
    [
        ([], False),
        ([DRAFT], True),
        ([DRAFT, LAPSED, Validity.REPEALED], True),
        ([DRAFT, HELD], False),
        ([LAPSED, UNKNOWN], False),  # it may hold
        ([Validity.NOT_YET_EFFECTIVE], False),
    ],
)
def test_whether_a_place_has_nothing_that_holds(own, none):
    places = [("某省/榆川市", validity) for validity in own] + [("某省", HELD), ("某省/榆川市/东区", HELD)]
    documents = [PLAN.model_copy(update={"jurisdiction": p, "validity": v}) for p, v in places]
    assert none_holds(documents, "某省/榆川市") is none


@pytest.mark.parametrize("path", CHATS)
def test_the_first_screen_of_a_place_that_has_nothing_that_holds(service, make_site, path):
    html = TestClient(make_site(service, home_jurisdiction="某省/榆川市")).get(path).text
    assert "目前收录的某省榆川市文件都是草案或者已经失效" in html
    assert "unheld" not in TestClient(make_site(service)).get(path).text


def test_title_of_the_frame_is_text(client):
    html = client.get("/embed", params={"title": "<script>x</script>"}).text
    assert "&lt;script&gt;x&lt;/script&gt;" in html
