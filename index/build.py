"""Documents → a new generation of the index. The whole way of a document is `build`.

Killed at any moment, it leaves the index as it was; the next build takes what was embedded and removes the rest.
"""

from __future__ import annotations

import logging
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
from langchain_core.embeddings import Embeddings
from langchain_core.utils.iter import batch_iterate

from index.document import read_whole
from index.errors import DocumentError, IndexBroken, IndexMissing
from index.facts.supersede import as_claimed, as_repealed, as_same, claimed_by, same_as, superseded_by
from index.models import PolicyDocument
from index.reading_process import reading_process
from index.store.carry import EMBEDDING, Missing, carry_over, take_over
from index.store.changes import Changes, compare
from index.store.generations import (
    BUILDING,
    FORMAT,
    IndexInfo,
    begin,
    build_lock,
    current_generation,
    leftovers,
    publish,
    read_info,
)
from index.store.lexical import write_lexical
from index.store.metadata import rows
from index.store.passages import Passage, passages
from index.store.records import Records
from index.store.report import BuildReport, write_report
from index.store.sources import Sources
from index.store.vectors import Vectors

Step = Literal["read", "embed", "words"]
Progress = Callable[[Step, int, int], None]  # step, done, of how many
Cut = Callable[[PolicyDocument], Iterable[Passage]]

_log = logging.getLogger(__name__)
_AT_ONCE = 64  # passages that are embedded between two reports of progress


def build(
    sources: Sources,
    store: Path,
    model: str,
    load: Callable[[], Embeddings],
    progress: Progress = lambda *_: None,
    cut: Cut = passages,
) -> BuildReport:
    """Bring the index in `store` up to date with `sources`.

    What is unchanged is not read again, and a passage whose text is unchanged keeps its vector; `load` is called only
    when there is something to embed. `model` is the name that the index records, `cut` makes passages of a document.
    Raises IndexBusy, StoreError, ModelError; a document that cannot be read is a warning of the report.
    """
    started = time.monotonic()
    with build_lock(store):
        previous = _previous(store, model)
        changes = compare(sources, previous)
        embedded = 0
        folder = previous
        if folder is None or changes:
            building = begin(store)
            try:
                embedded = _make(building, previous, changes, model, load, progress, cut)
                folder = publish(building, store)
            finally:
                if not (building / EMBEDDING).exists():  # what was embedded is kept for the next build
                    shutil.rmtree(building, ignore_errors=True)
        for leftover in leftovers(store):
            shutil.rmtree(leftover, ignore_errors=True)
        return write_report(folder, sources, changes, embedded, time.monotonic() - started)


def _previous(store: Path, model: str) -> Path | None:
    """The generation to start from: none when it is missing, damaged, or of another model or format."""
    try:
        folder = current_generation(store)
        info = read_info(folder)
        records = Records(folder / "records.sqlite")
        passages_there = records.counts()["passages"]
        records.close()
        vectors = Vectors(folder / "chroma")
        whole = vectors.count() == passages_there == info.passages
        vectors.close()
        if not whole:
            raise IndexBroken(f"the index in {folder} does not hold what it says")
    except IndexMissing:
        return None
    except IndexBroken:
        _log.warning("the index in %s is damaged or of another version: it is made anew", store)
        return None
    return folder if info.embedding_model == model else None


def _make(
    building: Path,
    previous: Path | None,
    changes: Changes,
    model: str,
    load: Callable[[], Embeddings],
    progress: Progress,
    cut: Cut,
) -> int:
    """Fill `building` with a whole generation; how many passages were embedded."""
    if previous:
        shutil.copytree(previous / "chroma", building / "chroma")
        shutil.copyfile(previous / "records.sqlite", building / "records.sqlite")
    with closing(Records(building / "records.sqlite", write=True)) as records:
        before: dict[str, str] = {}
        for doc_id in changes.gone:
            before.update((name, text_hash) for name, _, _, text_hash in records.passage_keys(doc_id))
            records.remove(doc_id)
        now = _read(records, changes, progress, cut)
        told = _mark(records)
        with closing(Vectors(building / "chroma")) as vectors:
            missing = carry_over(vectors, records, before, now)
            told |= before.keys() & now.keys()
            vectors.retell(rows(records, told - missing.keys()))
            # From here on each vector that is there belongs to the text of its record: the next build may take them.
            (building / EMBEDDING).write_text(model, encoding="utf-8")
            for leftover in leftovers(building.parent.parent, but=building):
                missing = take_over(vectors, records, leftover, model, missing)
                shutil.rmtree(leftover, ignore_errors=True)
            if missing:
                _embed(records, vectors, list(missing), load(), progress)
            dimension = vectors.dimension()
        _write_words(records, building / "bm25", previous and previous / "bm25", progress)
        info = IndexInfo(
            format=FORMAT,
            generation=building.name.removeprefix(BUILDING),
            built_at=datetime.now(UTC).isoformat(timespec="seconds"),
            embedding_model=model,
            dimension=dimension,
            **records.counts(),
        )
    (building / "info.json").write_text(info.model_dump_json(indent=1), encoding="utf-8")
    (building / EMBEDDING).unlink()
    return len(missing)


def _read(records: Records, changes: Changes, progress: Progress, cut: Cut) -> Missing:
    """Read what is new or changed into the records; its passages."""
    now: Missing = {}
    entries = changes.to_read()
    for done, entry in enumerate(entries):
        progress("read", done, len(entries))
        try:
            work = partial(read_whole, entry.read, cut)
            document, of, supports = reading_process().run(entry.source, work) if entry.apart else work()
            records.add(document, entry, of, supports)
            now.update((passage.passage_id, passage.text_hash) for passage in of)
        except DocumentError as error:
            changes.failures[entry.source] = (entry.fingerprint, entry.context, str(error))
        except sqlite3.IntegrityError:
            reason = f"{entry.source} repeats another document"
            changes.failures[entry.source] = (entry.fingerprint, entry.context, reason)
    progress("read", len(entries), len(entries))
    records.set_failures(changes.failures)
    return now


def _embed(records: Records, vectors: Vectors, names: list[str], embedder: Embeddings, progress: Progress) -> None:
    done = 0
    for batch in batch_iterate(_AT_ONCE, rows(records, names)):
        progress("embed", done, len(names))
        made = np.array(embedder.embed_documents([row.text for row in batch]), dtype=np.float32)
        # Not every model gives vectors of length 1, which the search takes them for.
        vectors.add(batch, made / np.linalg.norm(made, axis=1, keepdims=True).clip(min=1e-9))
        done += len(batch)
    progress("embed", done, len(names))


def _mark(records: Records) -> set[str]:
    """Serve every document as it was read, but for what the others say of it; the passages of such documents."""
    as_read = records.documents_as_read()
    marks = (
        (superseded_by(as_read), as_repealed),
        (claimed_by(as_read), as_claimed),
        (same_as(as_read), as_same),
    )
    marked = set(records.marked())
    about: set[str] = set()
    for document in as_read:
        served = document
        for others, mark in marks:
            if document.doc_id in others:
                served = mark(served, others[document.doc_id])
        if served is not document or document.doc_id in marked:
            records.serve_as(served)
            about.update(name for name, _, _, _ in records.passage_keys(document.doc_id))
    return about


def _write_words(records: Records, folder: Path, before: Path | None, progress: Progress) -> None:
    total = records.counts()["passages"]

    def texts() -> Iterator[tuple[str, str]]:
        for done, passage in enumerate(records.passage_texts()):
            if done % 2000 == 0:
                progress("words", done, total)
            yield passage

    write_lexical(texts(), folder, before)
    progress("words", total, total)
