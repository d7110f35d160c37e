"""What visitors say of answers."""

from __future__ import annotations

import pytest

from bot.web.storage.feedback import Feedback
from index.errors import SettingsError


def test_feedback_is_kept_without_what_names_a_person(client, tmp_path):
    given = client.post("/api/ask?html=true", json={"question": "我是13812345678，孵化器？"}).json()
    opinion = {"answer_id": given["id"], "helpful": False, "reason": "内容有误：请致电0931-12345678"}
    assert client.post("/api/feedback", json=opinion).status_code == 204
    kept = Feedback(tmp_path / "feedback.sqlite")
    assert kept.rows() == [(0, "内容有误：请致电＊＊＊", "我是＊＊＊，孵化器？")]
    kept.close()
    assert client.post("/api/feedback", json=opinion | {"answer_id": "nothing"}).status_code == 404
    assert client.post("/api/feedback", json=opinion | {"reason": "长" * 501}).status_code == 422


def test_feedback_that_cannot_be_kept_says_so(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingsError, match="set POLICY_CONVERSATIONS"):
        Feedback(tmp_path / "file" / "feedback.sqlite")
