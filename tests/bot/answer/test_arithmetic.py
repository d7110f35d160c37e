"""The visitor's own figure put into the words of a clause, in exact decimals."""

from __future__ import annotations

import pytest

from bot.answer.arithmetic import holds, money, worked

SHARE = "企业承办创新赛事的，按照活动费用实际发生总额的50%，给予最高50万元的费用补贴。"
WITH_CONDITION = "研发费用达到100万元以上且年增长15%以上的企业，按10%给予不超过200万元的补助。"
EACH = "吸纳高校毕业生就业的，由就业资金按每人2000元给予补贴。"
EACH_YEAR = "对聘用港澳专业人士的机构，按3万元/人/年的标准给予支持，每家机构每年不超过100万元。"
RENT = "入驻的企业，按每平方米20元给予房租补贴。"


@pytest.mark.parametrize(
    ("question", "quote", "equation", "cap", "over"),
    [
        ("花了60万办比赛能补多少", SHARE, "60万 × 50% = 30万元", "50万元", False),
        ("办赛花了180万元，能拿多少", SHARE, "180万元 × 50% = 90万元", "50万元", True),
        ("办赛花了100万元整给多少", SHARE, "100万元 × 50% = 50万元", "50万元", False),
        ("花了33.3万元呢", SHARE, "33.3万元 × 50% = 16.65万元", "50万元", False),
        ("花了8888元补几个钱", SHARE, "8888元 × 50% = 4444元", "50万元", False),
        ("研发投了600万，能补多少", WITH_CONDITION, "600万 × 10% = 60万元", "200万元", False),
        ("研发投了3000万元", WITH_CONDITION, "3000万元 × 10% = 300万元", "200万元", True),
        ("招了5人给多少", EACH, "2000元 × 5人 = 1万元", "", False),
        ("招了七名毕业生能领多少", EACH, "2000元 × 七名 = 1.4万元", "", False),
        ("我们留下3个毕业生", EACH, "2000元 × 3个 = 6000元", "", False),
        ("请了4个香港税务师", EACH_YEAR, "3万元 × 4个 = 12万元", "", False),
        ("请了4个香港税务师，干了2年一共多少", EACH_YEAR, "3万元 × 4个 × 2年 = 24万元", "100万元", False),
        ("租了500平能补多少", RENT, "20元 × 500平 = 1万元", "", False),
        ("净赚200万，至少奖多少", "应当提取不低于百分之二十的经费给予奖励。", "200万 × 百分之二十 = 40万元", "", False),
        ("一年交了1.5亿元能返多少", "按实际缴纳额的3%给予返还。", "1.5亿元 × 3% = 450万元", "", False),
    ],
)  # fmt: skip
def test_sums(question, quote, equation, cap, over):
    found = worked(question, quote)
    assert found
    assert (found.equation, found.cap, found.over) == (equation, cap, over)
    assert holds(found.equation, [question, quote])


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("能补多少", SHARE),  # no figure of the visitor's
        ("花了60万和30万，补多少", SHARE),  # two
        ("花了1万6能报点吗", SHARE),  # 1.6万, which is not read
        ("花了60多万", SHARE),
        ("听说按30%补，60万能拿多少", SHARE),  # another share is named
        ("投了600万", "设备投资的20%、软件投资的30%给予补助。"),  # two shares
        ("投了600万", "预留份额占预算总额的百分之四十以上，其中小微企业不低于百分之七十。"),
        ("投了600万", "按30%给予补助，每年最高100万元，累计最高300万元。"),  # two caps
        ("4万方的楼补多少", "按造价的50%给予补助。"),  # no yuan
        ("引进外资300万美元奖多少", "按到位资金的2%给予奖励。"),
        ("配套10万要出多少", "省、市按5:5比例分担。"),
        ("贷了1000万贴多少", "给予最高1.5个百分点的利息补贴。"),
        ("招了6人", "招用3人以下的按每人2000元给予补贴；招用4人以上的每增加1人给予3000元补贴。"),
        ("来了5个股东", "每人一次性支持20万元，每家机构最多支持3人。"),
        ("招了一人给多少", EACH),  # nothing to work out
        ("2025年招的给多少", EACH),  # a year is no count
        ("第3名给多少", EACH),
        ("招了5人和3名给多少", EACH),  # two counts of one unit
        ("失业两个月的算吗", EACH),
        ("营收增长60万算吗", "营业收入增长20%以上的企业可以申报。"),  # a condition
    ],
)
def test_what_is_not_plain_is_not_worked_out(question, quote):
    assert worked(question, quote) is None


def test_a_month_is_said_to_be_one():
    found = worked("有3个人，补多少", "按每人每月217元发放补贴。")
    assert found and (found.equation, found.every) == ("217元 × 3个 = 651元", "月")


@pytest.mark.parametrize(
    ("quote", "bound"), [("按最高不超过50%给予支持。", "most"), ("应提取不低于70%给予奖励。", "least"), (SHARE, "")]
)
def test_bounds(quote, bound):
    found = worked("合同60万元", quote)
    assert found and found.bound == bound


@pytest.mark.parametrize(
    ("equation", "right"),
    [
        ("60万 × 50% = 30万元", True),
        ("60万 × 50% = 31万元", False),
        ("60万 × 40% = 24万元", False),  # 40% stands nowhere
        ("0.1万 × 50% = 500元", False),
    ],
)
def test_equations_are_checked(equation, right):
    assert holds(equation, ["花了60万", SHARE]) is right


@pytest.mark.parametrize(
    ("value", "text"),
    [("300000", "30万元"), ("2604", "2604元"), ("150000000", "1.5亿元"), ("0.5", "0.5元"), ("16650", "1.665万元")],
)
def test_money(value, text):
    from decimal import Decimal

    assert money(Decimal(value)) == text
