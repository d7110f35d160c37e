"""The reader: does a passage answer a question, and which of its sentences?

`Reader` is the seam. `LocalReader` is the trained model that the project carries (models/reader/README.md), or any
cross-encoder of sentence-transformers.
"""

from __future__ import annotations

import math
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

from bot.evidence.passages import Passage
from index.language.encodable import encodable

if TYPE_CHECKING:
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import PreTrainedModel

MAX_TOKENS = 256  # of question and passage together
_QUESTION = 160  # characters of a question; of a longer one the end, where it asks


@dataclass(frozen=True)
class Reading:
    """`score` is a logit: the greater, the more surely the passage answers.

    `sentences` are probabilities, one a sentence of the passage: is it part of what answers?
    """

    score: float
    sentences: tuple[float, ...]


class Reader(Protocol):
    """Reads passages for a question."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        """One reading a passage, in the order given."""
        ...


class Remembering:
    """A reader that reads nothing twice: scopes overlap, and visitors ask the same. Thread-safe."""

    def __init__(self, reader: Reader, size: int = 4096) -> None:
        """`size` is how many readings are kept; the oldest go first."""
        self._reader = reader
        self._size = size
        self._lock = threading.Lock()
        self._known: dict[tuple[str, Passage], Reading] = {}

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        with self._lock:
            found = {p: self._known[question, p] for p in passages if (question, p) in self._known}
        new = [p for p in dict.fromkeys(passages) if p not in found]
        found |= dict(zip(new, self._reader.read(question, new) if new else [], strict=True))
        with self._lock:
            self._known |= {(question, p): found[p] for p in new}
            for key in list(self._known)[: max(0, len(self._known) - self._size)]:
                del self._known[key]
        return [found[p] for p in passages]


class LocalReader:
    """A cross-encoder with one score a pair and, where it was trained for it, a score for each token."""

    def __init__(self, model: CrossEncoder, evidence: tuple[torch.Tensor, torch.Tensor] | None = None) -> None:
        """`evidence` is weight [1, hidden] and bias [1] of the token head; without it all sentences count alike."""
        self._model = model
        self._evidence = evidence
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reader")

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        question = encodable(question)[-_QUESTION:]
        order = sorted(range(len(passages)), key=lambda i: len(passages[i].text))
        parts = max(1, min(os.cpu_count() or 1, len(passages) // 2))
        # Of like length together, and as many parts as there are cores: each thread runs one batch.
        size = math.ceil(len(order) / parts) if order else 1
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        read = self._pool.map(lambda batch: self._batch(question, [passages[i] for i in batch]), batches)
        found: dict[int, Reading] = {}
        for batch, readings in zip(batches, read, strict=True):
            found |= dict(zip(batch, readings, strict=True))
        return [found[i] for i in range(len(passages))]

    def _batch(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        import torch

        texts = [f"{p.head}\n{p.text}" for p in passages]
        tokens = self._model.tokenizer(
            [question] * len(texts),
            [encodable(text) for text in texts],
            truncation="longest_first",
            max_length=MAX_TOKENS,
            padding=True,
            return_offsets_mapping=True,
            return_tensors="pt",
        )
        offsets = tokens.pop("offset_mapping").tolist()
        model = self._model.transformers_model
        assert model is not None
        with torch.inference_mode():
            if self._evidence is None:
                scores = model(**tokens).logits[:, 0].tolist()
                return [Reading(s, (1.0,) * len(p.sentences)) for s, p in zip(scores, passages, strict=True)]
            out = cast("PreTrainedModel", model.base_model)(**tokens)
            scores = model.get_submodule("classifier")(out.pooler_output)[:, 0].tolist()
            weight, bias = self._evidence
            marks = (out.last_hidden_state @ weight[0] + bias).sigmoid().tolist()
        readings = []
        for at, passage in enumerate(passages):
            begin = len(passage.head) + 1
            of = tokens.sequence_ids(at)
            spans = [(a - begin, b - begin, mark) for (a, b), s, mark in zip(offsets[at], of, marks[at], strict=True)
                     if s == 1 and b > a >= begin]  # fmt: skip
            sentences = tuple(_mean(spans, *sentence) for sentence in passage.sentences)
            readings.append(Reading(scores[at], sentences))
        return readings


def _mean(spans: Sequence[tuple[int, int, float]], start: int, end: int) -> float:
    """The mean mark of the tokens between `start` and `end`; 0 when the passage was cut before them."""
    inside = [mark for a, b, mark in spans if a < end and b > start]
    return sum(inside) / len(inside) if inside else 0.0
