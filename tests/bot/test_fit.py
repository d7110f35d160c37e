from __future__ import annotations

import pytest

from bot.fit import asks_when_to_apply, is_of_rule, names_tier, unsaid


@pytest.mark.parametrize(
    ("question", "sentence", "around", "named"),
    [
        ("省级孵化器奖多少", "对国家、省级孵化器给予支持。", "", True),
        ("国家级孵化器奖多少", "对国家、省级孵化器给予支持。", "", True),
        ("省级重点实验室奖多少", "对新认定的广东省重点实验室给予40万元。", "", True),
        ("市级重点实验室奖多少", "对新认定的市重点实验室给予40万元。", "", True),
        ("省级重点实验室奖多少", "评估为优秀的，给予80万元。", "省级重点实验室每3年评估一次。", True),
        # look-alikes
        ("市级重点实验室奖多少", "对新认定的广东省重点实验室给予40万元。", "市级平台", False),
        ("省级重点实验室奖多少", "对市级重点实验室给予8万元。", "省级重点实验室", False),
        ("市级孵化器奖多少", "支持市场化运营的孵化器。", "", False),
    ],
)
def test_the_tier_of_a_sentence(understanding, question, sentence, around, named):
    assert names_tier(understanding.read(question), sentence, (), around) is named


@pytest.mark.parametrize(
    ("question", "sentence", "rule"),
    [
        ("拿了补助还能再申请吗", "同一事项不重复享受。", True),
        ("两口子能拿双份吗", "夫妻双方均符合条件的，按就高原则由一方享受。", True),
        ("扶持资金可以用来发工资吗", "扶持资金不得用于人员工资。", True),
        # look-alikes
        ("孵化器给多少", "同一事项不重复享受。", False),
        ("拿了补助还能再申请吗", "对孵化器给予30万元。", False),
        ("买设备花了钱能补多少", "扶持资金不得用于人员工资。", False),
    ],
)
def test_a_rule_over_all_supports(question, sentence, rule):
    assert is_of_rule(question, sentence) is rule


@pytest.mark.parametrize(
    ("question", "sentence", "what"),
    [
        ("孵化器奖励什么时候申报", "对孵化器给予30万元，有效期至2027年。", "deadline"),
        ("孵化器奖励什么时候申报", "每年3月1日至3月31日受理申报。", None),
        ("到哪一年建成35家孵化器", "到2026年，孵化器达到35家。", None),
        ("孵化器要什么材料", "对孵化器给予30万元。", "material"),
    ],
)
def test_what_a_sentence_leaves_unsaid(understanding, question, sentence, what):
    assert unsaid(understanding.read(question), sentence) == what


def test_a_time_of_applying_is_no_target_year():
    assert asks_when_to_apply("什么时候报名") and not asks_when_to_apply("哪一年建成")
