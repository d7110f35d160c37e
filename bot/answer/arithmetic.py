"""A sum on the visitor's own figures, in exact decimals: 活动费用实际发生总额60万元 × 50% = 30万元, under its cap.

Only what is plain is worked out, in the ways of `_WAYS`, the first that fits: shares of one figure, rates by heads and
years, amounts by how many of each level. Shares, caps and rates are those that were read from the clause.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.answer.equations import COUNT, UNITS, equation, total, value
from bot.answer.items import own_parts
from bot.match.amounts import base_of, bound_in
from index.language.figures import Figure, FigureKind, find_figures
from index.language.rules import WORDS
from index.models import SupportItem
from index.supports.grants import Role, given_runs, plain

_NOT_YUAN = re.compile(r"\s*[方美欧日港英\d一二三四五六七八九多余来几]")  # 4万方, 5万美元; 1万6 is 1.6万
_PERSON = {"名": "人", "位": "人"}
_SOME = re.compile(rf"[^，,。；;\d]{{0,6}}\d+\s*(?:{UNITS})")
_TERM = re.compile(r"(?:连续|为期|期限[为是]?|最长|补贴|补助)\s*(\d+\s*年)|(\d+\s*年)期")
_ONCE = {None, "一次性"}
_RANGE = re.compile(r"\s*[-—–~～至到]+\s*")
# What a share that is no support is taken of, when that is a sum of money: 合同金额的2.5%, 货值金额5%以上.
_OF_MONEY = re.compile(r"([一-鿿]{1,14}(?:额|费|金|款|价|税|投资|收入|支出|成本|利润|利息|价值))(?:的)?$")
_BEFORE_BASE = re.compile(r"^.*(?:不得|不低于|不高于|不少于|不超过|超过|达到|按照?|占|对|将|给予|为|约|以)")
_LEAST, _MOST = re.compile(r"不低于|不少于|以上"), re.compile(r"超过|不高于|以内|以下")
_PIECES = UNITS.split("|")
_NEAR = 10  # characters between how many there are and what they are: 2个众创空间新认定为省级


@dataclass(frozen=True)
class Sum:
    """`equation` is `A × B = C`, or two of them for a range; `base` what A is taken to be, "" for a count.

    `cap` is the most that is given, as the clause writes it, and whether C is `over` it; `bound` is "least" or "most"
    when the clause's share is one; `every` is 月 or 年 when C is one month's or year's; `term` is the clause's own
    number of years when it is a factor.
    """

    equation: str
    base: str = ""
    cap: str = ""
    over: bool = False
    every: str = ""
    bound: str = ""
    term: str = ""

    @property
    def result(self) -> str:
        """What is given in the end."""
        return self.cap if self.over else self.equation.rpartition(" = ")[2]


@dataclass(frozen=True)
class _Case:
    question: str
    quote: str
    items: Sequence[SupportItem]
    asked: Sequence[Figure]
    given: Sequence[Figure]

    @property
    def own(self) -> list[str]:
        """The visitor's sums of money, as written; of several those that are not said to be given already."""
        found = [f for f in self.asked if f.kind is FigureKind.MONEY and not _NOT_YUAN.match(self.question, f.end)]
        if len(found) > 1:
            said = {figure.start for figure, _ in claimed(self.question)}
            found = [f for f in found if f.start not in said]
        return [self.question[f.start : f.end].strip() for f in found]

    @property
    def own_ratios(self) -> list[str]:
        return [self.question[f.start : f.end].strip() for f in self.asked if f.kind is FigureKind.RATIO]

    @property
    def item(self) -> SupportItem | None:
        """The one support that was read; None when there are several unlike ones, or a cap that it does not know."""
        if len({(i.ratio, i.amount_cny, i.cap_cny, i.per) for i in self.items}) != 1:
            return None
        capped = {
            f.value
            for f in self.given
            if f.kind is FigureKind.MONEY and WORDS["CAP"].search(self.quote[max(0, f.start - 8) : f.start])
        }
        return None if capped - {self.items[0].cap_cny} else self.items[0]

    def written(self, kind: FigureKind, amount: float | None) -> str:
        """A figure as the quote writes it; "" when it is not there."""
        found = (self.quote[f.start : f.end].strip() for f in self.given if f.kind is kind and f.value == amount)
        return next(found, "")


