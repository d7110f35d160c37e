"""A sum on the visitor's own figures: 活动费用实际发生总额60万元 × 50% = 30万元, under its cap.

Only what is plain is worked out, in the ways of `_WAYS`, the first that fits: a share of a figure, of its growth or by
steps of it, rates by heads, area and time, amounts by how many of each level, who bears which part, several sums under
one cap. Shares, caps and rates are those that were read from the clause. What the clause requires in figures is held
against the visitor's own (`requirements`): where one is missed, there is no sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.answer.items import own_parts
from bot.answer.sums.equations import COUNT, UNITS, YEAR, equation, result, value
from bot.answer.sums.figures import Own, claimed, own_figures, shared
from bot.answer.sums.requirements import Judged, judged, years_apart
from bot.match.amounts import base_of, bound_in
from index.language.figures import Figure, FigureKind, find_figures
from index.language.rules import WORDS
from index.models import SupportItem

_SOME = re.compile(rf"[^，,。；;\d]{{0,6}}(\d+\s*({UNITS})(?!月))")
_TERM = re.compile(r"(?:连续|为期|期限[为是]?|最长|补贴|补助)\s*(\d+\s*年)|(\d+\s*年)期")
_LONGEST = re.compile(
    r"(?:最长|不超过|最多|期限)[^，,。；;\d]{0,6}?(\d+|[一二两三四五六七八九十]+)\s*(个月|年)|(\d+|[一二两三四五六七八九十]+)\s*(年|个月)(?:内|以内)"
)
_ONCE = {None, "一次性"}
_RANGE = re.compile(r"\s*[-—–~～至到]+\s*")
# What a share that is no support is taken of, when that is a sum of money: 合同金额的2.5%, 货值金额5%以上.
_OF_MONEY = re.compile(r"([一-鿿]{1,14}(?:额|费|金|款|价|税|投资|收入|支出|成本|利润|利息|价值))(?:的)?$")
_BEFORE_BASE = re.compile(r"^.*(?:不得|不低于|不高于|不少于|不超过|超过|达到|按照?|占|对|将|给予|为|约|以)")
_BOUND_LEAST, _BOUND_MOST = re.compile(r"不低于|不少于|以上"), re.compile(r"超过|不高于|以内|以下")
_GROWTH = re.compile(r"增[长加量]|新增(?:部分|额|量)|超出|超过上年")
_GREW = re.compile(r"[多增涨]了?|新增|增[加长]")
_EACH = re.compile(r"每|各|一年|年均")
_ADJUSTED = re.compile(r"减半|[上下]浮|加倍|翻倍")
_STEP = re.compile(r"(不足|不满|以下|不超过|以内)|(以上|超过|达到|及以上)")
_BORNE = re.compile(r"([一-鿿“”]{1,12}?)(?:分别)?(?:承担|负担|分担)\s*$")
_RATIO_BORNE = re.compile(
    r"由([^，,。；;由]{1,16}?)(?:两级|二级)?(?:财政)?(?:共同)?(?:按照?)?(?:(?:按照?)?(\d+)[:：](\d+))"
)
_TOTAL = re.compile(r"总额|累计|合计|总计")
_PIECES = UNITS.split("|")
_NEAR = 10  # characters between how many there are and what they are: 2个众创空间新认定为省级


@dataclass(frozen=True)
class Sum:
    """`equation` is `A × B = C`, or several of them; `base` what A is taken to be, "" for a count.

    `unlike` tells that the visitor's words do not name that base. `cap` is the most that is given, as the clause
    writes it, and whether C is `over` it; `bound` is "least" or "most" when the clause's share is one; `every` is 月
    or 年 when C is one month's or year's; `term` is the clause's own number of years when it is a factor; `limit` how
    many or how long at most, where the visitor's figure is more. `checked` are the requirements that the visitor's
    figures meet or miss; where one is missed there is no equation.
    """

    equation: str = ""
    base: str = ""
    cap: str = ""
    over: bool = False
    every: str = ""
    bound: str = ""
    term: str = ""
    limit: str = ""
    unlike: bool = False
    checked: tuple[Judged, ...] = ()
    first: tuple[Sum, ...] = ()

    @property
    def result(self) -> str:
        """What is given in the end; "" where nothing was worked out."""
        return self.cap if self.over else self.equation.rpartition(" = ")[2]


@dataclass(frozen=True)
class _Case:
    question: str
    quote: str
    items: Sequence[SupportItem]

    @cached_property
    def given(self) -> Sequence[Figure]:
        return find_figures(self.quote)

    @cached_property
    def owns(self) -> list[Own]:
        return own_figures(self.question)

    @cached_property
    def sums(self) -> list[Own]:
        """The visitor's sums of money; of several those that are not said to be given already."""
        found = [o for o in self.owns if o.unit == "元"]
        if len(found) > 1:
            said = {figure.start for figure, _ in claimed(self.question)}
            found = [o for o in found if o.start not in said]
        return found

    @property
    def ratios(self) -> list[str]:
        return [o.text for o in self.owns if o.unit == "%"]

    def counts(self, unit: str) -> list[str]:
        return list(dict.fromkeys(o.text for o in self.owns if o.unit == unit))

    @property
    def item(self) -> SupportItem | None:
        """The one support that was read; None when there are several unlike ones, or a cap that none of them knows."""
        unlike = {(i.ratio, i.amount_cny, i.cap_cny, i.per): i for i in self.items}
        shares = [i for i in unlike.values() if i.ratio is not None]
        if len(unlike) > 1 and (len(shares) != 1 or any(i.amount_cny for i in unlike.values())):
            return None
        item = next(iter(shares or unlike.values()), None)
        known = {i.cap_cny for i in self.items}
        return item if item and (set(self.caps) <= known or (item.tier and item.cap_cny in self.caps)) else None

    @cached_property
    def caps(self) -> dict[float, str]:
        """The most that is given, each with the words before it."""
        parts = {
            f: re.split(r"[，,。；;]", self.quote[: f.start])[-1] for f in self.given if f.kind is FigureKind.MONEY
        }
        return {f.value: before for f, before in parts.items() if WORDS["CAP"].search(before)}

    def written(self, kind: FigureKind, amount: float | None) -> str:
        """A figure as the quote writes it; "" when it is not there."""
        found = (self.quote[f.start : f.end].strip() for f in self.given if f.kind is kind and f.value == amount)
        return next(found, "")

    def capped(self, cap: float | None, expression: str) -> tuple[str, bool]:
        text = self.written(FigureKind.MONEY, cap)
        return text, bool(text) and result(expression) > value(text)


