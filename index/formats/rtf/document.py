"""Rich text (.rtf, and .doc files that are rich text): put into the parts of a .docx and read as one.

Rich text is control words between braces; a brace brings back what was so before it. Letters are bytes of a code page,
or \\\\uN with a substitute behind it for programs of another time.
"""

from __future__ import annotations

from dataclasses import replace

from index.errors import DocumentError
from index.formats.lines import Loaded
from index.formats.old_word.docx_parts import docx_of, text_xml
from index.formats.old_word.tables import BELOW, FIRST_BELOW, MERGED, Row, table
from index.formats.rtf.words import (
    CHARSETS,
    LOOKS,
    MARKS,
    NOT_SHOWN,
    PAGES,
    SHOWN_PARTS,
    SWITCHES,
    SYMBOLS,
    TOKEN,
    State,
)
from index.formats.word.document import read_docx

_MAX_DEPTH = 1000


def read_rtf(data: bytes, name: str) -> Loaded:
    """Raises DocumentError when braces are nested beyond reason."""
    reader = _Reader(name)
    reader.read(data)
    return read_docx(docx_of({"document": f"<w:body>{reader.body()}</w:body>", "footnotes": reader.notes()}), name)


class _Reader:
    def __init__(self, name: str) -> None:
        self._name = name
        self._state = State()
        self._stack: list[State] = []
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._bytes = bytearray()
        self._to_skip = 0
        self._high = 0
        self._runs: list[str] = []
        self._outer: list[list[str]] = []
        self._notes: list[str] = []
        self._blocks: list[str] = []
        self._cell = ""
        self._rows: list[Row] = []
        self._row = Row()
        self._edges: list[int] = []
        self._merged: list[int] = []
        self._merge = 0

    def read(self, data: bytes) -> None:
        at = 0
        while match := TOKEN.match(data, at):
            at = match.end()
            kind = match.lastgroup
            if match["word"] is not None:
                number = int(match["number"]) if match["number"] is not None else None
                if match["word"] == b"bin":
                    at += max(0, number or 0)
                else:
                    self._word(match["word"], number)
            elif kind == "byte":
                self._add_byte(int(match["byte"], 16))
            elif kind == "text":
                for byte in match["text"]:
                    self._add_byte(byte)
            elif kind == "symbol":
                self._symbol(match["symbol"])
            elif kind == "open":
                self._flush()
                if len(self._stack) > _MAX_DEPTH:
                    raise DocumentError(f"{self._name}: its braces are nested too deep; save it as .docx")
                self._stack.append(self._state)
                self._state = replace(self._state, fresh=True, starred=False)
            elif kind == "close":
                self._close()

    def body(self) -> str:
        self._end_line(at_end=True)
        self._end_table()
        return "".join(self._blocks)

    def notes(self) -> str:
        return "".join(f'<w:footnote w:id="{i}"><w:p>{xml}</w:p></w:footnote>' for i, xml in enumerate(self._notes, 1))

    def _close(self) -> None:
        self._flush()
        ended = self._state
        self._state = self._stack.pop() if self._stack else State()
        if ended.box and not self._state.box and self._outer:  # its lines stand before that which it belongs to
            inside, self._state = self._state, ended
            self._end_line(at_end=True)
            self._state, self._runs = inside, self._outer.pop()
        elif ended.note and not self._state.note and self._outer:
            self._notes.append("".join(self._runs))
            self._runs = [*self._outer.pop(), f'<w:r><w:footnoteReference w:id="{len(self._notes)}"/></w:r>']

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._state = replace(self._state, starred=True)
        elif symbol in (b"\r", b"\n"):
            self._end_line()
        elif symbol in SYMBOLS:
            self._add(SYMBOLS[symbol])

    def _word(self, word: bytes, number: int | None) -> None:
        self._flush()
        first, self._state = self._state.fresh, replace(self._state, fresh=False)
        if word == b"shpinst":
            self._state = replace(self._state, shown=False, shape=self._state.shown)
        elif word == b"shptxt":
            self._begin_part(replace(self._state, shown=self._state.shape, box=True))
        elif first and (word in NOT_SHOWN or (self._state.starred and word not in SHOWN_PARTS)):
            self._state = replace(self._state, shown=False, fonts=word == b"fonttbl" or self._state.fonts)
        elif word == b"u" and number is not None:
            self._add(self._letter(number % 0x10000))
            self._to_skip = self._state.skip
        elif word in MARKS:
            self._add(MARKS[word])
        elif word in (b"par", b"sect", b"page", b"nestcell"):
            self._end_line()
        elif word == b"footnote":
            self._begin_part(replace(self._state, note=True))
        elif not self._of_table(word, number):
            self._change(word, number)

    def _begin_part(self, state: State) -> None:
        self._outer.append(self._runs)
        self._runs, self._state = [], state

    def _letter(self, unit: int) -> str:
        """The letter of a unit of UTF-16; of a pair, the whole with the second."""
        high, self._high = self._high, unit if 0xD800 <= unit < 0xDC00 else 0
        if 0xDC00 <= unit < 0xE000:
            return chr(0x10000 + ((high - 0xD800) << 10) + unit - 0xDC00) if high else ""
        return "" if self._high else chr(unit)

    def _change(self, word: bytes, number: int | None) -> None:
        """What is so from here to the end of the brace."""
        state = self._state
        if word in SWITCHES:
            state = replace(state, on=state.on - {word} if number == 0 else state.on | {word})
        elif word in (b"plain", b"nosupersub"):
            state = replace(state, on=frozenset() if word == b"plain" else state.on - {b"super"})
        elif word == b"pard":
            state = replace(state, in_table=False, outline=None)
        elif word == b"intbl":
            state = replace(state, in_table=True)
        elif word == b"outlinelevel":
            state = replace(state, outline=number)
        elif word == b"f":
            state = replace(state, font=number or 0)
        elif word == b"uc":
            state = replace(state, skip=number or 0)
        elif word == b"ansicpg" and number:
            self._page = PAGES.get(number, f"cp{number}")
        elif word == b"fcharset" and state.fonts:
            self._fonts[state.font] = CHARSETS.get(number or 0, self._page)
        self._state = state

    def _of_table(self, word: bytes, number: int | None) -> bool:
        match word:
            case b"trowd":
                self._edges, self._merged, self._merge = [], [], 0
            case b"trleft":
                self._edges = [number or 0]
            case b"cellx":
                self._edges = [*(self._edges or [0]), number or 0]
                self._merged.append(self._merge)
                self._merge = 0
            case b"clvmgf":
                self._merge |= BELOW | FIRST_BELOW
            case b"clvmrg":
                self._merge |= BELOW
            case b"clmrg":
                self._merge |= MERGED
            case b"cell":
                self._end_line(cell=True)
                self._row.cells.append(self._cell)
                self._cell = ""
            case b"row":
                self._row.edges, self._row.merged = self._edges, self._merged
                self._rows.append(self._row)
                self._row = Row()
            case _:
                return False
        return True

    def _add_byte(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif self._state.shown:
            self._bytes.append(byte)
        self._state = self._state if not self._state.fresh else replace(self._state, fresh=False)

    def _flush(self) -> None:
        self._to_skip = 0
        if self._bytes:
            page = self._fonts.get(self._state.font, self._page)
            page = self._page if page == "cp1252" else page  # the font for Latin letters says nothing of the others
            try:
                text = self._bytes.decode(page, "replace")
            except LookupError:
                text = self._bytes.decode("gb18030", "replace")
            self._bytes.clear()
            self._add(text)

    def _add(self, text: str) -> None:
        if self._bytes:
            self._flush()
        if not self._state.shown:
            return
        on = self._state.on
        about = "".join(xml for word, xml in LOOKS.items() if word in on)
        inside = "".join(text_xml(text))
        run = f"<w:r><w:rPr>{about}</w:rPr>{inside}</w:r>"
        self._runs.append(f"<w:del>{run}</w:del>" if b"deleted" in on else run)

    def _end_line(self, *, cell: bool = False, at_end: bool = False) -> None:
        self._flush()
        if self._state.note or not self._state.shown:
            return
        runs, self._runs = "".join(self._runs), []
        if at_end and not runs:
            return
        outline = self._state.outline
        about = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
        line = f"<w:p><w:pPr>{about}</w:pPr>{runs}</w:p>"
        if cell or self._state.in_table:
            self._cell += line
        else:
            self._end_table()
            self._blocks.append(line)

    def _end_table(self) -> None:
        if self._cell or self._row.cells:
            self._rows.append(Row([*self._row.cells, self._cell]))
        self._blocks += table(self._rows)
        self._rows, self._row, self._cell = [], Row(), ""
