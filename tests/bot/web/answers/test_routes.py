"""What is asked for once an answer is shown."""

from __future__ import annotations

from tests.bot.web.fake_assistant import NEXT, QUESTION


def test_files_of_an_answer(client):
    given = client.post("/api/ask?html=true", json={"question": QUESTION, "session_id": "s"}).json()
    assert f"/answers/{given['id']}.docx" in given["html"]
    for kind, magic in (("md", b"---"), ("docx", b"PK"), ("pdf", b"%PDF")):
        response = client.get(f"/answers/{given['id']}.{kind}")
        assert response.content.startswith(magic)
        assert "attachment" in response.headers["content-disposition"]
    assert client.get("/answers/nothing.pdf").status_code == 404
    assert client.get(f"/answers/{given['id']}.exe").status_code == 422


def test_what_leads_on_is_looked_up_once_when_it_is_asked_for(client, assistant):
    asked = client.post("/api/ask?html=true", json={"question": QUESTION, "session_id": "mine"}).json()
    assert assistant.led_on == []
    for _ in range(2):
        assert client.get(f"/answers/{asked['id']}/next").json() == [NEXT.model_dump()]
    assert assistant.led_on == [QUESTION]
    client.post("/api/conversations/delete", json={"session_id": "mine"})
    assert client.get(f"/answers/{asked['id']}/next").status_code == 404
    assert client.get("/answers/none/next").json()["error"]["code"] == "answer_not_found"
