"""What a clause requires in figures (研发费用占营业收入的比例不低于4%), held against the visitor's own ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.answer.sums.equations import COUNT, result, share, value
from bot.answer.sums.figures import Own, shared
from index.language.figures import FigureKind, find_figures
from index.supports.grants import given_runs, plain

_PART = re.compile(r"[^，,。；;：:\n]+")
_LEAST = re.compile(
    r"(?:不低于|不少于|不得[低少]于|(?<!不)(?<!不得)(?:达到?|超过|高于|大于|满)|至少)[^，,。；;：:\d]{0,4}$"
)
_BEHIND = re.compile(r"\s*(?:[（(]含[^（）()]*[）)])?\s*(?:及|（含）)?以上")
_NUMBER_OF = re.compile(r"^\s*的?([^，,。；;：:、（）()\d]{2,12})")
_GROWN = re.compile(r"[较比](?:上|前)[^，,。；;]*?增长|(?:同比|年|增速|增幅)?增长")
_OF = re.compile(r"占(?:其|同期|企业|当年|上年度?|年度)*(.+?)(?:的|之)?(?:比例|比重|比)?(?:应当?|须|需)?$")
_ABOVE = re.compile(r"超过|高于|大于")
_COUNTED = re.compile(COUNT.pattern.replace("|以)", ")"))  # 1年以上 is required, and is nobody's own
_LED_IN = re.compile(
    r"^\s*(?:[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]|[一二三四五六七八九十]+、)?\s*(?:且|其中|同时|并且?|对)?"
)
_NAME = 16  # the last characters before a figure that say what it is of
_FROM_TO = re.compile(r"从[^，,。；;]{0,6}$"), re.compile(r"^[^，,。；;]{0,4}[到至]")
_WORDS = 50  # characters of a requirement that are shown
_SAME = {"名": "人", "位": "人", "个月": "月"}


@dataclass(frozen=True)
class Requirement:
    """At least `figure`. `name` is what of; `of` what a share is taken of; `grown` tells that it is of a growth."""

    words: str
    name: str
    figure: str
    unit: str
    of: str = ""
    grown: bool = False


@dataclass(frozen=True)
class Judged:
    """A requirement with what the visitor has: a figure as it was said, or an equation of two."""

    requirement: Requirement
    own: str
    met: bool


def requirements(quote: str) -> list[Requirement]:
    """The lower bounds of a quote that are no amounts, shares or caps of what is given."""
    given = {f.start for run in given_runs(plain(quote), giving=False) for f in run.figures}
    found: list[Requirement] = []
    for part in _PART.finditer(quote):
        read = 0
        for start, end, unit in _figures(part[0]):
            before, after = part[0][read:start], part[0][end:]
            read = end
            bound = _LEAST.search(before)
            behind = _BEHIND.match(after)
            goal = (
                behind and not after[behind.end() :] and quote[part.end() : part.end() + 1] == "。"
            )  # 支持新增贷款10亿元以上。
            if part.start() + start in given or not (bound or behind) or goal:
                continue
            subject = before[: bound.start()] if bound else before
            noun = _NUMBER_OF.match(after)
            last = found[-1].name if found else ""
            name, of, grown = subject[-_NAME:] + (noun[1] if noun else ""), "", bool(_GROWN.search(subject))
            if unit == "%" and not grown:
                taken = _OF.search(subject.removesuffix("的"))
                of = taken[1] if taken else last
                name = _LED_IN.sub("", subject[: taken.start()] if taken else subject) or last
            words = part[0][:end] + (behind[0] if behind else noun[0] if noun else "")
            found.append(
                Requirement(_LED_IN.sub("", words)[-_WORDS:], name or last, part[0][start:end], unit, of, grown)
            )
    return found


def _figures(part: str) -> list[tuple[int, int, str]]:
    spans = [
        (f.start, f.end, "元" if f.kind is FigureKind.MONEY else "%")
        for f in find_figures(part)
        if f.kind is FigureKind.MONEY or (f.kind is FigureKind.RATIO and f.unit == "%")
    ]
    spans += [(m.start(), m.end(), _SAME.get(m[2], m[2])) for m in _COUNTED.finditer(part)]
    return sorted(spans)


def judged(quote: str, question: str, owns: Sequence[Own], base: str = "", *, asked: bool = False) -> list[Judged]:
    """The requirements of a quote that the visitor's figures plainly meet or miss, in order.

    `base` says what the one sum of money that the visitor names is taken to be; `asked` that the question is one for
    conditions, so that the only figure of a kind is meant for the only requirement of that kind.
    """
    needed = requirements(quote)
    found = (
        _grown(r, owns, question) if r.grown else _share(r, owns) if r.of else _plain(r, owns, needed, base, asked)
        for r in needed
    )
    return [one for one in found if one]


def _plain(
    need: Requirement, owns: Sequence[Own], needed: Sequence[Requirement], base: str, asked: bool
) -> Judged | None:
    same = [o for o in owns if _unit(o.unit) == _unit(need.unit)]
    same = [o for o in same if o.value > 1 or o.unit not in ("个", "家", "项")]  # 一个 may be no count
    if not same or need.unit == "%":
        return None
    near = [shared(o.about, need.name) for o in same]
    best = same[near.index(max(near))]
    if sorted(near)[-2:] != [0, max(near)] or not max(near):  # no one figure is plainly what is required
        only = len(same) == 1 and sum(_unit(r.unit) == _unit(need.unit) for r in needed) == 1
        told = max(near) or need.unit == "平方米" or (base and shared(base, need.name))
        if not only or not (told or (asked and _unit(need.unit) in ("元", "年"))):
            return None
    return Judged(need, best.text, _meets(need, _amount(best.text, best.unit)))


def _meets(need: Requirement, own: Decimal) -> bool:
    least = _amount(need.figure, need.unit)
    return own > least if _ABOVE.search(need.words) else own >= least


def _unit(unit: str) -> str:
    return "年" if unit == "月" else unit


def _amount(text: str, unit: str) -> Decimal:
    """A figure's value; of a span of time in months."""
    months = value(text.replace("个月", "年")) if unit == "月" else value(text)
    return months * 12 if unit == "年" else months


