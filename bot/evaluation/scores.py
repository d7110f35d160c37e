"""Findings of many answers → figures, by kind of question; and where truth would drop."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from bot.evaluation.judge import Fault
from index.errors import SettingsError
from index.models import Model

LIMITS = "limits.toml"


class Outcome(Model):
    """One gold question, answered and judged. `ranks` are the places (from 1) of its gold clauses in the search."""

    id: str
    cat: str
    question: str
    status: str
    text: str
    faults: tuple[tuple[Fault, str], ...]
    gold: int
    gold_cited: int
    cited: int
    cited_gold: int
    ranks: tuple[int | None, ...]
    milliseconds: float
    reason: str = ""
    confidence: float | None = None

    @property
    def is_right(self) -> bool:
        return not self.faults


class Limits(Model):
    """What a gold set must hold, from `limits.toml` beside it: the least share of right answers, and the most
    answers that offer an amount where none is given. Every other truth is held without exception."""

    right: Annotated[float, Field(ge=0, le=1)] = 0.0
    amounts: Annotated[int, Field(ge=0)] = 0


class Scores(Model):
    """Figures over some questions. Shares are between 0 and 1, None when nothing was to be counted; times in ms."""

    questions: int
    right: int
    clause_recall: float | None
    clause_precision: float | None
    faults: dict[Fault, int]  # questions that have it
    search_recall: dict[int, float] | None  # by depth
    search_mrr: float | None
    p50: float
    p95: float

    @property
    def right_share(self) -> float:
        return self.right / self.questions if self.questions else 0.0


DEPTHS = (1, 5, 10)


def score(outcomes: Sequence[Outcome]) -> Scores:
    """The figures of these questions together."""
    ranked = [o.ranks for o in outcomes if o.ranks]
    firsts = [min((r for r in ranks if r), default=None) for ranks in ranked]
    return Scores(
        questions=len(outcomes),
        right=sum(o.is_right for o in outcomes),
        clause_recall=_share(sum(o.gold_cited for o in outcomes), sum(o.gold for o in outcomes)),
        clause_precision=_share(sum(o.cited_gold for o in outcomes), sum(o.cited for o in outcomes if o.gold)),
        faults={fault: sum(any(f is fault for f, _ in o.faults) for o in outcomes) for fault in Fault},
        search_recall={
            k: sum(sum(r is not None and r <= k for r in ranks) / len(ranks) for ranks in ranked) / len(ranked)
            for k in DEPTHS
        }
        if ranked
        else None,
        search_mrr=sum(1 / first for first in firsts if first) / len(firsts) if firsts else None,
        p50=percentile([o.milliseconds for o in outcomes], 0.5),
        p95=percentile([o.milliseconds for o in outcomes], 0.95),
    )


def reliability(outcomes: Iterable[Outcome], bins: int = 5) -> list[tuple[float, int, float, float]]:
    """(lower edge, questions, mean confidence, share whose cited clauses hold a gold one), a row a bin that has any."""
    rows = []
    read = [o for o in outcomes if o.confidence is not None]
    for at in range(bins):
        low, high = at / bins, (at + 1) / bins
        own = [o for o in read if low <= (o.confidence or 0.0) < high or (at == bins - 1 and o.confidence == 1)]
        if own:
            mean = sum(o.confidence or 0.0 for o in own) / len(own)
            rows.append((low, len(own), mean, sum(o.gold_cited > 0 for o in own) / len(own)))
    return rows


def by_kind(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    """The outcomes of each kind of question, in the order of the set."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.cat, []).append(outcome)
    return kinds


def truth_drops(scores: Scores, limits: Limits) -> list[str]:
    """Why these scores must not be released, a line each; empty when truth holds."""
    ceilings = {Fault.WRONG_FIGURE: 0, Fault.FOREIGN_QUOTE: 0, Fault.STATE_UNNAMED: 0}
    ceilings[Fault.AMOUNT_NOT_GIVEN] = limits.amounts
    return [
        f"{fault}: {scores.faults[fault]}, at most {ceiling} allowed"
        for fault, ceiling in ceilings.items()
        if scores.faults[fault] > ceiling
    ]


def read_limits(folder: Path) -> Limits:
    """The limits of the gold set in `folder`; the strictest on truth when it has none. Raises SettingsError."""
    path = folder / LIMITS
    if not path.is_file():
        return Limits()
    try:
        return Limits.model_validate(tomllib.loads(path.read_text("utf-8")))
    except ValueError as error:
        raise SettingsError(f"{path}: {error}") from error


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile; 0 of no values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
