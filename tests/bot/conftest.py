"""A small index of made-up documents, and an assistant over it with the real models."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer.texts import Texts
from bot.conversation import Conversations
from bot.evidence.local_reader import CARRIED_READER, load_reader
from bot.evidence.read import Reader
from bot.local_models import LocalModels
from bot.pipeline import PROMPTS, Assistant
from bot.question.intent import Intent
from bot.question.understand import Understanding
from bot.settings import Settings
from index.embedding.embed import SentenceEmbedder
from index.embedding.offline import CARRIED_MODEL
from index.store.policy_index import PolicyIndex
from tests.bot.made_up_documents import DOCUMENTS, HOME, build_store


@pytest.fixture(scope="session")
def reader(models_dir: Path) -> Reader:
    """The carried reader."""
    return load_reader(CARRIED_READER, models_dir)


@pytest.fixture(scope="session")
def intent(embedder: SentenceEmbedder) -> Intent:
    """What tells the kinds and routes of questions."""
    return Intent.load(embedder.depths)


@pytest.fixture(scope="session")
def models(embedder: SentenceEmbedder, reader: Reader, intent: Intent) -> LocalModels:
    """All of them, as an assistant takes them."""
    return LocalModels(embedder, reader, intent)


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    return build_store(tmp_path_factory.mktemp("small"), DOCUMENTS, embedder)


@pytest.fixture(scope="session")
def small_index(small_store: Path) -> PolicyIndex:
    return PolicyIndex.open(small_store, CARRIED_MODEL)


@pytest.fixture(scope="session")
def bot(small_index: PolicyIndex, small_store: Path, models_dir: Path, models: LocalModels) -> Assistant:
    """An assistant over the small index; its sessions live in memory."""
    settings = Settings(
        store=small_store,
        documents=small_store.parent / "documents",
        models=models_dir,
        embedding_model=CARRIED_MODEL,
        home_jurisdiction=HOME,
    )
    return Assistant(settings, small_index, models, Conversations(None, 1))


@pytest.fixture(scope="session")
def understanding(small_index: PolicyIndex, intent: Intent) -> Understanding:
    """Reads questions against the small index, at home in 兰州市."""
    return Understanding(small_index.documents(), HOME, intent, Texts(PROMPTS).english)
