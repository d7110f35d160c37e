"""Ruled tables of a PDF: over pages, with merged cells, and those that are none."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from index.formats.pdf.document import read_pdf
from tests.index.formats.test_pdf import SONG, put, read

CELL = ParagraphStyle("cell", fontName=SONG, fontSize=12, leading=16, wordWrap="CJK")
BODY = ParagraphStyle("body", parent=CELL, leading=20, firstLineIndent=24)
GRID = ("GRID", (0, 0), (-1, -1), 0.5, "black")
HEAD = ["级别", "认定奖励", "运营补助"]


def grid(rows: Sequence[Sequence[str]], widths: Sequence[float], *style: tuple[object, ...], **options: int) -> Table:
    cells = [[Paragraph(text, CELL) for text in row] for row in rows]
    look = TableStyle([GRID, ("VALIGN", (0, 0), (-1, -1), "TOP"), *style])
    return Table(cells, colWidths=widths, style=look, **options)


def lines_of(*story: str | Flowable) -> list[str]:
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))
    out = io.BytesIO()
    SimpleDocTemplate(out).build([Paragraph(part, BODY) if isinstance(part, str) else part for part in story])
    found = read_pdf(out.getvalue(), "a.pdf")
    assert list(found.pages) == sorted(found.pages)
    return found.text.split("\n")


ROWS = [[f"第{n}类机构", f"{n}0万元", f"{n}万元，按年度考核结果分两年拨付，合格的拨付一半"] for n in range(1, 60)]


@pytest.mark.parametrize("repeat", [0, 1])
def test_the_head_holds_on_the_pages_below(repeat):
    lines = lines_of("标准见下表。", grid([HEAD, *ROWS], [100, 100, 200], repeatRows=repeat), "以上标准按年度执行。")
    rows = [f"级别：{a}；认定奖励：{b}；运营补助：{c}。" for a, b, c in ROWS]
    assert lines == ["标准见下表。", *rows, "以上标准按年度执行。"]


@pytest.mark.parametrize("before", [20, 25, 27])
def test_a_row_that_the_page_cuts_is_one(before):
    long = "对新认定的机构给予支持，" * 60 + "完毕。"
    table = grid([["级别", "说明"], ["国家级", long], ["省级", "20万元"]], [100, 300], splitInRow=1)
    lines = lines_of(*["前文。"] * before, table, "后文。")
    assert lines[before:] == [f"级别：国家级；说明：{long}", "级别：省级；说明：20万元。", "后文。"]


def test_a_merged_cell_holds_on_the_next_page():
    rows = [["级别", "事项", "标准"], *([["国家级" * (n == 0), f"事项{n}", f"{n}5万元"] for n in range(45)])]
    table = grid(rows, [100, 100, 100], ("SPAN", (0, 1), (0, 30)), ("SPAN", (0, 31), (0, 45)))
    assert lines_of("标准见下表。", table)[1:] == [f"级别：国家级；事项：事项{n}；标准：{n}5万元。" for n in range(45)]


def test_a_cut_row_with_a_merged_cell_in_rules_that_are_drawn_as_boxes():
    """As browsers print it: each rule a thin box for each cell, none where the page cuts."""

    def draw(canvas, number):
        rows = [(740, 700), (700, 40)] if number == 0 else [(800, 700), (700, 660), (660, 620)]
        for top, bottom in rows:
            for left in (80, 160, 420, 500):
                canvas.rect(left, bottom, 0.75, top - bottom, fill=1, stroke=0)
        ends = [740, 700] if number == 0 else [700, 660, 620]
        for end in ends:
            for left, right in ((80, 160), (160, 420), (420, 500)):
                if left > 80 or end in (740, 620) or number == 0:
                    canvas.rect(left, end, right - left, 0.75, fill=1, stroke=0)
        if number == 0:
            for left, text in ((90, "级别"), (170, "说明"), (430, "标准")):
                put(canvas, left, 712, text, 12)
            put(canvas, 90, 680, "国家级", 12)
            put(canvas, 430, 680, "600万元", 12)
            for n in range(30):
                put(canvas, 170, 680 - 20 * n, "对运营满一年的机构按年度给予补助，分两", 12)
        else:
            put(canvas, 170, 780, "年拨付。", 12)
            put(canvas, 170, 680, "二档。", 12)
            put(canvas, 430, 680, "700万元", 12)
            put(canvas, 170, 640, "三档。", 12)
            put(canvas, 430, 640, "800万元", 12)

    long = "对运营满一年的机构按年度给予补助，分两" * 30 + "年拨付"
    assert read(draw, 2).text.split("\n") == [
        f"级别：国家级；说明：{long}；标准：600万元。",
        "级别：国家级；说明：二档；标准：700万元。",
        "级别：国家级；说明：三档；标准：800万元。",
    ]


def test_merged_cells_and_a_head_of_two_rows():
    rows = [
        ["级别", "奖励标准（万元）", ""],
        ["", "认定奖励", "运营补助"],
        ["国家级", "100", "30"],
        ["省级", "50", ""],
        ["", "20", "10"],
    ]
    spans = (("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 3), (2, 3)), ("SPAN", (0, 3), (0, 4)))
    lines = lines_of(grid(rows, [100, 100, 100], *spans))
    assert [line.count("国家级") + line.count("省级") for line in lines] == [1, 1, 1]
    assert [[word in line for word in ("100", "30", "50", "20", "10万元")] for line in lines[1:]] == [
        [False, False, True, False, False],
        [False, False, False, True, True],
    ]


def test_figures_of_a_narrow_cell_are_not_made_one():
    rows = [["年度", "金额"], ["2025<br/>2026", "一次性奖励1000000万元"], ["2027", "50<br/>100"]]
    assert lines_of(grid(rows, [60, 60])) == [
        "年度：2025 2026；金额：一次性奖励1000000万元。",
        "年度：2027；金额：50 100。",
    ]


TEXT = ["一、支持标准", "对新认定的孵化器给予一次性50万元奖励，对运营满一年的给予100万元补助。" * 4]


@pytest.mark.parametrize(
    ("rows", "widths", "first"),
    [
        ([[TEXT]], [400], []),
        ([["首页 政策 服务"], [TEXT], [""]], [400], ["首页 政策 服务"]),
        ([["首页 政策 服务", ""], [TEXT, ""], ["", ""]], [380, 20], ["首页 政策 服务"]),
        ([["", "首页 政策 服务", ""], ["", TEXT, ""]], [20, 380, 20], ["首页 政策 服务"]),
    ],
)
def test_rules_that_lay_out_a_page_are_no_table(rows, widths, first):
    def flow(cell):
        return [Paragraph(part, BODY) for part in ([cell] if isinstance(cell, str) else cell)]

    table = Table([[flow(cell) for cell in row] for row in rows], colWidths=widths, style=TableStyle([GRID]))
    assert lines_of(table) == [*first, *TEXT]


def test_white_grounds_below_text_are_no_table():
    def draw(canvas, _):
        for n in range(6):
            canvas.setFillGray(1)
            canvas.rect(80, 696 - 20 * n, 150, 20, fill=1, stroke=0)
            canvas.rect(230, 696 - 20 * n, 100, 20, fill=1, stroke=0)
            canvas.setFillGray(0)
            put(canvas, 80, 700 - 20 * n, f"第{n}档补助{n}5万元，分期拨付。", 13)

    assert read(draw).text.split("\n") == [f"第{n}档补助{n}5万元，分期拨付。" for n in range(6)]
