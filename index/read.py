"""The whole way of one document: load → clean → lay out → parse → metadata → quality."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from pathlib import Path, PurePosixPath

from index.catalog import CATALOG, CatalogFacts, read_catalog
from index.clean import clean
from index.layout import lay_out
from index.load import SUFFIXES, load
from index.metadata import read_metadata
from index.models import PolicyDocument
from index.parse import parse
from index.quality import find_damage

__all__ = ["document_files", "document_id", "read_catalog", "read_document", "read_text"]


def document_files(root: Path) -> list[Path]:
    """The documents below `root`, sorted; the catalog, hidden files and unsupported formats left out."""
    return sorted(
        path
        for path in root.rglob("*")
        if path.is_file()
        and path.suffix.lower() in SUFFIXES
        and path.name != CATALOG
        and not any(part.startswith((".", "~$")) for part in path.relative_to(root).parts)
    )


def document_id(name: str) -> str:
    """A pure function of the file name relative to the documents folder: ASCII slug and 6 hex digits."""
    name = unicodedata.normalize("NFC", name)
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(name).stem.lower()).strip("-")[:48].strip("-")
    digest = hashlib.blake2s(name.encode()).hexdigest()[:6]
    return f"{stem or 'doc'}-{digest}"


def read_document(
    path: Path, root: Path, facts: CatalogFacts | None = None, today: date | None = None
) -> PolicyDocument:
    """Read one file; `facts` are its row of the catalog. Raises DocumentError with the mend named.

    Dates that have passed are judged as of `today`.
    """
    loaded = load(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return read_text(loaded.text, path.relative_to(root).as_posix(), facts, today, sha256=digest)


def read_text(
    text: str,
    name: str,
    facts: CatalogFacts | None = None,
    today: date | None = None,
    *,
    sha256: str | None = None,
) -> PolicyDocument:
    """The same for text in memory, as if it stood in the file `name`."""
    doc_id = document_id(name)
    cleaned = clean(text)
    layout = lay_out(cleaned.text, cleaned.file_titles)
    parsed = parse(cleaned.text, layout, doc_id)
    known = read_metadata(cleaned, layout, PurePosixPath(name).stem, facts, today or date.today())
    damage = find_damage(cleaned, layout)
    return PolicyDocument(
        doc_id=doc_id,
        title=known.title,
        doc_number=known.doc_number,
        issuers=known.issuers,
        jurisdiction=known.jurisdiction,
        issued_on=known.issued_on,
        published_on=known.published_on,
        effective_on=known.effective_on,
        expires_on=known.expires_on,
        validity=known.validity,
        source_file=name,
        source_url=facts.source_url if facts else None,
        sha256=sha256 or hashlib.sha256(text.encode()).hexdigest(),
        topic=known.topic,
        repeals=known.repeals,
        based_on=known.based_on,
        warnings=tuple(known.warnings + damage),
        evidence=tuple(known.evidence),
        clean_text=cleaned.text,
        clauses=parsed.clauses,
    )
