"""How yes and no are said to a question, and which questions are none."""

from __future__ import annotations

import pytest

from bot.answer.yes_no import words


@pytest.mark.parametrize(
    ("question", "yes"),
    [
        ("个体户能不能申报", "能"),
        ("这钱要不要还", "要"),
        ("可不可以一年报两次？", "可以"),
        ("外地企业可以申请吗", "可以"),
        ("开超市要办许可吗", "要"),
        ("材料原件用交不", "要"),
        ("保函顶押金行不行", "可以"),
        ("省级的也算么", "算"),
        ("有没有租金补助", "有"),
        ("孵化器有补贴吗？", "有"),
        ("听说奖励是50万，对吧", "对"),
        ("只有国企能报，是不是", "对"),
        ("子女上学的事管不管", "管"),
        ("申报表得盖公章吗", "是"),
        ("没注册公司的，能报吗", "能"),
    ],
)
def test_yes(question, yes):
    found = words(question)
    assert found and found[0] == yes


@pytest.mark.parametrize(
    "question",
    [
        "奖励多少钱", "怎么申请能快点吗", "哪些企业可以申请", "不用交材料吧", "没有社保也行吗", "孵化器奖励",
        "找谁办可以吗", "什么条件算高企", "这个免费吗",
    ],
)  # fmt: skip
def test_none(question):
    assert words(question) is None
