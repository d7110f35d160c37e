"""What old Word says of characters, lines and styles ([MS-DOC] 2.6), as a .docx says it."""

from __future__ import annotations

import struct
from xml.sax.saxutils import quoteattr

from index.formats.old_word.docx_parts import shown
from index.formats.old_word.file import STYLES, OldWordFile, Properties, properties

_SWITCHES = {0x083C: "vanish", 0x0837: "strike", 0x2A53: "dstrike"}
_RAISED, _OUTLINE, _LEVEL, _LIST = 0x2A48, 0x2640, 0x260A, 0x460B
_DEFAULT = ' w:default="1"'


def is_on(of: Properties, name: int) -> bool:
    """Whether a switch is on; 0x81 is the other of what the style says."""
    return of.get(name, b"")[:1] in (b"\x01", b"\x81")


def character_properties(of: Properties) -> str:
    about = "".join(f"<w:{tag}/>" for switch, tag in _SWITCHES.items() if is_on(of, switch))
    return about + ('<w:vertAlign w:val="superscript"/>' if of.get(_RAISED, b"")[:1] == b"\x01" else "")


def line_properties(of: Properties) -> str:
    """The list of a line, its level in it, and the line's level as a heading."""
    level = f'<w:ilvl w:val="{of[_LEVEL][0]}"/>' if of.get(_LEVEL) else ""
    use = struct.unpack("<h", of[_LIST])[0] if len(of.get(_LIST, b"")) == 2 else None
    number = f'<w:numId w:val="{max(0, use)}"/>' if use is not None else ""
    outline = f'<w:outlineLvl w:val="{of[_OUTLINE][0]}"/>' if of.get(_OUTLINE) else ""
    return f"<w:numPr>{level}{number}</w:numPr>{outline}" if level or number else outline


def styles(file: OldWordFile) -> str:
    """The styles of lines, each with the one that it is based on."""
    _, sheet = file.table(STYLES)
    if len(sheet) < 6:
        return ""
    length, count, base = struct.unpack_from("<3H", sheet, 0)
    out, at = "", 2 + length
    for i in range(count):
        size = struct.unpack_from("<H", sheet, at)[0]
        out += _style(i, sheet[at + 2 : at + 2 + size], base)
        at += 2 + size
    return out


def _style(i: int, entry: bytes, base: int) -> str:
    if len(entry) < base + 2:
        return ""
    kind_and_base, parts = struct.unpack_from("<2H", entry, 2)
    if kind_and_base & 0x0F != 1:
        return ""
    length = struct.unpack_from("<H", entry, base)[0]
    name = entry[base + 2 : base + 2 + 2 * length].decode("utf-16-le", "ignore")
    at = base + 2 + 2 * (length + 1)
    found: list[bytes] = []
    for _ in range(parts & 0x0F):
        size = struct.unpack_from("<H", entry, at)[0] if at + 2 <= len(entry) else 0
        found.append(entry[at + 2 : at + 2 + size])
        at += 2 + size + size % 2
    lines = properties(found[0][2:]) if found else {}
    characters = properties(found[1]) if len(found) > 1 else {}
    about = character_properties(characters)
    above = f'<w:basedOn w:val="{kind_and_base >> 4}"/>' if kind_and_base >> 4 != 0x0FFF else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{i}"{"" if i else _DEFAULT}><w:name w:val={quoteattr(shown(name))}/>'
        f"{above}<w:pPr>{line_properties(lines)}</w:pPr><w:rPr>{about}</w:rPr></w:style>"
    )
