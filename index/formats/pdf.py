"""PDF files with a text layer: page furniture out, broken lines joined, tables as rows, the page of each line kept."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import dataclass

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import PdfminerException

from index.errors import DocumentError
from index.formats.columns import TextLine, split_cells, with_columns
from index.formats.lines import Lines, Loaded
from index.numbering import line_mark

MAX_PAGES = 1000
_PAGE_NUMBER = re.compile(r"[-—–－\s·]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共]\s*\d{1,4}\s*页?)?[-—–－\s·]*")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One page: lines and tables in reading order."""

    items: list[TextLine | list[list[str]]]
    height: float
    pictures: int


def read_pdf(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when the file is encrypted, broken, has too many pages, or is a scan without text."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise DocumentError(f"{name}: {len(pdf.pages)} pages are more than {MAX_PAGES}; split it")
            sheets = []
            for page in pdf.pages:
                sheets.append(_sheet(page))
                page.close()  # a page keeps its characters otherwise
    except (PdfminerException, PDFException) as error:
        if "PasswordIncorrect" in repr(error) or isinstance(error, PDFPasswordIncorrect):
            raise DocumentError(f"{name}: it is encrypted; save it again without a password") from error
        raise DocumentError(f"{name}: it is not a readable PDF; save it again, or give the Word file") from error
    text = sum(len(item.text) if isinstance(item, TextLine) else 1 for sheet in sheets for item in sheet.items)
    if text < 10 * len(sheets):
        if any(sheet.pictures for sheet in sheets):
            raise DocumentError(f"{name}: it is a scan without text; run text recognition (OCR) over it first")
        raise DocumentError(f"{name}: there is no text in it; give the Word file, or take it away")
    return _join(sheets)


def _sheet(page: Page) -> _Sheet:
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    placed: list[tuple[float, TextLine | list[list[str]]]] = []
    rest = page
    for table in tables:
        rest = rest.outside_bbox(_within(table.bbox, page.bbox))
        placed.append((table.bbox[1], [[cell or "" for cell in row] for row in _filled(table.extract())]))
    lines = []
    for line in rest.extract_text_lines(return_chars=True, x_tolerance=2, y_tolerance=3):
        size = max((char["size"] for char in line["chars"]), default=12.0)
        cells = split_cells([(c["text"], c["x0"], c["x1"]) for c in line["chars"]], size)
        lines.append(TextLine(line["text"], line["x0"], line["x1"], line["top"], size, cells))
    placed += ((top, item) for top, item in with_columns(lines))
    placed.sort(key=lambda item: item[0])
    return _Sheet([item for _, item in placed], float(page.height), len(page.images))


def _within(box: tuple[float, ...], page: tuple[float, ...]) -> tuple[float, float, float, float]:
    return max(box[0], page[0]), max(box[1], page[1]), min(box[2], page[2]), min(box[3], page[3])


def _filled(rows: list[list[str | None]]) -> list[list[str]]:
    """A merged cell is None below and beside its first place: it stands in each."""
    filled: list[list[str]] = []
    for row in rows:
        cells: list[str] = []
        for column, cell in enumerate(row):
            if cell is None:
                cell = filled[-1][column] if filled and column < len(filled[-1]) and not cells else (cells or [""])[-1]
            cells.append(cell.replace("\n", ""))
        filled.append(cells)
    return filled


def _join(sheets: list[_Sheet]) -> Loaded:
    furniture = _repeated(sheets)
    sizes = Counter(round(item.size) for sheet in sheets for item in sheet.items if isinstance(item, TextLine))
    body_size = sizes.most_common(1)[0][0] if sizes else 12
    body = [
        item
        for sheet in sheets
        for item in sheet.items
        if isinstance(item, TextLine) and abs(item.size - body_size) < 1.5
    ]
    left = sorted(line.left for line in body)[len(body) // 20] if body else 0.0
    right = sorted(line.right for line in body)[-1 - len(body) // 20] if body else 0.0
    lines = Lines()
    open_text = ""
    last: TextLine | None = None
    for sheet in sheets:
        began = False
        for item in sheet.items:
            if isinstance(item, TextLine) and _is_furniture(item, sheet, furniture, body_size):
                continue
            if isinstance(item, TextLine) and last and _continues(last, item, left, right):
                gap = " " if open_text[-1:].isascii() and open_text[-1:].isalnum() and item.text[:1].isascii() else ""
                open_text += gap + item.text
                last = item
                continue
            lines.add(open_text)
            if not began:
                lines.begin_page()
                began = True
            open_text, last = (item.text, item) if isinstance(item, TextLine) else ("", None)
            if not isinstance(item, TextLine):
                lines.add_table(item)
        if not began:
            lines.begin_page()
            if not sheet.items and sheet.pictures:
                lines.mark_unread()
    lines.add(open_text)
    return lines.loaded()


def _continues(line: TextLine, following: TextLine, left: float, right: float) -> bool:
    """A line that reaches the right margin goes on in the next, unless that is indented or of another size."""
    if abs(line.size - following.size) > 1.5 or line.right < right - 1.6 * line.size:
        return False
    return following.left < left + 0.8 * following.size and not (
        line_mark(following.text, 0) and re.search(r"[。；：！？]$", line.text)
    )


def _repeated(sheets: list[_Sheet]) -> set[str]:
    """Lines at the head or foot of most pages, whatever their numbers."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen.update({_key(item.text) for item in sheet.items if isinstance(item, TextLine) and _at_edge(item, sheet)})
    return {key for key, count in seen.items() if count > 1 and count * 2 > len(sheets)}


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", text))


def _at_edge(line: TextLine, sheet: _Sheet) -> bool:
    return line.top < sheet.height * 0.1 or line.top > sheet.height * 0.88


def _is_furniture(line: TextLine, sheet: _Sheet, repeated: set[str], body_size: float) -> bool:
    """A page number, a line that stands on most pages, or one in small print above or below the text."""
    if not _at_edge(line, sheet):
        return False
    return bool(_PAGE_NUMBER.fullmatch(line.text)) or _key(line.text) in repeated or line.size < body_size - 2