def is_part(question: str, part: str) -> bool:
    """Whether a part of a question has fewer figures than the whole: then no sum of it is sure to be the one asked."""
    return len(COUNT.findall(question)) + len(find_figures(question)) > len(COUNT.findall(part)) + len(
        find_figures(part)
    )


def worked(question: str, quotes: Sequence[tuple[str, Sequence[SupportItem]]], clause: str = "") -> Sum | None:
    """The sum of the question's figures and what one of the quotes gives, or all of them; None where none is plain.

    Each quote comes with its supports, the best one first. `clause` is what else the clause says: where that raises or
    lowers what is given, nothing is worked out. Its `checked` are what the quote requires of the visitor's figures.
    """
    if not quotes or _ADJUSTED.search(clause or quotes[0][0]):
        return None
    whole = "\n".join(quote for quote, _ in quotes), [item for _, items in quotes for item in items]
    for quote, items in [*quotes, whole]:
        case = _Case(question, quote, items)
        found = next((found for way in _WAYS if (found := way(case))), None)
        checked = tuple(judged(quote, case.owns, found.base if found and len(case.sums) == 1 else ""))
        if checked and not all(one.met for one in checked):
            return Sum(checked=checked)
        if found or checked:
            return replace(found or Sum(), checked=checked)
    return None


def _share(case: _Case) -> Sum | None:
    """60万 × 50%; (350万 − 200万) × 8% of a growth; of a loan's interest 800万 × 4.35% × 50%; 1:1 to another's."""
    item = case.item
    if not item or item.amount_cny or not (base := base_of(item)):
        return None
    share = case.written(FigureKind.RATIO, item.ratio)
    own = _grown(case) if _GROWTH.search(base) else case.sums[0].text if len(case.sums) == 1 else ""
    if not share or not own:
        return None
    if re.search("[:：]", share):
        left, right = re.split(r"\s*[:：]\s*", share)
        factors = [own, *case.ratios, right]
        if left != "1":
            return None
    else:
        factors = [own, *case.ratios, share]
    of_interest = base.endswith("利息")
    before = case.question[: case.sums[0].start]
    if len(case.ratios) > of_interest or (of_interest and not case.ratios and "息" not in before[-_NEAR:]):
        return None  # a loan is not its interest
    times = [o for o in case.owns if o.unit in ("年", "月")]
    if case.ratios and any(value(o.text) != (12 if o.unit == "月" else 1) for o in times):
        return None
    if _EACH.search(case.sums[0].near) and any(o.unit in (*_PIECES, "年") and o.value > 1 for o in case.owns):
        return None
    expression = " × ".join(factors)
    unlike = not shared(case.sums[0].about, base) and "(" not in own
    limit = case.capped(item.cap_cny, expression)
    return Sum(equation(expression), base, *limit, bound=bound_in(item, base), unlike=unlike)


