"""Old Word documents (.doc, .wps): put into the parts of a .docx and read as one, so that one set of rules holds.

The libraries at hand read no text of old Word; this reads as much of it as a policy document has: lines and their
styles, automatic numbers, tables, notes, text boxes, and which text is deleted, hidden or struck out.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

import olefile

from index.errors import DocumentError
from index.formats.lines import Loaded
from index.formats.old_word.docx_parts import docx_of, shown
from index.formats.old_word.file import (
    ENDNOTES,
    FONTS,
    FOOTNOTES,
    NotOldWord,
    OldWordFile,
    Properties,
    whole,
)
from index.formats.old_word.lists import numbering
from index.formats.old_word.styles import character_properties, is_on, line_properties, styles
from index.formats.old_word.tables import Row, table
from index.formats.word.document import read_docx

_MEND = "open it in Word or WPS and save it as .docx"
# Properties of characters and of lines, by their numbers ([MS-DOC] 2.6).
_DELETED, _INSERTED, _SYMBOL, _IN_TABLE, _ROW_END, _TABLE = 0x0800, 0x0801, 0x6A09, 0x2416, 0x2417, 0xD608


def read_doc(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when the file is encrypted, older than Word 97, or damaged."""
    try:
        compound: olefile.OleFileIO[str] = olefile.OleFileIO(io.BytesIO(data))
        with compound:
            streams = {
                stream: compound.openstream(stream).read() if compound.exists(stream) else b""
                for stream in ("WordDocument", "0Table", "1Table", "Data")
            }
        file = OldWordFile(streams["WordDocument"], streams, streams["Data"])
        package = _Writer(file).package()
    except NotOldWord as error:
        raise DocumentError(f"{name}: {error}; {_MEND}") from error
    except (OSError, struct.error, LookupError, RecursionError, ValueError) as error:
        raise DocumentError(f"{name}: it is damaged; {_MEND}") from error
    return read_docx(package, name)


@dataclass(frozen=True)
class _Line:
    """A paragraph, or what ends a row of a table."""

    xml: str
    style: int
    of: Properties
    ends_cell: bool
    deleted: bool

    @property
    def in_table(self) -> bool:
        return is_on(self.of, _IN_TABLE) or self.row_end

    @property
    def row_end(self) -> bool:
        return is_on(self.of, _ROW_END)


