"""Makes files of the programs before 2007 for the tests: the container, a Word document, a workbook."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of streams; each is filled up to 4,096 bytes, so that none is small."""
    sectors: list[bytes] = []
    chain: list[int] = []

    def put(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        sectors.extend(pieces)
        chain.extend([*range(start + 1, start + len(pieces)), END])
        return start

    entries = [("Root Entry", 5, END, 0)]
    for name, data in streams.items():
        whole = data.ljust(4096, b"\0")
        entries.append((name, 2, put(whole), len(whole)))
    directory = b""
    for i, (name, kind, start, size) in enumerate(entries):
        text = name.encode("utf-16-le")
        child = 1 if i == 0 and len(entries) > 1 else FREE
        right = i + 1 if 0 < i < len(entries) - 1 else FREE
        directory += text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, FREE, right, child)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    first = put(directory + (b"\0" * 68 + struct.pack("<3I", FREE, FREE, FREE) + bytes(48)) * (-len(entries) % 4))
    fat_count = 1
    while fat_count * 128 < len(sectors) + fat_count:
        fat_count += 1
    fat_start = len(sectors)
    table = [*chain, *[FAT] * fat_count]
    table += [FREE] * (fat_count * 128 - len(table))
    sectors += [struct.pack("<128I", *table[i : i + 128]) for i in range(0, len(table), 128)]
    places = [*range(fat_start, fat_start + fat_count), *[FREE] * (109 - fat_count)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<9I", 0, fat_count, first, 0, 4096, END, 0, END, 0) + struct.pack("<109I", *places)
    return head + b"".join(sectors)


def sprm(number: int, value: int) -> bytes:
    """A change of a property, with an operand of the size that its number tells."""
    size = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}[number >> 13]
    return struct.pack("<H", number) + value.to_bytes(size, "little")


HIDDEN, STRUCK, DELETED, RAISED = sprm(0x083C, 1), sprm(0x0837, 1), sprm(0x0800, 1), sprm(0x2A48, 1)
IN_TABLE = sprm(0x2416, 1)


def row_end(edges: Sequence[int], merged: Sequence[int] = ()) -> bytes:
    """What ends a row whose cells have these edges; `merged` are their marks (0x60, 0x20)."""
    cells = b"".join(struct.pack("<H", merged[i] if merged else 0) + bytes(18) for i in range(len(edges) - 1))
    definition = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return IN_TABLE + sprm(0x2417, 1) + struct.pack("<HH", 0xD608, len(definition) + 1) + definition


@dataclass
class Line:
    """A paragraph: runs of text with their changes; `mark` ends it (a cell ends with \\x07)."""

    runs: Sequence[str | tuple[str, bytes]]
    changes: bytes = b""
    mark: str = "\r"
    style: int = 0


