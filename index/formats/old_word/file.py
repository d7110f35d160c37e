"""The binary file of old Word (.doc, Word 97 to 2003; [MS-DOC]): its text, and the properties of characters and lines.

The text is kept in pieces. What is said of it is kept by the places of its bytes in the file, in pages of 512 bytes,
as lists of changes (sprm).
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# Places in the head of the file: lengths of the parts of the text, and where tables of the table stream are.
_LENGTHS = 0x4C  # main text, footnotes, headers, macros, comments, endnotes, text boxes
_TABLES = 0x9A
STYLES, FOOTNOTES, CHARACTERS, LINES, FONTS, PIECES, ENDNOTES, LISTS, LIST_USES = 1, 3, 12, 13, 15, 33, 47, 73, 74

_HUGE = (0x6645, 0x6646)  # properties that are kept in the data stream
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_DEFINE_TABLE, _CHANGE_TABS = 0xD608, 0xC615

Properties = dict[int, bytes]
_PageReader = Callable[[bytes, int, int], tuple[int, Properties]]


class NotOldWord(ValueError):  # noqa: N818
    """The file is of another program or another time; the text says of which."""


def properties(changes: bytes, data: bytes = b"") -> Properties:
    """A list of changes as what it ends with, by the number of the property."""
    found: Properties = {}
    at = 0
    while at + 2 <= len(changes):
        (name,) = struct.unpack_from("<H", changes, at)
        at += 2
        size = _SIZES.get(name >> 13)
        if size is None and name == _DEFINE_TABLE:
            size = struct.unpack_from("<H", changes, at)[0] + 1
        elif size is None:
            if name == _CHANGE_TABS and changes[at : at + 1] == b"\xff":
                break  # its length would have to be counted; nothing that is read stands behind it
            size = changes[at] if at < len(changes) else 0
            at += 1
        value = changes[at : at + size]
        at += size
        if name in _HUGE and len(value) == 4:
            place = struct.unpack("<I", value)[0]
            if place + 2 <= len(data):
                length = struct.unpack_from("<H", data, place)[0]
                found |= properties(data[place + 2 : place + 2 + length])
        else:
            found[name] = value
    return found


@dataclass
class _Spans:
    """Properties by the bytes of the file that they are said of."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    values: list[tuple[int, Properties]] = field(default_factory=list)  # style, properties

    def at(self, place: int) -> tuple[tuple[int, Properties], int]:
        """What is said of a byte, and up to which byte."""
        i = bisect_right(self.starts, place) - 1
        if i >= 0 and place < self.ends[i]:
            return self.values[i], self.ends[i]
        return (0, {}), self.starts[i + 1] if i + 1 < len(self.starts) else 1 << 40


