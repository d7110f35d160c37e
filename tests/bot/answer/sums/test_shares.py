"""Shares of what the visitor spent, earned or was given: of a growth, by steps, of each, of several, who bears what."""

from __future__ import annotations

import pytest

from bot.answer.sums.equations import holds
from bot.answer.sums.ways import worked
from tests.bot.match.made_up import support

GROWTH = "对研发投入较上年增长10%以上的企业，按增长部分的6%给予补助，最高40万元。"
OF_GROWTH = support("企业", GROWTH, ratio=0.06, cap_cny=400_000)
STEPS = "年度投入在300万元以下的部分按4%补助，超过300万元的部分按2%补助，单个企业最高30万元。"
OF_STEPS = [
    support("企业", STEPS, tier="300万元以下", ratio=0.04, cap_cny=300_000),
    support("企业", STEPS, tier="超过300万元", ratio=0.02, cap_cny=300_000),
]
YEARS = "第一年按2%贴息，第二年按1%贴息，累计最高20万元。"
OF_YEARS = [
    support("企业", YEARS, tier="第一年", ratio=0.02, cap_cny=200_000),
    support("企业", YEARS, tier="第二年", ratio=0.01, cap_cny=200_000),
]
DEAL = "按实际成交额的5%给予补助，单个合同最高10万元，每家企业每年最高25万元。"
OF_DEALS = support("企业", DEAL, ratio=0.05, cap_cny=100_000, per="单个合同")
COSTS = "按其评审费、检测费、保险费的40%给予资助，每家企业每年最高8万元。"
OF_COSTS = support("企业", COSTS, ratio=0.4, cap_cny=80_000, per="每家每年")
TWO = "按设备费用的20%给予补助，最高50万元；按培训支出的50%给予补助，最高10万元。"
OF_TWO = [
    support("企业", TWO, ratio=0.2, cap_cny=500_000),
    support("企业", TWO, ratio=0.5, cap_cny=100_000),
]
DRAWN = "应当从转让所得的税后净收入中提取不低于百分之二十的经费，对完成人给予奖励。"
NET = "对营业收入增长10%以上的企业，按其净增额的10%予以奖补，单户不超过25万元。"
OF_NET = support("企业", NET, ratio=0.1, cap_cny=250_000)
BORNE = "损失由补偿资金承担30%，合作银行承担70%。"
BORNE_AS = "补助资金由市、区两级财政按3:7比例分担。"
ALL = "同一企业获得各项奖补的总额最高50万元。"
PLACE = "对入驻企业的场地租金，给予不超过60%的比例补贴。"
OF_PLACE = support("入驻企业的场地租金", PLACE, ratio=0.6)


@pytest.mark.parametrize(
    ("question", "quote", "items", "equation", "result"),
    [
        ("去年研发投了300万，今年投了400万，能补多少", GROWTH, [OF_GROWTH], "(400万 − 300万) × 6% = 6万元", "6万元"),
        ("研发2022年100万，2023年900万", GROWTH, [OF_GROWTH], "(900万 − 100万) × 6% = 48万元", "40万元"),
        ("研发投入从200万涨到260万", GROWTH, [OF_GROWTH], "(260万 − 200万) × 6% = 3.6万元", "3.6万元"),
        ("今年研发比去年多了50万", GROWTH, [OF_GROWTH], "50万 × 6% = 3万元", "3万元"),
        ("投了500万", STEPS, OF_STEPS, "300万元 × 4% + (500万 − 300万元) × 2% = 16万元", "16万元"),
        ("贷了400万，用了2年", YEARS, OF_YEARS, "400万 × 2% + 400万 × 1% = 12万元", "12万元"),
        ("一年签了3份合同，每份都成交了300万", DEAL, [OF_DEALS], "10万元 × 3份 = 30万元", "25万元"),
        ("评审费2万，检测费3万，保险费1万", COSTS, [OF_COSTS], "(2万 + 3万 + 1万) × 40% = 2.4万元", "2.4万元"),
        ("设备花了100万，培训花了8万", TWO, OF_TWO, "20万元 + 4万元 = 24万元", "24万元"),
        ("亏了200万各担多少", BORNE, [], "200万 × 30% = 60万元；200万 × 70% = 140万元", "140万元"),
        ("补了50万，区里出多少", BORNE_AS, [], "50万 × 3 ÷ (3 + 7) = 15万元；50万 × 7 ÷ (3 + 7) = 35万元", "35万元"),
        ("一个20万，一个35万，加起来能拿多少", ALL, [], "20万 + 35万 = 55万元", "50万元"),
        ("税后净收入九十万元，至少奖多少", DRAWN, [], "九十万元 × 百分之二十 = 18万元", "18万元"),
        ("租金交了4万", PLACE, [OF_PLACE], "4万 × 60% = 2.4万元", "2.4万元"),
    ],
)
def test_shares(question, quote, items, equation, result):
    found = worked(question, [(quote, items)])
    assert found and (found.equation, found.result) == (equation, result)
    sources = [question, quote, *(one.result for one in found.first)]
    assert all(holds(part, sources) for part in equation.split("；"))


@pytest.mark.parametrize(
    ("question", "quote", "items"),
    [
        ("研发投了300万", GROWTH, [OF_GROWTH]),  # a year's outlay is no growth
        ("去年研发投了400万，今年投了300万", GROWTH, [OF_GROWTH]),  # it fell
        ("投了200万", STEPS, OF_STEPS),  # within the first step: the share itself says it
        ("评审费2万，装修费3万", COSTS, [OF_COSTS]),  # not listed
        ("花了100万和8万", TWO, OF_TWO),  # which is which
        ("每月租金4000元", PLACE, [OF_PLACE]),  # for how long
        ("损失30万，赔了20万", BORNE, []),
        ("成交了300万", DEAL, [OF_DEALS]),  # of one contract or of all
        ("出口了200万美元，租金交了4万", PLACE, [OF_PLACE]),
    ],
)
def test_what_is_not_plain(question, quote, items):
    found = worked(question, [(quote, items)])
    assert not found or not found.equation


@pytest.mark.parametrize("beside", ["中介机构引进的，减半执行。", "偏远地区的，补助比例上浮10个百分点。"])
def test_no_sum_where_the_clause_changes_what_it_gives(beside):
    item = support("企业", "按设备费用的20%给予补助。", ratio=0.2)
    assert worked("设备花了100万", [(item.quote, [item])]) is not None
    assert worked("设备花了100万", [(item.quote, [item])], item.quote + beside) is None


def test_a_share_in_a_condition_is_not_what_is_given():
    found = worked("营收2022年1000万，2023年1200万", [(NET, [OF_NET])])
    assert found and (found.equation, found.base, found.bound) == ("(1200万 − 1000万) × 10% = 20万元", "净增额", "")


def test_requirements_are_judged_beside_foreign_money():
    quote = "面积2000平方米以上，且年交易额300万美元以上的，给予50%的补贴。"
    found = worked("面积1800平方米，交易额350万美元，够吗", [(quote, [support("仓", quote, ratio=0.5)])])
    assert found and not found.equation and [one.met for one in found.checked] == [False]
