"""The whole way of one document: load → clean → lay out → parse → metadata → quality."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path, PurePosixPath

from index.facts.catalog import CatalogFacts
from index.facts.metadata import read_metadata
from index.folder import document_id
from index.formats.lines import Loaded
from index.formats.load import ALIASES, load
from index.language.spans import line_spans
from index.models import PolicyDocument, PolicyWarning, SupportItem
from index.provisions import read_provisions
from index.reading.clauses import parse
from index.reading.clean import Cleaned, clean
from index.reading.damage import find_damage
from index.reading.layout import lay_out
from index.reading.outline import Hints
from index.store.passages import Passage
from index.supports.extract import extract_supports


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
    known = read_metadata(cleaned, layout, loaded.title or PurePosixPath(name).stem, facts, today or date.today())
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
