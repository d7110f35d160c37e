"""OFD, the fixed pages of Chinese offices (GB/T 33190): a zip of XML that says where each letter stands.

The letters go the way of those of a PDF, so that lines, columns and paragraphs come out alike.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from math import atan2, degrees, hypot
from unicodedata import east_asian_width
from xml.etree import ElementTree

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded
from index.formats.pdf.columns import in_columns
from index.formats.pdf.furniture import Item, Sheet
from index.formats.pdf.glyphs import Glyph
from index.formats.pdf.line_table import with_columns
from index.formats.pdf.lines import rows_of, text_line
from index.formats.pdf.paragraphs import add_paragraphs
from index.language.script import ordinary

Element = ElementTree.Element
MAX_PAGES, MAX_LETTERS = 1000, 100_000
_POINTS = 72 / 25.4  # of a millimetre
_LEVEL = 5.0  # degrees; what is more slanted runs across the page
_A4 = (210.0, 297.0)
_BROKEN = (
    ElementTree.ParseError,
    zipfile.BadZipFile,
    zlib.error,
    LookupError,
    ValueError,
    RuntimeError,
    OSError,
    EOFError,
)


def read_ofd(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when the file is encrypted, broken, has too many pages, or is a scan without text."""
    lines = Lines()
    try:
        sheets = list(_Package(data).sheets(lines))
    except _BROKEN as error:
        raise DocumentError(f"{name}: it is no OFD document that can be read; give it as PDF or .docx") from error
    if not any(sheet.items for sheet in sheets) and any(sheet.pictures for sheet in sheets):
        raise DocumentError(f"{name}: it is a scan without text; run text recognition (OCR) over it first")
    add_paragraphs(sheets, lines)
    return lines.loaded()


class _Package:
    def __init__(self, data: bytes) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}

    def sheets(self, lines: Lines) -> Iterator[Sheet]:
        count = 0
        for root in _all(self._read("OFD.xml"), "DocRoot"):
            place = _join("", root.text or "")
            document = self._read(place)
            templates = {
                page.get("ID", ""): _join(posixpath.dirname(place), page.get("BaseLoc", ""))
                for page in _all(document, "TemplatePage")
            }
            for page in _all(document, "Page"):
                count += 1
                if count > MAX_PAGES:
                    raise ValueError("too many pages")
                content = self._read(_join(posixpath.dirname(place), page.get("BaseLoc", "")))
                below = [
                    self._read(templates[used.get("TemplateID", "")])
                    for used in _all(content, "Template")
                    if used.get("TemplateID", "") in templates
                ]
                yield self._sheet([*below, content], _box(content) or _box(document) or _A4, count, lines)

    def _sheet(self, contents: list[Element], size: tuple[float, float], number: int, lines: Lines) -> Sheet:
        glyphs: dict[tuple[str, int, int], Glyph] = {}
        slanted = ""
        for content in contents:
            for text in _all(content, "TextObject"):
                if text.get("Visible", "true").lower() in ("false", "0") or text.get("Alpha") == "0":
                    continue
                level, letters = _letters(text)
                if not level:
                    slanted += "".join(letter.text for letter in letters)
                    continue
                for glyph in letters:  # a letter that is drawn twice, to look bold, is one
                    glyphs.setdefault((glyph.text, round(glyph.left), round(glyph.baseline)), glyph)
        if len(glyphs) > MAX_LETTERS:
            raise ValueError("too many letters")
        if slanted.strip():
            lines.warn("ofd_slanted", f"第{number}页斜置、竖排或旋转的文字（如水印）未读取：“{slanted.strip()[:40]}”。")
        items: list[Item] = []
        for column in in_columns(rows_of(list(glyphs.values()))):
            items += with_columns([text_line(row, column.margins) for row in column.rows])
        pictures = sum(1 for content in contents for _ in _all(content, "ImageObject"))
        return Sheet(items, size[0] * _POINTS, size[1] * _POINTS, pictures)

    def _read(self, name: str) -> Element:
        data = self._zip.read(self._names[name.lower()])
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise ValueError("it declares entities")
        return ElementTree.fromstring(data)


def _letters(text: Element) -> tuple[bool, list[Glyph]]:
    """The letters of a text with their places on the page, and whether they stand level."""
    left, top, *_ = [*_numbers(text.get("Boundary")), 0.0, 0.0]
    a, b, c, d, e, f = matrix if len(matrix := _numbers(text.get("CTM"))) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    size = _number(text.get("Size"), 5.0)
    across = hypot(a, b)
    wide = _number(text.get("HScale"), 1.0) * size
    found: list[Glyph] = []
    x = y = 0.0
    level = abs(degrees(atan2(b, a))) < _LEVEL
    for code in _all(text, "TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        steps, falls = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
        words = ordinary(code.text or "")
        level = level and sum(map(bool, falls)) * 2 <= len(words)  # one below the other: a text from head to foot
        here, deep = x, y
        for i, letter in enumerate(words):
            width = wide if east_asian_width(letter) in "WFA" else wide / 2
            step = steps[i] if i < len(steps) else width
            if letter.strip():
                place = left + a * here + c * deep + e
                end = place + across * (min(width, step) if step > 0 else width)
                baseline = top + b * here + d * deep + f
                points = (place * _POINTS, end * _POINTS, baseline * _POINTS, size * abs(d or across) * _POINTS)
                found.append(Glyph(letter, *points))
            here += step
            deep += falls[i] if i < len(falls) else 0.0
    return level, found


def _steps(value: str | None) -> list[float]:
    """Distances of letters; "g 3 2.5" stands for 2.5 three times."""
    words = (value or "").split()
    steps: list[float] = []
    at = 0
    while at < len(words) and len(steps) < MAX_LETTERS:
        if words[at] == "g" and at + 2 < len(words):
            steps += [float(words[at + 2])] * min(int(words[at + 1]), MAX_LETTERS)
            at += 3
        else:
            steps.append(float(words[at]))
            at += 1
    return steps


def _all(root: Element, tag: str) -> Iterator[Element]:
    """The elements of a name, whatever their namespace: programs do not agree on it."""
    return (element for element in root.iter() if str(element.tag).rpartition("}")[2] == tag)


def _box(root: Element) -> tuple[float, float] | None:
    for box in _all(root, "PhysicalBox"):
        numbers = _numbers(box.text)
        if len(numbers) == 4:
            return numbers[2], numbers[3]
    return None


def _numbers(value: str | None) -> list[float]:
    return [float(word) for word in re.split(r"[\s,]+", (value or "").strip()) if word]


def _number(value: str | None, otherwise: float) -> float:
    return float(value) if value else otherwise


def _join(folder: str, name: str) -> str:
    name = name.strip().replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, name)).lstrip("/")
