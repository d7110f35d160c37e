"""Workbooks, new and old: what is shown is read, as it is shown."""

from __future__ import annotations

import io
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from index.errors import DocumentError
from index.formats.lines import Loaded
from index.formats.load import load
from index.formats.sheet.number_format import date_text, number_text
from index.formats.sheet.old_sheet import read_xls
from index.formats.sheet.workbook import read_xlsx
from tests.index.formats.old_makers import Xls, compound


def workbook(*sheets: list[list[object]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    return book


def read(book: openpyxl.Workbook) -> Loaded:
    out = io.BytesIO()
    book.save(out)
    return read_xlsx(out.getvalue(), "a.xlsx")


ROWS = [["级别", "标准（万元）"], ["国家级", 100], ["省级", 50.5]]
SENTENCES = ["级别：国家级；标准（万元）：100万元。", "级别：省级；标准（万元）：50.5万元。"]


def test_rows_are_sentences_below_the_title():
    found = read(workbook([["某市补助一览表", None], *ROWS]))
    assert found.text.split("\n") == ["某市补助一览表", *SENTENCES]
    assert len(found.rows) == 2


@pytest.mark.parametrize(
    ("pattern", "value", "shown"),
    [
        ("General", 100, "100"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 622202123456789, "622202123456789"),
        ("0.00%", 0.0523, "5.23%"),
        ("#,##0", 1234567.5, "1,234,568"),
        ("#,##0.00", 1234.5, "1,234.50"),
        ('0"万元"', 30, "30万元"),
        ('0.0,"千元"', 12345, "12.3千元"),
        ('0!.0,"万"', 123456, "12.3万"),
        ("0.00", 1.005, "1.01"),
        ("0", 2.5, "3"),
        ("0.##", 5, "5"),
        ("000000", 123, "000123"),
        ("[$¥-804]#,##0.00", 12.5, "¥12.50"),
        ("#,##0;[Red]-#,##0", -1500, "-1,500"),
        ("#,##0_);(#,##0)", -3, "(3)"),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, "-"),
        ('[>=10000]0!.0,"万";0', 123456, "12.3万"),
        ('[>=10000]0!.0,"万";0', 500, "500"),
        ('[<10]0"个"', 12, "12"),
        (";;;", 5, ""),
        ("@", 5, "5"),
        ("# ?/?", 0.5, "0.5"),
        ("0.00E+00", 1500, "1500"),
        ("[DBNum2]General", 123, "123"),
        ("0", float("inf"), "inf"),
    ],
)
def test_a_number_is_shown_in_its_format(pattern, value, shown):
    assert number_text(value, pattern) == shown


@pytest.mark.parametrize(
    ("pattern", "value", "shown"),
    [
        ('yyyy"年"m"月"d"日"', datetime(2024, 3, 5), "2024年3月5日"),
        ('[$-804]yyyy"年"m"月";@', date(2024, 3, 5), "2024年3月"),
        ("yyyy\\-mm\\-dd", datetime(2024, 3, 5), "2024-03-05"),
        ("yyyy/m/d h:mm", datetime(2024, 3, 5, 9, 7), "2024/3/5 9:07"),
        ("h:mm:ss", time(14, 7, 9), "14:07:09"),
        ('上午/下午h"时"mm"分"', datetime(2024, 3, 5, 14, 7), "下午2时07分"),
        ("[$-804]aaaa", datetime(2024, 3, 5), "2024-03-05"),
    ],
)
def test_a_date_is_shown_in_its_format(pattern, value, shown):
    assert date_text(value, pattern) == shown


def test_formats_of_cells():
    book = workbook([["名称", "比例", "日期"], ["甲", 0.3, datetime(2024, 3, 5)]])
    book.worksheets[0]["B2"].number_format = "0%"
    book.worksheets[0]["C2"].number_format = 'yyyy"年"m"月"d"日"'
    assert read(book).text == "名称：甲；比例：30%；日期：2024年3月5日。"


def test_a_format_that_is_named_by_number_alone():
    book = workbook([["名称", "日期"], ["甲", 45356]])
    book.worksheets[0]["B2"].number_format = "0"
    book.worksheets[0]["B2"]._style.numFmtId = 31
    assert read(book).text == "名称：甲；日期：2024年3月5日。"


def test_what_is_hidden_is_not_read_and_is_told():
    book = workbook(
        [[*ROWS[0], "备注"], ["国家级", 100, "内部"], ["市级", 10, "内部"], ["省级", 50.5, "内部"]], [["草稿", 1]]
    )
    first, second = book.worksheets
    first.row_dimensions[3].hidden = True
    first.column_dimensions["C"].hidden = True
    second.sheet_state = "hidden"
    found = read(book)
    assert found.text.split("\n") == SENTENCES
    assert [code for code, _ in found.warnings] == ["hidden_text"]


def test_merged_cells_stand_in_each_place():
    book = workbook([["级别", "事项", "标准"], ["国家级", "认定", "100万元"], [None, "运营", "30万元"]])
    book.worksheets[0].merge_cells("A2:A3")
    assert read(book).text.split("\n")[1] == "级别：国家级；事项：运营；标准：30万元。"


def test_struck_text_is_left_out_and_powers_stay():
    struck, raised = InlineFont(strike=True), InlineFont(vertAlign="superscript")
    book = workbook([["级别", "标准"], ["国家级", CellRichText(TextBlock(struck, "100"), "50万元")], ["省级", "废止"]])
    sheet = book.worksheets[0]
    sheet["A4"], sheet["B4"] = "面积", CellRichText("10", TextBlock(raised, "7"), "亩")
    sheet["B3"].font = Font(strike=True)
    found = read(book)
    assert found.text.split("\n") == ["级别：国家级；标准：50万元。", "省级", "级别：面积；标准：10⁷亩。"]
    assert [code for code, _ in found.warnings] == ["struck_text"]


def test_a_formula_gives_its_kept_result_or_a_warning():
    found = read(workbook([["级别", "标准", "年度"], ["国家级", "=50+50", "2024年"]]))
    assert found.text == "级别：国家级；年度：2024年。"
    assert [code for code, _ in found.warnings] == ["formula_not_read"]


def test_several_sheets_have_their_names_and_tables_their_heads():
    one = [*ROWS, [], ["二、人才"], ["对象", "补贴"], ["博士", "15万元"]]
    book = workbook(one, [["名称"], ["甲公司"]])
    book.worksheets[0].title, book.worksheets[1].title = "补助标准", "Sheet2"
    found = read(book)
    assert found.text.split("\n") == [
        "补助标准",
        *SENTENCES,
        "二、人才",
        "对象：博士；补贴：15万元。",
        "名称",
        "甲公司",
    ]
    assert found.headings == {0: 1}


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", b"text"])
def test_what_is_no_workbook_is_named(data):
    with pytest.raises(DocumentError, match="workbook"):
        read_xlsx(data, "a.xlsx")


# Of old programs


def old(rows, **about) -> Loaded:
    return read_xls(Xls({"Sheet1": rows}, **about).data(), "a.xls")


def test_old_rows_are_sentences():
    rows = [["某市补助一览表", ""], ["级别", "标准"], ["国家级", (100, '0"万元"')], ["省级", (0.305, "0.0%")]]
    assert old(rows).text.split("\n") == [
        "某市补助一览表",
        "级别：国家级；标准：100万元。",
        "级别：省级；标准：30.5%。",
    ]


def test_old_dates():
    rows = [["名称", "日期", "起"], ["甲", (45356, 'yyyy"年"m"月"d"日"'), (45356, "#id31")]]
    assert old(rows).text == "名称：甲；日期：2024年3月5日；起：2024年3月5日。"


def test_old_cells_that_are_merged_or_hidden_or_struck():
    rows = [
        ["级别", "标准", "备注"],
        ["国家级", "100万元", "内部"],
        ["", "30万元", "内部"],
        ["市级", "10万元", "x"],
        ["省级", "废止", "x"],
    ]
    found = old(rows, merged=[(1, 2, 0, 0)], hidden_rows=[3], hidden_columns=[2], struck=["废止"])
    assert found.text.split("\n") == ["级别：国家级；标准：100万元。", "级别：国家级；标准：30万元。", "省级"]
    assert {code for code, _ in found.warnings} == {"hidden_text", "struck_text"}


def test_old_sheets_that_are_hidden():
    data = Xls({"标准": [["级别"], ["国家级"]], "草稿": [["x"]]}, hidden_sheets=["草稿"]).data()
    assert read_xls(data, "a.xls").text == "级别\n国家级"


@pytest.mark.parametrize("data", [compound({"Workbook": b"\xff" * 5000}), b"\xd0\xcf\x11\xe0" + bytes(600)])
def test_what_is_no_old_workbook_is_named(data):
    with pytest.raises(DocumentError, match="workbook"):
        read_xls(data, "a.xls")


@pytest.mark.parametrize(("name", "found"), [("a.xls", ".xls"), ("a.et", ".xls"), ("a.doc", ".xls")])
def test_the_format_is_known_by_what_the_file_holds(tmp_path, name, found):
    (tmp_path / name).write_bytes(Xls({"表": [["级别", "标准"], ["省级", "5万元"]]}).data())
    assert load(tmp_path / name)[1] == found
