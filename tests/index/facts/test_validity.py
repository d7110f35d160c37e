"""时效: each source alone, and one against another."""

from __future__ import annotations

from datetime import date

import pytest

from index.document import read_text
from index.facts.catalog import CatalogFacts
from index.facts.validity import page_validity, validity_on

BODY = "为支持企业创新，结合兰州市实际，制定本办法。\n第一条 支持企业开展技术攻关，给予补助。"


def read(text):
    return read_text(text, "某.txt", today=date(2026, 1, 1))


def codes(document):
    return {warning.code for warning in document.warnings} - {"furniture_removed"}


@pytest.mark.parametrize(
    ("text", "validity", "warnings"),
    [
        (f"兰州市创新办法\n{BODY}", "unknown", set()),
        (f"【时效性】现行有效\n兰州市创新办法\n{BODY}", "in_force", set()),
        (f"【时效性】失效\n兰州市创新办法\n{BODY}", "expired", {"not_in_force"}),
        (f"【时效性】尚未生效\n兰州市创新办法\n{BODY}", "not_yet_effective", {"not_in_force"}),
        (f"【时效性】已被修改\n兰州市创新办法\n{BODY}", "amended", {"amended"}),
        (f"（此文件已失效）兰州市创新办法\n{BODY}", "expired", {"not_in_force"}),
        (f"（此文件已废止）\n兰州市创新办法\n{BODY}", "repealed", {"not_in_force"}),
        (f"兰州市创新办法（征求意见稿）\n{BODY}", "draft", {"not_in_force"}),
        (f"兰州市创新办法（草案）\n{BODY}", "draft", {"not_in_force"}),
        (f"兰州市创新办法（送审稿）\n【时效性】现行有效\n{BODY}", "draft", {"not_in_force", "validity_conflict"}),
        (f"兰州市创新办法\n{BODY}\n第二条 本办法自2020年1月1日起施行，有效期三年。", "expired", {"not_in_force"}),
        (f"兰州市创新办法\n{BODY}\n第二条 本办法自2027年1月1日起施行。", "not_yet_effective", {"not_in_force"}),
        (
            f"【时效性】现行有效\n兰州市创新办法\n{BODY}\n第二条 本办法自2020年1月1日起施行，有效期三年。",
            "expired",
            {"not_in_force", "validity_conflict"},
        ),
        (f"【公文时效】有效\n兰州市创新办法\n{BODY}", "in_force", set()),
        (f"索引号：A/1  公文时效：有效\n兰州市创新办法\n{BODY}", "in_force", set()),
        # a term that runs; a start without an end is none
        (f"兰州市创新办法\n{BODY}\n第二条 本办法自2024年1月1日起施行，有效期五年。", "in_force", set()),
        (f"兰州市创新办法\n{BODY}\n第二条 本办法自2024年1月1日起施行，至2028年5月1日止。", "in_force", set()),
        (f"兰州市创新办法\n{BODY}\n第二条 本办法自2024年1月1日起施行。", "unknown", set()),
        (f"兰州市创新办法\n{BODY}\n第二条 本办法有效期至2028年12月31日。", "unknown", set()),
        # the page knows of an end before the term's
        (
            f"【时效性】失效\n兰州市创新办法\n{BODY}\n第二条 本办法自2024年1月1日起施行，有效期五年。",
            "expired",
            {"not_in_force"},
        ),
        (
            f"【时效性】已被修改\n兰州市创新办法\n{BODY}\n第二条 本办法自2024年1月1日起施行，有效期五年。",
            "amended",
            {"amended"},
        ),
        # a term that begins with a damaged date proves nothing
        (
            f"兰州市创新办法\n{BODY}\n第二条 本办法自印发之日起施行，有效期五年。\n兰州市科学技术局\n224年1月5日",
            "unknown",
            {"date_uncertain", "year_inferred", "digits_lost"},
        ),
        # a draft is not yet in force: the page does not contradict it, nor does the day that it plans
        (f"【时效性】尚未生效\n兰州市创新办法（征求意见稿）\n{BODY}", "draft", {"not_in_force"}),
        (
            f"兰州市创新办法（征求意见稿）\n{BODY}\n第二条 本办法拟自2027年1月1日起施行，有效期三年。",
            "draft",
            {"not_in_force"},
        ),
        # a text about drafts, or about lapsed things, is neither
        (f"兰州市公开征求意见工作办法\n{BODY}\n第二条 草案应当公开征求意见，已失效的文件不再执行。", "unknown", set()),
    ],
)
def test_validity(text, validity, warnings):
    document = read(text)
    assert document.validity == validity
    assert codes(document) == warnings


def test_a_term_that_has_ended_is_proved_by_its_words():
    document = read(f"兰州市创新办法\n{BODY}\n第二条 本办法自2020年1月1日起施行，有效期三年。")
    [proof] = [item for item in document.evidence if item.field == "validity"]
    assert (proof.text, proof.source) == ("有效期三年", "text")


def test_a_draft_has_no_day_of_effect():
    document = read(
        f"【施行日期】2019.03.26\n兰州市创新办法（送审稿）\n{BODY}\n第二条 本办法自2019年4月1日起施行，有效期五年。"
    )
    assert (document.effective_on, document.expires_on) == (None, None)
    assert not [item for item in document.evidence if item.field in ("effective_on", "expires_on")]


