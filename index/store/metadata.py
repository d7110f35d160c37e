"""What is told of a clause outside: one shape in Chroma, from the loader and from the retriever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from index.facts.validity import validity_on
from index.models import PolicyDocument
from index.store.records import Records

Metadata = dict[str, str]


@dataclass(frozen=True)
class Row:
    """What Chroma holds of a passage besides its vector."""

    passage_id: str
    text: str
    metadata: Metadata


def metadata(document: PolicyDocument, clause_id: str, path: str) -> Metadata:
    """Every key is there, with "" for what is not known; dates are ISO."""
    return {
        "clause_id": clause_id,
        "doc_id": document.doc_id,
        "title": document.title,
        "path": path,
        "jurisdiction": document.jurisdiction,
        "validity": str(document.validity),
        "issued_on": document.issued_on or "",
        "effective_on": document.effective_on or "",
        "expires_on": document.expires_on or "",
    }


def as_recorded(document: PolicyDocument) -> PolicyDocument:
    """`document` with the validity that somebody states: `unknown` where it follows from the dates alone.

    So it is true on any day: what the dates make of it is for the day of the answer.
    """
    without_term = document.model_copy(update={"effective_on": None, "expires_on": None})
    return document.model_copy(update={"validity": validity_on(without_term, date.min).validity})


def rows(records: Records, passage_ids: Iterable[str]) -> Iterator[Row]:
    """What Chroma is told of these passages, the longest text first, streamed."""
    documents: dict[str, PolicyDocument] = {}
    for passage, path in records.longest_first(passage_ids):
        if passage.doc_id not in documents:
            documents[passage.doc_id] = as_recorded(records.head(passage.doc_id))
        document = documents[passage.doc_id]
        yield Row(passage.passage_id, passage.text, metadata(document, passage.clause_id, path))
