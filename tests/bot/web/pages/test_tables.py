from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest

from bot.web.pages.tables import as_csv, as_xlsx, plain


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(cell):
    assert plain(cell) == f"'{cell}"
    assert cell.strip() not in as_csv(("名称",), [(cell,)]).decode().replace(f"'{cell}", "")
    assert "<f>" not in _sheet(as_xlsx(("名称",), [(cell,)]))


@pytest.mark.parametrize("cell", ["30万元", "1:1", "50%", "a=b", "", "https://kjj.example.cn/#=1"])
def test_other_cells_stay_as_they_are(cell):
    assert plain(cell) == cell


def test_csv_opens_in_a_spreadsheet():
    text = as_csv(("对象", "标准"), [("孵化器", "30万元"), ('含"引号"，逗号', "")]).decode()
    assert text.startswith("\ufeff对象,")
    assert list(csv.reader(io.StringIO(text)))[2] == ['含"引号"，逗号', ""]


def test_xlsx_holds_the_text_of_every_cell():
    file = as_xlsx(("对象", "链接"), [("孵化器<b>&", "https://kjj.example.cn/")])
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        strings = book.read("xl/sharedStrings.xml").decode()
        assert not [name for name in book.namelist() if "rels/sheet" in name]  # no link
    assert re.findall(r"<t>([^<]*)</t>", strings) == ["对象", "链接", "孵化器&lt;b&gt;&amp;", "https://kjj.example.cn/"]


def _sheet(file: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        return book.read("xl/worksheets/sheet1.xml").decode()
