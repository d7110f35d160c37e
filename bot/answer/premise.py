"""What a question takes for given: 不是补50万吗 claims that 50万元 are given, 免费三年是吧 that it is three years.

That a figure is claimed is read by grammar, never by the matter: it is ruled by a word of giving, as in a clause, or
stands right before the final particle.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.answer.sums.case import Sum
from bot.answer.sums.equations import COUNT, value
from bot.answer.sums.figures import PARTICLE, claimed
from index.language.figures import Figure, FigureKind, find_figures
from index.models import SupportItem


def denied(question: str, quote: str, items: Sequence[SupportItem], found: Sum | None) -> str:
    """The figure that the question claims, as it writes it, where what answers has others of its kind; "" otherwise.

    `found` is the sum that was worked out for the question: its result is given, too.
    """
    said = claimed(question) or [pair for pair in _written(question) if PARTICLE.match(question, pair[0].end)]
    if len(said) != 1:
        return _denied_count(question, quote)
    figure, written = said[0]
    if found and (found.equation.startswith(written) or (found.equation and value(found.result) == figure.value)):
        return ""
    given = {v for item in items for v in _values(item, figure)}
    given = given or {f.value for f in find_figures(quote) if f.kind is figure.kind}
    return written if given and all(abs(v - figure.value) > 1e-9 for v in given) else ""


def _written(question: str) -> list[tuple[Figure, str]]:
    found = [f for f in find_figures(question) if f.kind in (FigureKind.MONEY, FigureKind.RATIO)]
    return [(f, question[f.start : f.end].strip()) for f in found]


def _denied_count(question: str, quote: str) -> str:
    """The same of years, heads and pieces: 三年, where the quote counts years and none are three."""
    for match in COUNT.finditer(question):
        if PARTICLE.match(question, match.end()):
            given: set[Decimal] = {value(m[0]) for m in COUNT.finditer(quote) if m[2] == match[2]}
            return match[0] if given and value(match[0]) not in given else ""
    return ""


def _values(item: SupportItem, figure: Figure) -> list[float]:
    """The item's figures of the same kind."""
    own = (item.amount_cny, item.cap_cny) if figure.kind is FigureKind.MONEY else (item.ratio,)
    return [v for v in own if v is not None]
