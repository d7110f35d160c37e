"""Figures in pieces: joined where the text shows them to be one, else read by nobody; each beside its look-alike."""

import pytest

from index.document import read_text
from index.language.figures import find_figures
from index.language.spaced import broken_figure, join_figures
from index.language.spans import Tracked
from index.reading.clean import clean
from index.supports.extract import extract_supports


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("给予一次性1 00万元奖励", "给予一次性100万元奖励"),
        ("营业收入超过2 000万元的再给予2 0万元", "营业收入超过2000万元的再给予20万元"),
        ("按5 0%补助", "按50%补助"),
        ("奖励3 . 5 万元", "奖励3.5 万元"),
        ("不超过3. 5万元", "不超过3.5万元"),
        ("最高1 50万元", "最高150万元"),
        ("补贴12 500元", "补贴12500元"),
        ("给予1, 000万元", "给予1,000万元"),
        ("奖励１ ００万元", "奖励１００万元"),
        ("给予五 十万元", "给予五十万元"),
        ("自2 025年3月1 5日起", "自2025年3月15日起"),
        # a line end inside
        ("给予一次性1\n00万元", "给予一次性100万元"),
        ("给予一次性50\n万元", "给予一次性50万元"),
    ],
)
def test_one_figure(before: str, after: str) -> None:
    assert join_figures(Tracked.of(before), lines=True).text == after


@pytest.mark.parametrize(
    "text",
    [
        "1. 50万元",
        "奖励标准1. 50万元",
        "第3 条",
        "2025年 50万元",
        "12 50万元",
        "一等奖 12 50万元",
        "附件1 500元",
        "江科发〔2025〕54号 50万元",
        "分别给予10, 20万元",
        "序号\n1\n项目名称\n2\n50万元",
    ],
)
def test_two_figures(text: str) -> None:
    assert join_figures(Tracked.of(text), lines=True).text == text
    assert broken_figure(text) is None


@pytest.mark.parametrize("text", ["名额1 50万元", "增长1 0.5%", "见习岗位3 6万个", "共计3 1 00万元"])
def test_a_figure_that_may_be_a_tail_is_withheld(text: str) -> None:
    assert join_figures(Tracked.of(text), lines=True).text == text
    assert find_figures(text) == []
    assert "空格" in (broken_figure(text) or "")


def test_a_line_end_that_may_stand_inside_a_figure_hides_no_tail():
    assert join_figures(Tracked.of("新增名额12\n50万元"), lines=True).text == "新增名额12 50万元"
    assert join_figures(Tracked.of("新增名额12\n50万元"), lines=False).text == "新增名额12\n50万元"


def test_blanks_of_every_kind_and_the_way_to_a_support():
    original = "江州市企业扶持办法\n一、支持标准\n对入库企业给予一次性1\u200900万元奖励，最高不超过2\u3000 000万元。\n"
    document = read_text(original, "a.txt")
    assert [(i.amount_cny, i.cap_cny) for i in extract_supports(document)] == [(1_000_000, 20_000_000)]
    assert [w.code for w in document.warnings] == ["figures_joined"]
    at = clean(original).text.index("100万元")
    a, b = clean(original).tracked.original_span(at, at + 5)
    assert original[a:b] == "1\u200900万元"


def test_a_support_whose_figure_is_in_doubt_has_none():
    document = read_text("江州市企业扶持办法\n一、支持标准\n对入库企业给予补助，名额1 50万元。\n", "a.txt")
    assert [(i.amount_cny, i.cap_cny) for i in extract_supports(document)] == [(None, None)]
    assert [w.code for w in document.warnings] == ["figure_broken"]


def test_cells_and_numbers_on_the_way_to_a_support():
    original = (
        "江州市企业扶持办法\n一、奖励标准\n名次 名额 奖金\n一等奖 1 50万元\n二等奖 12 30万元\n"
        "1. 50万元以下的项目，给予5万元补助。\n第3 条所列企业，2025年 50万元以上的，给予10万元奖励。\n"
    )
    found = extract_supports(read_text(original, "a.txt"))
    assert [i.amount_cny for i in found] == [500_000, 300_000, 50_000, 100_000]
