"""Readings and exact facts → the named features that `decide` weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.question.kinds import Kind
from bot.question.understand import Query
from index.figures import FigureKind, find_figures

if TYPE_CHECKING:
    from bot.evidence.gather import Read

_DAY = re.compile(
    r"\d+\s*(?:年|月|日|天|个月|工作日)|截止|期限|季度|随时|常年|[一二三四五六七八九十]+(?:年|个月|日|个工作日)"
)
NAMES = (
    "score", "second", "margin", "sentence", "similarity", "most_similar", "lexical", "first_found",
    "money_missing", "day_missing", "tier_missing", "place_named", "document_named", "leaning", "length",
)  # fmt: skip


def features(query: Query, reads: Sequence[Read]) -> dict[str, float]:
    """One value a name of `NAMES`, each roughly between -1 and 1; empty when nothing was read. `reads` best first."""
    if not reads:
        return {}
    best = reads[0]
    second = reads[1].score if len(reads) > 1 else best.score - 6
    sentences = sorted(best.sentences, key=lambda s: -s[2])
    said = " ".join(best.clause.text[s:e] for s, e, _ in sentences[:2])
    kinds = {f.kind for f in find_figures(said)}
    return {
        "score": best.score / 4,
        "second": second / 4,
        "margin": min(best.score - second, 6) / 4,
        "sentence": sentences[0][2] if sentences else 0.0,
        "similarity": (best.hit.similarity - 0.84) * 15 if best.hit.similarity else -1.0,
        "most_similar": (max(r.hit.similarity for r in reads) - 0.84) * 15,
        "lexical": best.hit.lexical / (4 * max(8, len(query.whole))),
        "first_found": float(all(best.hit.score >= r.hit.score for r in reads)),
        "money_missing": float(query.asks(Kind.MONEY) and not kinds & {FigureKind.MONEY, FigureKind.RATIO}),
        "day_missing": float(query.asks(Kind.DEADLINE) and not _DAY.search(said)),
        "tier_missing": float(
            bool(query.tiers) and not any(t[:-1] in best.clause.text + best.clause.path for t in query.tiers)
        ),
        "place_named": float(bool(query.places)),
        "document_named": float(bool(query.doc_ids)),
        "leaning": float(query.refers),
        "length": min(len(query.text), 60) / 60,
    }
