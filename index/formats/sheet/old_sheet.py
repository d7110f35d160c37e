"""Workbooks of old programs (.xls, .et): the same as of .xlsx."""

from __future__ import annotations

import io
import struct

import xlrd
from xlrd.biffh import XLRDError
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError
from xlrd.sheet import Cell, Sheet

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded
from index.formats.sheet.number_format import EAST_ASIAN, date_text, number_text
from index.formats.sheet.workbook import HIDDEN, MAX_MERGED, STRUCK, sheets_loaded


def read_xls(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when the file is encrypted or no whole workbook."""
    lines = Lines()
    try:
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        sheets = [(sheet.name, _rows(book, sheet, lines)) for sheet in book.sheets() if sheet.visibility == 0]
    except (
        XLRDError,
        FormulaError,
        CompDocError,
        AssertionError,
        LookupError,
        RecursionError,
        ValueError,
        TypeError,
        struct.error,
    ) as error:
        raise DocumentError(f"{name}: it is encrypted or no whole workbook; save it as .xlsx") from error
    return sheets_loaded(sheets, lines)


def _rows(book: xlrd.Book, sheet: Sheet, lines: Lines) -> list[list[str]]:
    """The shown cells; a merged cell stands in each place that it covers."""
    texts = [[_text(book, cell) for cell in sheet.row(i)] for i in range(sheet.nrows)]
    struck = False
    for i in range(sheet.nrows):
        for j, cell in enumerate(sheet.row(i)):
            if texts[i][j] and book.font_list[book.xf_list[cell.xf_index or 0].font_index].struck_out:
                texts[i][j], struck = "", True
    if struck:
        lines.warn("struck_text", STRUCK.format(sheet.name))
    for top, bottom, left, right in sheet.merged_cells:
        text = texts[top][left] if top < len(texts) and left < len(texts[top]) else ""
        if not text or (bottom - top) * (right - left) >= MAX_MERGED:
            continue
        for row in texts[top:bottom]:
            row += [""] * (right - len(row))
            row[left:right] = [text] * (right - left)
    rows = {i for i, of in sheet.rowinfo_map.items() if of.hidden}
    columns = {i for i, of in sheet.colinfo_map.items() if of.hidden or of.width == 0}
    if any(text and (i in rows or j in columns) for i, row in enumerate(texts) for j, text in enumerate(row)):
        lines.warn("hidden_text", HIDDEN.format(sheet.name))
    return [[text for j, text in enumerate(row) if j not in columns] for i, row in enumerate(texts) if i not in rows]


def _text(book: xlrd.Book, cell: Cell) -> str:
    value = cell.value
    if not isinstance(value, float | int):
        return value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(int(value), ""))
    number = book.xf_list[cell.xf_index or 0].format_key
    pattern = EAST_ASIAN.get(number, book.format_map[number].format_str) or "General"
    if cell.ctype == xlrd.XL_CELL_DATE or number in EAST_ASIAN:
        return date_text(xlrd.xldate_as_datetime(value, book.datemode), pattern)
    return number_text(value, pattern)
