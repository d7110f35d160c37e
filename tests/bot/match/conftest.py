"""The documents of the project, and those of other places."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import read_document
from index.facts.catalog import read_catalog
from index.folder import document_files
from index.models import PolicyDocument

ROOT = Path(__file__).parents[3]


def _read(folder: Path) -> list[PolicyDocument]:
    facts = read_catalog(folder)
    return [read_document(p, folder, facts.get(p.relative_to(folder).as_posix())) for p in document_files(folder)]


@pytest.fixture(scope="session")
def documents() -> list[PolicyDocument]:
    return _read(ROOT / "documents")


@pytest.fixture(scope="session")
def others() -> list[PolicyDocument]:
    """Documents of other places, some of them in force."""
    return _read(ROOT / "tests/gold/other/documents")
