"""Chinese numerals, there and back: 第十二条, 二〇一九年, 一百二十万元, 百分之三点五."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = {"亿": 100_000_000, "万": 10_000, "千": 1000, "百": 100, "十": 10}
PLAIN = str.maketrans("〇○ＯO两壹贰叁肆伍陆柒捌玖拾佰仟萬億", "零零零零二一二三四五六七八九十百千万亿")
"""The other characters of numerals → those that are read; one for one, so that offsets stay."""


def from_han(text: str) -> int | None:
    """The value of a whole number in Chinese numerals or in digits; None when it is no such number.

    Without a unit it is read digit by digit (二〇一九); a last digit that leaves its unit out has the next one
    (一万二 is 12,000).
    """
    if text.isdecimal():
        return int(text)
    return _value(text.translate(PLAIN))


def han_number(text: str) -> float:
    """The value of a numeral that may have a fraction: 一百二十万 → 1200000, 三点五 → 3.5.

    Raises ValueError for what is none.
    """
    whole, _, fraction = text.translate(PLAIN).partition("点")
    value = from_han(whole)
    if value is None:
        raise ValueError(f"{text} is no numeral")
    return float(f"{value}.{''.join(str(_DIGITS.index(digit)) for digit in fraction) or 0}")


def to_han(value: int) -> str:
    """0 < value < 10000 as Chinese numerals: 12 → 十二, 105 → 一百零五."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("" if not text and unit == 10 and digit == 1 else _DIGITS[digit]) + name
        elif text and value and not text.endswith("零"):
            text += "零"
    return text


def _value(text: str) -> int | None:
    for name, unit in _UNITS.items():
        above, found, below = text.rpartition(name)
        if found:
            high = _value(above) if above else 1
            low = _value(below.lstrip("零")) if below else 0
            if high is None or low is None or low >= unit or (high > 9 and unit < 10_000):
                return None
            return high * unit + (low * unit // 10 if len(below) == 1 and unit > 10 else low)
    return int("".join(str(_DIGITS.index(c)) for c in text)) if text and set(text) <= set(_DIGITS) else None