class _Writer:
    def __init__(self, file: OldWordFile) -> None:
        self._file = file
        main, foot, head, macros, comments, end, boxes = file.lengths
        self._main = main
        self._parts = {"footnote": (main, foot), "endnote": (main + foot + head + macros + comments, end)}
        self._fonts = self._read_fonts()
        self._boxes = (main + foot + head + macros + comments + end, boxes)
        self._marks = {
            kind: self._references(number) for kind, number in (("footnote", FOOTNOTES), ("endnote", ENDNOTES))
        }

    def package(self) -> bytes:
        body = "".join(self._blocks(list(self._lines(0, self._main))))
        start, length = self._boxes
        body += "".join(line.xml for line in self._lines(start, start + length))
        parts: dict[str, Callable[[], str]] = {
            "document": lambda: f"<w:body>{body}</w:body>",
            "styles": lambda: styles(self._file),
            "numbering": lambda: numbering(self._file),
            "footnotes": lambda: self._notes("footnote"),
            "endnotes": lambda: self._notes("endnote"),
        }
        return docx_of({part: self._or_none(make) for part, make in parts.items()})

    def _or_none(self, make: Callable[[], str]) -> str | None:
        """A part beside the text; what is broken in it is not worth the text."""
        try:
            return make()
        except (struct.error, LookupError):
            return None

    def _references(self, number: int) -> list[int]:
        """Where in the main text the notes of a kind are referred to."""
        _, plc = self._file.table(number - 1)
        count = max(0, (len(plc) - 4) // 6)
        return list(struct.unpack_from(f"<{count}I", plc, 0)) if count else []

    def _notes(self, kind: str) -> str:
        start, length = self._parts[kind]
        _, plc = self._file.table(FOOTNOTES if kind == "footnote" else ENDNOTES)
        count = len(self._marks[kind])
        if not count or not length or len(plc) < 4 * (count + 1):
            return ""
        ends = struct.unpack_from(f"<{count + 1}I", plc, 0)
        out = ""
        for i in range(count):
            note = "".join(line.xml for line in self._lines(start + ends[i], start + ends[i + 1]))
            out += f'<w:{kind} w:id="{i + 1}">{note}</w:{kind}>'
        return out

    def _lines(self, start: int, end: int) -> Iterator[_Line]:
        text = self._file.text
        at, end = max(0, start), min(end, len(text))  # whatever a damaged file says
        for match in re.compile("[\r\x07\x0c]").finditer(text, start, end):
            yield self._line(at, match.start())
            at = match.end()
        if at < end:
            yield self._line(at, end - 1)

    def _line(self, start: int, end: int) -> _Line:
        style, of = self._file.line_at(end)
        mark = next(self._file.runs(end, end + 1), ("", {}))
        about = line_properties(of)
        deleted = is_on(mark[1], _DELETED)
        about += "<w:rPr><w:del/></w:rPr>" if deleted and mark[0] == "\r" else ""
        xml = f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{about}</w:pPr>{self._runs(start, end)}</w:p>'
        return _Line(xml, style, of, mark[0] == "\x07", deleted)

    def _runs(self, start: int, end: int) -> str:
        """The text of a line in runs; of a field, what it shows and not its instruction."""
        out = ""
        at = start
        fields: list[bool] = []
        for text, of in self._file.runs(start, end):
            pieces = ""
            for char in text:
                if char == "\x13":
                    fields.append(True)
                elif char == "\x14" and fields:
                    fields[-1] = False
                elif char == "\x15" and fields:
                    fields.pop()
                elif not any(fields):
                    pieces += self._character(char, at, of)
                at += 1
            out += _run(pieces, of) if pieces else ""
        return out

    def _character(self, char: str, at: int, of: Properties) -> str:
        match char:
            case "\x02":
                for kind, places in self._marks.items():
                    if at in places:
                        return f'<w:{kind}Reference w:id="{places.index(at) + 1}"/>'
                return ""
            case "\t":
                return "<w:tab/>"
            case "\x0b" | "\x0e":
                return "<w:br/>"
            case "\x1e":
                return "<w:noBreakHyphen/>"
            case _ if char < " " or char == "\x1f":
                return ""
            case _ if _SYMBOL in of:
                font, code = struct.unpack_from("<2H", of[_SYMBOL], 0)
                return f'<w:sym w:font={quoteattr(self._fonts.get(font, ""))} w:char="{code:04X}"/>'
            case _:
                return f"<w:t>{escape(char)}</w:t>"

    def _blocks(self, lines: Sequence[_Line]) -> Iterator[str]:
        """Lines, and tables made of the lines of their cells. Of a table in a cell the lines stay, and not its form."""
        rows: list[Row] = []
        row, cell = Row(), ""
        for line in lines:
            if not line.in_table:
                yield from table(rows)
                rows, row, cell = [], Row(), ""
                yield line.xml
            elif line.row_end:
                row.deleted = line.deleted
                row.define(line.of.get(_TABLE, b""))
                rows.append(row)
                row = Row()
            else:
                cell += line.xml
                if line.ends_cell:
                    row.cells.append(cell)
                    cell = ""
        if row.cells or cell:
            rows.append(Row([*row.cells, cell]))
        yield from table(rows)

    def _read_fonts(self) -> dict[int, str]:
        _, table = self._file.table(FONTS)
        fonts, at = {}, 4
        for i in range(struct.unpack_from("<H", table, 0)[0] if len(table) > 4 else 0):
            name = table[at + 40 : at + 1 + table[at]].decode("utf-16-le", "ignore")
            fonts[i] = shown(name.partition("\0")[0])
            at += 1 + table[at]
        return fonts


def _run(xml: str, of: Properties) -> str:
    xml = whole(xml.replace("</w:t><w:t>", ""))
    if is_on(of, _DELETED):
        deleted = xml.replace("<w:t>", "<w:delText>").replace("</w:t>", "</w:delText>")
        return f"<w:del><w:r>{deleted}</w:r></w:del>"
    run = f"<w:r><w:rPr>{character_properties(of)}</w:rPr>{xml}</w:r>"
    return f"<w:ins>{run}</w:ins>" if is_on(of, _INSERTED) else run
