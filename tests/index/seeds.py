"""One whole file of every format that is read, with all that the format may hold: for measures that damage them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl

from tests.index.formats.ofd_files import make as make_ofd
from tests.index.formats.ofd_files import text as ofd_text
from tests.index.formats.old_makers import Doc, Line, Xls, row_end, sprm
from tests.index.formats.rtf_files import HEAD, gb
from tests.index.formats.word_files import packed
from tests.index.makers import (
    Grid,
    add_numbered,
    add_numbering,
    add_text_box,
    docx_bytes,
    make_html,
    make_mht,
    make_pdf,
)

_ROOT = Path(__file__).parents[2]
_TITLE = "某市科技创新补助办法"
_LINES = [
    "某政发〔2024〕12号",
    "各县区人民政府，市直有关部门：",
    "一、补助标准",
    "（一）对新认定的国家级孵化器给予100万元补助，对省级孵化器给予50万元补助，由市科学技术局负责。",
    "（二）对企业的技术合同，按成交额的3%给予奖励，每家每年最高30万元。",
    "二、附则",
    "本办法自2024年3月1日起施行，有效期五年。《某市孵化器补助办法》同时废止。",
    "某市人民政府办公室",
    "2024年2月20日",
]
_GRID = Grid([["级别", "标准（万元）", "条件"], ["国家级", "100", "经认定"], ["省级", "50", "经认定，首次"]])


def seeds() -> dict[str, bytes]:
    """Name → bytes; the suffix is that of the format."""
    plain = "\n".join([_TITLE, *_LINES])
    page = make_html([*_LINES[:3], _GRID, *_LINES[3:]], title=_TITLE)
    word, rows, book = _word(), [_TITLE, "", ""], [list(row) for row in _GRID.rows]
    texts = {f"{path.stem}.txt": path.read_bytes() for path in (_ROOT / "documents").glob("*.txt")}
    pages = {path.name: path.read_bytes() for path in (_ROOT / "tests/gold/joined/documents").glob("*.[hm][td]*")}
    return {
        **texts,
        **pages,
        "plain.txt": plain.encode("gb18030"),
        "wide.txt": plain.encode("utf-16"),
        "table.txt": (plain + "\n" + "\n".join("\t".join(row) for row in _GRID.rows)).encode(),
        "marked.md": f"# {_TITLE}\n\n".encode() + "\n\n".join(_LINES).encode() + _pipes().encode(),
        "page.html": page,
        "page.htm": make_html([*_LINES, _GRID], title=_TITLE, charset="gb18030"),
        "page.mht": make_mht(page, "utf-8"),
        "word.docx": word,
        "macros.docm": word,
        "markup.docx": packed("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in [_TITLE, *_LINES])),
        "old.doc": _old_word(),
        "old.wps": _old_word(),
        "rich.rtf": (HEAD + gb(_rich()) + "}").encode("ascii"),
        "drawn.ofd": make_ofd([_drawn([_TITLE, *_LINES]), _drawn(_LINES)]),
        "book.xlsx": _book([rows, *book]),
        "old.xls": Xls({"补助": [rows, *book], "汇总": [["合计", (150.0, '0"万元"')]]}, [(0, 0, 0, 2)]).data(),
        "old.et": Xls({"补助": book}).data(),
        "print.pdf": make_pdf([_TITLE, *_LINES, _GRID, None, *_LINES], header="某市人民政府文件"),
        "rows.jsonl": "\n".join(
            f'{{"id": "{i}", "title": "{_TITLE}", "text": "{line}"}}' for i, line in enumerate(_LINES)
        ).encode(),
    }


def _pipes() -> str:
    rows = ["| " + " | ".join(row) + " |" for row in _GRID.rows]
    return "\n\n" + "\n".join([rows[0], "| --- | --- | --- |", *rows[1:]]) + "\n"


def _word() -> bytes:
    document = docx.Document()
    number = add_numbering(document, [("chineseCounting", "%1、"), ("chineseCounting", "（%2）")])
    document.add_heading(_TITLE, 0)
    for line in _LINES:
        add_numbered(document, line, number, len(line) % 2)
    table = document.add_table(rows=0, cols=3)
    for row in _GRID.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    add_text_box(document, "联系电话：0931-1234567")
    return docx_bytes(document)


def _old_word() -> bytes:
    cells = [Line([text], sprm(0x2416, 1), "\x07") for text in _GRID.rows[1]]
    lines = [_TITLE, *_LINES, *cells, Line([], row_end((0, 2000, 4000, 6000)), "\x07")]
    return Doc([*lines, Line(["项目"], sprm(0x460B, 1))], notes=["注"], boxes=["框"], lists=[[(39, "\0、")]]).data()


def _rich() -> str:
    row = r"\trowd\cellx2000\cellx4000\cellx6000 " + "".join(rf"\intbl {cell}\cell" for cell in _GRID.rows[1]) + r"\row"
    note = r"{\footnote 注}"
    return "".join(rf"\pard {line}{note}\par" for line in [_TITLE, *_LINES]) + row


def _drawn(lines: list[str]) -> str:
    return "".join(ofd_text(25, 30 + 10 * i, line) for i, line in enumerate(lines))


def _book(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.active.merge_cells("A1:C1")
    second = book.create_sheet("汇总")
    second["A1"], second["B1"] = "合计", 150
    second["B1"].number_format = '0"万元"'
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