class OldWordFile:
    """Raises NotOldWord, struct.error and IndexError for what is no such file, or a broken one."""

    def __init__(self, main: bytes, tables: dict[str, bytes], data: bytes) -> None:
        mark, version = struct.unpack_from("<HH", main, 0)
        flags = struct.unpack_from("<H", main, 0x0A)[0]
        if mark != 0xA5EC or version < 0xC1:
            raise NotOldWord("it is of a Word before Word 97")
        if flags & 0x0100:
            raise NotOldWord("it is encrypted")
        self._main, self._data = main, data
        self._table = tables["1Table" if flags & 0x0200 else "0Table"]
        self.lengths: tuple[int, ...] = struct.unpack_from("<7i", main, _LENGTHS)
        self.text, self._pieces = self._read_pieces()
        self._starts = [start for start, _, _ in self._pieces]
        self._characters = self._spans(CHARACTERS, self._character_page)
        self._lines = self._spans(LINES, self._line_page)

    def table(self, number: int) -> tuple[int, bytes]:
        """One of the tables: where it ends in the table stream, and its bytes."""
        start, length = struct.unpack_from("<2I", self._main, _TABLES + 8 * number)
        return start + length, self._table[start : start + length]

    def behind(self, place: int) -> bytes:
        return self._table[place:]

    def line_at(self, at: int) -> tuple[int, Properties]:
        """Style and properties of the line that the character at `at` ends."""
        return self._lines.at(self._place(at)[0])[0]

    def runs(self, start: int, end: int) -> Iterator[tuple[str, Properties]]:
        """The text between two characters in parts of equal properties."""
        at = start
        while at < end:
            place, width, piece_end = self._place(at)
            (_, found), until = self._characters.at(place)
            stop = min(end, piece_end, at + max(1, -(-(until - place) // width)))
            yield self.text[at:stop], found
            at = stop

    def _place(self, at: int) -> tuple[int, int, int]:
        """The byte of a character, the bytes of each character there, and where its piece ends."""
        i = bisect_right(self._starts, at) - 1
        start, place, width = self._pieces[i]
        end = self._starts[i + 1] if i + 1 < len(self._starts) else len(self.text)
        return place + (at - start) * width, width, end

    def _read_pieces(self) -> tuple[str, list[tuple[int, int, int]]]:
        _, clx = self.table(PIECES)
        at = 0
        while clx[at] == 1:  # lists of changes, of which the pieces make use
            at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
        if clx[at] != 2:
            raise NotOldWord("it has no table of pieces")
        length = struct.unpack_from("<I", clx, at + 1)[0]
        plc = clx[at + 5 : at + 5 + length]
        count = (len(plc) - 4) // 12
        starts = struct.unpack_from(f"<{count + 1}I", plc, 0)
        text, pieces = [], []
        for i in range(count):
            packed = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)[0]
            width = 1 if packed & 0x40000000 else 2
            place = (packed & 0x3FFFFFFF) // (2 if width == 1 else 1)
            size = (starts[i + 1] - starts[i]) * width
            found = self._main[place : place + size]
            if size < 0 or len(found) < size:
                raise NotOldWord("it is cut short")
            text.append(_units(found) if width == 2 else found.decode("cp1252", "replace"))
            pieces.append((starts[i], place, width))
        return "".join(text), pieces

    def _spans(self, number: int, read_page: _PageReader) -> _Spans:
        """All pages of a kind: each holds the places where properties change, and below them the properties."""
        _, plc = self.table(number)
        count = (len(plc) - 4) // 8
        found: list[tuple[int, int, tuple[int, Properties]]] = []
        for page_number in struct.unpack_from(f"<{count}I", plc, 4 * (count + 1)) if count > 0 else ():
            page = self._main[(page_number & 0x3FFFFF) * 512 :][:512]
            runs = page[511]
            places = struct.unpack_from(f"<{runs + 1}I", page, 0)
            found += ((places[i], places[i + 1], read_page(page, runs, i)) for i in range(runs))
        found.sort(key=lambda span: span[0])
        return _Spans([f[0] for f in found], [f[1] for f in found], [f[2] for f in found])

    def _character_page(self, page: bytes, runs: int, i: int) -> tuple[int, Properties]:
        at = page[4 * (runs + 1) + i] * 2
        return (0, properties(page[at + 1 : at + 1 + page[at]])) if at else (0, {})

    def _line_page(self, page: bytes, runs: int, i: int) -> tuple[int, Properties]:
        at = page[4 * (runs + 1) + 13 * i] * 2
        if not at:
            return 0, {}
        words, at = (page[at], at + 1) if page[at] else (page[at + 1] + 0.5, at + 2)
        changes = page[at : at + int(2 * words) - 1]
        if len(changes) < 2:
            return 0, {}
        return struct.unpack_from("<H", changes, 0)[0], properties(changes[2:], self._data)


def _units(data: bytes) -> str:
    """UTF-16 with one character for each two bytes, so that places stay; `whole` puts pairs together."""
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


def whole(text: str) -> str:
    """Pairs of surrogates as the letters that they stand for (𠮷); a lone one is lost."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