def _each(case: _Case) -> Sum | None:
    """600万 × 6% = 36万元 of each of 三项, 500万 × 30% of each of 三年; under the cap of one and of all together."""
    item = next((i for i in case.items if len(case.items) == 1), None)
    if not item or item.amount_cny or len(case.sums) != 1 or case.ratios or not _EACH.search(case.sums[0].near):
        return None
    counts = [o for o in case.owns if o.unit in (*_PIECES, "年") and o.value > 1]
    share, base = case.written(FigureKind.RATIO, item.ratio), base_of(item)
    others = [cap for cap in case.caps if cap != item.cap_cny]
    if len(counts) != 1 or not share or not base or ":" in share or len(others) > 1 or _GROWTH.search(base):
        return None
    if counts[0].unit != "年" and not others and item.cap_cny is not None:
        return None  # a cap that may be that of all together
    expression = f"{case.sums[0].text} × {share}"
    one = Sum(equation(expression), base, *case.capped(item.cap_cny, expression))
    count, most = _time(case, counts[0], "年") if counts[0].unit == "年" else (counts[0].text, "")
    all_of_them = f"{one.result} × {count}"
    return Sum(
        equation(all_of_them), "", *case.capped(others[0] if others else None, all_of_them), limit=most, first=(one,)
    )


def _apart(case: _Case) -> Sum | None:
    """540万元 × 30% and 300万元 × 10%: several shares, each of the visitor's own sum that is named like its base."""
    items = [i for i in case.items if i.ratio is not None and not i.amount_cny and base_of(i)]
    if len(items) < 2 or len(items) != len(case.items) or len(items) != len(case.sums) or case.ratios:
        return None
    sums: list[Sum] = []
    for item in items:
        fit = [o for o in case.sums if shared(o.about, base_of(item)) > max(
            shared(o.about, base_of(other)) for other in items if other is not item)]  # fmt: skip
        share = case.written(FigureKind.RATIO, item.ratio)
        if len(fit) != 1 or not share or ":" in share:
            return None
        expression = f"{fit[0].text} × {share}"
        sums.append(Sum(equation(expression), base_of(item), *case.capped(item.cap_cny, expression)))
    return Sum(equation(" + ".join(one.result for one in sums)), first=tuple(sums))


def _grown(case: _Case) -> str:
    """By how much the visitor's figure grew: (350万 − 200万), or as it is said: 多了80万; "" when it did not."""
    if pair := years_apart(case.sums):
        return f"({pair[1].text} − {pair[0].text})" if pair[1].value > pair[0].value else ""
    return case.sums[0].text if len(case.sums) == 1 and _GREW.search(case.sums[0].near) else ""


def _rate(case: _Case) -> Sum | None:
    """2000元 × 5人: a rate (每人, 每人每年, 每平方米每月) and the counts of its units that the question gives."""
    item = case.item
    if not item or item.ratio or not item.per or case.ratios or "每增加" in case.quote or "每超过" in case.quote:
        return None
    rate = case.written(FigureKind.MONEY, item.amount_cny)
    unit = next((u for u in _PIECES if u in item.per), "")
    unit = "人" if unit in ("名", "位") else unit
    own = case.counts(unit) or (case.counts("个") if unit else [])  # 7个见习生, 3个商标
    span = "月" if "月" in item.per else "年" if "年" in item.per else ""
    times = [o for o in case.owns if o.unit in ("年", "月")] if span else []
    if not rate or len(own) > 1 or len(times) > 1 or case.sums or (unit and not own):
        return None
    if times and span == "年" and _other_years(case.quote):
        return None  # 毕业两年 beside 毕业5年内: not years for which it is given
    pieces, most = _at_most(case, own[0]) if own else ("", "")
    time, longest = _time(case, times[0], span) if times else ("", "")
    named = _TERM.search(case.quote) if span == "年" and not times else None
    term = (named[1] or named[2]).strip() if named else ""
    if times and not time:
        return None
    factors = [rate, *(text for text in (pieces, time, term) if text and (text == time or value(text) != 1))]
    if len(factors) < 2:
        return None  # 一件: nothing to work out
    open_end = bool(unit and span and not times and not term)
    expression = " × ".join(factors)
    limit = ("", False) if open_end else case.capped(item.cap_cny, expression)
    every = span if open_end else ""
    return Sum(equation(expression), "", *limit, every=every, term=term, limit=most or longest)


