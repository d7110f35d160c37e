"""Figures as they are said, written as a document writes them; what is no figure stays."""

from __future__ import annotations

import pytest

from bot.question.normalise import with_written_sums


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("花了1万6", "花了1.6万元"),
        ("128万3600块", "128.36万元"),
        ("一万五", "1.5万元"),
        ("九百万能补多少", "九百万元能补多少"),
        ("卖了两个亿", "卖了两亿元"),
        ("房租四千五一个月", "房租4500元一个月"),
        ("补三成", "补30%"),
        ("投了50w", "投了50万元"),
        ("180块一平", "180元一平方米"),
        ("租了800平自用", "租了800平方米自用"),
        ("待了两年半", "待了30个月"),
    ],
)
def test_written(said, written):
    assert with_written_sums(said) == written


@pytest.mark.parametrize(
    "text",
    ["一万五千人", "20万一年", "三五万", "千万不要", "百万英才", "第十万", "十来万",
     "万一不行", "成立公司", "一成立就补", "一块地", "太平洋", "3kw", "wifi"],
)  # fmt: skip
def test_left(text):
    assert with_written_sums(text) == text
