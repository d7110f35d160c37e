"""What a question is by itself: a policy question of some kinds, or one of the routes that need no search.

Two linear heads on the carried embedding model, read at four depths (models/questions/README.md). What the routes are
is data: prompts/routes.toml.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.question.kinds import Kind
from index.errors import ModelError

WEIGHTS = Path(__file__).resolve().parent.parent.parent / "models" / "questions" / "weights.safetensors"
POLICY = "policy"
URGENT = "distress"  # the route of who wishes to die or to harm: better one too many than one missed
_URGENT = 0.25  # probability from which it is taken
_KIND = 0.4  # probability from which a question is of a kind
_ROUTE = 0.6  # probability that it is no policy question from which it is not searched


@dataclass(frozen=True)
class Judged:
    """`route` is None for a policy question."""

    kinds: frozenset[Kind]
    route: str | None


class Intent:
    """Vector of a question → its kinds and its route."""

    def __init__(
        self,
        kinds: tuple[NDArray[np.float32], NDArray[np.float32]],
        routes: tuple[NDArray[np.float32], NDArray[np.float32]],
        names: Sequence[str],
        vector: Callable[[str], Sequence[float]],
    ) -> None:
        """Weights [classes, dimension] and biases [classes] of both heads; `names` are POLICY and the routes, `vector`
        makes the vector of a question."""
        self._kinds, self._routes, self.names = kinds, routes, tuple(names)
        self._judge = lru_cache(maxsize=512)(lambda text: self.judge(vector(text)))

    @classmethod
    def load(cls, vector: Callable[[str], Sequence[float]], path: Path = WEIGHTS) -> Intent:
        """Raises ModelError when the file cannot be read."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(path, "numpy") as file:
                heads = [
                    (file.get_tensor(f"{n}.weight").astype(np.float32), file.get_tensor(f"{n}.bias").astype(np.float32))
                    for n in ("kinds", "routes")
                ]
                return cls(heads[0], heads[1], file.metadata()["routes"].split(), vector)
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise ModelError(f"{path} cannot be read ({error}): restore it from the repository") from error

    def __call__(self, question: str) -> Judged:
        """What the question is."""
        return self._judge(question)

    def judge(self, vector: Sequence[float]) -> Judged:
        """What the question with this vector is."""
        values = np.asarray(vector, dtype=np.float32)
        kinds = self._kinds[0] @ values + self._kinds[1]
        sure = math.log(_KIND / (1 - _KIND))
        logits = self._routes[0] @ values + self._routes[1]
        shares = np.exp(logits - logits.max())
        shares /= shares.sum()
        best = int(shares[1:].argmax()) + 1
        if URGENT in self.names and shares[self.names.index(URGENT)] >= _URGENT:
            return Judged(frozenset(), URGENT)
        return Judged(
            frozenset(kind for kind, logit in zip(Kind, kinds, strict=True) if logit >= sure),
            self.names[best] if 1 - shares[0] >= _ROUTE else None,
        )
