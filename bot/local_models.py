"""The models that answer questions on this machine, loaded once: a new index takes them over."""

from __future__ import annotations

from dataclasses import dataclass

from langchain_core.embeddings import Embeddings

from bot.evidence.gather import LOCAL, Depth
from bot.evidence.local_reader import load_reader
from bot.evidence.read import Reader
from bot.question.intent import Intent
from bot.settings import Settings
from index.embedding.embed import CarriedEmbedder, load_carried, load_embedder


@dataclass(frozen=True)
class LocalModels:
    """What embeds, what reads and how much, and what tells policy questions from others."""

    embedder: Embeddings
    reader: Reader
    intent: Intent
    depth: Depth = LOCAL

    @classmethod
    def load(cls, settings: Settings) -> LocalModels:
        """Raises ModelError, with the mend named. The carried model judges questions also where another one embeds."""
        embedder = load_embedder(settings.embedding_model, settings.models)
        carried = embedder if isinstance(embedder, CarriedEmbedder) else load_carried(settings.models)
        return cls(embedder, load_reader(settings.reader, settings.models), Intent.load(carried.depths))
