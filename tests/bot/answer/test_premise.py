"""A figure that a question takes for given, and that what answers does not have."""

from __future__ import annotations

import pytest

from bot.answer.premise import denied
from bot.answer.sums.ways import worked
from tests.bot.match.made_up import support

SHARE = "按照活动费用实际发生总额的50%，给予最高50万元的费用补贴。"
OF_SPENDING = support("承办单位", SHARE, ratio=0.5, cap_cny=500000)
ONCE = "对新认定的市级孵化器给予一次性30万元的扶持资金。"
OF_LEVEL = support("孵化器", ONCE, amount_cny=300000)


@pytest.mark.parametrize(
    ("question", "item", "said"),
    [
        ("市级孵化器是给50万吧？", OF_LEVEL, "50万"),
        ("不是说补贴100万元吗", OF_LEVEL, "100万元"),
        ("市级孵化器奖励30万元，对吗", OF_LEVEL, ""),
        ("办赛花了130万，那就是补65万对吧", OF_SPENDING, "65万"),
        ("办赛花了80万，那就是补40万对吧", OF_SPENDING, ""),  # the sum makes it so
        ("办赛花了130万，能补多少", OF_SPENDING, ""),  # a figure of one's own claims nothing
        ("省里已经补了60万，市里还给多少", OF_SPENDING, ""),
        ("注册资本500万，给多少", OF_LEVEL, ""),
        ("补贴比例是30%吗", OF_SPENDING, "30%"),
    ],
)
def test_of_supports(question, item, said):
    assert denied(question, item.quote, [item], worked(question, [(item.quote, [item])])) == said


@pytest.mark.parametrize(
    ("question", "quote", "said"),
    [
        ("研发投入占比是2.6%吗", "研发投入占地区生产总值的比重达到2.5%以上", "2.6%"),
        ("研发投入占比是2.5%吧？", "研发投入占地区生产总值的比重达到2.5%以上", ""),
        ("厂房免费三年是吧", "免费提供2年标准化厂房", "三年"),
        ("厂房免费两年是吧", "免费提供2年标准化厂房", ""),
        ("公司成立3年能申请吗", "注册满5年的企业可以申请", ""),
        ("厂房免费三年是吧", "免费提供标准化厂房", ""),
    ],
)
def test_of_other_figures(question, quote, said):
    assert denied(question, quote, [], None) == said
