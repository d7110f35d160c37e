"""A file of provisions that are split already: `{"id", "title", "text"}` a line, each its own clause."""

from __future__ import annotations

import hashlib
import json
from pathlib import PurePosixPath

from index.errors import DocumentError
from index.facts.catalog import CatalogFacts
from index.language.encodable import encodable
from index.models import Clause, PolicyDocument, Validity


def read_provisions(
    text: str, name: str, doc_id: str, sha256: str, facts: CatalogFacts | None = None
) -> PolicyDocument:
    """One document of the whole file; a clause keeps the row's id, and the row's title as its path.

    Raises DocumentError with the number of the first line that is not such a row.
    """
    clauses: list[Clause] = []
    texts: list[str] = []
    titles: set[str] = set()
    at = 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        row_id, title, words = _row(line, name, number)
        key = hashlib.blake2s(row_id.encode()).hexdigest()[:12]
        titles.add(title)
        clauses.append(
            Clause(
                clause_id=f"{doc_id}.r{key}",
                doc_id=doc_id,
                num="",
                heading="",
                path=title,
                text=words,
                start=at,
                end=at + len(words),
                source_id=row_id,
            )
        )
        texts.append(words)
        at += len(words) + 1
    if not clauses:
        raise DocumentError(f'{name}: there is no provision in it; it needs lines {{"id", "title", "text"}}')
    if len({clause.source_id for clause in clauses}) < len(clauses):
        raise DocumentError(f"{name}: two rows have the same id; give each its own")
    known = facts or CatalogFacts()
    return PolicyDocument(
        doc_id=doc_id,
        title=known.title or (titles.pop() if len(titles) == 1 else PurePosixPath(name).stem),
        doc_number=known.doc_number,
        issuers=known.issuers,
        jurisdiction=known.jurisdiction or "",
        issued_on=known.issued_on,
        published_on=known.published_on,
        effective_on=known.effective_on,
        expires_on=known.expires_on,
        validity=known.validity or Validity.UNKNOWN,
        source_file=name,
        source_url=known.source_url,
        sha256=sha256,
        clean_text="\n".join(texts),
        clauses=tuple(clauses),
    )


def _row(line: str, name: str, number: int) -> tuple[str, str, str]:
    try:
        row = json.loads(line)
        row_id, title, words = str(row["id"]), row["title"], row["text"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DocumentError(f'{name}: line {number} is not {{"id", "title", "text"}}; mend it') from error
    if not isinstance(title, str) or not isinstance(words, str) or not words.strip():
        raise DocumentError(f"{name}: line {number} has no title or no text; mend it")
    return encodable(row_id), encodable(title.strip()), encodable(words.strip())
