"""Readings and exact facts → the named features that `decide` weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.question.kinds import Kind
from bot.question.understand import Query

if TYPE_CHECKING:
    from bot.evidence.gather import Read

_DAY = re.compile(
    r"\d+\s*(?:年|月|日|天|个月|工作日)|截止|期限|季度|随时|常年|[一二三四五六七八九十]+(?:年|个月|日|个工作日)"
)
NAMES = ("score", "similarity", "first_found", "day_missing")


def features(query: Query, reads: Sequence[Read]) -> dict[str, float]:
    """One value a name of `NAMES`, each roughly between -1 and 1; empty when nothing was read. `reads` best first."""
    if not reads:
        return {}
    best = reads[0]
    sentences = sorted(best.sentences, key=lambda s: -s[2])
    said = " ".join(best.clause.text[s:e] for s, e, _ in sentences[:2])
    return {
        "score": best.score / 4,
        "similarity": (best.hit.similarity - 0.84) * 15 if best.hit.similarity else -1.0,
        "first_found": float(all(best.hit.score >= r.hit.score for r in reads)),
        "day_missing": float(query.asks(Kind.DEADLINE) and not _DAY.search(said)),
    }
