"""时效: each source alone, and one against another."""

from __future__ import annotations

from datetime import date

import pytest

from index.read import read_text
from index.validity import page_validity

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
        # dates alone never make a document in force
        (f"兰州市创新办法\n{BODY}\n第二条 本办法自2024年1月1日起施行，有效期五年。", "unknown", set()),
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
