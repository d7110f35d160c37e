"""Two searches → one ranking.

Standard scores are added, not ranks: ranks throw away how sure each side is (docs/decisions/0002-search.md has the
figures).
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

Scored = tuple[str, float]

LEXICAL_WEIGHT = 1.0  # of BM25 against dense


def standardised(found: Sequence[Scored]) -> dict[str, float]:
    """Scores with mean 0 and standard deviation 1 over what was found; all 0 where all are equal."""
    if not found:
        return {}
    values = [score for _, score in found]
    mean, deviation = statistics.fmean(values), statistics.pstdev(values)
    return {name: (score - mean) / deviation if deviation else 0.0 for name, score in found}


def fuse(dense: Sequence[Scored], lexical: Sequence[Scored], lexical_weight: float = LEXICAL_WEIGHT) -> list[Scored]:
    """Everything that either search found with the sum of its standard scores, best first; ties in order of id.

    What one search did not find counts as that search's last. Scores compare within one call only.
    """
    a, b = standardised(dense), standardised(lexical)
    last_a, last_b = min(a.values(), default=0.0), min(b.values(), default=0.0)
    total = {name: a.get(name, last_a) + lexical_weight * b.get(name, last_b) for name in {**a, **b}}
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))
