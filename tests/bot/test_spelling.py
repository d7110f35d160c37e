"""Misspellings by sound are put right, words that only sound like one stay."""

from __future__ import annotations

import pytest

from bot.spelling import Spelling


@pytest.fixture(scope="module")
def spelling(vocabulary):
    return Spelling(vocabulary)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("夫化器奖励", "孵化器奖励"),
        ("众创空见", "众创空间"),
        ("多少前", "多少钱"),
        ("人才补帖", "人才补贴"),
        ("兰洲的孵化器", "兰州的孵化器"),
        ("力下区有什么", "历下区有什么"),
        ("提升服物功能", "提升服务功能"),
        ("科计企业", "科技企业"),
        ("奖厉多少", "奖励多少"),
    ],
)
def test_misspelt_by_sound(spelling, wrong, right):
    assert spelling(wrong, ["兰州", "历下区"]) == right


@pytest.mark.parametrize(
    "text",
    [
        "宿州的孵化器",
        "苏州的孵化器",
        "锦州有补贴吗",
        "蓝色产业奖励",
        "前景",
        "最前沿",
        "孵化器奖励",
        "夏历",
        "2号是讲什么的",
        "第3名以奖代补",
        "人材",
        "卖技术挣的钱",
        "abc 123",
        "",
    ],
)
def test_words_that_only_sound_like_it_stay(spelling, text):
    assert spelling(text, ["兰州", "盘锦", "历下区"]) == text
