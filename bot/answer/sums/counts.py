"""Sums by how many, how large and how long: rates, amounts of several levels, so much for each one more."""

from __future__ import annotations

import re

from bot.answer.items import own_parts
from bot.answer.sums.case import PIECES, Case, Sum
from bot.answer.sums.equations import COUNT, UNITS, YEAR, equation, value
from bot.answer.sums.figures import Own
from index.language.figures import FigureKind
from index.language.rules import WORDS

_SOME = re.compile(rf"[^，,。；;\d]{{0,6}}(\d+\s*({UNITS})(?!月))")
_TERM = re.compile(r"(?:连续|为期|期限[为是]?|最长|补贴|补助)\s*(\d+\s*年)|(\d+\s*年)期")
_NUMBER = r"(\d+|[一二两三四五六七八九十]+)\s*"
_LONGEST = re.compile(
    rf"(?:最长|不超过|最多|期限)[^，,。；;\d]{{0,6}}?{_NUMBER}(个月|年)|{_NUMBER}(年|个月)(?:内|以内)"
)
_ONCE = {None, "一次性"}
_ALL = re.compile(r"一共|合计|总共|加起来|加一起|加在一起|加一块|共计|总计")
_MORE = re.compile(rf"每(?:增加|超过|超出|新增|多)\s*[1一]?\s*({UNITS})")
_BELOW = re.compile(rf"(?:{_NUMBER}({UNITS})(?:以下|以内)|(?:达到?|满)\s*{_NUMBER}({UNITS}))")
_NEAR = 10  # characters between how many there are and what they are: 2个众创空间新认定为省级
_SAME = frozenset("人名位个")


def rate(case: Case) -> Sum | None:
    """2000元 × 5人: a rate (每人, 每人每年, 每平方米每月) and the counts of its units that the question gives."""
    item = case.item
    if (
        not item
        or item.ratio
        or not item.per
        or item.per in _ONCE
        or case.ratios
        or case.sums
        or _MORE.search(case.quote)
    ):
        return None
    each = case.written(FigureKind.MONEY, item.amount_cny)
    unit = next((u for u in PIECES if u in item.per), "")
    unit = "人" if unit in ("名", "位") else unit
    own = case.counts(unit) or (case.counts("个") if unit else [])  # 7个见习生, 3个商标
    span = "月" if "月" in item.per else "年" if "年" in item.per else ""
    times = case.times if span else []
    alone = unit == "人" and not own and bool(times)  # a person speaks of one person
    if not each or len(own) > 1 or len(times) > 1 or (unit and not own and not alone):
        return None
    if times and span == "年" and re.search(r"\d\s*年[以之]?[内上]", case.quote):
        return None  # 毕业两年 beside 毕业5年内: not years for which it is given
    pieces, most = _paid(case, own[0]) if own else ("", "")
    time, longest = time_paid(case, times[0], span) if times else ("", "")
    named = _TERM.search(case.quote) if span == "年" and not times else None
    term = (named[1] or named[2]).strip() if named else ""
    if times and not time:
        return None
    factors = [each, *(text for text in (pieces, time, term) if text and (text == time or value(text) != 1))]
    if len(factors) < 2:
        return None  # 一件: nothing to work out
    open_end = bool(unit and span and not times and not term)
    expression = " × ".join(factors)
    limit = ("", False) if open_end or alone else case.capped(item.cap_cny, expression)
    every = span if open_end else "人" if alone else ""
    return Sum(equation(expression), "", *limit, every=every, term=term, limit=most or longest)


def _paid(case: Case, own: str) -> tuple[str, str]:
    """The count that is paid for, and the limit where that is less: 每个平台每年最多补助5名."""
    limits = [m[1] for cap in WORDS["CAP"].finditer(case.quote) if (m := _SOME.match(case.quote, cap.end()))]
    limits = [text for text in limits if text[-1] == own[-1] or {text[-1], own[-1]} <= _SAME]
    less = [text for text in limits if value(text) < value(own)]
    return (less[0], less[0]) if less else (own, "")


def time_paid(case: Case, own: Own, span: str) -> tuple[str, str]:
    """The time that is paid for as a factor of a rate a month or a year, and the limit where that is less.

    "" for the first when months are no factor of a yearly rate.
    """
    found = _LONGEST.search(case.quote)
    limit = (found[1] or found[3]) + (found[2] or found[4]) if found else ""
    text, over = own.text, ""
    if limit and _months(limit) < _months(own.text):
        text, over = limit, limit
    if span == "年":
        return ("", "") if "月" in text else (text, over)
    return (text if "月" in text else f"{text} × {YEAR}"), over


