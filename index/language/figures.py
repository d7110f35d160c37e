"""Figures in Chinese text, as comparable values: 万元, 元, 一百万元 and 1000000元 are one amount.

Used to read supports, and to check that each figure of an answer stands in the clause it cites.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from index.language.spaced import is_tail

_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
# One character to one character, so that offsets stay.
_NARROW = str.maketrans(
    "０１２３４５６７８９．％，：∶〇两壹贰叁肆伍陆柒捌玖拾佰仟萬億", "0123456789.%,::零二一二三四五六七八九十百千万亿"
)

_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_HAN = r"[零一二三四五六七八九十百千]+(?:[万亿][零一二三四五六七八九十百千]*)*"
_HAN_DIGITS = "零一二三四五六七八九十百千万亿"
_MEASURE = "家|名|件|户|项|个|人|年|月|天|次|支|所|台|套|倍|亩|吨|岁|小时|平方米|工作日"
# Rows are tried in order at each place; the first that matches takes its text.
_PATTERN = re.compile(
    rf"""
      百分之(?P<percent_han>{_HAN}(?:点[零一二三四五六七八九]+)?)
    | 千分之(?P<permille_han>{_HAN}(?:点[零一二三四五六七八九]+)?)
    | 百分之(?P<percent_of>{_ARABIC})
    | (?P<percent>{_ARABIC})\s*(?:%|个百分点)
    | (?P<permille>{_ARABIC})\s*‰
    | (?P<left>\d+(?:\.\d+)?)\s?:\s?(?P<right>(?!0\d)\d+(?:\.\d+)?)
    | (?P<year>(?:19|20)\d\d)\s?年(?!期|以上|以内|以下)
    | [¥￥]\s*(?P<sum>{_ARABIC})\s*(?P<sum_scale>[百千]?[万亿])?元?
    | (?P<money>{_ARABIC})\s*(?P<scale>[百千]?[万亿]|[百千])?\s*(?:元|块钱|人民币)
    | (?P<money_han>{_HAN})\s*[元圆]
    | (?P<bare>{_ARABIC})\s*(?P<bare_scale>[百千]?[万亿])
        (?!\s*(?:{_MEASURE}|分|辆|平|头|吨|千|级|企|[美欧日]元|港[元币]|英镑))
    | (?P<count>{_ARABIC})\s*(?P<count_scale>[百千]?[万亿])?\s*(?P<measure>{_MEASURE})
    | (?<![第前几数{_HAN_DIGITS}])(?<![{_HAN_DIGITS}]、)
        (?P<count_han>[二三四五六七八九十][{_HAN_DIGITS}]*)(?P<measure_han>[家名件户项])
    """,
    re.VERBOSE,
)


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
    for match in _PATTERN.finditer(narrow):
        if is_tail(narrow, match.start()):
            continue
        kind, value, unit = _read(match)
        figures.append(Figure(kind, value, unit, match.start(), match.end()))
    return figures


def han_number(text: str) -> float:
    """The value of a Chinese numeral, e.g. 一百二十万 → 1200000, 三点五 → 3.5. `text` is of numeral characters only."""
    if "点" in text:
        whole, fraction = text.split("点", 1)
        return han_number(whole) + sum(_DIGITS.index(c) / 10.0 ** (i + 1) for i, c in enumerate(fraction))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS.index(char)
            continue
        unit = _UNITS[char]
        if unit >= 10_000:
            total = (total + section + digit) * unit if total < unit else total + (section + digit) * unit
            section = 0
        else:
            section += (digit or 1) * unit
        digit = 0
    return float(total + section + digit)


def _read(match: re.Match[str]) -> tuple[FigureKind, float, str]:
    found = match.groupdict()
    if found["percent_han"]:
        return FigureKind.RATIO, han_number(found["percent_han"]) / 100, "%"
    if found["permille_han"]:
        return FigureKind.RATIO, han_number(found["permille_han"]) / 1000, "%"
    if percent := found["percent"] or found["percent_of"]:
        return FigureKind.RATIO, _arabic(percent) / 100, "%"
    if found["permille"]:
        return FigureKind.RATIO, _arabic(found["permille"]) / 1000, "%"
    if found["left"]:
        left = float(found["left"])  # 1:0.5 is half a yuan to each of another's
        return FigureKind.RATIO, float(found["right"]) / left if left else 0.0, ":"
    if found["year"]:
        return FigureKind.YEAR, float(found["year"]), "年"
    if money := found["money"] or found["sum"]:
        return FigureKind.MONEY, _arabic(money) * _scale(found["scale"] or found["sum_scale"]), "元"
    if found["money_han"]:
        return FigureKind.MONEY, han_number(found["money_han"]), "元"
    if found["bare"]:
        return FigureKind.MONEY, _arabic(found["bare"]) * _scale(found["bare_scale"]), "元"
    if found["count_han"]:
        return FigureKind.COUNT, han_number(found["count_han"]), found["measure_han"]
    return FigureKind.COUNT, _arabic(found["count"]) * _scale(found["count_scale"]), found["measure"]


def _arabic(text: str) -> float:
    return float(text.replace(",", ""))


def _scale(text: str | None) -> int:
    product = 1
    for char in text or "":
        product *= _UNITS[char]
    return product
