"""What a build is made of: a folder of documents, or a JSONL file of provisions that are split already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from index.errors import DocumentError
from index.language.encodable import encodable
from index.models import Clause, PolicyDocument

RULES = 4
"""The version of how documents are read. Raise it with a change there: an index then reads every document again.

The day is no part of it: whether a document is in force is judged when it is served (`validity_on`).
"""


@dataclass(frozen=True)
class Entry:
    """One document to be.

    `fingerprint` is of what people wrote (its bytes, its facts), `context` of what else decides what is read out of it
    (the version of the rules): where only that differs it is read anew, but has not changed. What is `apart`
    is read in another process, under limits (index/reading_process.py): its `read` can be pickled.
    """

    source: str
    fingerprint: str
    context: str
    read: Callable[[], PolicyDocument]  # raises DocumentError
    apart: bool = False


@dataclass(frozen=True)
class Sources:
    """`problems` are files, or lines of a file, that are not read: (place, what is wrong)."""

    entries: tuple[Entry, ...]
    problems: tuple[tuple[str, str], ...] = ()


def folder_sources(documents: Path) -> Sources:
    """The documents under a folder, with what a person wrote of them into its catalog.

    Raises DocumentError when there is no such folder, or no document in it.
    """
    from index.document import read_document
    from index.facts.catalog import read_catalog
    from index.folder import sorted_out

    if not documents.is_dir():
        raise DocumentError(f"there is no folder {documents}: name the folder of documents with --documents")
    documents = documents.absolute()  # for the process that reads, wherever it was started
    catalog = read_catalog(documents)
    entries: list[Entry] = []
    paths, problems = sorted_out(documents)
    for path in paths:
        source = path.relative_to(documents).as_posix()
        facts = catalog.get(source)
        try:
            digest = hashlib.sha256(path.read_bytes())
        except OSError as error:
            problems.append((source, f"{source}: it cannot be read ({error.strerror}); allow it, or take it away"))
            continue
        digest.update(f"\0{facts!r}".encode())
        read = partial(read_document, path, documents, facts)
        entries.append(Entry(source, digest.hexdigest(), f"rules {RULES}", read, apart=True))
    if not entries:
        others = f" ({'; '.join(why for _, why in problems[:3])})" if problems else ""
        raise DocumentError(
            f"there is no document in {documents}{others}: put files there, or name another with --documents"
        )
    return Sources(tuple(entries), tuple(problems))


def jsonl_sources(file: Path) -> Sources:
    """The provisions of a JSONL file, `{"id", "title", "text"}` a line; those of one title are one document.

    The file is read twice, a line at a time: now for its fingerprints, and again, by place, for what is built.
    A line that is not such a row is a problem, and the rest goes on.
    Raises DocumentError when the file cannot be read or holds no row.
    """
    rows: dict[str, list[int]] = {}
    digests: dict[str, hashlib._Hash] = {}
    seen: set[str] = set()
    problems: list[tuple[str, str]] = []
    try:
        with file.open("rb") as lines:
            place = 0
            for number, line in enumerate(lines, 1):
                start, place = place, place + len(line)
                if not line.strip():
                    continue
                try:
                    row_id, title, _ = _row(line)
                except (ValueError, KeyError, TypeError, RecursionError):
                    problems.append((f"{file.name}:{number}", f'line {number} is not {{"id", "title", "text"}}'))
                    continue
                if row_id in seen:
                    problems.append((f"{file.name}:{number}", f"line {number} repeats the id {row_id}"))
                    continue
                seen.add(row_id)
                rows.setdefault(title, []).append(start)
                digests.setdefault(title, hashlib.sha256()).update(line.strip() + b"\n")
    except OSError as error:
        raise DocumentError(f"cannot read {file}: {error.strerror}") from error
    if not rows:
        raise DocumentError(f'there is no provision in {file}: it needs lines {{"id", "title", "text"}}')
    entries = tuple(
        Entry(
            f"{file.name}#{title}",
            digests[title].hexdigest(),
            f"rules {RULES}",
            partial(_provisions, file.absolute(), title, tuple(starts)),  # as long as it is: the limits are for files
        )
        for title, starts in rows.items()
    )
    return Sources(entries, tuple(problems))


def _row(line: bytes) -> tuple[str, str, str]:
    row = json.loads(line)
    row_id, title, text = str(row["id"]), row["title"], row["text"]
    if not isinstance(title, str) or not isinstance(text, str) or not text.strip():
        raise ValueError("not a provision")
    return encodable(row_id), encodable(title.strip()), encodable(text.strip())


def _provisions(file: Path, title: str, starts: tuple[int, ...]) -> PolicyDocument:
    doc_id = "p" + hashlib.sha256(title.encode()).hexdigest()[:12]
    clauses: list[Clause] = []
    texts: list[str] = []
    digest = hashlib.sha256()
    place = 0
    try:
        with file.open("rb") as lines:
            for start in starts:
                lines.seek(start)
                line = lines.readline()
                digest.update(line)
                row_id, _, text = _row(line)
                short = hashlib.sha256(row_id.encode()).hexdigest()[:12]
                clauses.append(
                    Clause(
                        clause_id=f"{doc_id}-{short}",
                        doc_id=doc_id,
                        num="",
                        heading="",
                        path="",
                        text=text,
                        start=place,
                        end=place + len(text),
                        source_id=row_id,
                    )
                )
                texts.append(text)
                place += len(text) + 1
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DocumentError(f"{file.name} changed while it was read: build again") from error
    return PolicyDocument(
        doc_id=doc_id,
        title=title,
        source_file=file.name,
        sha256=digest.hexdigest(),
        clean_text="\n".join(texts),
        clauses=tuple(clauses),
    )
