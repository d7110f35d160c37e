"""PDF files with a text layer: each page as a reader sees it, its lines joined to paragraphs, its tables as rows."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfminer.utils import decode_text
from pdfplumber.page import Page
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded
from index.formats.pdf.columns import in_columns
from index.formats.pdf.device import UNKNOWN, lay_out
from index.formats.pdf.furniture import Item, Sheet
from index.formats.pdf.glyphs import Glyph, Glyphs, Look, read_glyphs
from index.formats.pdf.line_table import with_columns
from index.formats.pdf.lines import rows_of, text_line
from index.formats.pdf.paragraphs import add_paragraphs
from index.formats.pdf.tables import MAX_RULES, PageTable, read_tables

MAX_PAGES = 1000
_BROKEN = (
    *(MalformedPDFException, PdfminerException, PDFException, PSException, struct.error, zlib.error),
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, MemoryError, OSError, RuntimeError),
    *(TypeError, ValueError),
)
"""What pdfminer raises on files that are not as they should be."""


def read_pdf(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when the file is encrypted, broken, has too many pages, or is a scan without text."""
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.CRITICAL)  # of fonts that it finds odd, a line for each page
    unread: dict[tuple[str, str], list[int]] = {}
    try:
        sheets = list(_sheets(data, name, unread))
    except _BROKEN as error:
        if "PasswordIncorrect" in repr(error) or isinstance(error, PDFPasswordIncorrect):
            raise DocumentError(f"{name}: it is encrypted; save it again without a password") from error
        raise DocumentError(f"{name}: it is not a readable PDF; save it again, or give the Word file") from error
    finally:
        log.setLevel(level)
    lines = Lines()
    add_paragraphs(sheets, lines)
    for (code, words), pages in unread.items():
        where = f"第{pages[0]}页" + (f"等{len(pages)}页" if len(pages) > 1 else "")
        lines.warn(code, where + words)
    return lines.loaded()


def _sheets(data: bytes, name: str, unread: dict[tuple[str, str], list[int]]) -> Iterator[Sheet]:
    letters = unknown = pictures = 0
    above: PageTable | None = None
    marks: set[Look] = set()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise DocumentError(f"{name}: {len(pdf.pages)} pages are more than {MAX_PAGES}; split it")
        whole = resolve1(resolve1(pdf.doc.catalog["Pages"]).get("Count"))
        if isinstance(whole, int) and whole > len(pdf.pages):
            raise DocumentError(f"{name}: only {len(pdf.pages)} of its {whole} pages are there; fetch the file again")
        for source in pdf.pages:
            try:
                page = lay_out(source)
            except DocumentError as error:
                raise DocumentError(f"{name}: {error}") from error
            glyphs = read_glyphs(page, marks)
            sheet = _sheet(page, glyphs, above)
            above = next((item for item in reversed(sheet.items) if isinstance(item, PageTable)), None)
            letters += len(glyphs.shown)
            unknown += glyphs.unknown
            pictures += sheet.pictures
            for warning in _unread(page, glyphs):
                unread.setdefault(warning, []).append(page.page_number)
            yield sheet
            page.close()  # a page keeps its characters otherwise
            source.close()
        if letters and unknown * 2 > letters:
            raise DocumentError(f"{name}: its fonts do not say what their letters are; print it again, or give Word")
        if letters < 10 * len(pdf.pages):
            if pictures:
                raise DocumentError(f"{name}: it is a scan without text; run text recognition (OCR) over it first")
            raise DocumentError(f"{name}: there is no text in it; give the Word file, or take it away")


def _sheet(page: Page, glyphs: Glyphs, above: PageTable | None) -> Sheet:
    if glyphs.unknown * 5 > len(glyphs.shown):
        return Sheet([], float(page.width), float(page.height), 1)
    tables = read_tables(page, glyphs.shown, above)
    inside = {glyph for table in tables for glyph in table.inside}
    rest = [glyph for glyph in glyphs.shown if glyph not in inside]
    items: list[Item] = []
    for table in tables:
        before = [glyph for glyph in rest if glyph.baseline < table.top + 0.5 * glyph.size]
        rest = [glyph for glyph in rest if glyph.baseline >= table.top + 0.5 * glyph.size]
        items += [*_lines(before), table]
    return Sheet([*items, *_lines(rest)], float(page.width), float(page.height), len(page.images))


def _lines(glyphs: list[Glyph]) -> Iterator[Item]:
    for column in in_columns(rows_of(glyphs)):
        yield from with_columns([text_line(row, column.margins) for row in column.rows])


_NOTES = ("FreeText", "Widget", "Stamp")
"""Annotations that show words of their own on the page."""


def _notes(page: Page) -> str:
    """The words of notes and of filled fields, which are not among the page's letters."""
    words = []
    for found in resolve1(page.page_obj.annots) or ():
        note = resolve1(found)
        if isinstance(note, dict) and getattr(resolve1(note.get("Subtype")), "name", "") in _NOTES:
            said = resolve1(note.get("Contents") or note.get("V"))
            words.append(decode_text(said) if isinstance(said, bytes) else "")
    return " ".join("".join(words).split())


def _unread(page: Page, glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    """What a page shows that is not in its text, as a warning's code and words."""
    if glyphs.unknown * 5 > len(glyphs.shown):
        yield "pdf_letters_unknown", "的字体没有说明文字内容，该页未读取。"
    elif glyphs.unknown:
        yield "pdf_letters_unknown", f"有文字无法识别，以“{UNKNOWN}”代替。"
    if slanted := "".join(glyphs.slanted.split()):
        yield "pdf_slanted", f"斜置或旋转的文字（如水印）未读取：“{slanted[:40]}”。"
    if notes := _notes(page):
        yield "pdf_notes", f"的批注或表单内容未读取：“{notes[:40]}”。"
    if len(page.edges) > MAX_RULES:
        yield "pdf_rules", "线条过多，其中的表格按文字读取。"
    if glyphs.shown and any(_is_large(image, page, glyphs) for image in page.images):
        yield "pdf_picture", "有较大的图片，图片中的文字未读取。"


def _is_large(image: dict[str, Any], page: Page, glyphs: Glyphs) -> bool:
    """A fifth of the page or more, and no ground of the text."""
    inside = sum(
        image["x0"] <= glyph.left <= image["x1"] and image["top"] <= glyph.baseline <= image["bottom"]
        for glyph in glyphs.shown
    )
    return bool(image["width"] * image["height"] * 5 > page.width * page.height and inside * 5 < len(glyphs.shown))
