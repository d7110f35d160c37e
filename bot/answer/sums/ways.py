"""A sum on the visitor's own figures: 活动费用实际发生总额60万元 × 50% = 30万元, under its cap.

Only what is plain is worked out, in the ways of `_WAYS`, the first that fits. Shares, caps and rates are those that
were read from the clause. What the clause requires in figures is held against the visitor's own (`requirements`): where
one is missed, there is no sum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answer.sums import counts, shares
from bot.answer.sums.case import Case, Sum
from bot.answer.sums.equations import COUNT
from bot.answer.sums.requirements import Judged, judged
from index.language.figures import find_figures
from index.models import SupportItem

_ADJUSTED = re.compile(r"减半|[上下]浮|加倍|翻倍")
_FOREIGN = re.compile(r"[\d万亿]\s*(?:美元|美金|欧元|港元|港币|日元|英镑)")  # what no rate of exchange turns into yuan
_WAYS: tuple[Callable[[Case], Sum | None], ...] = (
    shares.share, shares.of_each, shares.of_several, shares.apart, shares.steps, counts.rate, counts.beyond,
    counts.levels, shares.borne, shares.total, shares.sentence,
)  # fmt: skip


def is_part(question: str, part: str) -> bool:
    """Whether a part of a question has fewer figures than the whole: then no sum of it is sure to be the one asked."""
    return len(COUNT.findall(question)) + len(find_figures(question)) > len(COUNT.findall(part)) + len(
        find_figures(part)
    )


def worked(
    question: str, quotes: Sequence[tuple[str, Sequence[SupportItem]]], clause: str = "", *, conditions: bool = False
) -> Sum | None:
    """The sum of the question's figures and what one of the quotes gives, or all of them; None where none is plain.

    Each quote comes with its supports, the best one first. `clause` is what else the clause says: where that raises or
    lowers what is given, nothing is worked out. Its `checked` are the requirements of the best quote that the visitor's
    figures meet or miss; `conditions` tells that the question asks for those, by the trained head of kinds.
    """
    if not quotes:
        return None
    ways = () if _FOREIGN.search(question) or _ADJUSTED.search(clause or quotes[0][0]) else _WAYS
    whole = "\n".join(quote for quote, _ in quotes), [item for _, items in quotes for item in items]
    checked: tuple[Judged, ...] = ()
    for at, (quote, items) in enumerate([*quotes, whole]):
        case = Case(question, quote, items)
        found = next((found for way in ways if (found := way(case))), None)
        if found or not at:
            base = found.base if found and len(case.sums) == 1 else ""
            checked = tuple(judged(quote, question, case.owns, base, asked=conditions))
        if not all(one.met for one in checked):
            return Sum(checked=checked)
        if found:
            return replace(found, checked=checked)
    return Sum(checked=checked) if checked else None