@dataclass
class Doc:
    """A Word document of lines; `lists` are levels (kind, text such as "（\\0）") of one list for each."""

    lines: Sequence[str | Line]
    notes: Sequence[str] = ()
    boxes: Sequence[str] = ()
    lists: Sequence[Sequence[tuple[int, str]]] = ()
    flags: int = 0
    version: int = 0xC1
    text: str = field(default="", init=False)

    def data(self) -> bytes:
        characters: list[tuple[int, bytes]] = []
        paragraphs: list[tuple[int, int, bytes]] = []
        for line in [Line([line]) if isinstance(line, str) else line for line in self.lines]:
            for run in line.runs:
                text, changes = run if isinstance(run, tuple) else (run, b"")
                self.text += _units(text)
                characters.append((len(self.text), changes))
            self.text += line.mark
            characters.append((len(self.text), b""))
            paragraphs.append((len(self.text), line.style, line.changes))
        main = len(self.text)
        marks = [at for at, char in enumerate(self.text) if char == "\x02"]
        note_ends = [0]
        for note in self.notes:
            self.text += f"\x02{note}\r"
            note_ends.append(len(self.text) - main)
        lengths = [main, len(self.text) - main + (1 if self.notes else 0)]
        self.text += "\r" if self.notes else ""
        boxes = "".join(f"{box}\r" for box in self.boxes)
        self.text += boxes + "\r"
        characters.append((len(self.text), b""))
        paragraphs.append((len(self.text), 0, b""))
        tables = {
            2: struct.pack(f"<{len(marks) + 1}I", *marks, main) + bytes(2 * len(marks)),
            3: struct.pack(f"<{len(note_ends) + 1}I", *note_ends, note_ends[-1] + 1),
            33: b"\x02" + struct.pack("<3I", 16, 0, len(self.text)) + struct.pack("<HIH", 0, 2048, 0),
        }
        text = self.text.encode("utf-16-le", "surrogatepass")
        stream = bytearray(2048) + text
        stream += bytes(-len(stream) % 512)
        for number, pages in ((12, self._characters(characters)), (13, self._paragraphs(paragraphs))):
            places = [2048 + 2 * end for end, _ in pages]
            first = len(stream) // 512
            tables[number] = struct.pack(f"<{len(pages) + 1}I", 2048, *places)
            tables[number] += struct.pack(f"<{len(pages)}I", *range(first, first + len(pages)))
            stream += b"".join(page for _, page in pages)
        if self.lists:
            tables[73], behind, tables[74] = self._lists()
        table = b""
        for number, found in tables.items():
            struct.pack_into("<2I", stream, 0x9A + 8 * number, len(table), len(found))
            table += found + (behind if number == 73 else b"")
        struct.pack_into("<HH", stream, 0, 0xA5EC, self.version)
        struct.pack_into("<H", stream, 0x0A, 0x0200 | self.flags)
        struct.pack_into("<7i", stream, 0x4C, *lengths, 0, 0, 0, 0, len(boxes))
        return compound({"WordDocument": bytes(stream), "1Table": table})

    def _characters(self, runs: list[tuple[int, bytes]]) -> list[tuple[int, bytes]]:
        """A page for each run: where its text ends, and the page."""
        pages, start = [], 0
        for end, changes in runs:
            page = bytearray(512)
            page[511] = 1
            struct.pack_into("<2I", page, 0, 2048 + 2 * start, 2048 + 2 * end)
            if changes:
                page[8] = 8
                page[16 : 17 + len(changes)] = bytes([len(changes)]) + changes
            pages.append((end, bytes(page)))
            start = end
        return pages

    def _paragraphs(self, lines: list[tuple[int, int, bytes]]) -> list[tuple[int, bytes]]:
        pages, start = [], 0
        for end, style, changes in lines:
            page = bytearray(512)
            page[511] = 1
            struct.pack_into("<2I", page, 0, 2048 + 2 * start, 2048 + 2 * end)
            body = struct.pack("<H", style) + changes
            body += b"\0" * (len(body) % 2)
            page[8] = 16
            page[32 : 34 + len(body)] = bytes([0, len(body) // 2]) + body
            pages.append((end, bytes(page)))
            start = end
        return pages

    def _lists(self) -> tuple[bytes, bytes, bytes]:
        heads, levels, uses = b"", b"", b""
        for i, levels_of in enumerate(self.lists):
            heads += struct.pack("<ii", 100 + i, 0) + bytes(18) + bytes([1 if len(levels_of) == 1 else 0, 0])
            uses += struct.pack("<i", 100 + i) + bytes(12)
            for level in range(1 if len(levels_of) == 1 else 9):
                kind, text = levels_of[level] if level < len(levels_of) else (0, "")
                units = text.encode("utf-16-le")
                levels += struct.pack("<iBB", 1, kind, 0) + bytes(9) + b"\x02" + bytes(12)
                levels += struct.pack("<H", len(units) // 2) + units
        count = len(self.lists)
        changes = struct.pack("<I", 0xFFFFFFFF) * count
        return struct.pack("<H", count) + heads, levels, struct.pack("<I", count) + uses + changes


def _units(text: str) -> str:
    """Each letter as its units of UTF-16, by which places are counted."""
    data = text.encode("utf-16-le")
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


# Workbooks (BIFF8)


@dataclass
class Xls:
    """Sheets of cells: text, or (number, format); the format #id31 is known by its number alone."""

    sheets: Mapping[str, Sequence[Sequence[str | tuple[float, str]]]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden_sheets: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = ()
    struck: Sequence[str] = ()

    def data(self) -> bytes:
        cells = [cell for rows in self.sheets.values() for row in rows for cell in row]
        formats = sorted({cell[1] for cell in cells if isinstance(cell, tuple)})
        head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
        for struck in (0, 0, 0, 0, 8):
            head += _record(0x31, struct.pack("<5HBBBB", 200, struck, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x01\0A\0")
        numbers = {}
        for i, pattern in enumerate(formats):
            numbers[pattern] = int(pattern[3:]) if pattern.startswith("#id") else 164 + i
            if not pattern.startswith("#id"):
                head += _record(0x41E, struct.pack("<H", 164 + i) + _text(pattern))
        looks = [(0, 0)] * 16 + [(5, 0)] + [(0, numbers[pattern]) for pattern in formats]
        for font, number in looks:
            head += _record(0xE0, struct.pack("<HHH", font, number, 1) + bytes(14))
        bodies = [self._sheet(rows, formats) for rows in self.sheets.values()]
        bounds = [name.encode("utf-16-le") for name in self.sheets]
        place = len(head) + sum(4 + 8 + len(name) for name in bounds) + 4
        for name, encoded, body in zip(self.sheets, bounds, bodies, strict=True):
            state = 1 if name in self.hidden_sheets else 0
            head += _record(0x85, struct.pack("<IBBBB", place, state, 0, len(name), 1) + encoded)
            place += len(body)
        return compound({"Workbook": head + _record(0x0A, b"") + b"".join(bodies)})

    def _sheet(self, rows: Sequence[Sequence[str | tuple[float, str]]], formats: list[str]) -> bytes:
        out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6))
        for column in self.hidden_columns:
            out += _record(0x7D, struct.pack("<6H", column, column, 2000, 15, 1, 0))
        for i, row in enumerate(rows):
            out += _record(0x208, struct.pack("<6HI", i, 0, len(row), 255, 0, 0, 0x20 if i in self.hidden_rows else 0))
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                if isinstance(cell, tuple):
                    out += _record(0x203, struct.pack("<3Hd", i, j, 17 + formats.index(cell[1]), cell[0]))
                elif cell:
                    out += _record(0x204, struct.pack("<3H", i, j, 16 if cell in self.struck else 15) + _text(cell))
        if self.merged:
            ranges = b"".join(struct.pack("<4H", *area) for area in self.merged)
            out += _record(0xE5, struct.pack("<H", len(self.merged)) + ranges)
        return out + _record(0x0A, b"")


def _record(number: int, data: bytes) -> bytes:
    return struct.pack("<HH", number, len(data)) + data


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")