def _share(need: Requirement, owns: Sequence[Own]) -> Judged | None:
    """65万 ÷ 2400万: the figure that is what the share is of may be known by the other one alone."""
    if said := [o for o in owns if o.unit == "%" and shared(o.about, need.name)]:
        return Judged(need, said[0].text, _meets(need, said[0].value))
    for unit in dict.fromkeys(o.unit for o in owns if o.unit != "%"):
        same = [o for o in owns if o.unit == unit]
        parts = [o for o in same if shared(o.about, need.name)]
        wholes = [o for o in same if shared(o.about, need.of)] or (same if len(same) == 2 else [])
        pairs = [(p, w) for p in parts or wholes for w in wholes if p is not w and 0 < p.value < w.value]
        pairs = [(p, w) for p, w in pairs if shared(p.about, need.name) or shared(w.about, need.of)]
        if len(pairs) == 1:
            part, whole = pairs[0]
            own = share(part.text, whole.text)
            return Judged(need, own, _meets(need, result(f"{part.text} ÷ {whole.text}")))
    return None


def years_apart(owns: Sequence[Own], question: str) -> tuple[Own, Own] | None:
    """The earlier and the later one of the sums of money that are told of two years (去年, 今年; 从2400万做到2600万).

    None when it is not plain.
    """
    sums = [o for o in owns if o.unit == "元"]
    for one, other in pairwise(sums):
        between = question[one.start + len(one.text) : other.start]
        if _FROM_TO[0].search(question[: one.start]) and _FROM_TO[1].search(between):
            return one, other
    told = sorted(((o.year, o) for o in sums if o.year is not None), key=lambda pair: pair[0] or 0)
    if len(told) < 2:
        return None
    if len({year for year, _ in told}) != len(told):  # several of one year: the pair that speaks of one thing
        pairs = [(a, b) for ya, a in told for yb, b in told if (ya or 0) < (yb or 0) and shared(a.about, b.about)]
        return pairs[0] if len(pairs) == 1 else None
    return (told[0][1], told[1][1]) if len(told) == 2 else None


def _grown(need: Requirement, owns: Sequence[Own], question: str) -> Judged | None:
    pair = years_apart(owns, question)
    if need.unit != "%" or not pair or not pair[0].value:
        return None
    expression = f"({pair[1].text} − {pair[0].text})"
    own = share(expression, pair[0].text)
    return Judged(need, own, _meets(need, result(f"{expression} ÷ {pair[0].text}")))
