"""Tables as files that a spreadsheet opens: CSV and Excel."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Literal

import xlsxwriter
from fastapi.responses import Response

Row = Sequence[str]
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WIDTHS = (10, 60)  # characters


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe before it."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell


def as_csv(columns: Row, rows: Iterable[Row]) -> bytes:
    """With a byte order mark, by which Excel knows UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return ("\ufeff" + out.getvalue()).encode()


def as_xlsx(columns: Row, rows: Iterable[Row]) -> bytes:
    """One sheet of text cells, with a filter and the head fixed. No cell is a formula or a link."""
    out = io.BytesIO()
    every = [[plain(cell) for cell in row] for row in rows]
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        sheet = book.add_worksheet()
        head = book.add_format({"bold": True, "bg_color": "#e8eef5", "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column, head)
            longest = max((len(row[number]) for row in every), default=0)
            sheet.set_column(number, number, min(max(longest * 2, _WIDTHS[0]), _WIDTHS[1]))
        for line, row in enumerate(every, 1):
            for number, cell in enumerate(row):
                sheet.write_string(line, number, cell[:32_767], body)  # more no cell of Excel can hold
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(every), 1), len(columns) - 1)
    return out.getvalue()


WRITERS = {"csv": as_csv, "xlsx": as_xlsx}


def table_file(name: str, kind: Literal["csv", "xlsx"], columns: Row, rows: Iterable[Row]) -> Response:
    """A table to download."""
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"', "cache-control": "no-store"}
    return Response(WRITERS[kind](columns, rows), media_type=MEDIA_TYPES[kind], headers=headers)
