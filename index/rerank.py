"""Question and clauses → how well each clause answers, by a cross-encoder; an option, off by default."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.encodable import encodable
from index.errors import ModelError
from index.offline import is_hub_name

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder


class Reranker:
    """A sentence-transformers cross-encoder with one score a pair, such as the bge rerankers."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def scores(self, question: str, texts: Sequence[str]) -> list[float]:
        """A score a text, in the order given; greater is better, and only within one call."""
        pairs = [(encodable(question), encodable(text)) for text in texts]
        values: list[float] = self._model.predict(pairs, batch_size=8, show_progress_bar=False).tolist()
        return values


def load_reranker(model: str) -> Reranker:
    """The cross-encoder in the folder `model`, or of that hub name (`owner/name`), for which alone the hub is asked.

    Raises ModelError, with the mend named.
    """
    from sentence_transformers import CrossEncoder

    try:
        loaded = CrossEncoder(model, device="cpu", max_length=512, local_files_only=not is_hub_name(model))
        if loaded.config.num_labels != 1:
            raise ValueError(f"it gives {loaded.config.num_labels} scores a pair, not one")
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, TypeError, AttributeError) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(
            f"cannot load the reranker {model!r} ({reason[0][:200]}): set POLICY_RERANKER to a cross-encoder's folder, "
            "to its hub name (owner/name), or to nothing"
        ) from error
    return Reranker(loaded)
