"""The reader: does a passage answer a question, and which of its sentences?

`Reader` is the seam. `CarriedReader` is the trained model that the project carries (models/reader/README.md),
`LocalReader` any cross-encoder of sentence-transformers.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.evidence.passages import Passage
from index.language.encodable import encodable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from sentence_transformers import CrossEncoder
    from transformers import PreTrainedTokenizerBase

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


class CarriedReader:
    """The reader that the project carries, run by onnxruntime: each passage by itself, so that nothing is padded and a
    reading does not depend on what is read beside it. Thread-safe."""

    def __init__(
        self, graph: InferenceSession, tokenizer: PreTrainedTokenizerBase, embeddings: NDArray[np.float32]
    ) -> None:
        """`graph` is that of bot/evidence/graph.py; `embeddings` [pieces, width] are of the tokenizer's pieces."""
        self._graph, self._tokenizer, self._embeddings = graph, tokenizer, embeddings
        self._pool = ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="reader")

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        question = encodable(question)[-_QUESTION:]
        return list(self._pool.map(lambda passage: self._one(question, passage), passages))

    def _one(self, question: str, passage: Passage) -> Reading:
        tokens = self._tokenizer(
            question,
            encodable(f"{passage.head}\n{passage.text}"),
            truncation="longest_first",
            max_length=MAX_TOKENS,
            return_offsets_mapping=True,
        )
        score, marks = self._graph.run(None, {"embeddings": self._embeddings[tokens["input_ids"]][None]})
        begin = len(passage.head) + 1
        spans = [
            (start - begin, end - begin, float(mark))
            for (start, end), of, mark in zip(tokens["offset_mapping"], tokens.sequence_ids(0), marks, strict=True)
            if of == 1 and end > start >= begin
        ]
        return Reading(float(score[0]), tuple(_mean(spans, *sentence) for sentence in passage.sentences))


class LocalReader:
    """Any cross-encoder of sentence-transformers with one score a pair: all sentences of a passage count alike."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        from torch.nn import Identity

        question = encodable(question)[-_QUESTION:]
        pairs = [(question, encodable(f"{p.head}\n{p.text}")) for p in passages]
        scores = list(self._model.predict(pairs, activation_fn=Identity())) if pairs else []
        return [Reading(float(s), (1.0,) * len(p.sentences)) for s, p in zip(scores, passages, strict=True)]


def _mean(spans: Sequence[tuple[int, int, float]], start: int, end: int) -> float:
    """The mean mark of the tokens between `start` and `end`; 0 when the passage was cut before them."""
    inside = [mark for a, b, mark in spans if a < end and b > start]
    return sum(inside) / len(inside) if inside else 0.0
