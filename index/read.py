"""The whole way of one document: load → clean → lay out → parse → metadata → quality."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from index.catalog import CATALOG, CatalogFacts, read_catalog
from index.clean import Cleaned, clean
from index.formats.lines import Loaded
from index.layout import lay_out
from index.load import ALIASES, MAX_BYTES, SUFFIXES, load
from index.metadata import read_metadata
from index.models import PolicyDocument, PolicyWarning, SupportItem
from index.outline import Hints
from index.parse import parse
from index.passages import Passage
from index.provisions import read_provisions
from index.quality import find_damage
from index.supports import extract_supports
from index.tracked import line_spans

__all__ = [
    "CatalogFacts",
    "document_files",
    "document_id",
    "left_out",
    "read_catalog",
    "read_document",
    "read_text",
    "read_whole",
]


def document_files(root: Path) -> list[Path]:
    """The documents below `root`, sorted."""
    return [path for path, why_not in _files(root) if not why_not]


def left_out(root: Path) -> list[tuple[str, str]]:
    """The other files below `root`, each with the reason and the mend: nothing that a person put there is passed over
    in silence. Only the catalog, hidden files and the marks that Word leaves of an open file (~$…) go without a word.
    """
    return [
        (source, f"{source}: {why_not}")
        for path, why_not in _files(root)
        if why_not and (source := path.relative_to(root).as_posix())
    ]


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    """Every file below `root`, sorted, with the reason why it is no document to be read ("" for one that is)."""
    paths: list[Path] = []
    closed: dict[Path, str] = {}

    def note(error: OSError) -> None:
        closed[Path(error.filename)] = f"the folder cannot be read ({error.strerror}); allow it, or take it away"

    for folder, folders, names in os.walk(root, onerror=note):
        paths += (Path(folder, name) for name in names)
        paths += (link for name in folders if (link := Path(folder, name)).is_symlink())
    for path in sorted([*paths, *closed]):
        inside = path.relative_to(root)
        if path.name != CATALOG and not any(part.startswith((".", "~$")) for part in inside.parts):
            yield path, closed.get(path) or _why_not(path, root)


def _why_not(path: Path, root: Path) -> str:
    if path.is_symlink() and path.exists() and not path.resolve().is_relative_to(root.resolve()):
        return "it is a link that leads out of the folder of documents; put the file itself there"
    if not path.is_file():
        return "it is no file that can be read (a link to a folder or to nothing); put the file itself there"
    if path.suffix.lower() not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        packed = path.suffix.lower() in (".zip", ".rar", ".7z")
        mend = "unpack it" if packed else f"save it as one of {known}, or take it away"
        return f"{path.suffix or 'no suffix'} is not a known format; {mend}"
    if (size := path.stat().st_size) > MAX_BYTES:
        return f"{size} bytes are more than {MAX_BYTES}; split it into several documents"
    return ""


def document_id(name: str) -> str:
    """A pure function of the file name relative to the documents folder: ASCII slug and 6 hex digits."""
    name = unicodedata.normalize("NFC", name)
    stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(name).stem.lower()).strip("-")[:48].strip("-")
    digest = hashlib.blake2s(name.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{stem or 'doc'}-{digest}"


def read_document(
    path: Path, root: Path, facts: CatalogFacts | None = None, today: date | None = None
) -> PolicyDocument:
    """Read one file; `facts` are its row of the catalog. Raises DocumentError with the mend named.

    What has expired or is not yet in force is judged as of `today`.
    """
    loaded, found = load(path)
    name = path.relative_to(root).as_posix()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if found == ".jsonl":
        return read_provisions(loaded.text, name, document_id(name), digest, facts)
    document = _read(loaded, name, facts, today, digest)
    flags = _flags(loaded, found, path)
    return document.model_copy(update={"warnings": (*document.warnings, *flags)}) if flags else document


def read_whole(
    read: Callable[[], PolicyDocument], cut: Callable[[PolicyDocument], Iterable[Passage]]
) -> tuple[PolicyDocument, list[Passage], tuple[SupportItem, ...]]:
    """All that rules make of one document: what an odd text may stop, and so what is done under limits."""
    document = read()
    return document, list(cut(document)), extract_supports(document)


def read_text(
    text: str,
    name: str,
    facts: CatalogFacts | None = None,
    today: date | None = None,
) -> PolicyDocument:
    """The same for text in memory, as if it stood in the text file `name`; never raises."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _read(Loaded(text, wrapped=True), name, facts, today, digest)


def _read(loaded: Loaded, name: str, facts: CatalogFacts | None, today: date | None, sha256: str) -> PolicyDocument:
    doc_id = document_id(name)
    cleaned = clean(loaded.text, wrapped=loaded.wrapped)
    layout = lay_out(cleaned.text, cleaned.file_titles)
    origin = cleaned.tracked.origin
    parsed = parse(cleaned.text, layout, doc_id, _hints(loaded, cleaned), lambda at: loaded.page_of(origin[at]))
    known = read_metadata(cleaned, layout, PurePosixPath(name).stem, facts, today or date.today())
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
        sha256=sha256,
        topic=known.topic,
        repeals=known.repeals,
        based_on=known.based_on,
        warnings=(*known.warnings, *find_damage(cleaned, layout)),
        evidence=tuple(known.evidence),
        clean_text=cleaned.text,
        clauses=tuple(
            clause.model_copy(update={"gaps": gaps})
            if (gaps := cleaned.tracked.gaps(loaded.text, clause.start, clause.end))
            else clause
            for clause in parsed.clauses
        ),
    )


def _hints(loaded: Loaded, cleaned: Cleaned) -> Hints:
    """What the file's markup says of lines, by their offsets in the clean text."""
    origin = cleaned.tracked.origin
    starts = [start for start, _ in line_spans(cleaned.text)]
    return Hints(
        {start: loaded.headings[origin[start]] for start in starts if origin[start] in loaded.headings},
        frozenset(start for start in starts if origin[start] in loaded.rows),
        frozenset(start for start in starts if origin[start] in loaded.groups),
    )


def _flags(loaded: Loaded, found: str, path: Path) -> list[PolicyWarning]:
    flags = []
    suffix = path.suffix.lower()
    if ALIASES.get(suffix, suffix) != found:
        message = f"文件名后缀为{path.suffix}，实际是{found[1:]}格式，已按实际格式读取，请更正文件名。"
        flags.append(PolicyWarning(code="mislabelled", message=message))
    if loaded.unread:
        pages = "、".join(map(str, loaded.unread[:10]))
        message = f"第{pages}页为扫描图片，其中文字无法读取，请以原文为准。"
        flags.append(PolicyWarning(code="scanned", message=message))
    flags += (PolicyWarning(code=code, message=message) for code, message in loaded.warnings)
    return flags
