from __future__ import annotations

import pytest

from bot.match.needs import needs_of
from bot.match.traits import Origin, When
from tests.bot.match.made_up import support


@pytest.mark.parametrize(
    ("beneficiary", "keys", "rest"),
    [
        ("新认定的省级孵化器", {"incubator"}, ""),
        ("科技企业孵化器", {"incubator"}, ""),
        ("当年新获批的高新技术企业", {"hightech"}, ""),
        ("承办相关赛事的企事业单位和各类科技服务机构", {"event"}, ""),
        ("企业与高校、院所共建的研发机构", {"rd_body", "joint"}, ""),
        ("企业与高校、院所共建的成果转化基地", {"transfer_base", "joint"}, ""),  # a platform, not 成果转化
        ("企业以知识产权质押方式向银行成功贷款", {"pledge_loan"}, ""),  # not any loan
        ("以合作共建、独立建设等形式设立的研发机构", {"rd_body"}, ""),  # a way, not a demand
        ("高水平创新创业团队", {"talent"}, "judge"),
        ("毕业5年内首次在盘创业的全日制博士研究生", {"talent", "startup"}, "ask"),
        ("国家级大学科技园", {"incubator"}, ""),  # no university
        ("融资性担保机构", set(), "ask"),
    ],
)
def test_what_a_support_asks(beneficiary, keys, rest):
    [(_, needs)] = needs_of([support(beneficiary)])
    ask = needs.asks[0]
    assert {t.key for t in (*ask.platforms, *ask.statuses, *ask.activities)} == keys
    assert ask.open == rest


def test_when_origins_and_levels_are_read():
    def ask(text, **values):
        return needs_of([support(text, **values)])[0][1].asks[0]

    assert ask("新认定的省级孵化器").when is When.NEW
    assert ask("重新认定的高新技术企业").when is When.RENEWED
    assert ask("当年首次纳入规模以上统计的高新技术企业").when is None  # 首次 of another thing
    assert ask("市级以上孵化器").levels == {"国家级", "省级", "市级"}
    assert ask("国外、省外高校设立的研发机构").origins == {Origin.COUNTRY, Origin.ABROAD}
    assert ask("海外人才项目").origins == frozenset()


def test_classes_of_one_kind_are_one_question():
    quote = "评价结果为A类、B类的孵化器，分别给予50万元、20万元补贴。"
    items = [support(f"孵化器（{tier}）", quote, tier=tier, amount_cny=n) for tier, n in (("A类", 5e5), ("B类", 2e5))]
    assert [needs.tiers for _, needs in needs_of(items)] == [("A类", "B类")] * 2
    years = [support(f"孵化器（{tier}）", quote, tier=tier) for tier in ("第一年", "第二年")]
    assert [needs.tiers for _, needs in needs_of(years)] == [(), ()]  # one after the other, not one or the other
