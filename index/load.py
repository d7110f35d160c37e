"""File → decoded text, by what the file holds, not by what it is called."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from index.errors import DocumentError
from index.formats.lines import Loaded

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl"})
MAX_BYTES = 50_000_000

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta|div)\b", re.I)


def load(path: Path) -> tuple[Loaded, str]:
    """The decoded text of a file, and the format that it really has (".pdf", …).

    Raises DocumentError, with the mend named, when the file is empty, too large, encrypted, a scan, or of no known
    format.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise DocumentError(f"{path.name}: {size} bytes are more than {MAX_BYTES}; split it into several documents")
    data = path.read_bytes()
    if not data.strip():
        raise DocumentError(f"{path.name}: the file is empty; put the document into it, or take it away")
    found = true_format(data, path)
    loaded = _reader(found)(data, path.name)
    if not loaded.text.strip():
        raise DocumentError(f"{path.name}: there is no text in it; give the document as text, or take it away")
    return loaded, found


def true_format(data: bytes, path: Path) -> str:
    """The format by the file's first bytes, else by its suffix. Raises DocumentError for one that cannot be read."""
    suffix = path.suffix.lower()
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        if b"word/" in data:
            return ".docx"
        raise DocumentError(f"{path.name}: it is a zip file and no Word document; unpack it, or save it as .docx")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(f"{path.name}: it is encrypted or an old .doc; open it in Word and save it as plain .docx")
    if suffix in (".pdf", ".docx"):
        raise DocumentError(f"{path.name}: it is not a {suffix[1:]} file; give it the suffix of what it holds")
    if suffix == ".htm" or _HTML.match(data[:2000].lstrip(b"\xef\xbb\xbf")):
        return ".html"
    if suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"{path.name}: {suffix or 'no suffix'} is not a known format; save it as one of {known}")
    return suffix


def _reader(found: str) -> Callable[[bytes, str], Loaded]:
    """The function that reads a format; its library is imported only now."""
    match found:
        case ".docx":
            from index.formats.word import read_docx

            return read_docx
        case ".pdf":
            from index.formats.pdf import read_pdf

            return read_pdf
        case ".html":
            from index.formats.web import read_html

            return read_html
        case ".md":
            from index.formats.text import read_markdown

            return read_markdown
        case _:
            from index.formats.text import read_plain

            return read_plain
