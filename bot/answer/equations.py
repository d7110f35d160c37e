"""Equations in an answer's text: written from figures as they stand, and checked before anything is shown.

`A × B + C × D = E`: each factor stands in the question or in a cited clause, and E is right to the last digit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from index.language.figures import find_figures
from index.language.numerals import han_number

UNITS = "人|名|位|家|件|项|个|亩|户|台|辆|套|吨|场|次"
_HAN = "一二两三四五六七八九十百"
# 5人, 七名, 2年; not 第3名, 2025年, 三年级.
COUNT = re.compile(rf"(?<![第\d])(?!(?:19|20)\d\d年)(\d+|[{_HAN}]+)\s*(个月|{UNITS}|年(?!级|以))")
_PART = r"[^：:，,。（）；;]+"
_EQUATION = re.compile(rf"{_PART}(?: [×+] {_PART})+ = [\d.]+[亿万]?元")


def equation(terms: Sequence[Sequence[str]]) -> str:
    """The sum of the products of `terms`, written out."""
    left = " + ".join(" × ".join(factors) for factors in terms)
    return f"{left} = {money(total(terms))}"


def total(terms: Sequence[Sequence[str]]) -> Decimal:
    """The sum of the products of factors as they are written."""
    result = Decimal(0)
    for factors in terms:
        product = Decimal(1)
        for factor in factors:
            product *= value(factor)
        result += product
    return result


def money(amount: Decimal) -> str:
    """Yuan as a person writes them: 30万元, 2604元, 1.5亿元."""
    for unit, name in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if amount >= unit and amount / unit == (amount / unit).quantize(Decimal("0.0001")):
            return f"{(amount / unit).normalize():f}{name}"
    return f"{amount.normalize():f}元"


def value(text: str) -> Decimal:
    """The exact value of a figure as it is written: 60万 is 600000, 50% is 0.5, 5人 and 五人 are 5."""
    if figures := find_figures(text):
        return Decimal(f"{figures[0].value:.12g}")  # 128.36万 is no 1283600.0000000002
    count = COUNT.match(text)
    number = count[1].replace("两", "二") if count else text
    return Decimal(number) if number.isdigit() and number.isascii() else Decimal(repr(han_number(number)))


def results(text: str, sources: Sequence[str]) -> list[str]:
    """What the equations in a text come to, of those that hold."""
    return [e.rpartition(" = ")[2] for e in _EQUATION.findall(text) if holds(e, sources)]


def holds(written: str, sources: Sequence[str]) -> bool:
    """Whether an equation is right and each of its factors stands in one of the sources."""
    left, _, right = written.partition(" = ")
    terms = [term.split(" × ") for term in left.split(" + ")]
    stand = all(any(f in text for text in sources) for factors in terms for f in factors)
    return stand and money(total(terms)) == right
