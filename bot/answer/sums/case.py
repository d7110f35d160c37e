"""What a sum is made of: the visitor's figures, the words of a clause, the supports that it gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.answer.sums.equations import UNITS, result, value
from bot.answer.sums.figures import Own, claimed, own_figures
from bot.answer.sums.requirements import Judged
from bot.match.amounts import base_of
from index.language.figures import Figure, FigureKind, find_figures
from index.language.rules import WORDS
from index.models import SupportItem

PIECES = UNITS.split("|")
# A sum of money by its last words: 合同金额, 场地费用和网络使用费等.
OF_MONEY = re.compile(r"([一-鿿]{1,14}(?:额|费用?|金|款|价|税|投资|投入|收入|支出|成本|利润|利息|价值))(?:等)?(?:的)?$")
_PART = re.compile(r"[，,。；;]")


@dataclass(frozen=True)
class Sum:
    """`equation` is `A × B = C`, or several of them; `base` what A is taken to be, "" for a count.

    `unlike` tells that the visitor's words do not name that base. `cap` is the most that is given, as the clause
    writes it, and whether C is `over` it; `bound` is "least" or "most" when the clause's share is one; `every` is 月,
    年 or 人 when C is one month's, year's or person's; `term` is the clause's own number of years when it is a factor;
    `limit` how many or how long at most, where the visitor's figure is more; `first` are the sums that this one goes on
    from. `checked` are the requirements that the visitor's figures meet or miss; where one is missed there is no
    equation.
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
class Case:
    """One question beside one quote."""

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

    @cached_property
    def ratios(self) -> list[str]:
        return [o.text for o in self.owns if o.unit == "%"]

    @cached_property
    def pieces(self) -> list[Own]:
        """The visitor's counts of people and things."""
        return [o for o in self.owns if o.unit in (*PIECES, "人")]

    @cached_property
    def times(self) -> list[Own]:
        """The spans of time that the visitor names, each once."""
        return list({o.text: o for o in self.owns if o.unit in ("年", "月")}.values())

    def counts(self, unit: str) -> list[str]:
        return list(dict.fromkeys(o.text for o in self.owns if o.unit == unit))

    @cached_property
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
        parts = {f: _PART.split(self.quote[: f.start])[-1] for f in self.given if f.kind is FigureKind.MONEY}
        return {f.value: before for f, before in parts.items() if WORDS["CAP"].search(before)}

    def written(self, kind: FigureKind, amount: float | None) -> str:
        """A figure as the quote writes it; "" when it is not there."""
        found = (self.quote[f.start : f.end].strip() for f in self.given if f.kind is kind and f.value == amount)
        return next(found, "")

    def capped(self, cap: float | None, expression: str) -> tuple[str, bool]:
        """The cap as it is written, and whether an expression comes to more."""
        text = self.written(FigureKind.MONEY, cap)
        return text, bool(text) and result(expression) > value(text)

    def base(self, item: SupportItem) -> str:
        """What a support's share is taken of; "" when the clause names nothing that a sum can be."""
        if found := base_of(item):
            return found
        if item.ratio is None or item.kind == "tax":
            return ""
        named = OF_MONEY.search(item.beneficiary.rpartition("的")[2])  # 对…平台的场地费用和网络使用费等，给予80%
        return named[1] if named else ""
