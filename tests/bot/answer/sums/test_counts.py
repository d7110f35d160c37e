"""Rates by heads, area and time with their limits; amounts of several levels; so much for each one more."""

from __future__ import annotations

import pytest

from bot.answer.sums.equations import YEAR, holds
from bot.answer.sums.ways import worked
from tests.bot.match.made_up import support

AREA = "按每平方米每月20元给予补贴，补贴面积最高500平方米，补贴期限不超过24个月。"
OF_AREA = support("企业", AREA, amount_cny=20, per="每平方米每月")
MOST = "每引进1名博士给予8万元补助，每个平台每年最多补助3名。"
OF_MOST = support("平台", MOST, amount_cny=80_000, per="每名")
INTERN = "给予每人每月2000元实习补贴，补贴期限不超过6个月。"
OF_INTERN = support("实习生", INTERN, amount_cny=2000, per="每人每月")
LEVELS = "对新认定的国家级、省级、市级中心，分别给予一次性60万元、30万元、10万元奖励。"
OF_LEVELS = [
    support(f"{tier}中心", LEVELS, tier=tier, amount_cny=amount, per="一次性")
    for tier, amount in (("国家级", 600_000), ("省级", 300_000), ("市级", 100_000))
]
STAGES = "对完成股改、挂牌、上市的企业分别给予20万元、30万元、100万元奖励。"
OF_STAGES = [
    support(f"完成{stage}的企业", STAGES, amount_cny=amount)
    for stage, amount in (("股改", 200_000), ("挂牌", 300_000), ("上市", 1_000_000))
]
MORE = "新增入驻企业达到6家的给予3万元，每增加1家再给予4000元，每年最高8万元。"
OF_MORE = [support("基地", MORE, amount_cny=30_000), support("基地", MORE, amount_cny=4000, cap_cny=80_000, per="每家")]
HEADS = "招用4人以下的按每人1000元给予补贴，4人以上的每增加1人给予1500元。"
OF_HEADS = [support("企业", HEADS, amount_cny=1000, per="每人"), support("企业", HEADS, amount_cny=1500, per="每人")]


@pytest.mark.parametrize(
    ("question", "quote", "items", "equation", "result"),
    [
        ("租了300平方米，待了8个月", AREA, [OF_AREA], "20元 × 300平方米 × 8个月 = 4.8万元", "4.8万元"),
        ("租了800平方米，待了3年", AREA, [OF_AREA], "20元 × 500平方米 × 24个月 = 24万元", "24万元"),
        ("租了100平方米，待了1年", AREA, [OF_AREA], f"20元 × 100平方米 × 1年 × {YEAR} = 2.4万元", "2.4万元"),
        ("引进了5个博士", MOST, [OF_MOST], "8万元 × 3名 = 24万元", "24万元"),
        ("引进了2个博士", MOST, [OF_MOST], "8万元 × 2个 = 16万元", "16万元"),
        ("我实习了9个月", INTERN, [OF_INTERN], "2000元 × 6个月 = 1.2万元", "1.2万元"),
        ("2个省级中心和1个市级中心", LEVELS, OF_LEVELS, "30万元 × 2个 + 10万元 = 70万元", "70万元"),
        ("先股改再挂牌，一共多少", STAGES, OF_STAGES, "20万元 + 30万元 = 50万元", "50万元"),
        ("新进了9家企业", MORE, OF_MORE, "3万元 + 4000元 × (9家 − 6家) = 4.2万元", "4.2万元"),
        ("新进了30家企业", MORE, OF_MORE, "3万元 + 4000元 × (30家 − 6家) = 12.6万元", "8万元"),
        ("招了6个人", HEADS, OF_HEADS, "1000元 × 4人 + 1500元 × (6个 − 4人) = 7000元", "7000元"),
    ],
)
def test_counts(question, quote, items, equation, result):
    found = worked(question, [(quote, items)])
    assert found and (found.equation, found.result) == (equation, result)
    assert holds(equation, [question, quote])


@pytest.mark.parametrize(
    ("question", "quote", "items"),
    [
        ("2个省级中心，还有3个实验室", LEVELS, OF_LEVELS),  # the three are of no level
        ("拿了两个国家级牌子", LEVELS, OF_LEVELS[:1]),
        ("新进了4家企业", MORE, OF_MORE),  # below the number
        ("先股改再挂牌", STAGES, OF_STAGES),  # nobody asks for all together
        ("租了300平方米和200平方米，8个月", AREA, [OF_AREA]),
    ],
)
def test_what_is_not_plain(question, quote, items):
    found = worked(question, [(quote, items)])
    assert not found or not found.equation
