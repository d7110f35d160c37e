"""File → decoded text. Each format has one function; the libraries do the decoding."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.errors import DocumentError

SUFFIXES = frozenset({".txt"})
MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """The decoded original."""

    text: str


def load(path: Path) -> Loaded:
    """Read a file of a supported suffix. Raises DocumentError when it holds no readable text."""
    if path.suffix.lower() not in SUFFIXES:
        raise DocumentError(f"{path.name}: {path.suffix or 'no suffix'} is not a supported format; save it as .txt")
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise DocumentError(f"{path.name}: {size} bytes are more than {MAX_BYTES}; split it into documents")
    text = decode(path.read_bytes(), path.name)
    if not text.strip():
        raise DocumentError(f"{path.name}: there is no text in it; put the document's text into it or remove it")
    return Loaded(text)


def decode(data: bytes, name: str) -> str:
    """Bytes of a text file as text: UTF-8, UTF-16 with BOM or GB18030. Raises DocumentError for anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise DocumentError(f"{name}: broken UTF-16; save it as UTF-8") from error
    if b"\x00" in data:
        raise DocumentError(f"{name}: it is not a text file; give it the suffix of its format or remove it")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{name}: it is neither UTF-8 nor GB18030; save it as UTF-8")
