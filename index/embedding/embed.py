"""Sentences → vectors. The only importer of sentence_transformers.

Any LangChain `Embeddings` can take the place of `SentenceEmbedder`: build and search ask for no more.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from langchain_core.embeddings import Embeddings

from index.embedding.e5 import unpacked
from index.embedding.offline import BASE_MODEL, CARRIED_MODEL, is_hub_name, stay_offline
from index.embedding.trained_e5 import trained
from index.errors import ModelError
from index.language.encodable import encodable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from transformers import PreTrainedModel

_DEPTHS = (1 / 2, 2 / 3, 5 / 6, 1.0)  # of the layers
BATCH = 8  # on a CPU larger batches only leave the cache


@cache
def _bfloat16_is_quick() -> bool:
    """Whether this CPU multiplies bfloat16 by itself: nearly twice as quick, at a cosine of 0.99999 to float32."""
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


class SentenceEmbedder(Embeddings):
    """A sentence-transformers model. Vectors have length 1; the model's own prompts for query and passage are used."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.name = name
        self._model = model
        self.dimension = len(self.embed_query("政策"))  # also warms the model up

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector a text, in the order given; best called with many texts at once, which are batched by length."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]), reverse=True)
        batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        rows: list[list[float]] = [[]] * len(texts)
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            encoded = pool.map(self._encode, ([encodable(texts[i]) for i in batch] for batch in batches))
            for batch, vectors in zip(batches, encoded, strict=True):
                for i, vector in zip(batch, vectors, strict=True):
                    rows[i] = vector
        return rows

    def _encode(self, texts: list[str]) -> list[list[float]]:
        import torch

        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_bfloat16_is_quick()):
            vectors = self._model.encode_document(
                texts, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        encoded: list[list[float]] = vectors.tolist()
        return encoded

    def embed_query(self, text: str) -> list[float]:
        vector = self._model.encode_query(encodable(text), normalize_embeddings=True, show_progress_bar=False)
        row: list[float] = vector.tolist()
        return row


class CarriedEmbedder(SentenceEmbedder):
    """The carried model. One pass over a query gives its vector, and what the heads of `models/questions` read."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.depths = lru_cache(maxsize=512)(self._depths)
        super().__init__(name, model)

    def embed_query(self, text: str) -> list[float]:
        return list(self.depths(text)[-1])

    def _depths(self, text: str) -> tuple[list[float], ...]:
        """The mean token vectors of a query at a few depths of the model, each of length 1; the last is its vector.

        What a text is for (a greeting, a complaint, a question for money) is told better halfway than at the end, where
        the model keeps what the text is about.
        """
        import torch

        inner = cast("PreTrainedModel", self._model[0].auto_model)
        asked = (self._model.prompts.get("query") or "") + encodable(text)
        tokens = self._model.tokenizer(
            [asked], truncation=True, max_length=self._model.max_seq_length, return_tensors="pt"
        )
        with torch.inference_mode():
            states = inner(**tokens, output_hidden_states=True).hidden_states
            means = [states[round(share * (len(states) - 1))][0].mean(0) for share in _DEPTHS]
            return tuple((mean / mean.norm()).tolist() for mean in means)


def load_carried(models_dir: Path) -> CarriedEmbedder:
    """The carried model. Raises ModelError, with the mend named."""
    embedder = load_embedder(CARRIED_MODEL, models_dir)
    assert isinstance(embedder, CarriedEmbedder)
    return embedder


def load_embedder(model: str, models_dir: Path) -> SentenceEmbedder:
    """The embedding model that the settings name.

    `multilingual-e5-small` is carried by an installed wheel and unpacked under `models_dir` at the first use;
    CARRIED_MODEL is the same as trained for policies. Any other `model` is a folder, or the name of a hub model
    (`owner/name`), for which alone the hub is asked.
    Raises ModelError, with the mend named.
    """
    if model in (CARRIED_MODEL, BASE_MODEL):
        place = str(trained(models_dir) if model == CARRIED_MODEL else unpacked(models_dir))
    elif Path(model).is_dir() or is_hub_name(model):
        place = model
    else:
        raise ModelError(
            f"there is no embedding model {model!r}: set POLICY_EMBEDDING_MODEL to {CARRIED_MODEL}, to a folder that "
            "exists, or to a hub name (owner/name)"
        )
    stay_offline(model)
    # One thread a text: torch's own threads wait for each other, which on a busy machine costs a second a question.
    os.environ["OMP_NUM_THREADS"] = "1"  # of the threads that torch has not seen yet
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)

    try:
        loaded = SentenceTransformer(place, device="cpu", local_files_only=not is_hub_name(model))
        return (CarriedEmbedder if model == CARRIED_MODEL else SentenceEmbedder)(model, loaded)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, TypeError, AttributeError) as error:
        reason = str(error).strip().splitlines() or [type(error).__name__]
        raise ModelError(
            f"cannot load the embedding model {model!r} ({reason[0][:200]}): name another in POLICY_EMBEDDING_MODEL"
            + (f", or remove {place} and build again" if model in (CARRIED_MODEL, BASE_MODEL) else "")
        ) from error
