"""What is asked of a visitor in the words of a document, and what is not."""

from __future__ import annotations

import pytest

from bot.match import Enterprise, State, match
from bot.match.asking import question_about
from bot.match.needs import needs_of
from index.supports.extract import extract_supports
from tests.bot.match.made_up import support


@pytest.mark.parametrize(
    ("beneficiary", "quote", "question"),
    [
        ("融资性担保机构", "", "贵单位是不是“融资性担保机构”？"),
        (
            "毕业5年内首次在盘创业的博士研究生",
            "",
            "贵单位的人才（或您本人）是不是“毕业5年内首次在盘创业的博士研究生”？",
        ),
        ("备案的“某某”概念验证中心", "", "贵单位有没有“备案的‘某某’概念验证中心”？"),
        ("高校院所联合企业共同", "", ""),
        ("企业加大技术难题研究攻关力度", "", ""),
        ("继续实施以“万企计划”为主体的扶持贷款贴息政策", "", ""),
        ("“十大”全市重大科技攻关项目", "", ""),
        ("居民企业", "对符合规定的单位给予支持。", ""),  # not in these words
    ],
)
def test_only_a_sentence_is_asked(beneficiary, quote, question):
    item = support(beneficiary, quote)
    [(_, needs)] = needs_of([item])
    assert question_about(needs.asks[0], item.quote) == question


def test_a_condition_is_asked_as_one():
    item = support("博士", "对博士在本市购买首套住房的，给予补贴。", conditions=("在本市购买首套住房的",))
    [(_, needs)] = needs_of([item])
    assert [question_about(ask, item.quote) for ask in needs.asks][1:] == [
        "贵单位是否有这种情况：“在本市购买首套住房”？"
    ]


def test_what_is_not_asked_is_shown_word_for_word(documents):
    items = [item for document in documents for item in extract_supports(document)]
    result = match(Enterprise(place="甘肃省/兰州市"), items, documents)
    conditions = {c.text: c for m in result.matches for c in m.conditions}
    shown = conditions["高校院所联合企业共同"]
    assert (shown.state, shown.reason) == (State.UNKNOWN, "请对照条款原文核实")
    assert not any("高校院所联合企业共同" in question.label for question in result.questions)