def claimed(question: str) -> list[tuple[Figure, str]]:
    """The figures that a question says are given (不是补50万吗), as it writes them: by the rules that read a clause."""
    text = plain(question.replace("给", "给予").replace("予予", "予"))
    runs = [run for run in given_runs(text, giving=False) if run.role is not Role.CAP]
    said = {(f.kind, f.value) for run in runs for f in run.figures}
    return [(f, question[f.start : f.end].strip()) for f in find_figures(question) if (f.kind, f.value) in said]


def is_part(question: str, part: str) -> bool:
    """Whether a part of a question has fewer figures than the whole: then no sum of it is sure to be the one asked."""
    return len(COUNT.findall(question)) + len(find_figures(question)) > len(COUNT.findall(part)) + len(
        find_figures(part)
    )


def worked(question: str, quote: str, items: Sequence[SupportItem]) -> Sum | None:
    """The sum of the question's figures and what the quote gives; None where there is none that is plain."""
    case = _Case(question, quote, items, find_figures(question), find_figures(quote))
    return next((found for way in _WAYS if (found := way(case))), None)


def _share(case: _Case) -> Sum | None:
    """60万 × 50%; of a loan's interest 800万 × 4.35% × 50%; 1:1 to what another gives."""
    item = case.item
    if not item or item.amount_cny or not (base := base_of(item)) or len(case.own) != 1:
        return None
    share = case.written(FigureKind.RATIO, item.ratio)
    factors = [case.own[0], *case.own_ratios, "1" if share.replace(" ", "") in ("1:1", "1：1") else share]
    if not share or ":" in factors[-1] or "：" in factors[-1]:
        return None
    of_interest = base.endswith("利息")
    before = case.question[: case.question.find(case.own[0])]
    if len(case.own_ratios) > of_interest or (of_interest and not case.own_ratios and "息" not in before[-_NEAR:]):
        return None  # a loan is not its interest
    years = {match[0] for match in COUNT.finditer(case.question) if match[2] in ("年", "个月")}
    if case.own_ratios and any(value(text) != 1 for text in years):
        return None
    cap = case.written(FigureKind.MONEY, item.cap_cny)
    return Sum(equation([factors]), base, *_over(cap, [factors]), bound=bound_in(item, base))


def _rate(case: _Case) -> Sum | None:
    """2000元 × 5人: a rate (每人, 每人每年, 每月) and the counts of its units that the question gives."""
    item = case.item
    if not item or item.ratio or not item.per or case.own_ratios or not _is_for_all(case.quote):
        return None
    rate, cap = case.written(FigureKind.MONEY, item.amount_cny), case.written(FigureKind.MONEY, item.cap_cny)
    counts: dict[str, set[str]] = {}
    for match in COUNT.finditer(case.question):
        counts.setdefault(_PERSON.get(match[2], match[2]), set()).add(match[0].strip())
    if not rate or any(len(texts) > 1 for texts in counts.values()):
        return None
    unit = next((u for u in item.per if u in UNITS), "")
    span = "个月" if "月" in item.per else "年" if "年" in item.per else ""
    own = counts.get(unit) or (counts.get("个") if unit else None)  # 7个见习生, 3个商标
    times = counts.get(span)
    named = _TERM.search(case.quote) if span == "年" and not times else None
    term = (named[1] or named[2]).strip() if named else ""
    if times and span == "年" and _other_years(case.quote):
        return None  # 毕业两年 beside 毕业5年内: not years for which it is given
    if (unit and not own) or not (own or times or term):
        return None
    known = [text for texts in (own, times) for text in texts or ()] + [term] * bool(term)
    factors = [rate, *(text for text in known if value(text) != 1)]
    if len(factors) < 2:
        return None  # 一件: nothing to work out
    open_end = bool(unit and span and not times and not term)
    limit = ("", False) if open_end else _over(cap, [factors])
    return Sum(equation([factors]), "", *limit, every=span[-1] if open_end else "", term=term)


