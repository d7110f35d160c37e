"""What several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.embedding.embed import SentenceEmbedder, load_embedder
from index.embedding.offline import CARRIED_MODEL, stay_offline

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def _offline() -> None:
    stay_offline()


@pytest.fixture(scope="session")
def models_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the carried model is unpacked: the project's own folder, where a run has left it already."""
    usual = ROOT / "var" / "models"
    return usual if usual.is_dir() else tmp_path_factory.mktemp("models")


@pytest.fixture(scope="session")
def embedder(models_dir: Path) -> SentenceEmbedder:
    """The real model."""
    return load_embedder(CARRIED_MODEL, models_dir)


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceEmbedder) -> Path:
    """A store built from documents/ with the real model, once a session. Tests only read it."""
    from index.build import build
    from index.store.sources import folder_sources

    store = tmp_path_factory.mktemp("store")
    build(folder_sources(ROOT / "documents"), store, CARRIED_MODEL, lambda: embedder)
    return store
