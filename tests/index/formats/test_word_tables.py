"""Tables of Word: each cell in its column, headers of two lines, units; what was deleted or is hidden is left out."""

from __future__ import annotations

import pytest

from index.formats.lines import Part, read_table
from tests.index.formats.word_files import cell, codes, item, level, lines, numbering, p, packed, row, table

HEAD = row("级别", "认定奖励", "运营补助")
FIRST = row("国家级", "100万元", "30万元")
FIRST_LINE = "级别：国家级；认定奖励：100万元；运营补助：30万元。"
LATE = "认定奖励：50万元；运营补助：20万元。"
SECOND_LINE = f"级别：省级；{LATE}"


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("second", "line"),
    [
        (row("50万元", "20万元", properties='<w:gridBefore w:val="1"/>'), LATE),
        (row("省级", "50万元", properties='<w:gridAfter w:val="1"/>'), "级别：省级；认定奖励：50万元。"),
        (row("50万元", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'), "认定奖励：50万元。"),
        (row("20万元", properties='<w:gridBefore w:val="2"/>'), "运营补助：20万元。"),
        (row("省级", control(cell("50万元")), "20万元"), SECOND_LINE),
        (control(row("省级", "50万元", "20万元")), SECOND_LINE),
        (control(control(row(control(cell("省级")), cell(control(p("50万元"))), "20万元"))), SECOND_LINE),
        (f"<w:customXml>{row('省级', '50万元', '20万元')}</w:customXml>", SECOND_LINE),
        (
            row("省级", cell("60万元", properties='<w:gridSpan w:val="2"/>')),
            "级别：省级；认定奖励：60万元；运营补助：60万元。",
        ),
        (
            row(
                "省级",
                cell("60万元", properties='<w:hMerge w:val="restart"/>'),
                cell("", properties="<w:hMerge/>"),
            ),
            "级别：省级；认定奖励：60万元；运营补助：60万元。",
        ),
        (
            row("省级", cell("50万元", "（一次性）"), "20万元"),
            "级别：省级；认定奖励：50万元 （一次性）；运营补助：20万元。",
        ),
        (row("省级", '<w:tc><w:tcPr><w:cellDel/></w:tcPr><w:p/></w:tc>', "20万元"), "级别：省级；运营补助：20万元。"),
    ],
)  # fmt: skip
def test_each_cell_stands_in_its_column(second, line):
    assert lines(packed(table(HEAD, FIRST, second))) == [FIRST_LINE, line]


@pytest.mark.parametrize(
    ("properties", "code"), [("<w:del/>", "tracked_changes"), ("<w:hidden/>", "hidden_text"), ("<w:ins/>", None)]
)
def test_rows_that_were_deleted_or_are_hidden(properties, code):
    data = packed(table(HEAD, FIRST, row("省级", "50万元", "20万元", properties=properties)))
    assert lines(data) == [FIRST_LINE] if code else [FIRST_LINE, SECOND_LINE]
    assert codes(data) == ([code] if code else [])


def merged(text: str, value: str = "") -> str:
    return cell(text, properties=f'<w:vMerge w:val="{value}"/>' if value else "<w:vMerge/>")


def test_cells_merged_downwards_stand_in_each_row_but_not_those_of_a_deleted_one():
    rows = row(merged("孵化器", "restart"), "国家级", "100万元"), row(merged(""), "省级", "50万元")
    head = row("载体", "级别", "奖励标准")
    assert lines(packed(table(head, *rows))) == [
        "载体：孵化器；级别：国家级；奖励标准：100万元。",
        "载体：孵化器；级别：省级；奖励标准：50万元。",
    ]
    gone = rows[0].replace("<w:trPr>", "<w:trPr><w:del/>")
    kept = row(merged("园区", "restart"), "市级", "10万元")
    assert lines(packed(table(head, kept, gone, rows[1])))[0] == "载体：园区；级别：市级；奖励标准：10万元。"


def test_a_column_of_automatic_numbers_and_nothing_else():
    number = cell(item(""))
    data = packed(
        table(row("序号", "项目", "奖励标准"), row(number, "甲", "50万元"), row(number, "乙", "5万元")),
        numbering=numbering(level(0, "decimal", "%1")),
    )
    assert lines(data) == ["序号：1；项目：甲；奖励标准：50万元。", "序号：2；项目：乙；奖励标准：5万元。"]


def test_a_table_in_a_cell_is_read_by_its_own_columns_and_a_frame_is_none():
    inner = table(row("级别", "奖励"), row("国家级", "100万元"), row("省级", "50万元"))
    rows = table(row("载体", "奖励标准"), row("孵化器", cell(inner, p(""))))
    assert lines(packed(rows)) == ["载体：孵化器；奖励标准：级别：国家级；奖励：100万元；级别：省级；奖励：50万元。"]
    assert lines(packed(table(row(cell(p("一、支持标准"), inner, p("按年兑现。")))))) == [
        "一、支持标准",
        "级别：国家级；奖励：100万元。",
        "级别：省级；奖励：50万元。",
        "按年兑现。",
    ]


HEADERS = [
    (
        [["级别", "奖励标准（万元）", "奖励标准（万元）"], ["级别", "认定奖励", "运营补助"], ["国家级", "100", "30"]],
        "级别：国家级；认定奖励（万元）：100万元；运营补助（万元）：30万元。",
    ),
    (
        [["级别", "奖励标准（万元）", ""], ["", "认定奖励", "运营补助"], ["国家级", "100", "30"]],
        "级别：国家级；认定奖励（万元）：100万元；运营补助（万元）：30万元。",
    ),
    (
        [["载体", "奖励标准", "奖励标准"], ["载体", "国家级", "省级"], ["孵化器", "100万元", "50万元"]],
        "载体：孵化器；奖励标准国家级：100万元；奖励标准省级：50万元。",
    ),
    (
        [
            ["载体", "国家级", "国家级", "省级", "省级"],
            ["载体", "数量", "金额（万元）", "数量", "金额（万元）"],
            ["孵化器", "1", "100", "2", "50"],
        ],
        "载体：孵化器；国家级数量：1；国家级金额（万元）：100万元；省级数量：2；省级金额（万元）：50万元。",
    ),
    (
        [
            ["载体", "标准", "标准", "标准"],
            ["载体", "奖励（万元）", "奖励（万元）", "补助比例（%）"],
            ["载体", "认定奖励", "考核奖励", "补助比例（%）"],
            ["孵化器", "50", "5-10", "30"],
        ],
        "载体：孵化器；认定奖励（万元）：50万元；考核奖励（万元）：5-10万元；补助比例（%）：30%。",
    ),
    (  # words below a header are data
        [["级别", "方式", "方式"], ["国家级", "奖励", "补助"], ["省级", "奖励", "奖励"]],
        "级别：国家级；方式：奖励；方式：补助。",
    ),
]


@pytest.mark.parametrize(("rows", "first"), HEADERS)
def test_headers_of_several_lines(rows, first):
    assert next(line for line, part in read_table(rows) if part is Part.ROW) == first


@pytest.mark.parametrize(
    ("name", "figure", "shown"),
    [
        ("奖励标准（万元）", "100", "100万元"),
        ("奖励标准(单位：万元)", "1,200.5", "1,200.5万元"),
        ("奖励金额/元", "5000", "5000元"),
        ("补助标准（元/月）", "500", "500元/月"),
        ("奖励标准（万元）", "最高50", "最高50万元"),
        ("奖励标准（万元）", "50-100", "50-100万元"),
        ("奖励标准（万元）", "100万元", "100万元"),
        ("奖励标准（万元）", "另行确定", "另行确定"),
        ("奖励标准（万元）", "1亿元", "1亿元"),
        ("奖励标准", "100", "100"),
        ("企业数（家）", "3", "3家"),
    ],
)
def test_a_header_gives_its_unit_to_bare_figures(name, figure, shown):
    rows = [["级别", name], ["国家级", figure], ["省级", "见附件"]]
    assert read_table(rows)[0][0] == f"级别：国家级；{name}：{shown}。"


@pytest.mark.parametrize("line", ["单位：万元", "（单位：万元）", "附表 单位: 万元", "金额单位：万元"])
def test_a_line_above_a_table_gives_the_unit_of_its_money(line):
    rows = row("序号", "级别", "奖励标准", "名额"), row("1", "国家级", "100", "5"), row("2", "省级", "50万元", "10")
    assert lines(packed(p(line) + table(*rows))) == [
        line,
        "序号：1；级别：国家级；奖励标准：100万元；名额：5。",
        "序号：2；级别：省级；奖励标准：50万元；名额：10。",
    ]
    assert "100万元" not in "".join(lines(packed(p(line) + p("说明如下。") + table(*rows))))
    titled = [[line] * 4, ["序号", "级别", "奖励标准", "名额"], ["1", "国家级", "100", "5"]]
    assert read_table(titled)[1][0] == "序号：1；级别：国家级；奖励标准：100万元；名额：5。"
