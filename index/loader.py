"""Documents for LangChain: a folder or a file → one `Document` a clause (docs/langchain.md)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from index.document import read_document
from index.errors import DocumentError
from index.facts.catalog import CatalogFacts, read_catalog
from index.folder import document_files
from index.models import PolicyDocument
from index.reading_process import reading_process
from index.store.metadata import as_recorded, metadata

_log = logging.getLogger(__name__)


class PolicyLoader(BaseLoader):
    """Clauses as a build reads them: what the catalog of the folder says counts, and each file is read under limits.

    What one document says of another (that it is repealed) only the index knows.
    """

    def __init__(self, path: str | Path) -> None:
        """`path` is a folder of documents or one of them."""
        self.path = Path(path).absolute()

    def lazy_load(self) -> Iterator[Document]:
        """The clauses, document by document, each with its clause_id as `id`.

        A file of a folder that cannot be read is a warning in the log. Raises DocumentError where `path` is that file.
        """
        if not self.path.is_dir():
            facts = read_catalog(self.path.parent)
            yield from _documents(_read(self.path, self.path.parent, facts), self.path)
            return
        facts = read_catalog(self.path)
        for file in document_files(self.path):
            try:
                document = _read(file, self.path, facts)
            except DocumentError as error:
                _log.warning("%s is left out: %s", file, error)
                continue
            yield from _documents(document, file)


def _read(file: Path, root: Path, facts: dict[str, CatalogFacts]) -> PolicyDocument:
    source = file.relative_to(root).as_posix()
    return reading_process().run(source, partial(read_document, file, root, facts.get(source)))


def _documents(document: PolicyDocument, file: Path) -> Iterator[Document]:
    recorded = as_recorded(document)
    for clause in document.clauses:
        told = metadata(recorded, clause.clause_id, clause.path) | {"source": str(file)}
        yield Document(clause.text, id=clause.clause_id, metadata=told)