def _other_years(quote: str) -> bool:
    """Whether a quote counts years in its conditions, besides those for which it gives."""
    return bool(re.search(r"\d\s*年[以之]?[内上]", quote))


def _is_for_all(quote: str) -> bool:
    """Whether the rate is the same for all: neither 每增加一人… nor 最多支持3人."""
    return "每增加" not in quote and not any(_SOME.match(quote, m.end()) for m in WORDS["CAP"].finditer(quote))


def _levels(case: _Case) -> Sum | None:
    """200万元 + 100万元 × 3位: amounts by how many of each level or kind the question names."""
    items = case.items
    if case.own or not items or any(not i.amount_cny or i.ratio is not None or i.cap_cny is not None for i in items):
        return None
    every = {i.per for i in items}
    terms = []
    for item, part in zip(items, own_parts(items), strict=True):
        rate = case.written(FigureKind.MONEY, item.amount_cny)
        count = next((c for name in (item.tier, part) if name and (c := _how_many(case.question, name))), "")
        if not rate or not count:
            return None
        terms.append([rate, count] if value(count) != 1 else [rate])
    if sum(map(len, terms)) < 2 or not (every <= _ONCE or every in ({"每年"}, {"每月"})):
        return None
    return Sum(equation(terms), every=(every.pop() or "")[-1:] if not every <= _ONCE else "")


def _how_many(question: str, name: str) -> str:
    """The count that stands just before or behind a level or kind: 3家省级, 省级的2家; "" when there is none."""
    at = question.find(name)
    if at < 0:
        return ""
    behind = COUNT.match(question[at + len(name) :].removeprefix("的"))
    if behind and behind[2] in _PIECES:
        return behind[0].strip()
    before = [m for m in COUNT.finditer(question[:at]) if at - m.end() <= _NEAR and m[2] in _PIECES]
    gap = question[before[-1].end() : at] if before else "，"
    return "" if re.search(r"[，,。；;、\d]", gap) else before[-1][0].strip()


def _sentence(case: _Case) -> Sum | None:
    """480万 × 2.5%: the one share of a sentence, or its range, of a sum that it names: 净收入的80%以上."""
    shares = [f for f in case.given if f.kind is FigureKind.RATIO and f.unit == "%"]
    if len(case.own) != 1 or case.own_ratios or any(i.amount_cny or i.cap_cny for i in case.items):
        return None
    if not 1 <= len(shares) <= 2:
        return None
    if len(shares) == 2 and not _RANGE.fullmatch(case.quote[shares[0].end : shares[1].start]):
        return None
    before = re.split(r"[，,。；;：:（(]", case.quote[: shares[0].start])[-1]
    of = _OF_MONEY.search(_BEFORE_BASE.sub("", before).strip())
    if not of or any(f.kind is FigureKind.MONEY for f in case.given):
        return None
    written = "；".join(equation([[case.own[0], case.quote[f.start : f.end].strip()]]) for f in shares)
    around = before + case.quote[shares[-1].end :][:2]
    bound = "least" if _LEAST.search(around) else "most" if _MOST.search(around) else ""
    return Sum(written, of[1], bound="" if len(shares) > 1 else bound)


def _over(cap: str, terms: Sequence[Sequence[str]]) -> tuple[str, bool]:
    return cap, bool(cap) and total(terms) > value(cap)


_WAYS: tuple[Callable[[_Case], Sum | None], ...] = (_share, _rate, _levels, _sentence)
