"""Figures in Chinese text, as comparable values: 万元, 元, 一百万元 and 1000000元 are one amount.

Used to read supports, and to check that each figure of an answer stands in the clause it cites.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.language.numerals import PLAIN, from_han, han_number
from index.language.rules import Rules
from index.language.spaced import is_tail

_RULES = Rules("language/figures")
# One character to one character, so that offsets stay.
_NARROW = {**str.maketrans("０１２３４５６７８９．％，：∶", "0123456789.%,::"), **PLAIN}


class FigureKind(StrEnum):
    MONEY = "money"  # value in yuan
    RATIO = "ratio"  # value as a share: 50% is 0.5, 1:0.5 is 0.5
    YEAR = "year"
    COUNT = "count"  # value in `unit`


@dataclass(frozen=True)
class Figure:
    """A figure at `text[start:end]`. Two figures are the same when their `key` is."""

    kind: FigureKind
    value: float
    unit: str
    start: int
    end: int

    @property
    def key(self) -> tuple[FigureKind, float, str]:
        return self.kind, round(self.value, 6), self.unit


def find_figures(text: str) -> list[Figure]:
    """All figures with a unit, from left to right, not overlapping; none read from the last piece of a broken one."""
    figures = []
    narrow = text.translate(_NARROW)
    for match in _RULES["figure"].finditer(narrow):
        if is_tail(narrow, match.start()):
            continue
        try:
            kind, value, unit = _read(match.lastgroup or "", match[0])
        except ValueError:  # 十百元: no number
            continue
        figures.append(Figure(kind, value, unit, match.start(), match.end()))
    return figures


def _read(kind: str, words: str) -> tuple[FigureKind, float, str]:
    if kind == "ratio":  # 1:0.5 is half a yuan to each of another's
        left, right = map(float, words.split(":"))
        return FigureKind.RATIO, right / left if left else 0.0, ":"
    value, rest = _number(words.removeprefix("百分之").removeprefix("千分之").lstrip("¥￥ "))
    match kind:
        case "percent":
            return FigureKind.RATIO, value / 100, "%"
        case "permille":
            return FigureKind.RATIO, value / 1000, "%"
        case "year":
            return FigureKind.YEAR, value, "年"
        case "money":
            return FigureKind.MONEY, value, "元"
        case _:
            return FigureKind.COUNT, value, rest


def _number(words: str) -> tuple[float, str]:
    """The number that the words begin with, and the words after it."""
    match = _RULES["number"].match(words)
    if not match:
        raise ValueError(f"no number: {words}")
    written = "".join(match[0].replace(",", "").split())
    digits = written.rstrip("百千万亿")
    value = float(digits) * (from_han(written[len(digits) :]) or 1) if words[0].isdecimal() else han_number(written)
    return value, words[match.end() :].strip()
