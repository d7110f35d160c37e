"""What a clause requires in figures, held against the visitor's own ones."""

from __future__ import annotations

import pytest

from bot.answer.sums.ways import worked
from tests.bot.match.made_up import support

RATIO = "上年度营业收入不低于1000万元，研发费用占营业收入的比例不低于5%。"
SALES = "上年度研发费用不低于30万元，且占销售收入的比例不低于4%；"
PEOPLE = "（三）专职人员不少于10人，其中技术人员占比不低于50%；"
SPACE = "有不少于600平方米的固定场所；设有不低于200万元的验证资金；"
TERM = "转让期限不少于五年。"
OPEN = "首次创业且正常经营1年以上的，给予一次性补贴。"
GROWN = "营业收入较上年增长15%以上的企业给予奖励。"


@pytest.mark.parametrize(
    ("question", "quote", "own", "met"),
    [
        ("营业收入2000万，研发花了80万，够格吗", RATIO, ["2000万", "80万 ÷ 2000万 = 4%"], [True, False]),
        ("研发花了80万，卖了1000万的货，占比够不够", SALES, ["80万", "80万 ÷ 1000万 = 8%"], [True, True]),
        ("我们专职的12人，其中技术人员5人，够吗", PEOPLE, ["5人 ÷ 12人 ≈ 41.67%"], [False]),
        ("场所500平方米，验证资金300万", SPACE, ["500平方米", "300万"], [False, True]),
        ("转让期限8年，达到规定没有", TERM, ["8年"], [True]),
        ("店开了10个月，正常经营，能领吗", OPEN, ["10个月"], [False]),
        ("新增面积1万平方米，够吗", "新增面积超过1万平方米的给予补贴。", ["1万平方米"], [False]),
        ("营收去年1000万，今年1100万", GROWN, ["(1100万 − 1000万) ÷ 1000万 = 10%"], [False]),
        ("营收从1000万做到1200万", GROWN, ["(1200万 − 1000万) ÷ 1000万 = 20%"], [True]),
    ],
)
def test_requirements(question, quote, own, met):
    found = worked(question, [(quote, [])], conditions=True)
    assert found and [one.own for one in found.checked] == own
    assert [one.met for one in found.checked] == met


def test_no_sum_where_a_requirement_is_missed():
    quote = "对年成交额达到800万元的企业，按实际成交额的1%给予奖励。"
    item = support("企业", quote, ratio=0.01)
    missed, met = (worked(f"成交额{own}，奖多少", [(quote, [item])]) for own in ("500万", "900万"))
    assert missed and not missed.equation and missed.checked[0].requirement.words.startswith("年成交额达到800万元")
    assert met and met.equation == "900万 × 1% = 9万元"


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("我们注册资本500万", RATIO),  # of something else
        ("有一个项目想申报", "当年新增项目达到5个的给予奖励。"),  # 一个 counts nothing
        ("招了12人", "给予每人2000元补贴，最高10万元。"),  # nothing is required
        ("贷款余额12亿，能拿多少", "设立补偿资金，支持新增贷款2000亿元以上。"),  # a goal
        ("贷了300万", "单户贷款不超过500万元的，给予贴息。"),  # an upper bound
    ],
)
def test_what_is_not_judged(question, quote):
    found = worked(question, [(quote, [])])
    assert not found or not found.checked
