"""Sentences of a clause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.sentences import clause_sentences, split_sentences
from index.models import Clause


def pieces(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text)]


def test_ends_inside_brackets_do_not_split() -> None:
    text = "对甲给予奖励;对乙给予补助。(责任单位:市科技局;市财政局。)"
    assert pieces(text) == ["对甲给予奖励;", "对乙给予补助。", "(责任单位:市科技局;市财政局。)"]


def test_closing_marks_stay() -> None:
    assert pieces("称为“甲。”下一句") == ["称为“甲。”", "下一句"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("级别：国家级；标准：100万元。", ["级别：国家级；标准：100万元。"]),  # a row of a table
        ("国家级，100万元；省级，50万元。", ["国家级，100万元；", "省级，50万元。"]),
        ("（一）甲；", ["甲；"]),
        ("㈡对甲给予奖励。", ["对甲给予奖励。"]),
        ("⒊对甲给予奖励。", ["对甲给予奖励。"]),
        ("⑴对甲给予奖励。", ["对甲给予奖励。"]),
    ],
)
def test_sentences_of_a_clause(text: str, expected: list[str]) -> None:
    clause = Clause(clause_id="d.1", doc_id="d", num="", heading="", path="", text=text, start=0, end=len(text))
    assert clause_sentences(clause) == expected


@given(st.text(alphabet="甲乙。；;（()）”\n 1", max_size=60))
def test_nothing_is_lost(text: str) -> None:
    spans = split_sentences(text)
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(a < b for a, b in spans)
