"""A sum on the visitor's own figure, in exact decimals: 60万元 × 50% = 30万元, under its cap.

Only what is plain is worked out: one share or one rate that the quoted words give, one figure of the visitor's that it
can apply to, at most one cap. Where two readings are possible there is no sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.figures import Figure, FigureKind, find_figures, han_number

# What stands before a share that is given, in its own part of the sentence.
_GIVES = re.compile(
    r"(?:按|给予|补[助贴偿]|奖[励补]|资助|支持|配套|返还|报销|扣除|提取|预付|减免|不超过|不高于|不低于|最高|最多|至少)[^，,。；;]*$"
)
_CONDITION = re.compile(r"\s*(?:及)?以[上下](?:的|且|，且)")  # after a share that is no gift but a condition
_OPEN = re.compile(r"\s*(?:及)?以[上下]")
_CAP = re.compile(r"(?:最高|不超过|不高于|最多|上限|封顶)[^，,。；;\d]{0,12}$")
_CAP_AFTER = re.compile(r"\s*(?:的)?(?:封顶|为上限|以内)")
_LEAST = re.compile(r"(?:不低于|不少于|至少|最低)[^，,。；;\d]{0,12}$")
_NOT_YUAN = re.compile(r"\s*[方美欧日港英\d一二三四五六七八九多余来几]")  # 4万方, 5万美元; 1万6 is 1.6万
_EQUATION = re.compile(r"[^：:，,。（）]+(?: × [^：:，,。（）]+)+ = [\d.]+[亿万]?元")
_UNITS = "人|名|位|家|件|项|个|亩|户|台|辆|套|吨|场|次|平方米|平米|平|株|头|篇|班|床|天|晚|张|所|支"
_SAME = {"名": "人", "位": "人", "平": "平方米", "平米": "平方米"}
_EACH = re.compile(rf"每新?增?({_UNITS})(?:每?(月|年))?[^，,。；;\d每]{{0,14}}$")
_EACH_AFTER = re.compile(rf"\s*[/／每]\s*({_UNITS})(?:[/／·]?每?(月|年))?")
_EVERY = re.compile(r"每(月|年)[^，,。；;\d]{0,10}$")
_EVERY_AFTER = re.compile(r"\s*[/／]\s*(月|年)")
# Then the rate is not the same for all: 每增加一人…, 最多支持3人.
_MORE = re.compile(rf"每增加|(?:最多|不超过|不高于)[^，,。；;\d]{{0,6}}\d+\s*(?:{_UNITS})")
_HAN = "一二两三四五六七八九十百"
_COUNT = re.compile(rf"(?<![第\d])(?!(?:19|20)\d\d年)(?:\d[\d,]*|[{_HAN}]+)\s*(个月|{_UNITS}|年(?!级|以))")
_SPAN = {"月": "个月", "年": "年"}


@dataclass(frozen=True)
class Sum:
    """`equation` is `A × B = C`; `cap` the most that is given, as the clause writes it, and whether C is `over` it.

    `bound` is "most", "least" or "" as the clause puts the share; `every` is 月 or 年 when C is one month's or year's.
    """

    equation: str
    cap: str = ""
    over: bool = False
    bound: str = ""
    every: str = ""


def worked(question: str, quote: str) -> Sum | None:
    """The sum that the question's figure and the quoted words make; None where there is none that is plain."""
    figures, asked = find_figures(quote), find_figures(question)
    caps = {f.key: f for f in figures if f.kind is FigureKind.MONEY and _is_cap(quote, f)}
    if len(caps) > 1 or any(f.kind is FigureKind.RATIO for f in asked):
        return None
    cap = next(iter(caps.values()), None)
    shares = [f for f in figures if f.kind is FigureKind.RATIO and not _CONDITION.match(quote, f.end)]
    if not shares:
        return _by_rate(question, quote, figures, cap)
    share = shares[0]
    own = [f for f in asked if f.kind is FigureKind.MONEY and not _NOT_YUAN.match(question, f.end)]
    plain = len(shares) == 1 and len(own) == 1 and not _OPEN.match(quote, share.end)
    if not plain or share.unit == ":" or "百分点" in quote[share.start : share.end]:
        return None
    before = quote[: share.start]
    if not _GIVES.search(before):
        return None
    base = own[0]
    result = _number(question, base) * _number(quote, share)
    equation = f"{_text(question, base)} × {_text(quote, share)} = {money(result)}"
    bound = "most" if _CAP.search(before) else "least" if _LEAST.search(before) else ""
    return Sum(equation, *_capped(quote, cap, result), bound)


