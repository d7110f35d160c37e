"""Automatic numbers of old Word ([MS-DOC] LSTF, LVL, LFO) as the numbering part of a .docx."""

from __future__ import annotations

import struct
from xml.sax.saxutils import quoteattr

from index.formats.old_word.docx_parts import shown
from index.formats.old_word.file import LIST_USES, LISTS, OldWordFile, whole

# Kinds of numbers ([MS-OSHARED] MSONFC), in their order there, by their names in a .docx.
_KINDS = (
    "decimal upperRoman lowerRoman upperLetter lowerLetter ordinal cardinalText ordinalText hex chicago "
    "ideographDigital japaneseCounting aiueo iroha decimalFullWidth decimalHalfWidth japaneseLegal "
    "japaneseDigitalTenThousand decimalEnclosedCircle decimalFullWidth2 aiueoFullWidth irohaFullWidth decimalZero "
    "bullet ganada chosung decimalEnclosedFullstop decimalEnclosedParen decimalEnclosedCircleChinese "
    "ideographEnclosedCircle ideographTraditional ideographZodiac ideographZodiacTraditional taiwaneseCounting "
    "ideographLegalTraditional taiwaneseCountingThousand taiwaneseDigital chineseCounting chineseLegalSimplified "
    "chineseCountingThousand"
)
_FOLLOWED_BY = ("tab", "space", "nothing")


def numbering(file: OldWordFile) -> str:
    """The numbering part: the lists, and each use of one (the number of a use is what a line refers to)."""
    end, lists = file.table(LISTS)
    _, uses = file.table(LIST_USES)
    if len(lists) < 2 or len(uses) < 4:
        return ""
    levels = _Levels(file.behind(end))
    known: dict[int, int] = {}
    parts: list[str] = []
    for i in range(struct.unpack_from("<H", lists, 0)[0]):
        list_id = struct.unpack_from("<i", lists, 2 + 28 * i)[0]
        known[list_id] = i
        simple = lists[2 + 28 * i + 26] & 1
        found = "".join(levels.read(level) for level in range(1 if simple else 9))
        parts.append(f'<w:abstractNum w:abstractNumId="{i}">{found}</w:abstractNum>')
    count = struct.unpack_from("<I", uses, 0)[0]
    changes = _Levels(uses[4 + 16 * count :])
    for i in range(count):
        list_id = struct.unpack_from("<i", uses, 4 + 16 * i)[0]
        overrides = changes.overrides(uses[4 + 16 * i + 12])
        if list_id in known:
            abstract = f'<w:abstractNumId w:val="{known[list_id]}"/>'
            parts.append(f'<w:num w:numId="{i + 1}">{abstract}{overrides}</w:num>')
    return "".join(parts)


class _Levels:
    """Reads levels that stand one behind the other."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def read(self, level: int) -> str:
        kinds = dict(enumerate(_KINDS.split()))
        start, kind, flags = struct.unpack_from("<iBB", self._data, self._at)
        follow = self._data[self._at + 15]
        characters, lines, limit = self._data[self._at + 24 : self._at + 27]
        self._at += 28 + lines + characters
        length = struct.unpack_from("<H", self._data, self._at)[0]
        units = struct.unpack_from(f"<{length}H", self._data, self._at + 2)
        self._at += 2 + 2 * length
        text = whole("".join(f"%{unit + 1}" if unit < 9 else chr(unit) for unit in units))
        restart = f'<w:lvlRestart w:val="{limit}"/>' if flags & 0x08 else ""
        return (
            f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{kinds.get(kind, "none")}"/>{restart}'
            + ("<w:isLgl/>" if flags & 0x04 else "")
            + f'<w:suff w:val="{_FOLLOWED_BY[min(follow, 2)]}"/><w:lvlText w:val={quoteattr(shown(text))}/></w:lvl>'
        )

    def overrides(self, count: int) -> str:
        """What one use of a list has of its own."""
        self._at += 4
        found = ""
        for _ in range(count):
            start, flags = struct.unpack_from("<iI", self._data, self._at)
            self._at += 8
            level = flags & 0x0F
            inside = f'<w:startOverride w:val="{start}"/>' if flags & 0x10 and not flags & 0x20 else ""
            inside += self.read(level) if flags & 0x20 else ""
            found += f'<w:lvlOverride w:ilvl="{level}">{inside}</w:lvlOverride>'
        return found