def _other_years(quote: str) -> bool:
    """Whether a quote counts years in its conditions, besides those for which it gives."""
    return bool(re.search(r"\d\s*年[以之]?[内上]", quote))


def _at_most(case: _Case, own: str) -> tuple[str, str]:
    """The count that is paid for, and the limit where that is less: 每个平台每年最多补助5名."""
    limits = [m[1] for cap in WORDS["CAP"].finditer(case.quote) if (m := _SOME.match(case.quote, cap.end()))]
    limits = [text for text in limits if text[-1] == own[-1] or {text[-1], own[-1]} <= set("人名位个")]
    less = [text for text in limits if value(text) < value(own)]
    return (less[0], less[0]) if less else (own, "")


def _time(case: _Case, own: Own, span: str) -> tuple[str, str]:
    """The time that is paid for as a factor of a rate a month or a year, and the limit where that is less."""
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


def _levels(case: _Case) -> Sum | None:
    """200万元 + 100万元 × 3位: amounts by how many of each level or kind the question names."""
    items = case.items
    if case.sums or not items or any(not i.amount_cny or i.ratio is not None or i.cap_cny is not None for i in items):
        return None
    used: dict[int, str] = {}
    terms: list[str] = []
    for item, part in zip(items, own_parts(items), strict=True):
        rate = case.written(FigureKind.MONEY, item.amount_cny)
        at = next((a for name in (part, item.tier) if name and (a := _how_many(case, name, used))), None)
        if not rate or at is None:
            continue
        used[at.start] = at.text
        terms.append(rate if value(at.text) == 1 else f"{rate} × {at.text}")
    every = {i.per for i in items}
    counts = [o for o in case.owns if o.unit in (*_PIECES, "人")]
    plain = every <= _ONCE or every in ({"每年"}, {"每月"}) or (len(every) == 1 and "每" in (every.copy().pop() or ""))
    if not terms or len(used) != len(counts) or (len(terms) == 1 and "×" not in terms[0]) or not plain:
        return None
    if len(case.items) > len(terms) and len(terms) < 2:
        return None
    often = (every.pop() or "")[-1:]
    return Sum(equation(" + ".join(terms)), every=often if often in ("年", "月") else "")


def _how_many(case: _Case, name: str, used: dict[int, str]) -> Own | None:
    """The count that stands just before or behind a level or kind: 3家省级, 省级的2家; none when there is none."""
    at = case.question.find(name)
    if at < 0:
        return None
    end = at + len(name)
    counts = [o for o in case.owns if o.unit in (*_PIECES, "人") and o.start not in used]
    behind = next((o for o in counts if case.question[end : o.start] in ("", "的") and o.start >= end), None)
    if behind:
        return behind
    before = [o for o in counts if o.start < at and at - o.start - len(o.text) <= _NEAR]
    gap = case.question[before[-1].start + len(before[-1].text) : at] if before else "，"
    return None if re.search(r"[，,。；;、\d]", gap) else before[-1]


def _steps(case: _Case) -> Sum | None:
    """500万元 × 5% + (800万 − 500万元) × 3%: shares of the parts of a sum; 1000万 × 2% + 1000万 × 1.5% of the years."""
    items = [i for i in case.items if i.tier and i.ratio is not None]
    if len(items) < 2 or len(items) != len(case.items) or len(case.sums) != 1 or case.ratios:
        return None
    own = case.sums[0]
    shares = [case.written(FigureKind.RATIO, i.ratio) for i in items]
    if all((i.tier or "").startswith("第") and (i.tier or "").endswith("年") for i in items):
        years = next((int(o.value) for o in case.owns if o.unit == "年"), 0)
        if not 0 < years <= len(items) or not all(shares):
            return None
        expression = " + ".join(f"{own.text} × {share}" for share in shares[:years])
        return Sum(equation(expression), "", *case.capped(items[0].cap_cny, expression))
    edges = [_edge(i.tier or "") for i in items]
    if "部分" not in case.quote or not all(shares) or any(edge is None for edge in edges) or len(edges) != 2:
        return None
    (low, is_low), (high, is_high) = sorted((e for e in edges if e), key=lambda e: not e[1])
    if not is_low or is_high or value(low) != value(high) or own.value <= value(low):
        return None
    first, second = shares if edges[0] and edges[0][1] else shares[::-1]
    expression = f"{low} × {first} + ({own.text} − {low}) × {second}"
    return Sum(equation(expression), "", *case.capped(items[0].cap_cny, expression))


