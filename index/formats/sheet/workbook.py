"""Workbooks (.xlsx): the sheets, rows and columns that are shown, each row as a sentence, figures as shown."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles.proxy import StyleProxy
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded, is_name
from index.formats.sheet.number_format import EAST_ASIAN, date_text, general, number_text

_DEFAULT_NAMES = frozenset({"sheet", "工作表", "表"})
_POWERS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
STRUCK = "工作表“{}”中有加了删除线的文字，未读取，请以原文为准。"
HIDDEN = "工作表“{}”中有隐藏的行或列，未读取，请以原文为准。"
MAX_MERGED = 100_000
"""Places of one merged cell; a larger one is no cell of a table."""
Sheet = tuple[str, list[list[str]]]  # name, cells by row
_BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError),
    *(ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError, ValueError),
)
"""What openpyxl raises on files that are not as they should be."""


def read_xlsx(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when the file is no whole workbook."""
    lines = Lines()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, rich_text=True)
        reader = _Cells(book, lines)
        sheets = [
            (sheet.title, reader.rows(sheet))
            for sheet in book.worksheets
            if sheet.sheet_state == Worksheet.SHEETSTATE_VISIBLE
        ]
        _warn_of_the_rest(data, book, lines)
    except _BROKEN as error:
        raise DocumentError(
            f"{name}: it is no workbook that can be read; open it and save it as .xlsx again"
        ) from error
    return sheets_loaded(sheets, lines)


def sheets_loaded(sheets: Iterable[Sheet], lines: Lines) -> Loaded:
    """A sheet's name heads it where there are several, and it is a name that somebody gave."""
    full = [(name, rows) for name, rows in sheets if any(any(row) for row in rows)]
    for name, rows in full:
        if len(full) > 1 and name.strip().rstrip("0123456789 ").lower() not in _DEFAULT_NAMES:
            lines.add(name, heading=1)
        for table in _tables(rows):
            if len(table[0]) > 1:
                lines.add_table(table)
            else:
                for row in table:
                    lines.add(row[0])
    return lines.loaded()


def _tables(rows: list[list[str]]) -> list[list[list[str]]]:
    """A sheet's tables: one begins below an empty row with a title or a head of its own. Empty columns are left out."""
    tables: list[list[list[str]]] = []
    above: Sequence[str] = ()
    for row in rows:
        if any(row):
            if not tables or (not any(above) and _begins(row)):
                tables.append([])
            tables[-1].append(row)
        above = row
    found = []
    for table in tables:
        used = [i for i in range(max(map(len, table))) if any(row[i : i + 1] != [""] and row[i:] for row in table)]
        found.append([[row[i] if i < len(row) else "" for i in used] for row in table])
    return found


def _begins(row: Sequence[str]) -> bool:
    """Whether a row can head a table: one text, or short words without figures."""
    texts = {cell for cell in row if cell}
    return len(texts) == 1 or all(map(is_name, texts))


class _Cells:
    """Writes the cells of one workbook as they are shown; struck-out text is left out, with a warning."""

    def __init__(self, book: Workbook, lines: Lines) -> None:
        self._epoch = book.epoch
        self._lines = lines

    def rows(self, sheet: Worksheet) -> list[list[str]]:
        """The shown cells; a merged cell stands in each place that it covers."""
        struck = False
        texts: dict[tuple[int, int], str] = {}
        for cell in _cells(sheet):
            if cell.value is None:
                continue
            value = cell.value
            text, part_struck = "", False
            if isinstance(value, CellRichText):
                text, part_struck = _rich(value)
            else:
                number = cell._style.numFmtId
                text = self._text(value, EAST_ASIAN.get(number, cell.number_format))
            if _strikes(cell.font):
                text, part_struck = "", bool(text)
            struck |= part_struck
            texts[cell.row, cell.column] = text
        if struck:
            self._lines.warn("struck_text", STRUCK.format(sheet.title))
        for area in sheet.merged_cells.ranges:
            text = texts.get((area.min_row, area.min_col), "")
            if text and area.size["rows"] * area.size["columns"] < MAX_MERGED:
                texts.update(dict.fromkeys(area.cells, text))
        hidden_rows = {row for row, _ in texts if _row_hidden(sheet, row)}
        hidden = _hidden_columns(sheet)
        if any(r in hidden_rows or c in hidden for (r, c), text in texts.items() if text):
            self._lines.warn("hidden_text", HIDDEN.format(sheet.title))
        columns = sorted({column for _, column in texts} - hidden)
        rows: list[list[str]] = []
        above = 0
        for i in sorted({row for row, _ in texts} - hidden_rows):
            if any(not _row_hidden(sheet, between) for between in range(above + 1, i)):
                rows.append([])  # one stands for all that are empty: a sheet has a million
            rows.append([texts.get((i, j), "") for j in columns])
            above = i
        return rows

    def _text(self, value: object, pattern: str) -> str:
        if isinstance(value, bool):
            return str(value).upper()
        if isinstance(value, int | float):
            if pattern in EAST_ASIAN.values():
                moment = from_excel(value, self._epoch)
                return date_text(moment, pattern) if isinstance(moment, datetime | time) else general(value)
            return number_text(value, pattern)
        if isinstance(value, datetime | date | time):
            return date_text(value, pattern)
        return str(value)


def _cells(sheet: Worksheet) -> list[Any]:
    """The cells that the file has, row by row; `iter_rows` would make all others up to the last one."""
    return [cell for _, cell in sorted(sheet._cells.items())]


def _rich(value: CellRichText) -> tuple[str, bool]:
    """The text without what is struck out, powers as such (10⁷), and whether there was anything struck out."""
    text, struck = "", False
    for part in value:
        if not isinstance(part, TextBlock):
            text += part
        elif _strikes(part.font):
            struck |= bool(part.text.strip())
        elif part.font.vertAlign == "superscript":
            text += part.text.translate(_POWERS)
        else:
            text += part.text
    return text, struck


def _strikes(font: StyleProxy | InlineFont) -> bool:
    return bool(font.strike)


def _row_hidden(sheet: Worksheet, row: int) -> bool:
    if row not in sheet.row_dimensions:
        return False
    of = sheet.row_dimensions[row]
    return bool(of.hidden) or of.ht == 0


def _hidden_columns(sheet: Worksheet) -> set[int]:
    return {
        column
        for of in sheet.column_dimensions.values()
        if of.hidden or of.width == 0
        for column in range(of.min or 0, (of.max or 0) + 1)
    }


def _warn_of_the_rest(data: bytes, book: Workbook, lines: Lines) -> None:
    """What is shown and not read: text boxes, and formulas whose results the file does not hold."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = package.namelist()
        drawings = [name for name in names if name.startswith("xl/drawings/") and name.endswith(".xml")]
        if any(b"<a:t>" in package.read(name) for name in drawings):
            lines.warn("part_not_read", "工作簿中文本框里的文字未读取，请以原文为准。")
        if not any(re.search(rb"<f[ >]", package.read(name)) for name in names if name.startswith("xl/worksheets/")):
            return
    for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets:
        for cell in _cells(sheet):
            if cell.data_type == "f" and book[sheet.title][cell.coordinate].value is None:
                where = f"工作表“{sheet.title}”{cell.coordinate}"
                lines.warn("formula_not_read", f"{where}等处的公式没有保存结果，未读取；请用表格程序打开并保存该文件。")
                return
