from __future__ import annotations

import json
import threading

import pytest
from fastapi.testclient import TestClient

from bot.models import Answer
from bot.web.service import Service
from index.models import PolicyDocument, SupportItem
from tests.bot.web.fake_assistant import FINAL, QUESTION, FakeAssistant


def test_ask_gives_one_answer(client, assistant):
    response = client.post("/api/ask", json={"question": QUESTION, "session_id": "s-1", "jurisdiction": "某省/榆川市"})
    assert response.status_code == 200
    answer = Answer.model_validate(response.json())
    assert "20万元" in answer.text
    assert answer.citations[0].quote in answer.citations[0].clause_text
    assert assistant.asked == [(QUESTION, "s-1", "某省/榆川市")]
    assert "万元" in response.text  # unescaped


def _events(text: str) -> list[tuple[str, dict]]:
    blocks = [block.split("\n") for block in text.strip().split("\n\n")]
    return [(head.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for head, data in blocks]


@pytest.mark.parametrize("html", [False, True])
def test_stream_shows_the_composed_answer_before_a_model_is_asked(client, assistant, html):
    assistant.gate.set()
    asked = {"question": "核对：" + QUESTION, "session_id": "models"}
    response = client.post(f"/api/ask?html={html}", json=asked, headers={"accept": "text/event-stream"})
    names = [name for name, _ in _events(response.text)]
    assert names == ["token", *(["composed"] if html else []), "answer"]
    *_, (_, final) = _events(response.text)
    assert final["text"] == FINAL
    if html:
        composed = dict(_events(response.text))["composed"]
        assert composed["id"] == final["id"]
        assert "正在核对…" in composed["html"] and "正在核对" not in final["html"]


def test_stream_gives_tokens_and_then_the_answer(client):
    response = client.post("/api/ask", json={"question": QUESTION}, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    *tokens, (last, whole) = _events(response.text)
    assert {name for name, _ in tokens} == {"token"}
    assert last == "answer"
    assert "".join(data["text"] for _, data in tokens) == Answer.model_validate(whole).text


def test_html_comes_only_when_it_is_asked_for(client):
    assert "html" not in client.post("/api/ask", json={"question": QUESTION}).json()
    html = client.post("/api/ask?html=true", json={"question": QUESTION}).json()["html"]
    assert 'class="cite"' in html


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        ('{"question": ""}', 422, "empty_question"),
        ('{"question": "   "}', 422, "empty_question"),
        (json.dumps({"question": "问" * 5000}), 422, "question_too_long"),
        ('{"question": 5}', 422, "bad_request"),
        ('{"question": "\\ud800"}', 422, "bad_request"),
        ("{}", 422, "bad_request"),
        ("[]", 422, "bad_request"),
        ("not json", 400, "invalid_json"),
        ("", 422, "bad_request"),
        ('{"question": "问", "session_id": "a b\\u0000"}', 422, "bad_request"),
        (json.dumps({"question": "问", "session_id": "x" * 65}), 422, "bad_request"),
    ],
)
@pytest.mark.parametrize("accept", ["application/json", "text/event-stream"])
def test_wrong_questions(client, content, status, code, accept):
    headers = {"content-type": "application/json", "accept": accept}
    response = client.post("/api/ask", content=content.encode(), headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)
    assert response.json()["error"]["message"].strip()


@pytest.mark.parametrize(
    ("method", "url", "status", "code"),
    [
        ("GET", "/api/ask", 405, "method_not_allowed"),
        ("GET", "/api/nothing", 404, "not_found"),
        ("GET", "/api/documents/nothing", 404, "document_not_found"),
        ("GET", "/api/search?q=", 422, "bad_request"),
        ("GET", "/api/search?q=x&k=0", 422, "bad_request"),
        ("GET", "/api/search?q=x&k=many", 422, "bad_request"),
        ("GET", "/api/search", 422, "bad_request"),
        ("DELETE", "/api/documents", 405, "method_not_allowed"),
        ("GET", "/gradio_api/upload", 404, "not_found"),
        ("GET", "/.env", 404, "not_found"),
        ("GET", "/ui/../assets.py", 404, "not_found"),
        ("GET", "/ui/%2e%2e/assets.py", 404, "not_found"),
    ],
)
def test_wrong_requests(client, method, url, status, code):
    response = client.request(method, url)
    assert (response.status_code, response.json()["error"]["code"]) == (status, code)


