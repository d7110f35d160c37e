from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bot.match import Enterprise, Matching, match
from bot.match.models import Question
from bot.web.matching import COLUMNS, MOST_FIELDS, marked_url, read_form, rows, ten_thousands, view
from index.models import Validity
from tests.bot.web.fake import PLAN, SUPPORT

PLACE = "某省/榆川市"
ANSWERS = {"incubator": "yes", "incubator.level": "市级", "incubator.when": "今年首次认定或新建"}


def _form(**fields) -> bytes:
    return urlencode(fields, doseq=True).encode()


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("120", 1_200_000),
        ("1,200.5", 12_005_000),
        ("１２０万元", 1_200_000),
        ("300000元", 300_000),
        (" 0.5 万 ", 5_000),
        ("八十万", 800_000),
        ("八十万元", 800_000),
        ("八十", 800_000),
        ("一百二十", 1_200_000),
        ("壹佰萬圆", 1_000_000),
        ("1.2亿元", 120_000_000),
        ("3亿", 300_000_000),
        ("2千万", 20_000_000),
        ("三点五万元", 35_000),
        ("五千元", 5_000),
        ("80万", 800_000),
        ("1亿2000万", None),
        ("十百", None),
        ("八十左右", None),
        ("亿", None),
        ("", None),
        ("abc", None),
        ("-5", None),
        ("1e9", None),
        ("9" * 18, None),
        ("nan", None),
    ],
)
def test_sums_as_they_are_typed(typed, yuan):
    assert ten_thousands(typed) == yuan


def test_a_sum_that_is_none_is_complained_about(client, monkeypatch):
    key = "活动费用实际发生总额"
    question = Question(key=key, kind="sum", label=key)
    nothing = Matching(questions=(question,), matches=(), notes=())
    monkeypatch.setattr("bot.web.matching.match", lambda *_: nothing)
    body = _form(place=PLACE, **{f"s:{key}": "八十左右"})
    html = client.post("/match", content=body).text
    assert "<title>错误：政策匹配" in html
    assert "“八十左右”不是金额。" in html
    assert 'value="八十左右"' in html
    assert client.post("/match.csv", content=body).headers["content-type"].startswith("text/html")  # no file of it
    html = client.post("/match", content=_form(place=PLACE, **{f"s:{key}": "八十万"})).text
    assert "不是金额" not in html
    assert 'value="80"' in html


@pytest.mark.parametrize(
    ("validities", "none_in_force", "lapsed"),
    [
        (["draft", "expired"], True, False),
        (["expired", "repealed"], True, True),
        (["in_force", "expired"], False, False),
        ([], False, False),
    ],
)
def test_why_nothing_fits_is_said_once(validities, none_in_force, lapsed):
    documents = [PLAN.model_copy(update={"validity": Validity(v)}) for v in validities]
    shown = view(read_form(_form(place=PLACE), ""), Matching(questions=(), matches=(), notes=()), documents, "")
    assert (shown["none_in_force"], shown["all_lapsed"]) == (none_in_force, lapsed)


def test_a_document_of_the_past_does_not_say_that_the_enterprise_does_not_fit():
    item = SUPPORT.model_copy(update={"validity": Validity.EXPIRED})
    past = PLAN.model_copy(update={"validity": Validity.EXPIRED})
    result = match(Enterprise(place=PLACE), [item], [past])
    shown = view(read_form(_form(place=PLACE), ""), result, [past], "")
    assert [group.name for group in shown["groups"]] == ["文件已失效"]
    assert shown["counts"] == {"符合": 0, "待核实": 0, "不符合": 0, "文件已失效": 1}
    assert (
        dict(zip(COLUMNS, rows(result.matches, {PLAN.doc_id: PLAN.title}, "")[0], strict=True))["结果"] == "文件已失效"
    )


def test_a_tick_that_was_shown_and_left_open_is_a_no():
    form = read_form(_form(place=PLACE, seen=["incubator", "event"], **{"a:event": "yes", "s:费用": "很多"}), "")
    assert form.enterprise.answers == {"incubator": "no", "event": "yes"}
    assert form.enterprise.sums == {}
    assert form.wrong == {"费用": "很多"}


def test_links_mark_the_sentence():
    assert marked_url("/policies/a#b", "第一行\n第二行").endswith("#b")
    assert "%E7%AC%AC%E4%BA%8C" not in marked_url("/policies/a#b", "第一行\n第二行")


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
