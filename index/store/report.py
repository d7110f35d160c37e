"""What a build tells: the last line that it prints."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from index.facts.supersede import superseded_by
from index.facts.validity import validity_on
from index.models import Model
from index.store.changes import Changes
from index.store.generations import read_info
from index.store.records import Records
from index.store.sources import Sources


class BuildWarning(Model):
    """Damage or doubt of one document, or why it could not be read (code `unreadable`)."""

    source: str
    code: str
    message: str


class Superseded(Model):
    """A document that another one of this index repeals, and the clauses that fall with it."""

    doc_id: str
    title: str
    by: str
    clauses: tuple[str, ...]


class BuildReport(Model):
    """What a build did. `embedded` passages were given to the model; the others kept their vectors."""

    documents: int
    clauses: int
    added: int
    changed: int
    removed: int
    unchanged: int
    embedded: int
    warnings: tuple[BuildWarning, ...]
    superseded: tuple[Superseded, ...]
    generation: str
    seconds: float


def write_report(folder: Path, sources: Sources, changes: Changes, embedded: int, seconds: float) -> BuildReport:
    """The report of a build that ended with the generation in `folder`."""
    records = Records(folder / "records.sqlite")
    warned = [validity_on(document, date.today()) for document in records.documents(having="warnings")]
    unreadable = [*sources.problems, *((source, reason) for source, (_, _, reason) in changes.failures.items())]
    warnings = [BuildWarning(source=source, code="unreadable", message=message) for source, message in unreadable]
    warnings += [
        BuildWarning(source=document.source_file, code=warning.code, message=warning.message)
        for document in warned
        for warning in document.warnings
    ]
    by = superseded_by(records.documents_as_read()) if records.marked() else {}
    titles = {document.doc_id: document.title for document in warned}
    superseded = [
        Superseded(doc_id=doc_id, title=titles[doc_id], by=newer.doc_id, clauses=records.clause_ids(doc_id))
        for doc_id, newer in by.items()
    ]
    info = read_info(folder)
    records.close()
    failed = changes.failures.keys()
    return BuildReport(
        documents=info.documents,
        clauses=info.clauses,
        added=sum(entry.source not in failed for entry in changes.added),
        changed=sum(entry.source not in failed for entry in changes.changed),
        removed=changes.removed,
        unchanged=changes.unchanged + sum(entry.source not in failed for entry in changes.outdated),
        embedded=embedded,
        warnings=tuple(warnings),
        superseded=tuple(superseded),
        generation=info.generation,
        seconds=round(seconds, 2),
    )
