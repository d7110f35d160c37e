"""The visitor's own figure put into a support that was read from a clause, in exact decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.sums.case import Sum
from bot.answer.sums.equations import holds, money
from bot.answer.sums.ways import worked as worked_of
from tests.bot.match.made_up import support


def worked(question, quote, items):
    return worked_of(question, [(quote, items)])


SHARE = "企业承办创新赛事的，按照活动费用实际发生总额的50%，给予最高50万元的费用补贴。"
OF_SPENDING = support("承办单位", SHARE, ratio=0.5, cap_cny=500000)
EACH = "吸纳高校毕业生就业的，由就业资金按每人2000元给予补贴。"
OF_HEADS = support("用人单位", EACH, amount_cny=2000, per="每人")
EACH_YEAR = "聘用港澳专业人士的，按3万元/人/年的标准给予支持，每家机构每年不超过100万元。"
OF_YEARS = support("机构", EACH_YEAR, amount_cny=30000, per="每人每年", cap_cny=1000000)
IN_WORDS = "按照实际交易额的百分之二十给予奖励。"
OF_DEALS = support("完成人", IN_WORDS, ratio=0.2)
OF_NOTHING = support("完成人", "应当提取不低于百分之二十的经费给予奖励。", ratio=0.2)
LOAN = "单户贷款不超过500万元的，按贷款额的1%给予补助。"


@pytest.mark.parametrize(
    ("question", "item", "equation", "cap", "over"),
    [
        ("花了60万办比赛能补多少", OF_SPENDING, "60万 × 50% = 30万元", "50万元", False),
        ("办赛花了180万元，能拿多少", OF_SPENDING, "180万元 × 50% = 90万元", "50万元", True),
        ("办赛花了100万元整给多少", OF_SPENDING, "100万元 × 50% = 50万元", "50万元", False),
        ("花了33.3万元呢", OF_SPENDING, "33.3万元 × 50% = 16.65万元", "50万元", False),
        ("花了8888元补几个钱", OF_SPENDING, "8888元 × 50% = 4444元", "50万元", False),
        ("卖了200万，奖多少", OF_DEALS, "200万 × 百分之二十 = 40万元", "", False),
        ("交易额1.5亿元奖多少", OF_DEALS, "1.5亿元 × 百分之二十 = 3000万元", "", False),
        ("招了5人给多少", OF_HEADS, "2000元 × 5人 = 1万元", "", False),
        ("招了七名毕业生能领多少", OF_HEADS, "2000元 × 七名 = 1.4万元", "", False),
        ("我们留下3个毕业生", OF_HEADS, "2000元 × 3个 = 6000元", "", False),
        ("请了4个香港税务师", OF_YEARS, "3万元 × 4个 = 12万元", "", False),
        ("请了4个香港税务师，干了2年一共多少", OF_YEARS, "3万元 × 4个 × 2年 = 24万元", "100万元", False),
        ("请了40人，一共干了3年", OF_YEARS, "3万元 × 40人 × 3年 = 360万元", "100万元", True),
    ],
)
def test_sums(question, item, equation, cap, over):
    found = worked(question, item.quote, [item])
    assert found
    assert (found.equation, found.cap, found.over) == (equation, cap, over)
    assert holds(found.equation, [question, item.quote])


def test_what_the_figure_is_taken_to_be_is_said():
    assert worked("花了60万", SHARE, [OF_SPENDING]) == Sum(
        "60万 × 50% = 30万元", "活动费用实际发生总额", "50万元", over=False, unlike=True
    )


def test_a_years_sum_is_said_to_be_one():
    found = worked("请了4个香港税务师", EACH_YEAR, [OF_YEARS])
    assert found and found.every == "年"


TIERS = "对新认定的国家、省级、市级孵化器分别给予一次性100万元、50万元、30万元的扶持资金。"
OF_TIERS = [
    support(f"{tier}孵化器", TIERS, tier=tier, amount_cny=amount, per="一次性")
    for tier, amount in (("国家级", 1_000_000), ("省级", 500_000), ("市级", 300_000))
]
MADE = "给予共建的研发机构和成果转化基地一次性30万元、20万元的经费资助。"
OF_MADE = [support("研发机构", MADE, amount_cny=300_000, per="一次性"),
           support("成果转化基地", MADE, amount_cny=200_000, per="一次性")]  # fmt: skip
PAY = "国际级顶尖人才15万元/年,国家级领军人才10万元/年。"
OF_PAY = [support("国际级顶尖人才", PAY, tier="国际级", amount_cny=150_000, per="每年"),
          support("国家级领军人才", PAY, tier="国家级", amount_cny=100_000, per="每年")]  # fmt: skip
DOCTORS = "予以3年期3.6万元/年的薪酬补贴。"
OF_DOCTORS = support("博士", DOCTORS, amount_cny=36_000, per="每年")
INTEREST = "按贷款基准利率50%予以贴息,最高补贴50万元。"
OF_INTEREST = support("企业", INTEREST, ratio=0.5, cap_cny=500_000)
MATCHING = "由市财政予以1:1的配套支持。"
OF_MATCHING = support("人才", MATCHING, ratio=1.0)
BOND = "履约保证金的数额不得超过政府采购合同金额的2.5%。"
ADVANCE = "预付款比例原则上不低于合同金额的40%—70%。"


@pytest.mark.parametrize(
    ("question", "quote", "items", "equation"),
    [
        ("今年新认定国家级1家、市级2家", TIERS, [OF_TIERS[0], OF_TIERS[2]], "100万元 + 30万元 × 2家 = 160万元"),
        ("有3家省级孵化器", TIERS, [OF_TIERS[1]], "50万元 × 3家 = 150万元"),
        ("共建了1个研发机构，又共建了1个成果转化基地", MADE, OF_MADE, "30万元 + 20万元 = 50万元"),
        ("来了1个国际级顶尖人才和2个国家级领军人才", PAY, OF_PAY, "15万元 + 10万元 × 2个 = 35万元"),
        ("领满一共多少", DOCTORS, [OF_DOCTORS], "3.6万元 × 3年 = 10.8万元"),
        ("做了2年能领多少", DOCTORS, [OF_DOCTORS], "3.6万元 × 2年 = 7.2万元"),
        ("贷了800万，基准利率4.35%，贴多少", INTEREST, [OF_INTEREST], "800万 × 4.35% × 50% = 17.4万元"),
        ("利息付了70万，贴多少", INTEREST, [OF_INTEREST], "70万 × 50% = 35万元"),
        ("省里给了80万，市里配多少", MATCHING, [OF_MATCHING], "80万 × 1 = 80万元"),
        ("合同480万，保证金最多收多少", BOND, [], "480万 × 2.5% = 12万元"),
        ("300万的合同预付多少", ADVANCE, [], "300万 × 40% = 120万元；300万 × 70% = 210万元"),
    ],
)
def test_sums_of_several_parts(question, quote, items, equation):
    found = worked(question, quote, items)
    assert found and found.equation == equation
    assert all(holds(part, [question, quote]) for part in equation.split("；"))


@pytest.mark.parametrize(
    ("question", "quote", "items"),
    [
        ("国家级和省级孵化器各给多少", TIERS, OF_TIERS[:2]),  # how many of each is not said
        ("我们有30人，评上省级给多少", TIERS, [OF_TIERS[1]]),
        ("省级孵化器，我们有3家企业入驻，一共给多少", TIERS, [OF_TIERS[1]]),
        ("专利质押贷了600万，贴息多少", INTEREST, [OF_INTEREST]),  # a loan is not its interest
        ("贷了800万三年，利率4.35%", INTEREST, [OF_INTEREST]),
        ("营收500万", "年营业收入增长20%以上的予以奖励。", []),
        ("合同480万", "首期不低于合同金额的30%，验收后不低于合同金额的60%。", []),  # two shares, no range
    ],
)
def test_parts_that_do_not_fit_are_not_added(question, quote, items):
    assert worked(question, quote, items) is None


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("能补多少", [OF_SPENDING]),  # no figure of the visitor's
        ("花了60万", []),  # no support was read
        ("花了60万和30万，补多少", [OF_SPENDING]),  # two figures
        ("净赚200万，奖多少", [OF_NOTHING]),  # the clause does not say of what
        ("花了60万", [OF_SPENDING, OF_HEADS]),  # two supports
        ("花了1万6能报点吗", [OF_SPENDING]),  # 1.6万, which is not read
        ("花了60多万", [OF_SPENDING]),
        ("听说按30%补，60万能拿多少", [OF_SPENDING]),  # another share is named
        ("办4万方的展能补多少", [OF_SPENDING]),  # no yuan
        ("贷款300万补多少", [support("企业", LOAN, ratio=0.01)]),  # a limit that the support does not know
        ("招了一人给多少", [OF_HEADS]),  # nothing to work out
        ("2025年招的给多少", [OF_HEADS]),  # a year is no count
        ("第3名给多少", [OF_HEADS]),
        ("招了5人和3名给多少", [OF_HEADS]),  # two counts of one unit
        ("失业两个月的算吗", [OF_HEADS]),
    ],
)
def test_what_is_not_plain_is_not_worked_out(question, items):
    assert worked(question, items[0].quote if items else SHARE, items) is None


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
    assert money(Decimal(value)) == text


_PIECES = [
    "去年", "今年", "研发", "费用", "300万", "5%", "百分之三十", "1:1", "3家", "两个月", "600平方米", "，", "占",
    "不低于", "以上", "每人", "给予", "最高", "10万元", "增长", "部分", "（", "）", "0元", "0%", "从", "到", "一共",
    "承担", "按", "比例", "每增加1人", "吗",
]  # fmt: skip
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


@given(_TEXTS, _TEXTS, st.sampled_from([[], [OF_SPENDING], OF_TIERS, [OF_HEADS], [OF_YEARS], [OF_INTEREST]]))
def test_each_sum_of_any_text_comes_out(question, quote, items):
    found = worked(question, f"{quote}{items[0].quote if items else ''}", items)
    for one in [*found.first, found] if found and found.equation else ():
        sources = [question, quote, *(item.quote for item in items), *(step.result for step in found.first)]
        assert all(holds(part, sources) for part in one.equation.split("；"))
