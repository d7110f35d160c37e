"""Figures with a unit, as comparable values; each rule beside its look-alike."""

import pytest

from index.language.figures import FigureKind, find_figures

MONEY, RATIO, YEAR, COUNT = FigureKind.MONEY, FigureKind.RATIO, FigureKind.YEAR, FigureKind.COUNT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一次性100万元、50万元", [(MONEY, 1_000_000), (MONEY, 500_000)]),
        ("１，０００万元", [(MONEY, 10_000_000)]),
        ("1,000万元", [(MONEY, 10_000_000)]),
        ("一百二十万元", [(MONEY, 1_200_000)]),
        ("五千元", [(MONEY, 5_000)]),
        ("给30万，行吗", [(MONEY, 300_000)]),
        ("30万人", [(COUNT, 300_000)]),
        ("首期1.5亿元", [(MONEY, 150_000_000)]),
        ("费用的50%", [(RATIO, 0.5)]),
        ("百分之五十", [(RATIO, 0.5)]),
        ("百分之二点五", [(RATIO, 0.025)]),
        ("1:1的配套", [(RATIO, 1.0)]),
        ("1:0.5的配套", [(RATIO, 0.5)]),
        ("1∶2", [(RATIO, 2.0)]),
        ("于9:00开始", []),
        ("交易额的3‰", [(RATIO, 0.003)]),
        ("10万美元", []),
        ("到2021年", [(YEAR, 2021)]),
        ("3年期3.6万元/年", [(COUNT, 3), (MONEY, 36_000)]),
        ("12件", [(COUNT, 12)]),
        ("“1+6+N”平台、第三条、万企计划", []),
        # in words and other forms
        ("百分之八十五", [(RATIO, 0.85)]),
        ("百分之85", [(RATIO, 0.85)]),
        ("千分之五", [(RATIO, 0.005)]),
        ("一千万元", [(MONEY, 10_000_000)]),
        ("2千万元", [(MONEY, 20_000_000)]),
        ("¥50,000.00", [(MONEY, 50_000)]),
        ("￥5万元", [(MONEY, 50_000)]),
        ("人民币伍拾万元整", [(MONEY, 500_000)]),
        ("人民币伍拾萬圆整", [(MONEY, 500_000)]),
        ("四项条件、十二家企业", [(COUNT, 4), (COUNT, 12)]),
        ("第四项、一项、三年、二、三项", []),
        # the last piece of a broken figure
        ("名额1 50万元", []),
        ("奖励标准1. 50万元", [(MONEY, 500_000)]),
        ("12 50万元", [(MONEY, 500_000)]),
    ],
)
def test_find_figures(text: str, expected: list[tuple[FigureKind, float]]) -> None:
    assert [(f.kind, pytest.approx(f.value)) for f in find_figures(text)] == expected


def test_one_amount_in_any_form() -> None:
    keys = {find_figures(text)[0].key for text in ("100万元", "1000000元", "1,000,000元", "一百万元", "１００万元")}
    assert len(keys) == 1