def test_the_conflict_says_who_says_what():
    document = read(f"兰州市创新办法（送审稿）\n【时效性】现行有效\n{BODY}")
    [message] = [w.message for w in document.warnings if w.code == "validity_conflict"]
    assert "现行有效" in message
    assert "送审稿" in message


@pytest.mark.parametrize(
    ("words", "validity"),
    [
        ("现行有效", "in_force"),
        ("有效", "in_force"),
        ("失效", "expired"),
        ("已失效", "expired"),
        ("部分失效", "expired"),
        ("废止", "repealed"),
        ("已被修改", "amended"),
        ("尚未生效", "not_yet_effective"),
        ("地方规范性文件", None),
        ("", None),
    ],
)
def test_words_of_a_page(words, validity):
    assert page_validity(words) == validity


TERM = "第二条 本办法自2024年1月1日起施行，有效期五年。"


def test_a_term_that_runs_is_proved_by_its_words():
    [proof] = [item for item in read(f"兰州市创新办法\n{BODY}\n{TERM}").evidence if item.field == "validity"]
    assert (proof.text, proof.source) == ("2024年1月1日起施行，有效期五年", "text")


@pytest.mark.parametrize(
    ("head", "article", "on"),
    [
        ("", TERM, {"2023-06-01": "not_yet_effective", "2028-12-31": "in_force", "2029-01-01": "expired"}),
        ("", "第二条 本办法自2026年3月1日起施行。", {"2026-02-28": "not_yet_effective", "2026-03-01": "unknown"}),
        ("", "第二条 本办法有效期至2028年12月31日。", {"2028-12-31": "unknown", "2029-01-01": "expired"}),
        ("", "第二条 本办法由市科技局解释。", {"2050-01-01": "unknown"}),
        # the page calls it valid, as of the day it was taken; the term ends all the same
        ("【时效性】现行有效\n", TERM, {"2028-12-31": "in_force", "2029-01-01": "expired"}),
        (
            "【时效性】现行有效\n",
            "第二条 本办法有效期至2028年12月31日。",
            {"2028-12-31": "in_force", "2029-01-01": "expired"},
        ),
        # what is known otherwise stays
        ("【时效性】失效\n", TERM, {"2024-06-01": "expired", "2030-01-01": "expired"}),
        ("【时效性】已被修改\n", TERM, {"2030-01-01": "amended"}),
        ("（此文件已废止）\n", TERM, {"2024-06-01": "repealed"}),
        (
            "关于《兰州市创新办法（征求意见稿）》公开征求意见的公告\n",
            TERM,
            {"2024-06-01": "draft", "2030-01-01": "draft"},
        ),
    ],
)
def test_validity_on_another_day(head, article, on):
    text = f"{head}兰州市创新办法\n{BODY}\n{article}"
    for day, validity in on.items():
        stored, judged = read(text), date.fromisoformat(day)
        later = validity_on(stored, judged)
        assert later.validity == validity, day
        assert validity_on(later, judged) == later
        assert {e.value for e in later.evidence if e.field == "validity"} <= {validity}
        fresh = read_text(text, "某.txt", today=judged)
        if not head:
            assert later.validity == fresh.validity
            assert later.warnings == fresh.warnings


def test_what_the_catalog_says_stays():
    text = f"兰州市创新办法\n{BODY}\n{TERM}"
    stored = read_text(text, "某.txt", CatalogFacts(validity="in_force"), date(2026, 1, 1))
    assert validity_on(stored, date(2031, 1, 1)).validity == "in_force"


def test_a_call_that_has_closed():
    text = "关于组织申报兰州市科技项目的通知\n一、时间\n网上申报时间为2026年4月1日至5月30日。\n二、其他\n联系市科技局。"
    stored = read(text)
    assert codes(stored) == set()
    assert codes(validity_on(stored, date(2026, 5, 30))) == set()
    later = validity_on(stored, date(2026, 5, 31))
    [warning] = [w for w in later.warnings if w.code == "closed"]
    assert warning.message == "申报已于2026年5月30日截止，现已不再受理。"
    assert validity_on(later, date(2027, 5, 31)) == later


@pytest.mark.parametrize(
    ("title", "word"),
    [
        (
            "关于公开征求《丙市关于进一步支持科技服务业加快高质量发展的若干政策措施（征求意见稿）》意见的公告",
            "征求意见稿",
        ),
        ("丙市科技局关于征求《丙市产业技术研究院建设与运行管理暂行办法（草案）》修改意见的函", "草案"),
        ("丙市科学技术局关于对《丙市科技创新券管理办法》公开征求意见的通知", "征求意见稿"),
        ("丙市技术转移促进条例（草案修改稿征求意见稿）", "征求意见稿"),
        ("丙市中试基地管理办法（送审稿）", "送审稿"),
        ("丙市征求意见工作规则", None),
    ],
)
def test_the_kind_of_draft_is_told_by_its_name(title, word):
    read = read_text(f"{title}\n{BODY}", "a.txt")
    said = [w.message for w in read.warnings if w.code == "not_in_force"]
    assert said == ([f"本文件为{word}，未正式印发，不作为执行依据，请以正式文件为准。"] if word else [])
    assert all(e.text in read.clean_text for e in read.evidence if e.field == "validity")
