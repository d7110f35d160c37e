"""Characters of symbol fonts: a check box of Wingdings, a ≥ of Symbol, which stand in private places of Unicode."""

from __future__ import annotations

import re

_SYMBOL = {
    0xA3: "≤",
    0xA5: "∞",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "·",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xBC: "…",
    0xD7: "·",
    0xE5: "∑",
    **{code: chr(code) for code in (*range(0x20, 0x22), *range(0x28, 0x2D), *range(0x2E, 0x40), 0x23, 0x25, 0x26)},
    0x2D: "-",
    0x5B: "[",
    0x5D: "]",
    0x7B: "{",
    0x7C: "|",
    0x7D: "}",
    0x7E: "~",
    **{ord(a): b for a, b in zip("abcdefghiklmnopqrstuwxyz", "αβχδεφγηικλμνοπθρστυωξψζ", strict=True)},
    **{ord(a): b for a, b in zip("DFGLPQSWXY", "ΔΦΓΛΠΘΣΩΞΨ", strict=True)},
}
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "□",
    0x75: "◆",
    0x76: "❖",
    0xA1: "○",
    0xA8: "□",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇨",
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    **{0x81 + i: chr(ord("①") + i) for i in range(10)},
    **{0x8C + i: chr(ord("❶") + i) for i in range(10)},
}
_WINGDINGS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□", 0x30: "□", 0x2A: "□"}
_WINGDINGS_2 |= {0x6A + i: chr(ord("①") + i) for i in range(10)}
SYMBOL_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}
PRIVATE = re.compile(r"[\uf020-\uf0ff]")


def symbol(font: str, code: int) -> str | None:
    """The character of a symbol font; None for one not known here."""
    fonts = SYMBOL_FONTS.get(font.lower())
    if fonts is None and not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else None
    return (fonts or {}).get(code & 0xFF)
