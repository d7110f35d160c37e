"""File → decoded text, by what the file holds, not by what it is called."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from index.errors import DocumentError
from index.formats.lines import Loaded

ALIASES = {
    ".htm": ".html",
    ".mhtml": ".mht",
    ".docm": ".docx",
    ".wps": ".doc",
    ".xlsm": ".xlsx",
    ".et": ".xls",
}  # a suffix → that of its format
SUFFIXES = frozenset(
    {".txt", ".md", ".html", ".mht", ".docx", ".doc", ".rtf", ".xlsx", ".xls", ".ofd", ".pdf", ".jsonl", *ALIASES}
)
MAX_BYTES = 50_000_000
MAX_UNPACKED = 200_000_000  # bytes; a small zip can hold a huge file
MAX_LETTERS = 5_000_000  # of a text; a collection of 500 laws has as many

_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|meta|div)\b", re.I)
_MHT = re.compile(rb"(?:[A-Za-z-]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?MIME-Version:", re.I)
_BINARY = frozenset({".pdf", ".docx", ".doc", ".xlsx", ".xls", ".ofd", ".rtf", ".mht"})
_INSIDE = {"word/": ".docx", "xl/": ".xlsx", "ofd.xml": ".ofd"}


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
    if len(loaded.text) > MAX_LETTERS and found != ".jsonl":
        words = f"its text has {len(loaded.text)} characters, more than {MAX_LETTERS}"
        raise DocumentError(f"{path.name}: {words}; split it into several documents")
    if not loaded.text.strip():
        raise DocumentError(f"{path.name}: there is no text in it; give the document as text, or take it away")
    return loaded, found


def true_format(data: bytes, path: Path) -> str:
    """The format by the file's first bytes, else by its suffix. Raises DocumentError for one that cannot be read."""
    suffix = ALIASES.get(path.suffix.lower(), path.suffix.lower())
    if data.startswith(b"%PDF-") or (suffix == ".pdf" and b"%PDF-" in data[:1024]):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data, path.name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(data, path.name)
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if _MHT.match(data[:2000]):
        return ".mht"
    if path.suffix.lower() == ".htm" or _HTML.match(data[:2000].lstrip(b"\xef\xbb\xbf")):
        return ".html"
    if suffix in _BINARY:
        raise DocumentError(f"{path.name}: it is not a {suffix[1:]} file; give it the suffix of what it holds")
    if suffix not in SUFFIXES:
        known = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"{path.name}: {suffix or 'no suffix'} is not a known format; save it as one of {known}")
    return suffix


def _zipped(data: bytes, name: str) -> str:
    """The format of a zip, by the files in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            inside = [item.filename.replace("\\", "/").lstrip("/") for item in package.infolist()]
            size = sum(item.file_size for item in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        words = "a zip file that is damaged, and so not a Word document, workbook or OFD"
        raise DocumentError(f"{name}: it is {words}; fetch it again, or save it again") from error
    found = next((suffix for start, suffix in _INSIDE.items() if any(i.lower().startswith(start) for i in inside)), "")
    if not found:
        raise DocumentError(f"{name}: it is a zip file and no document; unpack it, and give the documents in it")
    if size > MAX_UNPACKED:
        raise DocumentError(f"{name}: it unpacks to {size} bytes, more than {MAX_UNPACKED}; split it")
    return found


def _compound(data: bytes, name: str) -> str:
    """The format of a compound file (of the programs before 2007), by its streams."""
    import olefile

    try:
        compound: olefile.OleFileIO[str] = olefile.OleFileIO(io.BytesIO(data))
        with compound:
            streams = {"/".join(stream).lower() for stream in compound.listdir()}
    except (OSError, ValueError, LookupError, RecursionError, struct.error) as error:
        words = "damaged (what begins so is encrypted or an old .doc or .xls)"
        raise DocumentError(f"{name}: it is {words}; fetch it again, or save it as .docx or .xlsx") from error
    if "encryptedpackage" in streams:
        raise DocumentError(f"{name}: it is encrypted; take the password off and save it again")
    for stream, suffix in (("worddocument", ".doc"), ("workbook", ".xls"), ("book", ".xls")):
        if stream in streams:
            return suffix
    raise DocumentError(f"{name}: it holds neither a Word document nor a workbook; save it as .docx or .pdf")


def _reader(found: str) -> Callable[[bytes, str], Loaded]:
    """The function that reads a format; its library is imported only now."""
    match found:
        case ".docx":
            from index.formats.word.document import read_docx

            return read_docx
        case ".pdf":
            from index.formats.pdf.document import read_pdf

            return read_pdf
        case ".doc":
            from index.formats.old_word.document import read_doc

            return read_doc
        case ".xlsx":
            from index.formats.sheet.workbook import read_xlsx

            return read_xlsx
        case ".xls":
            from index.formats.sheet.old_sheet import read_xls

            return read_xls
        case ".ofd":
            from index.formats.ofd import read_ofd

            return read_ofd
        case ".rtf":
            from index.formats.rtf.document import read_rtf

            return read_rtf
        case ".mht":
            from index.formats.web import read_mht

            return read_mht
        case ".html":
            from index.formats.web import read_html

            return read_html
        case ".md":
            from index.formats.text import read_markdown

            return read_markdown
        case _:
            from index.formats.text import read_plain

            return read_plain
