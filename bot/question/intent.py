"""What a question is by itself: a policy question of some kinds, or one of the routes that need no search.

Four linear heads on the carried embedding model, read at four depths (models/questions/README.md). What the routes
are is data: prompts/routes.toml.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.question.kinds import Kind
from index.errors import ModelError

WEIGHTS = Path(__file__).resolve().parent.parent.parent / "models" / "questions" / "weights.safetensors"
POLICY = "policy"
URGENT = "distress"  # the route of who wishes to die or to harm: better one too many than one missed
_URGENT = 0.15  # probability from which it is taken, where no other route is likelier
_KIND = 0.4  # probability from which a question is of a kind
_ROUTE = 0.47  # probability that it is no policy question from which it is not searched
# The same two where policy is being talked about: 最后做到了没有 is about that.
_URGENT_TALKING, _ROUTE_TALKING = 0.75, 0.6
_LEANS = 0.45  # probability from which it is read only behind the question before; below, by itself and behind it
_ASKS = 0.5  # probability from which a piece of a text asks for something by itself
_HEADS = ("kinds", "routes", "leans", "asks")

Depths = Callable[[str], Sequence[Sequence[float]]]
Head = tuple[NDArray[np.float32], NDArray[np.float32]]  # weights [classes, dimension] and biases [classes]


@dataclass(frozen=True)
class Judged:
    """`route` is None for a policy question; one that `leans` cannot be understood without the question before it.

    `lean` is the probability of that. `asks` is of a piece of a text: whether it asks for something, or says what the
    case is. `urgent` is the probability of URGENT.
    """

    kinds: frozenset[Kind]
    route: str | None
    leans: bool = False
    asks: bool = True
    urgent: float = 0.0
    lean: float = 0.0


class Intent:
    """Question → what it is by itself."""

    def __init__(self, heads: Mapping[str, Head], names: Sequence[str], depths: Depths) -> None:
        """`names` are POLICY and the routes; `depths` gives a question's vectors, which the heads read one after the
        other."""
        self._heads, self.names, self._depths = heads, tuple(names), depths

    @classmethod
    def load(cls, depths: Depths, path: Path = WEIGHTS) -> Intent:
        """Raises ModelError when the file cannot be read."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, "numpy") as file:
                heads = {
                    n: (file.get_tensor(f"{n}.weight").astype(np.float32), file.get_tensor(f"{n}.bias")) for n in _HEADS
                }
                return cls(heads, file.metadata()["routes"].split(), depths)
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelError(f"{path} cannot be read ({error}): restore it from the repository") from error

    def __call__(self, question: str, talking: bool = False) -> Judged:
        """What the question is; with `talking` in a conversation about policy."""
        values = np.concatenate([np.asarray(vector, dtype=np.float32) for vector in self._depths(question)])
        kinds, routes, leans, asks = (self._heads[n][0] @ values + self._heads[n][1] for n in _HEADS)
        shares = np.exp(routes - routes.max())
        shares /= shares.sum()
        best = int(shares[1:].argmax()) + 1
        urgent = float(shares[self.names.index(URGENT)]) if URGENT in self.names else 0.0
        if self.names[best] == URGENT and urgent >= (_URGENT_TALKING if talking else _URGENT):
            return Judged(frozenset(), URGENT, urgent=urgent)
        least = _ROUTE_TALKING if talking else _ROUTE
        return Judged(
            frozenset(kind for kind, logit in zip(Kind, kinds, strict=True) if logit >= _logit(_KIND)),
            self.names[best] if 1 - shares[0] >= least else None,
            bool(leans[0] >= _logit(_LEANS)),
            bool(asks[0] >= _logit(_ASKS)),
            urgent,
            1 / (1 + math.exp(-float(leans[0]))),
        )


def _logit(probability: float) -> float:
    return math.log(probability / (1 - probability))
