"""Clauses → sentences that can be quoted whole: a lead-in with its items, and what says nothing by itself."""

from __future__ import annotations

import pytest

from bot.evidence import blocks, is_bare
from bot.fit import permission
from index.models import Clause


def a_clause(text: str, heading: str = "") -> Clause:
    return Clause(
        clause_id="c", doc_id="d", num="一、", heading=heading, path=heading, text=text, start=0, end=len(text)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("给予奖励。另给补助。", ["给予奖励。", "另给补助。"]),
        ("一、给予奖励。", ["给予奖励。"]),
        (
            "应当符合下列条件：\n（一）注册满1年；\n（二）有固定场所。",
            ["应当符合下列条件：\n（一）注册满1年；\n（二）有固定场所。"],
        ),
        (
            "符合下列条件：（一）注册满1年；（二）有场所。逾期不予受理。",
            ["符合下列条件：（一）注册满1年；（二）有场所。", "逾期不予受理。"],
        ),
        ("分段奖补：100万元以下的，按5%；以上的，按3%。", ["分段奖补：100万元以下的，按5%；以上的，按3%。"]),
        ("", []),
    ],
)
def test_blocks(text, expected):
    assert blocks(a_clause(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "申请奖励的，应当具备：①有专利；②有产品。③有市场！",
        "一、支持如下：\n1.设备；\n2.人员。\n其他事项另行规定。",
        "（一）给予奖励（含税）；（二）给予补助。",
        "没有句号",
    ],
)
def test_blocks_are_the_clause_letter_for_letter_and_in_order(text):
    clause, at = a_clause(text), 0
    for block in blocks(clause):
        assert block in clause.text
        at = clause.text.index(block, at) + len(block)


@pytest.mark.parametrize(
    ("sentence", "heading", "bare"),
    [
        ("支持孵化器建设。", "支持孵化器建设", True),
        ("（责任单位：市科技局）", "", True),
        ("责任单位：市科技局、市财政局", "", True),
        ("（市科技局牵头，市财政局配合）", "", True),
        ("给予30万元补助。", "支持孵化器建设", False),
        ("责任重大，单位要落实。", "", False),
    ],
)
def test_what_says_nothing_by_itself(sentence, heading, bare):
    assert is_bare(sentence, a_clause(sentence, heading)) is bare


@pytest.mark.parametrize(
    ("sentence", "allowed"),
    [
        ("科研人员可以到企业兼职。", True),
        ("允许离岗创业。", True),
        ("资金不得用于购买理财产品。", False),
        ("可以申请，但不得重复享受。", False),
        ("严禁弄虚作假。", False),
        ("给予30万元补助。", None),
        ("推进可持续发展，可能调整。", None),
    ],
)
def test_permission(sentence, allowed):
    assert permission(sentence) is allowed
