"""What kind of thing a question asks for: a linear head on its embedding, trained on examples (training/kinds.py)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

WEIGHTS = Path(__file__).resolve().parent.parent.parent / "models" / "kinds" / "weights.safetensors"
_SURE = 0.4  # probability from which a question is of a kind


class Kind(StrEnum):
    """What a question wants to know. A question may be of several kinds, or of none that is plain."""

    MONEY = "money"  # how much, which share, whether there is money at all
    OFFICE = "office"  # who is responsible, whom to ask
    DEADLINE = "deadline"
    PROCEDURE = "procedure"  # how to apply, with which papers
    CONDITION = "condition"
    VALIDITY = "validity"  # whether a document is in force
    DOCUMENT = "document"  # facts on a document: issuer, number, date
    COMPARE = "compare"
    OVERVIEW = "overview"  # what supports there are at all
    OTHER = "other"


class Kinds:
    """Tells the kinds of a question by its query vector."""

    def __init__(self, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        """`weights` of shape [kinds, dimension], `bias` of shape [kinds], in the order of `Kind`."""
        self._weights, self._bias = weights, bias

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> Kinds:
        """Raises ModelError when the file cannot be read."""
        from safetensors.numpy import load_file

        try:
            tensors = load_file(path)
            return cls(tensors["weight"].astype(np.float32), tensors["bias"].astype(np.float32))
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"{path} cannot be read ({error}): restore it from the repository") from error

    def __call__(self, vector: Sequence[float]) -> frozenset[Kind]:
        """The kinds of the question with this vector; none for a vector of another model."""
        if len(vector) != self._weights.shape[1]:
            return frozenset()
        logits = self._weights @ np.asarray(vector, dtype=np.float32) + self._bias
        sure = np.log(_SURE / (1 - _SURE))
        return frozenset(kind for kind, logit in zip(Kind, logits, strict=True) if logit >= sure)
