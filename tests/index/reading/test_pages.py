"""Page marks, heads and feet of text that was copied out of pages."""

import pytest

from index.language.spans import Tracked
from index.reading.clean import clean
from index.reading.pages import drop_pages

PARTS = [
    f"第{n}条 支持企业开展技术攻关和成果转化，具体办法由市科技局另行制定。\n其他事项按规定执行。" for n in "一二三四"
]


def lines(text: str) -> list[str]:
    return [line.strip() for line in drop_pages(Tracked.of(text)).text.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "mark",
    ["# Page {}:", "## 第 {} 页", "- {} -", "— {} —", "第{}页 共4页", "Page {} of 4", "\f", "{}\n\f"],
)
def test_page_marks_go(mark):
    text = "".join(f"{part}\n{mark.format(n)}\n" for n, part in enumerate(PARTS, start=1))
    assert lines(text) == "\n".join(PARTS).split("\n")


def test_heads_and_feet_go_but_not_the_title_where_it_stands_first():
    pages = [f"江州市科技创新办法\n{part}\n江州市政府公报 第{n}期\n{n}\n" for n, part in enumerate(PARTS, start=1)]
    assert lines("\f".join(pages)) == ["江州市科技创新办法", *"\n".join(PARTS).split("\n")]


@pytest.mark.parametrize(
    "text",
    [
        "序号\n1\n设备\n2\n材料\n3\n人员",  # a column of a table
        "其他事项按规定执行。\n\f其他事项按规定执行。\n\f其他事项按规定执行。\n\f其他事项按规定执行。",  # sentences
        "".join(f"{part}\n支持标准\n\f" for part in PARTS) + "\n".join(["申报条件", "支持标准"] * 4),  # headings
        "详见第3页\n表1-2\n2020-2021",
    ],
)
def test_what_only_looks_like_it_stays(text):
    assert lines(text) == text.replace("\f", "").split("\n")


def test_a_sentence_goes_on_over_a_page():
    long = "为支持企业创新，根据有关规定，结合本市实际，制定本办法，请各有关单位"
    text = f"江州市科技创新办法\n第一条 {long}\n- 1 -\n认真遵照执行，并将执行情况报送市科技局，具体报送要求另行通知。"
    assert (
        clean(text)
        .text.split("\n")[-1]
        .endswith("请各有关单位认真遵照执行，并将执行情况报送市科技局，具体报送要求另行通知。")
    )
