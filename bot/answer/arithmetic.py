"""A sum on the visitor's own figure, in exact decimals: 活动费用实际发生总额60万元 × 50% = 30万元, under its cap.

Share, cap, rate and what they are of are those of the support that was read from the clause. Only what is plain is
worked out: one support, one figure of the visitor's, and no cap in the quoted words that the support does not know.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.match.amounts import base_of
from index.figures import Figure, FigureKind, find_figures, han_number
from index.grants import CAP
from index.models import SupportItem

_NOT_YUAN = re.compile(r"\s*[方美欧日港英\d一二三四五六七八九多余来几]")  # 4万方, 5万美元; 1万6 is 1.6万
_EQUATION = re.compile(r"[^：:，,。（）]+(?: × [^：:，,。（）]+)+ = [\d.]+[亿万]?元")
_UNITS = "人|名|位|家|件|项|个|亩|户|台|辆|套|吨|场|次"
_PERSON = {"名": "人", "位": "人"}
_HAN = "一二两三四五六七八九十百"
# 5人, 七名, 2年; not 第3名, 2025年, 三年级.
_COUNT = re.compile(rf"(?<![第\d])(?!(?:19|20)\d\d年)(\d+|[{_HAN}]+)\s*(个月|{_UNITS}|年(?!级|以))")
# Then the rate is not the same for all: 每增加一人…, 最多支持3人.
_NOT_FOR_ALL = re.compile(rf"每增加|(?:{CAP.pattern})[^，,。；;\d]{{0,6}}\d+\s*(?:{_UNITS})")


@dataclass(frozen=True)
class Sum:
    """`equation` is `A × B = C`; `base` what A is taken to be, as the clause names it, "" for a count.

    `cap` is the most that is given, as the clause writes it, and whether C is `over` it; `every` is 月 or 年 when C is
    one month's or year's.
    """

    equation: str
    base: str = ""
    cap: str = ""
    over: bool = False
    every: str = ""


def worked(question: str, quote: str, items: Sequence[SupportItem]) -> Sum | None:
    """The sum of the question's figure and the one support among `items`; None where there is none that is plain."""
    if len({(i.ratio, i.amount_cny, i.cap_cny, i.per) for i in items}) != 1:
        return None
    item, asked, given = items[0], find_figures(question), find_figures(quote)
    capped = {f.value for f in given if f.kind is FigureKind.MONEY and CAP.search(quote[max(0, f.start - 8) : f.start])}
    if capped - {item.cap_cny} or any(f.kind is FigureKind.RATIO for f in asked):
        return None
    cap = _written(quote, given, FigureKind.MONEY, item.cap_cny)
    if base := base_of(item):
        own = [f for f in asked if f.kind is FigureKind.MONEY and not _NOT_YUAN.match(question, f.end)]
        share = _written(quote, given, FigureKind.RATIO, item.ratio)
        if len(own) != 1 or not share or item.amount_cny or ":" in share:
            return None
        factors = [question[own[0].start : own[0].end].strip(), share]
        return Sum(f"{' × '.join(factors)} = {money(_product(factors))}", base, *_over(cap, _product(factors)))
    rate = _written(quote, given, FigureKind.MONEY, item.amount_cny)
    if not rate or not item.per or item.ratio or _NOT_FOR_ALL.search(quote):
        return None
    return _by_rate(question, rate, item.per, cap)


def money(value: Decimal) -> str:
    """Yuan as a person writes them: 30万元, 2604元, 1.5亿元."""
    for unit, name in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if value >= unit and value / unit == (value / unit).quantize(Decimal("0.0001")):
            return f"{(value / unit).normalize():f}{name}"
    return f"{value.normalize():f}元"


def results(text: str, sources: Sequence[str]) -> list[str]:
    """What the equations in a text come to, of those that hold."""
    return [e.rpartition(" = ")[2] for e in _EQUATION.findall(text) if holds(e, sources)]


def holds(equation: str, sources: Sequence[str]) -> bool:
    """Whether `A × B × … = C` is right and each factor stands in one of the sources."""
    left, _, right = equation.partition(" = ")
    factors = left.split(" × ")
    return all(any(f in text for text in sources) for f in factors) and money(_product(factors)) == right


def _by_rate(question: str, rate: str, per: str, cap: str) -> Sum | None:
    """2000元 × 5人: a rate (每人, 每人每年, 每月) and the counts of its units that the question gives."""
    counts: dict[str, set[str]] = {}
    for match in _COUNT.finditer(question):
        counts.setdefault(_PERSON.get(match[2], match[2]), set()).add(match[0].strip())
    if any(len(texts) > 1 for texts in counts.values()):
        return None
    unit = next((u for u in per if u in _UNITS), "")
    span = "个月" if "月" in per else "年" if "年" in per else ""
    own = counts.get(unit) or (counts.get("个") if unit else None)  # 7个见习生, 3个商标
    times = counts.get(span)
    if (unit and not own) or not (own or times):
        return None
    factors = [rate, *(text for texts in (own, times) for text in texts or () if _read(text) != 1)]
    if len(factors) < 2:
        return None  # 一件: nothing to work out
    open_end = bool(unit and span and not times)
    known = ("", False) if open_end else _over(cap, _product(factors))
    equation = f"{' × '.join(factors)} = {money(_product(factors))}"
    return Sum(equation, "", *known, every=span[-1] if open_end else "")


def _over(cap: str, result: Decimal) -> tuple[str, bool]:
    return cap, bool(cap) and result > _read(cap)


def _written(quote: str, figures: Sequence[Figure], kind: FigureKind, value: float | None) -> str:
    """A figure as the quote writes it; "" when it is not there."""
    return next((quote[f.start : f.end].strip() for f in figures if f.kind is kind and f.value == value), "")


def _product(factors: Sequence[str]) -> Decimal:
    result = Decimal(1)
    for factor in factors:
        result *= _read(factor)
    return result


def _read(text: str) -> Decimal:
    """The exact value of a figure as it is written: 60万 is 600000, 50% is 0.5, 5人 and 五人 are 5."""
    if figures := find_figures(text):
        return Decimal(repr(round(figures[0].value, 10)))
    count = _COUNT.match(text)
    number = count[1].replace("两", "二") if count else "零"
    return Decimal(number) if number.isdigit() and number.isascii() else Decimal(repr(han_number(number)))
