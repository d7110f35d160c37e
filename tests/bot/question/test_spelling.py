"""Misspellings of places by sound are put right, words that only sound like one stay."""

from __future__ import annotations

import pytest

from bot.question.spelling import Spelling


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling(["兰州", "盘锦", "历下区", "上海"])


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("兰洲的孵化器", "兰州的孵化器"),
        ("力下区有什么", "历下区有什么"),
        ("请问盘紧给多少", "请问盘锦给多少"),
    ],
)
def test_misspelt_by_sound(spelling, wrong, right):
    assert spelling(wrong) == right


@pytest.mark.parametrize(
    "text",
    ["宿州的孵化器", "锦州有补贴吗", "蓝色产业奖励", "受到伤害的赔偿", "兰州的上还", "孵化器奖励", "abc 123", ""],
)
def test_words_that_only_sound_like_it_stay(spelling, text):
    assert spelling(text) == text
