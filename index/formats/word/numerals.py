"""Automatic numbers as Word prints them (ECMA-376-1, 17.18.59), in Simplified characters."""

from __future__ import annotations

import re

from index.language.numerals import to_han

_HAN = frozenset({"chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"})
_DIGITS = frozenset({"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital", "koreanDigital2"})
_LEGAL = frozenset({"ideographLegalTraditional", "chineseLegalSimplified", "japaneseLegal"})
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
# The first characters of rows that stand in order in Unicode, and how many there are.
_ROWS = {
    "decimalEnclosedCircle": ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")),
    "decimalEnclosedCircleChinese": ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")),
    "decimalEnclosedFullstop": ((1, 20, "⒈"),),
    "decimalEnclosedParen": ((1, 20, "⑴"),),
    "ideographEnclosedCircle": ((1, 10, "㊀"),),
}
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    )
)


def print_number(value: int, style: str) -> str:
    """The number in a number format; decimal where the format has no word for it, and for a format not known here."""
    if value < 0:
        return str(value)
    for first, last, char in _ROWS.get(style, ()):
        if first <= value <= last:
            return chr(ord(char) + value - first)
    return _han(value, style) or _letters(value, style) or _digits(value, style)


def _han(value: int, style: str) -> str:
    if style in _DIGITS:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(value))
    if not 0 < value < 10_000:
        return ""
    if style in _HAN:
        return to_han(value)
    if style == "japaneseCounting":
        return re.sub("一(?=[十百千])|零", "", to_han(value))
    if style in _LEGAL:
        plain = f"一{to_han(value)}" if 10 <= value < 20 else to_han(value)
        return plain.translate(str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟"))
    if style == "ideographTraditional" and value <= 10:
        return _STEMS[value - 1]
    if style == "ideographZodiac" and value <= 12:
        return _BRANCHES[value - 1]
    if style == "ideographZodiacTraditional" and value <= 60:
        return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]
    return ""


def _letters(value: int, style: str) -> str:
    if not 0 < value < 4000:
        return ""
    text = ""
    if style in ("upperRoman", "lowerRoman"):
        rest = value
        for worth, sign in _ROMAN:
            times, rest = divmod(rest, worth)
            text += sign * times
    elif style in ("upperLetter", "lowerLetter"):  # after Z comes AA, then BB
        text = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
    return text.lower() if style.startswith("lower") else text


def _digits(value: int, style: str) -> str:
    match style:
        case "none" | "bullet":
            return ""
        case "decimalZero":
            return f"{value:02}"
        case "decimalFullWidth" | "decimalFullWidth2":
            return str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        case "numberInDash":
            return f"- {value} -"
        case "hex":
            return f"{value:X}"
        case _:
            if style.startswith("0") and style.isdigit():  # a format of one's own: 001, 002, 003, …
                return str(value).zfill(len(style))
            return str(value)
