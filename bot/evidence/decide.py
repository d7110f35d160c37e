"""The one place where it is decided whether a question is answered, shown the nearest clause, or neither.

A logistic regression over a few named features; its coefficients, thresholds and scores are `models/decision.json`,
fitted by `python -m training.decision` on questions over documents that the reader was not trained on.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.errors import ModelError

FILE = Path(__file__).resolve().parent.parent.parent / "models" / "decision.json"


class Outcome(StrEnum):
    """What a question's evidence is good for."""

    ANSWERED = "answered"
    NEAREST = "nearest"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Decision:
    """`probability` that the best evidence answers; `reason` names what decided, for the log and the tests."""

    outcome: Outcome
    probability: float
    reason: str


class Decide:
    """Features → decision."""

    def __init__(self, weights: dict[str, float], bias: float, answered: float, nearest: float) -> None:
        """`answered` and `nearest` are the probabilities from which a question is answered, or shown the nearest."""
        self.weights, self.bias = weights, bias
        self.answered, self.nearest = answered, nearest

    @classmethod
    def load(cls, path: Path = FILE) -> Decide:
        """Raises ModelError when the file cannot be read."""
        try:
            data = json.loads(path.read_text("utf-8"))
            weights = {str(name): float(value) for name, value in data["weights"].items()}
            return cls(weights, float(data["bias"]), float(data["answered"]), float(data["nearest"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelError(f"{path} cannot be read ({error}): restore it from the repository") from error

    def __call__(self, features: dict[str, float]) -> Decision:
        """The decision for one question; no features when nothing was found."""
        if not features:
            return Decision(Outcome.NOTHING, 0.0, "nothing_found")
        logit = self.bias + sum(weight * features[name] for name, weight in self.weights.items())
        probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
        if probability >= self.answered:
            return Decision(Outcome.ANSWERED, probability, "reader_sure")
        if probability >= self.nearest:
            return Decision(Outcome.NEAREST, probability, "reader_unsure")
        return Decision(Outcome.NOTHING, probability, "reader_denies")