def test_reading(client):
    documents = client.get("/api/documents").json()
    assert [d["doc_id"] for d in documents] == ["plan", "hostile"]
    assert "clauses" not in documents[0]
    document = PolicyDocument.model_validate(client.get("/api/documents/plan").json())
    assert all(document.clean_text[c.start : c.end] == c.text for c in document.clauses)
    (support,) = client.get("/api/supports").json()
    assert SupportItem.model_validate(support).amount_cny == 200000
    assert client.get("/api/supports?doc_id=hostile").json() == []
    assert [hit["clause_id"] for hit in client.get("/api/search?q=孵化器&k=3").json()] == ["plan-2"]
    assert QUESTION in client.get("/api/examples").json()
    assert {"/api/ask", "/api/search", "/healthz"} <= set(client.get("/openapi.json").json()["paths"])


def test_a_broken_answer_becomes_a_polite_sentence(client):
    response = client.post("/api/ask", json={"question": "故障"})
    assert response.status_code == 500
    assert response.json()["error"]["message"].startswith("抱歉")
    streamed = client.post("/api/ask", json={"question": "故障"}, headers={"accept": "text/event-stream"})
    ((name, answer),) = _events(streamed.text)
    assert (name, answer["status"]) == ("answer", "error")
    assert "broken" not in response.text + streamed.text


def test_until_the_assistant_is_loaded(make_site):
    gate = threading.Event()
    service = Service(lambda: gate.wait(10) and FakeAssistant())
    client = TestClient(make_site(service))
    service.start()
    assert client.get("/healthz").status_code == 200
    for response in (client.get("/readyz"), client.post("/api/ask", json={"question": "问"})):
        assert (response.status_code, response.json()["error"]["code"]) == (503, "starting")
        assert "启动" in response.json()["error"]["message"]
    assert "正在启动" in client.get("/", headers={"accept": "text/html"}).text
    assert client.get("/embed").status_code == 200
    gate.set()
    assert service.wait(5)
    assert client.get("/readyz").json() == {"status": "ready"}
    service.stop()


def test_a_conversation_over_the_interface(client, assistant):
    asked = client.post("/api/ask?html=true", json={"question": QUESTION, "session_id": "mine"}).json()
    about = {"json": {"session_id": "mine"}}
    assert client.post("/api/conversations", **about).json() == {"answers": [asked["id"]]}
    assert client.post("/api/conversations/delete", **about).status_code == 204
    assert client.post("/api/conversations", **about).json() == {"answers": []}
    assert client.get(f"/answers/{asked['id']}.md").status_code == 404
    assert assistant.forgotten == ["mine"]


def test_several_conversations_are_deleted_at_once(client, assistant):
    for session in ("one", "two", "three"):
        client.post("/api/ask?html=true", json={"question": QUESTION, "session_id": session})
    assert client.post("/api/conversations/delete", json={"session_ids": ["one", "two"]}).status_code == 204
    kept = [
        client.post("/api/conversations", json={"session_id": s}).json()["answers"] for s in ("one", "two", "three")
    ]
    assert [len(answers) for answers in kept] == [0, 0, 1]
    assert assistant.forgotten == ["one", "two"]


@pytest.mark.parametrize("body", [{}, {"session_ids": []}, {"session_ids": ["a b"]}, {"session_ids": ["a"] * 51}])
def test_what_names_no_conversation_deletes_none(client, assistant, body):
    response = client.post("/api/conversations/delete", json=body)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "bad_request")
    assert assistant.forgotten == []
