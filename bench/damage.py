"""Ways to damage a file: some of its bytes, the tags of its markup, the members of its zip, its encoding, its name."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
import zlib
from pathlib import PurePosixPath

_TAG = re.compile(rb"<[^<>]{1,300}>")
_NUMBER = re.compile(rb"\d+")
_SUFFIXES = (".txt", ".md", ".html", ".mht", ".docx", ".doc", ".rtf", ".xlsx", ".xls", ".ofd", ".pdf", ".jsonl")
_ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "big5", "latin-1")


def damaged(name: str, data: bytes, chance: random.Random) -> tuple[str, bytes]:
    """The file after one to three mutations, and its name, which now and then says another format."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = (_zip if data.startswith(b"PK\x03\x04") and chance.random() < 0.8 else _bytes)(data, chance)
    path = PurePosixPath(name)
    return (f"{path.stem}{chance.choice(_SUFFIXES)}" if chance.random() < 0.1 else name), data


def _zip(data: bytes, chance: random.Random) -> bytes:
    """The same zip with some members damaged, left out, or put in twice."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
    except (
        zipfile.BadZipFile,
        zlib.error,
        OSError,
        RuntimeError,
        ValueError,
        EOFError,
    ):  # by a mutation before this one
        return _bytes(data, chance)
    for at in chance.sample(range(len(parts)), min(len(parts), chance.choice((1, 1, 2)))):
        name, part = parts[at]
        parts[at] = name, b"" if chance.random() < 0.05 else _bytes(part, chance)
    if chance.random() < 0.15:
        parts.pop(chance.randrange(len(parts)))
    if parts and chance.random() < 0.1:
        parts.append((chance.choice(parts)[0], chance.choice(parts)[1]))
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        warnings.simplefilter("ignore")  # of a second member of one name
        for name, part in parts:
            package.writestr(name, part)
    return out.getvalue()


def _bytes(data: bytes, chance: random.Random) -> bytes:
    ways = [_flip, _flip, _cut_off, _cut_out, _double, _noise, _extreme, _recode]
    if _TAG.search(data[:20000]):
        ways += [_drop_tag, _double_tag, _nest, _nest]
    if data[:5] in (b"%PDF-", b"{\\rtf") or _TAG.search(data[:20000]):
        ways += [_number, _number]
    return chance.choice(ways)(data, chance) if data else data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50))):
        changed[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _slice(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, start + chance.choice((1, 10, 100, 1000, len(data) // 3 + 1))


def _cut_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    times = chance.choice((1, 1, 1, 20, 2000))
    piece = data[start:end] * min(times, 1 + 2_000_000 // max(1, end - start))
    return data[:end] + piece + data[end:]


def _noise(data: bytes, chance: random.Random) -> bytes:
    start, end = _slice(data, chance)
    return data[:start] + chance.randbytes(min(end, len(data)) - start) + data[end:]


def _extreme(data: bytes, chance: random.Random) -> bytes:
    """The least and the greatest numbers where a binary file has its lengths and places."""
    start = chance.randrange(len(data)) & ~1
    value = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\xff\xff", b"\0\0\1\0"))
    return data[:start] + value + data[start + len(value) :]


def _recode(data: bytes, chance: random.Random) -> bytes:
    """A part of the text in another encoding."""
    start, end = _slice(data, chance)
    text = data[start:end].decode(chance.choice(_ENCODINGS), "replace")
    return data[:start] + text.encode(chance.choice(_ENCODINGS), "replace") + data[end:]


def _tag(data: bytes, chance: random.Random) -> re.Match[bytes]:
    tags = list(_TAG.finditer(data))
    found = chance.choice(tags) if tags else re.match(b"", data)
    assert found
    return found


def _drop_tag(data: bytes, chance: random.Random) -> bytes:
    tag = _tag(data, chance)
    return data[: tag.start()] + data[tag.end() :]


def _double_tag(data: bytes, chance: random.Random) -> bytes:
    tag = _tag(data, chance)
    return data[: tag.end()] + tag[0] * chance.choice((1, 3, 500)) + data[tag.end() :]


def _nest(data: bytes, chance: random.Random) -> bytes:
    """An element inside itself, some times."""
    tag = _tag(data, chance)
    name = re.match(rb"<([\w:]+)(?:\s[^>]*)?(?<!/)>", tag[0])
    close = data.find(b"</" + name[1] + b">", tag.end()) if name else -1
    if not name or close < 0:
        return data
    times, ending = chance.choice((2, 30, 400, 5000)), b"</" + name[1] + b">"
    return data[: tag.start()] + tag[0] * times + data[tag.end() : close] + ending * times + data[close + len(ending) :]


def _number(data: bytes, chance: random.Random) -> bytes:
    """A number of the markup as another one."""
    numbers = list(_NUMBER.finditer(data))
    if not numbers:
        return data
    found = chance.choice(numbers)
    value = chance.choice((b"0", b"-1", b"1", b"65535", b"4294967295", b"99999999999999999999", b"1e9", b"x"))
    return data[: found.start()] + value + data[found.end() :]
