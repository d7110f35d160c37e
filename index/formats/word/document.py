"""Word documents (.docx): what they show, as lines: paragraphs with their automatic numbers, notes, tables, text boxes.

Headers, footers and comments are not part of the document, nor is what is struck, hidden or deleted in it: a warning
says that there was some. Strict files, and those with macros, are read as any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded, Part, read_table
from index.formats.text import read_plain
from index.formats.web import read_html
from index.formats.word.notes import NoteMarks
from index.formats.word.numbers import Numbers, joined
from index.formats.word.package import Element, Package, R, W, number
from index.formats.word.styles import WHITE, Styles, fill_of
from index.formats.word.tables import background, frame_cells, table_rows
from index.formats.word.text import Paragraph, TextReader
from index.reading.marks import holds

_BLOCKS = (f"{W}p", f"{W}tbl", f"{W}altChunk", f"{W}subDoc")
MAX_DEPTH = 3
"""Of documents inside documents."""

_LEFT_OUT = {
    "struck_text": "文中有加了删除线的文字，未作为正文读取，请以原文为准。",
    "hidden_text": "文中有隐藏的文字（或与底色相同而看不见的文字），未作为正文读取，请以原文为准。",
    "tracked_changes": "文件中留有修订痕迹，修订中已删除的文字未读取、新增的文字已读取，请以正式印发的文本为准。",
}
_NOT_READ = {
    "objects": "图表或嵌入的对象",
    "symbols": "特殊符号",
    "formulas": "公式",
    "embedded": "嵌入的其他文件",
    "styles": "样式",
    "numbering": "自动编号",
    "footnotes": "脚注",
    "endnotes": "尾注",
}
_LITTLE = 400  # characters of text for each large picture


def read_docx(data: bytes, name: str, depth: int = 0) -> Loaded:
    """Raises DocumentError when the file is encrypted, not a Word document, unpacks to too much, or is all pictures."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(f"{name}: it is encrypted, or an old .doc; open it in Word and save it as a plain .docx")
    return _Reader(Package(data, name), depth).loaded()


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line, or a table."""

    text: str = ""
    heading: int | None = None
    part: Part = Part.TEXT
    rows: list[list[str]] | None = None

    def texts(self) -> list[str]:
        return [cell for row in self.rows for cell in row] if self.rows is not None else [self.text]


@dataclass(frozen=True, slots=True)
class _Open:
    """What stands before the next paragraph in its line; `is_headed` when it has begun the line with its number."""

    text: str = ""
    is_headed: bool = False


class _Reader:
    def __init__(self, package: Package, depth: int) -> None:
        self._package = package
        self._depth = depth
        self._document = package.document()
        self._styles = Styles(package.part("styles"))
        self._numbers = Numbers(package.part("numbering"), self._styles)
        self._text = TextReader(self._styles)
        self._notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind in ("footnotes", "endnotes")
            if (root := package.part(kind)) is not None
            for note in root.iterchildren("*")
        }
        self._left_out = self._text.left_out
        self._lines = Lines()

    def loaded(self) -> Loaded:
        page = self._document.find(f"{W}background")
        body = self._document.find(f"{W}body")
        self._text.background = WHITE if page is None else page.get(f"{W}color", WHITE).upper()
        pieces = list(self._pieces(body)) if body is not None else []
        marks = NoteMarks(text for piece in pieces for text in piece.texts())
        for piece in pieces:
            if piece.rows is not None:
                self._lines.add_table([[marks.dropped(cell) for cell in row] for row in piece.rows])
            else:
                self._lines.add(marks.dropped(piece.text), heading=piece.heading, part=piece.part)
        self._warn(self._lines)
        return self._lines.loaded()

    def _warn(self, lines: Lines) -> None:
        for code, message in _LEFT_OUT.items():
            if code in self._left_out:
                lines.warn(code, message)
        missing = [words for key, words in _NOT_READ.items() if key in {*self._left_out, *self._package.broken}]
        if missing:
            lines.warn("part_not_read", f"文件中有{'、'.join(missing)}未能读取，请以原文为准。")
        large = self._large_pictures()
        length = len(lines.loaded().text)
        if large and not length:
            raise DocumentError(f"{self._package.name}: it holds pictures only; run text recognition (OCR) over them")
        if large and (length < _LITTLE * len(large) or max(large) > 2 / 3):
            lines.warn("picture_not_read", "文件中有大幅图片，其中的文字无法读取，请以原文为准。")

    def _large_pictures(self) -> list[float]:
        """The shares of a page that pictures take, of those that take more than a third."""
        size = next(self._document.iter(f"{W}pgSz"), None)
        width, height = (
            (number(size.get(f"{W}w"), 11906), number(size.get(f"{W}h"), 16838)) if size is not None else (11906, 16838)
        )
        page = max(1, abs(width * height)) * 635 * 635  # a twentieth of a point is 635 EMU
        return [share for w, h in self._text.pictures if (share := w * h / page) > 1 / 3]

    def _pieces(self, container: Element, *, in_cell: bool = False) -> Iterator[_Piece]:
        """What a body, a cell, a box or a note holds; a paragraph whose end is not shown goes on in the next."""
        before = _Open()
        for block in container.iterchildren(*_BLOCKS):
            if block.tag != f"{W}p":
                yield _Piece(before.text)
                before = _Open()
                yield from self._other(block)
                continue
            paragraph = self._text.read(block)
            text = self._numbered(block, paragraph, before, in_cell)
            notes = self._notes_of(paragraph)
            if paragraph.gone:
                before = _Open(text + notes, paragraph.gone == "hidden" and bool(text))
            else:
                before = _Open()
                yield from self._with_notes(block, text, notes, in_cell)
            for box in paragraph.boxes:
                yield from self._inside(box, "")
        yield _Piece(before.text)

    def _numbered(self, block: Element, paragraph: Paragraph, before: _Open, in_cell: bool) -> str:
        text = before.text + paragraph.text
        if paragraph.gone == "deleted" or (paragraph.gone and not paragraph.text.strip()):
            return text
        numeral, gap = self._numbers.of(block)
        is_cell = in_cell and len(block.getparent().findall(f"{W}p")) == 1  # whose only text is its number
        if not numeral or before.is_headed or not (text.strip() or is_cell):
            return text
        return joined(numeral, gap, text.lstrip())

    def _with_notes(self, block: Element, text: str, notes: str, in_cell: bool) -> Iterator[_Piece]:
        """A paragraph with its notes; those of a heading, which must stay one, stand below it."""
        level = self._styles.level(block)
        is_short = len(text) <= 60 and "。" not in text
        heading = level if is_short else None
        if notes and not in_cell and (heading or (is_short and not holds(text, "，；：！？,;:"))):
            yield _Piece(text, heading)
            yield _Piece(notes)
        else:
            yield _Piece(text + notes, heading)

    def _notes_of(self, paragraph: Paragraph) -> str:
        return "".join(f"（注：{text}）" for key in paragraph.notes if (text := self._note(key)))

    def _note(self, key: tuple[str, str]) -> str:
        note = self._notes.pop(key, None)
        if note is None:
            self._left_out.add(key[0])
            return ""
        pieces = self._inside(note, None)
        self._notes[key] = note  # out of reach meanwhile: a note may refer to itself
        return " ".join(filter(None, (piece.text.strip() for piece in pieces)))

    @contextmanager
    def _on(self, colour: str | None) -> Iterator[None]:
        """What is read within stands on a background of its own, or on that around it."""
        outer = self._text.background
        self._text.background = outer if colour is None else colour
        yield
        self._text.background = outer

    def _inside(self, container: Element, colour: str | None, *, in_cell: bool = False) -> list[_Piece]:
        with self._on(colour):
            return list(self._pieces(container, in_cell=in_cell))

    def _other(self, block: Element) -> Iterator[_Piece]:
        if block.tag != f"{W}tbl":
            yield from self._embedded(block)
            return
        with self._on(background(block, self._styles)):
            cells = frame_cells(block, self._left_out)
            if cells is None:
                pieces = [_Piece(rows=table_rows(block, self._cell, self._left_out))]
            else:
                pieces = [piece for cell in cells for piece in self._inside(cell, fill_of(cell.find(f"{W}tcPr")))]
        yield from pieces

    def _cell(self, cell: Element) -> str:
        words: list[str] = []
        for piece in self._inside(cell, fill_of(cell.find(f"{W}tcPr")), in_cell=True):
            if piece.rows is None:
                words.append(piece.text.strip())
            else:
                words.append("；".join(line.rstrip("。") for line, _ in read_table(piece.rows)))
        return " ".join(filter(None, words))

    def _embedded(self, block: Element) -> Iterator[_Piece]:
        """The lines of a document inside this one (w:altChunk)."""
        data = self._package.related(block.get(f"{R}id", ""))
        loaded = _read_embedded(data, self._package.name, self._depth + 1) if data else None
        if loaded is None:
            self._left_out.add("embedded")
            return
        for warning in loaded.warnings:
            self._lines.warn(*warning)
        at = 0
        for line in loaded.text.split("\n"):
            part = Part.ROW if at in loaded.rows else Part.GROUP if at in loaded.groups else Part.TEXT
            yield _Piece(line, loaded.headings.get(at), part)
            at += len(line) + 1


def _read_embedded(data: bytes, name: str, depth: int) -> Loaded | None:
    """HTML (also packed as mail, .mht), a Word document or plain text; None for anything else, or broken."""
    if depth > MAX_DEPTH or data.lstrip().startswith(b"{\\rtf"):
        return None
    if re.match(rb"\s*(?:MIME-Version|Content-Type|From):", data, re.I):
        pages = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
        page = next((part.get_payload(decode=True) for part in pages), None)
        data = page if isinstance(page, bytes) else b""
    try:
        if data.startswith(b"PK"):
            return read_docx(data, name, depth)
        is_html = re.search(rb"<(?:html|body|p|div|table)\b", data[:4000], re.I)
        loaded = read_html(data, name) if is_html else read_plain(data, name)
    except (DocumentError, RecursionError):
        return None
    return loaded if loaded.text.strip() else None