def money(value: Decimal) -> str:
    """Yuan as a person writes them: 30万元, 2604元, 1.5亿元."""
    for unit, name in ((Decimal(10**8), "亿元"), (Decimal(10**4), "万元")):
        if value >= unit and value / unit == (value / unit).quantize(Decimal("0.0001")):
            return f"{_short(value / unit)}{name}"
    return f"{_short(value)}元"


def results(text: str, sources: Sequence[str]) -> list[str]:
    """What the equations in a text come to, of those that hold."""
    return [e.rpartition(" = ")[2] for e in _EQUATION.findall(text) if holds(e, sources)]


def holds(equation: str, sources: Sequence[str]) -> bool:
    """Whether `A × B × … = C` is right and each factor stands in one of the sources."""
    left, _, right = equation.partition(" = ")
    factors = left.split(" × ")
    if not all(any(factor in text for text in sources) for factor in factors):
        return False
    return money(_product(factors)) == right


def _is_cap(quote: str, figure: Figure) -> bool:
    return bool(_CAP.search(quote[: figure.start]) or _CAP_AFTER.match(quote, figure.end))


def _capped(quote: str, cap: Figure | None, result: Decimal) -> tuple[str, bool]:
    """The cap as it is written, and whether the result is above it."""
    return (_text(quote, cap), result > _number(quote, cap)) if cap else ("", False)


def _by_rate(question: str, quote: str, figures: Sequence[Figure], cap: Figure | None) -> Sum | None:
    """2000元 × 5人: the one rate of the quoted words, and the counts of its units that the question gives."""
    rates = []
    for figure in figures:
        if figure.kind is FigureKind.MONEY and not _is_cap(quote, figure):
            each = _EACH.search(quote[: figure.start]) or _EACH_AFTER.match(quote, figure.end)
            every = _EVERY.search(quote[: figure.start]) or _EVERY_AFTER.match(quote, figure.end)
            if each or every:
                rates.append((figure, each and each[1], (each and each[2]) or (every and every[1])))
    counts: dict[str, list[str]] = {}
    for match in _COUNT.finditer(question):
        counts.setdefault(_SAME.get(match[1], match[1]), []).append(match[0].strip())
    if len(rates) != 1 or _MORE.search(quote) or any(len(texts) > 1 for texts in counts.values()):
        return None
    figure, unit, period = rates[0]
    span = _SPAN[period] if period else ""
    first = _SAME.get(unit, unit) if unit else span
    if unit and first not in counts and "个" in counts:
        counts[first] = counts["个"]  # 7个见习生, 3个商标
    if first not in counts:
        return None
    open_end = bool(unit and period and span not in counts)
    texts = [counts[first][0], *(counts[span] if unit and span in counts else [])]
    factors = [_text(quote, figure), *(text for text in texts if _read(text) != 1)]
    if len(factors) < 2:
        return None  # 一件: nothing to work out
    result = _product(factors)
    known = ("", False) if open_end else _capped(quote, cap, result)
    return Sum(f"{' × '.join(factors)} = {money(result)}", *known, every=period or "" if open_end else "")


def _product(factors: Sequence[str]) -> Decimal:
    result = Decimal(1)
    for factor in factors:
        result *= _read(factor)
    return result


def _text(text: str, figure: Figure) -> str:
    return text[figure.start : figure.end].strip()


def _number(text: str, figure: Figure) -> Decimal:
    return _read(text[figure.start : figure.end])


def _read(text: str) -> Decimal:
    """The exact value of a figure as it is written: 60万 is 600000, 50% is 0.5, 5人 and 五人 are 5."""
    figures = find_figures(text)
    if figures:
        return Decimal(repr(round(figures[0].value, 10)))
    digits = re.match(r"[\d,]+", text)
    han = re.match(rf"[{_HAN}]+", text)
    return (
        Decimal(digits[0].replace(",", ""))
        if digits
        else Decimal(str(han_number(han[0].replace("两", "二"))))
        if han
        else Decimal(0)
    )


def _short(value: Decimal) -> str:
    return format(value.normalize(), "f")