def _months(text: str) -> int:
    return int(value(text.replace("个月", "年") if "月" in text else text)) * (1 if "月" in text else 12)


def levels(case: Case) -> Sum | None:
    """200万元 + 100万元 × 3位: amounts by how many of each level or kind the question names."""
    items = case.items
    if case.sums or not items or any(not i.amount_cny or i.ratio is not None or i.cap_cny is not None for i in items):
        return None
    used: dict[int, str] = {}
    terms: list[str] = []
    named: list[str] = []
    for item, part in zip(items, own_parts(items), strict=True):
        each = case.written(FigureKind.MONEY, item.amount_cny)
        names = [name for name in (part, item.tier) if name and name in case.question]
        named += [each] if names and each else []
        at = next((a for name in names if (a := _how_many(case, name, used))), None)
        if not each or at is None:
            continue
        used[at.start] = at.text
        terms.append(each if value(at.text) == 1 else f"{each} × {at.text}")
    every = {i.per for i in items}
    if not case.pieces and len(named) > 1 and every <= _ONCE and _ALL.search(case.question):
        return Sum(equation(" + ".join(named)))  # 小升规、规改股加起来多少
    one_rate = every <= _ONCE or (len(every) == 1 and "每" in str(next(iter(every))))
    single = len(terms) == 1 and ("×" not in terms[0] or len(items) > 1)
    if not terms or len(used) != len(case.pieces) or single or not one_rate:
        return None
    often = str(next(iter(every)))[-1]
    return Sum(equation(" + ".join(terms)), every=often if often in ("年", "月") else "")


def _how_many(case: Case, name: str, used: dict[int, str]) -> Own | None:
    """The count that stands just before or behind a level or kind: 3家省级, 省级的2家; none when there is none."""
    at = case.question.find(name)
    end = at + len(name)
    counts = [o for o in case.pieces if o.start not in used]
    behind = next((o for o in counts if o.start >= end and case.question[end : o.start] in ("", "的")), None)
    if behind:
        return behind
    thing = re.match(r"[一-鿿]{2}", case.question[end:])
    if thing and not any(thing[0] in item.beneficiary or thing[0] in case.quote for item in case.items):
        return None  # 两个国家级牌子
    before = [o for o in counts if o.start < at and at - o.start - len(o.text) <= _NEAR]
    gap = case.question[before[-1].start + len(before[-1].text) : at] if before else "，"
    return None if re.search(r"[，,。；;、\d]", gap) else before[-1]


def beyond(case: Case) -> Sum | None:
    """2万元 + 5000元 × (9个 − 5个): so much up to a number, and so much for each one more.

    Below the number a rate counts for each: 招用3人以下的按每人2000元, 每增加1人给予3000元.
    """
    more, edge = _MORE.search(case.quote), _BELOW.search(case.quote)
    if not more or not edge or edge.start() > more.start() or case.sums or case.ratios:
        return None
    money = [f for f in case.given if f.kind is FigureKind.MONEY]
    first = [f for f in money if edge.end() <= f.start < more.start()]
    next_ones = [f for f in money if f.start >= more.end()]
    number, unit = (edge[1] or edge[3]).strip(), edge[2] or edge[4]
    own = [o for o in case.pieces if o.unit == more[1] or {o.unit, more[1], unit} <= _SAME]
    own = [o for o in own if o.value > 1] or own
    if len(first) != 1 or not next_ones or len(own) != 1 or own[0].value <= value(number):
        return None
    base, each = (case.quote[f.start : f.end].strip() for f in (first[0], next_ones[0]))
    per_head = edge[1] and re.search(rf"每(?:{UNITS})[^，,。；;]*$", case.quote[edge.end() : first[0].start])
    edge_text = next(m[0] for m in COUNT.finditer(case.quote, edge.start()) if value(m[0]) == value(number))
    start = f"{base} × {edge_text}" if per_head else base
    expression = f"{start} + {each} × ({own[0].text} − {edge_text})"
    cap = next(iter(case.caps), None) if len(case.caps) == 1 else None
    return Sum(equation(expression), "", *case.capped(cap, expression))
