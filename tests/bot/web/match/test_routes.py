from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bot.match import Matching
from bot.match.models import Question
from bot.web.match.form import MOST_FIELDS
from tests.bot.web.fake_assistant import SUPPORT

PLACE = "某省/榆川市"
ANSWERS = {"incubator": "yes", "incubator.level": "市级", "incubator.when": "今年首次认定或新建"}


def _form(**fields) -> bytes:
    return urlencode(fields, doseq=True).encode()


def test_a_sum_that_is_none_is_complained_about(client, monkeypatch):
    key = "活动费用实际发生总额"
    question = Question(key=key, kind="sum", label=key)
    nothing = Matching(questions=(question,), matches=(), notes=())
    monkeypatch.setattr("bot.web.match.results.match", lambda *_: nothing)
    body = _form(place=PLACE, **{f"s:{key}": "八十左右"})
    html = client.post("/match", content=body).text
    assert "<title>错误：政策匹配" in html
    assert "“八十左右”不是金额。" in html
    assert 'value="八十左右"' in html
    assert client.post("/match.csv", content=body).headers["content-type"].startswith("text/html")  # no file of it
    html = client.post("/match", content=_form(place=PLACE, **{f"s:{key}": "八十万"})).text
    assert "不是金额" not in html
    assert 'value="80"' in html


def test_page_and_files(client):
    assert "查看结果" in client.get("/match").text
    body = _form(place=PLACE, **{f"a:{key}": value for key, value in ANSWERS.items()})
    head = {"content-type": "application/x-www-form-urlencoded"}
    html = client.post("/match", content=body, headers=head).text
    assert "条款写明一次性20万元" in html
    assert "尚未正式施行" in html
    assert '<ul class="looked-at"><li><a href="/policies/plan"' in html
    csv = client.post("/match.csv", content=body, headers=head)
    assert csv.headers["cache-control"] == "no-store"
    assert "待核实" in csv.text
    assert "条款写明一次性20万元" in csv.text
    assert client.post("/match.xlsx", content=body, headers=head).content.startswith(b"PK")


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", "&".join(f"a:{n}=1" for n in range(MOST_FIELDS + 1)).encode()], ids=["bytes", "many"]
)
def test_a_broken_form_is_refused(client, body):
    assert client.post("/match", content=body).status_code == 400


def test_script_in_an_answer_is_text(client):
    evil = "<script>alert(1)</script>"
    html = client.post("/match", content=_form(place=evil, **{f"a:{evil}": evil, f"s:{evil}": evil})).text
    assert evil not in html
    assert "&lt;script&gt;" in html


def test_api(client):
    body = {"place": PLACE, "answers": ANSWERS}
    result = client.post("/api/match", json=body).json()
    [found] = result["matches"]
    assert found["item"]["item_id"] == SUPPORT.item_id
    assert (found["outcome"], found["fit"], found["amount"]["value"]) == ("to_verify", "fits", 200000)
    assert {c["state"] for c in found["conditions"]} == {"met", "unknown"}
    assert {q["key"] for q in result["questions"]} >= {"incubator", "incubator.level"}
    for wrong in ({}, {"place": 1}, {"place": PLACE, "sums": {"x": -1}}, {"place": PLACE, "name": "某公司"}):
        assert client.post("/api/match", json=wrong).status_code == 422
    assert client.post("/api/match", content=b'{"place":"x","sums":{"a":NaN}}').status_code in {400, 422}
