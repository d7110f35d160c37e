"""A folder of documents: which of its files are read, why the others are not, and what each is called."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from index.facts.catalog import CATALOG
from index.formats.load import MAX_BYTES, SUFFIXES


def document_files(root: Path) -> list[Path]:
    """The documents below `root`, sorted."""
    return sorted_out(root)[0]


def sorted_out(root: Path) -> tuple[list[Path], list[tuple[str, str]]]:
    """The documents below `root`, and the other files, each with the reason and the mend.

    Nothing that a person put there is passed over in silence. Only the catalog, hidden files and the marks that Word
    leaves of an open file (~$…) go without a word.
    """
    documents: list[Path] = []
    others: list[tuple[str, str]] = []
    for path, why_not in _files(root):
        if why_not:
            source = _shown(path.relative_to(root))
            others.append((source, f"{source}: {why_not}"))
        else:
            documents.append(path)
    return documents, others


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


def _shown(path: Path) -> str:
    """A path that can be stored and printed: a name that is not UTF-8 came from a Chinese Windows."""
    name = path.as_posix()
    return name if _is_utf8(path) else os.fsencode(name).decode("gb18030", "replace")


def _is_utf8(path: Path) -> bool:
    return not any("\ud800" <= char <= "\udfff" for char in path.as_posix())


def _why_not(path: Path, root: Path) -> str:
    if not _is_utf8(path.relative_to(root)):
        return "its name is not in UTF-8 (it was unpacked from a zip of another system); give it another name"
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
