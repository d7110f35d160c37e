from __future__ import annotations

import pytest

from bot.match.amounts import amount_of, base_of
from tests.bot.match.made_up import support


@pytest.mark.parametrize(
    ("quote", "values", "base", "stated", "value", "bound"),
    [
        ("按照活动实际支出的40%给予补助，最高20万元。", {"ratio": 0.4, "cap_cny": 2e5}, "活动实际支出", 4e5, 1.6e5, ""),
        ("按照活动实际支出的40%给予补助，最高20万元。", {"ratio": 0.4, "cap_cny": 2e5}, "活动实际支出", 9e5, 2e5, ""),
        ("按照活动实际支出的40%给予补助，最高20万元。", {"ratio": 0.4, "cap_cny": 2e5}, "活动实际支出", None, None, ""),
        ("给予不低于省级补助资金50%的配套。", {"ratio": 0.5}, "省级补助资金", 6e5, 3e5, "least"),
        ("按贷款基准利率50%予以贴息。", {"ratio": 0.5}, "按贷款基准利率计算的贷款利息", 1e5, 5e4, ""),
        ("第一年按年利率2%贴息。", {"ratio": 0.02}, "贷款本金（一年）", 1e6, 2e4, ""),
        ("由市财政予以1:1的配套。", {"ratio": 1.0}, "国家或上级实际给予的资金", 3e5, 3e5, ""),
        ("减按15%的税率征收企业所得税。", {"ratio": 0.15, "kind": "tax"}, "", None, None, ""),
        ("按照市场租金的30%缴纳租金。", {"ratio": 0.3}, "", None, None, ""),  # what one pays
        ("收入增长10%以上的，按照新增部分的10%补助。", {"ratio": 0.1}, "新增部分", 1e6, 1e5, ""),
        ("一次性给予30万元。", {"amount_cny": 3e5, "per": "一次性"}, "", None, 3e5, ""),
        ("单个项目不超过50万元。", {"cap_cny": 5e5, "per": "单个项目"}, "", None, None, "most"),
        ("给予重点支持。", {}, "", None, None, ""),
    ],
)
def test_amounts(quote, values, base, stated, value, bound):
    item = support("企业", quote, **values)
    assert base_of(item) == base
    amount = amount_of(item, base, stated, damaged=False)
    assert amount.value == value if value is None else amount.value == pytest.approx(value)
    assert amount.bound == bound
    assert amount.steps


def test_nothing_is_worked_out_of_damaged_figures():
    item = support("企业", "按5%以上奖励。", ratio=0.05)
    assert amount_of(item, "收益", 1e6, damaged=True).value is None
