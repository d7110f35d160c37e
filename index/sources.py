"""What a build is made of: a folder of documents, or a JSONL file of provisions that are split already."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path

from index.encodable import encodable
from index.errors import DocumentError
from index.models import Clause, PolicyDocument


@dataclass(frozen=True)
class Entry:
    """One document to be.

    `fingerprint` is of what people wrote (its bytes, its facts), `context` of what else decides what is read out of it
    (the code, the day): where only that differs it is read anew, but has not changed.
    """

    source: str
    fingerprint: str
    context: str
    read: Callable[[], PolicyDocument]  # raises DocumentError


@dataclass(frozen=True)
class Sources:
    """`problems` are lines of a file that could not be read: (place, what is wrong)."""

    entries: tuple[Entry, ...]
    problems: tuple[tuple[str, str], ...] = ()


@cache
def code_version() -> str:
    """A hash of the code that reads documents: another version reads them anew."""
    folder = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    return digest.hexdigest()


def folder_sources(documents: Path) -> Sources:
    """The documents under a folder, with what a person wrote of them into its catalog.

    Raises DocumentError when there is no such folder, or no document in it.
    """
    from index.read import document_files, read_catalog, read_document

    if not documents.is_dir():
        raise DocumentError(f"there is no folder {documents}: name the folder of documents with --documents")
    catalog = read_catalog(documents)
    today = date.today()  # a term ends without a change of the file
    entries: list[Entry] = []
    problems: list[tuple[str, str]] = []
    for path in document_files(documents):
        source = path.relative_to(documents).as_posix()
        facts = catalog.get(source)
        try:
            digest = hashlib.sha256(path.read_bytes())
        except OSError as error:
            problems.append((source, f"{source}: {error.strerror}"))
            continue
        digest.update(f"\0{facts!r}".encode())
        read = partial(read_document, path, documents, facts, today)
        entries.append(Entry(source, digest.hexdigest(), f"{code_version()} {today}", read))
    if not entries:
        raise DocumentError(f"there is no document in {documents}: put files there, or name another with --documents")
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
                except (ValueError, KeyError, TypeError):
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
            code_version(),
            partial(_provisions, file, title, tuple(starts)),
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
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DocumentError(f"{file} changed while it was read: build again") from error
    return PolicyDocument(
        doc_id=doc_id,
        title=title,
        source_file=file.name,
        sha256=digest.hexdigest(),
        clean_text="\n".join(texts),
        clauses=tuple(clauses),
    )
