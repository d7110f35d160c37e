"""Equations in an answer's text: written from figures as they stand, and checked before anything is shown.

`(A − B) × C + D × E = F`: each factor stands in the question or in a cited clause, and F is right to the last digit;
after ≈ to the second one behind the point.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from index.language.figures import find_figures
from index.language.numerals import han_number

UNITS = "平方米|人|名|位|家|件|项|个|亩|户|台|辆|套|吨|场|次|份|单|篇|所"
_HAN = "一二两三四五六七八九十百"
# 5人, 七名, 2年; not 第3名, 2025年, 三年级.
COUNT = re.compile(rf"(?<![第\d])(?!(?:19|20)\d\d年)(\d+(?:\.\d+)?万?|[{_HAN}千]+万?)\s*(个月|{UNITS}|年(?!级|以))")
YEAR = "12个月"  # the one factor that stands nowhere
_PART = r"[^：:，,。（）；;“”]+?"
_EQUATION = re.compile(rf"{_PART}(?: [×÷+−] {_PART})+ [=≈] [\d.]+(?:[亿万]?元|%|年|个月)")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_TOKEN = re.compile(r"\s+([×÷+−])\s+|([()])")


def equation(expression: str) -> str:
    """A sum of money, written out: 60万 × 50% = 30万元."""
    return f"{expression} = {money(result(expression))}"


def result(expression: str) -> Decimal:
    """What an expression of + − × ÷ and brackets comes to. Raises ArithmeticError where it divides by nothing."""
    tokens = [token for token in _TOKEN.split(expression) if token and token.strip()]
    return _sum(tokens)


def _sum(tokens: list[str]) -> Decimal:
    total = _product(tokens)
    while tokens and tokens[0] in "+−":
        sign = 1 if tokens.pop(0) == "+" else -1
        total += sign * _product(tokens)
    return total


def _product(tokens: list[str]) -> Decimal:
    product = _factor(tokens)
    while tokens and tokens[0] in "×÷":
        product = product * _factor(tokens) if tokens.pop(0) == "×" else product / _factor(tokens)
    return product


def _factor(tokens: list[str]) -> Decimal:
    token = tokens.pop(0)
    if token != "(":
        return value(token)
    inner = _sum(tokens)
    tokens.pop(0)
    return inner


def money(amount: Decimal) -> str:
    """Yuan as a person writes them: 30万元, 2604元, 1.5亿元."""
    for unit, name in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if amount >= unit and amount / unit == (amount / unit).quantize(Decimal("0.0001")):
            return f"{(amount / unit).normalize():f}{name}"
    return f"{amount.normalize():f}元"


def share(numerator: str, denominator: str) -> str:
    """How much one is of the other: 15人 ÷ 24人 = 62.5%, 65万 ÷ 2400万 ≈ 2.71%."""
    expression = f"{numerator} ÷ {denominator}"
    exact = result(expression) * 100
    written = exact.quantize(Decimal("0.01"))
    return f"{expression} {'=' if written == exact else '≈'} {written.normalize():f}%"


def value(text: str) -> Decimal:
    """The exact value of a figure as it is written: 60万 is 600000, 50% is 0.5, 5人 and 五人 are 5."""
    if figures := find_figures(text):
        return Decimal(f"{figures[0].value:.12g}")  # 128.36万 is no 1283600.0000000002
    count = COUNT.match(text)
    number = count[1] if count else text
    return Decimal(number) if _PLAIN.fullmatch(number) else Decimal(repr(han_number(number)))


def results(text: str, sources: Sequence[str]) -> list[str]:
    """What the equations in a text come to, of those that hold; one may go on from another's result."""
    known = list(sources)
    for written in _EQUATION.findall(text):
        if holds(written, known):
            known += [re.split(" [=≈] ", written)[-1], *([YEAR] if YEAR in written else [])]
    return known[len(sources) :]


def holds(written: str, sources: Sequence[str]) -> bool:
    """Whether an equation is right and each of its factors stands in one of the sources."""
    left, sign, right = re.split(" ([=≈]) ", written)
    factors = [token for token in _TOKEN.split(left) if token and token.strip() and token not in "×÷+−()"]
    if not all(factor == YEAR or any(factor in text for text in sources) for factor in factors):
        return False
    try:
        exact = result(left)
    except (ArithmeticError, ValueError, IndexError):
        return False
    if right.endswith("%"):
        return abs(exact * 100 - Decimal(right[:-1])) <= (Decimal("0.005") if sign == "≈" else 0)
    return sign == "=" and (money(exact) if right.endswith("元") else f"{exact.normalize():f}") in (right, right[:-1])