def _edge(tier: str) -> tuple[str, bool] | None:
    """The one sum that bounds a step, and whether the step lies below it."""
    figures = [f for f in find_figures(tier) if f.kind is FigureKind.MONEY]
    bound = _STEP.search(tier)
    return (tier[figures[0].start : figures[0].end].strip(), bool(bound[1])) if len(figures) == 1 and bound else None


def _borne(case: _Case) -> Sum | None:
    """Who bears which part of a sum: 300万元 × 40%, 300万元 × 60%; 15万元 × 4 ÷ (4 + 6)."""
    if len(case.sums) != 1 or case.items:
        return None
    own = case.sums[0].text
    if match := _RATIO_BORNE.search(case.quote):
        one, other = match[2], match[3]
        parts = [f"{own} × {part} ÷ ({one} + {other})" for part in (one, other)]
        return Sum("；".join(map(equation, parts)))
    borne = [
        f
        for f in case.given
        if f.kind is FigureKind.RATIO and f.unit == "%" and _BORNE.search(case.quote[max(0, f.start - 16) : f.start])
    ]
    if len(borne) < 2 or abs(sum(f.value for f in borne) - 1) > 1e-9:
        return None
    return Sum("；".join(equation(f"{own} × {case.quote[f.start : f.end].strip()}") for f in borne))


def _total(case: _Case) -> Sum | None:
    """18万元 + 25万元 + 30万元, under a cap of all together."""
    sums = [o.text for o in case.owns if o.unit == "元"]
    if len(sums) < 2 or len(case.caps) != 1 or case.items or case.ratios or not _TOTAL.search(case.quote):
        return None
    expression = " + ".join(sums)
    return Sum(equation(expression), "", *case.capped(next(iter(case.caps)), expression))


def _sentence(case: _Case) -> Sum | None:
    """480万 × 2.5%: the one share of a sentence, or its range, of a sum that it names: 净收入的80%以上."""
    shares = [f for f in case.given if f.kind is FigureKind.RATIO and f.unit == "%"]
    if len(case.sums) != 1 or case.ratios or any(i.amount_cny or i.cap_cny for i in case.items):
        return None
    if not 1 <= len(shares) <= 2:
        return None
    if len(shares) == 2 and not _RANGE.fullmatch(case.quote[shares[0].end : shares[1].start]):
        return None
    before = re.split(r"[，,。；;：:（(]", case.quote[: shares[0].start])[-1]
    of = _OF_MONEY.search(_BEFORE_BASE.sub("", before).strip()) or _income(case, shares[0])
    if not of or any(f.kind is FigureKind.MONEY for f in case.given):
        return None
    own = case.sums[0]
    written = "；".join(equation(f"{own.text} × {case.quote[f.start : f.end].strip()}") for f in shares)
    around = before + case.quote[shares[-1].end :][:2]
    bound = "least" if _BOUND_LEAST.search(around) else "most" if _BOUND_MOST.search(around) else ""
    return Sum(written, of[1], bound="" if len(shares) > 1 else bound, unlike=not shared(own.about, of[1]))


def _income(case: _Case, share: Figure) -> re.Match[str] | None:
    """What a share is taken of that the part before names: 转让所得的净收入，应当提取不低于百分之七十的比例."""
    parts = re.split(r"[，,；;]", case.quote[: share.start])
    drawn = len(parts) > 1 and re.search(r"提取", parts[-1])
    return _OF_MONEY.search(parts[-2].rpartition("的")[2].strip()) if drawn else None


_WAYS: tuple[Callable[[_Case], Sum | None], ...] = (
    _share,
    _each,
    _apart,
    _steps,
    _rate,
    _levels,
    _borne,
    _total,
    _sentence,
)
