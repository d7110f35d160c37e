"""A small index of made-up documents, and an assistant over it that needs no model."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up_documents import DOCUMENTS, HOME, FarEmbedder, build_store

from bot.conversation import Conversations
from bot.pipeline import PROMPTS, Assistant
from bot.settings import Settings
from bot.understand import Understanding
from bot.words import Vocabulary
from index.store import PolicyIndex


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_store(tmp_path_factory.mktemp("small"), DOCUMENTS)


@pytest.fixture(scope="session")
def small_index(small_store: Path) -> PolicyIndex:
    return PolicyIndex.open(small_store, FarEmbedder.name)


@pytest.fixture(scope="session")
def bot(small_index: PolicyIndex, small_store: Path, models_dir: Path) -> Assistant:
    """An assistant over the small index; its sessions live in memory."""
    settings = Settings(
        store=small_store,
        documents=small_store.parent / "documents",
        models=models_dir,
        embedding_model=FarEmbedder.name,
        home_jurisdiction=HOME,
    )
    return Assistant(settings, small_index, FarEmbedder(), Conversations(None, 1))


@pytest.fixture(scope="session")
def vocabulary(models_dir: Path) -> Vocabulary:
    return Vocabulary.load(PROMPTS / "everyday.toml", models_dir)


@pytest.fixture(scope="session")
def understanding(vocabulary: Vocabulary, small_index: PolicyIndex) -> Understanding:
    """Reads questions against the small index, at home in 兰州市."""
    return Understanding(vocabulary, small_index.documents(), HOME)
