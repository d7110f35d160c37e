"""Which parts of a clause answer: the best, those nearly as good, a list with what leads it in."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.sentences import answering, blocks
from tests.bot.match.made_up import support
from tests.fakes import a_document


def said(text: str) -> list[str]:
    clause = a_document("d", text).clauses[0]
    return [clause.text[start:end] for start, end in blocks(clause)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("给予奖励。另给补助。", ["给予奖励。", "另给补助。"]),
        (
            "应当符合下列条件：\n（一）在本市注册；\n（二）没有违法记录。",
            ["应当符合下列条件：\n（一）在本市注册；\n（二）没有违法记录。"],
        ),
        ("给予补贴，补贴标\n准为每人1000元。另行通知。", ["给予补贴，补贴标\n准为每人1000元。", "另行通知。"]),
        ("支持对象：\n企业。\n支持对象：\n高校。", ["支持对象：\n企业。", "支持对象：\n高校。"]),
        ("对国家级给予10万元；\n对省级给予5万元。", ["对国家级给予10万元；", "对省级给予5万元。"]),
    ],
)
def test_blocks(text, parts):
    assert said(text) == parts


@given(st.text(st.sampled_from("甲：；。（一）\n1、奖"), max_size=120).filter(str.strip))
def test_blocks_of_any_text_come_in_order(text):
    clause = a_document("d", text.strip()).clauses[0]
    spans = blocks(clause)
    assert spans == sorted(spans) and all(a < b for a, b in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@pytest.mark.parametrize(
    ("marks", "chosen"),
    [((0.1, 0.9), ["乙。"]), ((0.8, 0.9), ["乙。", "甲。"]), ((0.05, 0.02), ["甲。"]), ((0.1, 0.29), ["乙。"])],
)
def test_answering(marks, chosen):
    document = a_document("d", "甲。乙。")
    clause = document.clauses[0]
    found = answering(clause, document, [(0, 2, marks[0]), (2, 4, marks[1])], 0.0, {})
    assert [e.quote for e in found] == chosen


@pytest.mark.parametrize(
    ("tiers", "quote"),
    [((), "省级的给20万元。"), (("国家级",), "国家级的给100万元。"), (("市级",), "省级的给20万元。")],
)
def test_the_level_that_is_asked_for(tiers, quote):
    document = a_document("d", "国家级的给100万元。省级的给20万元。")
    clause = document.clauses[0]
    items = [support("国家级的", "国家级的给100万元", tier="国家级"), support("省级的", "省级的给20万元", tier="省级")]
    found = answering(clause, document, [(0, 11, 0.2), (11, 20, 0.9)], 0.0, {clause.clause_id: items}, tiers)
    assert [e.quote for e in found] == [quote]


def test_a_line_of_offices_is_no_answer():
    document = a_document("d", "给予奖励。（责任单位：市科技局）")
    clause = document.clauses[0]
    (found,) = answering(clause, document, [(0, 5, 0.5), (5, 16, 0.9)], 0.0, {})
    assert found.quote == "给予奖励。"


@pytest.mark.parametrize(
    ("marks", "chosen"),
    [
        ((0.9, 0.1, 0.1), ["有下列情形的，不予支持：\n1.弄虚作假。\n2.未按期报送。"]),  # a lead-in says nothing alone
        ((0.2, 0.1, 0.9), ["2.未按期报送。"]),
        ((0.8, 0.1, 0.9), ["2.未按期报送。"]),  # nothing twice
    ],
)
def test_a_lead_in_comes_with_its_items(marks, chosen):
    text = "有下列情形的，不予支持：\n1.弄虚作假。\n2.未按期报送。"
    document = a_document("d", text)
    clause = document.clauses[0]
    at = [clause.text.index(words) for words in ("有下列", "1.弄", "2.未")]
    ends = [*at[1:], len(clause.text)]
    spans = [(start, end, mark) for start, end, mark in zip(at, ends, marks, strict=True)]
    assert [e.quote.strip() for e in answering(clause, document, spans, 0.0, {})] == chosen
