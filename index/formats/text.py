"""Plain text and Markdown."""

from __future__ import annotations

import re

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded, Part, read_table
from index.language.dates import is_date_line
from index.language.offices import organ_of
from index.language.rules import Rules
from index.language.script import ordinary
from index.reading.marks import ends_sentence, holds
from index.reading.page_fields import is_field_line, is_number_line

_LINES = Rules("reading/lines")


def decode(data: bytes, name: str) -> str:
    """The text of UTF-8, UTF-16 (with its mark, or plainly so) or GB18030. Raises DocumentError for anything else."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(data):
        encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else _utf16_order(data)
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            raise DocumentError(f"{name}: its UTF-16 is broken; save it as UTF-8") from error
    if b"\x00" in data:
        raise DocumentError(f"{name}: it is not a text file; give it the suffix of its format, or take it away")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    broken = data.decode("utf-8-sig", errors="replace")
    if broken.count("\ufffd") * 50 < len(broken):  # a few bytes are lost, the rest is to be read: see quality.mojibake
        return broken
    raise DocumentError(f"{name}: it is neither UTF-8 nor GB18030; save it as UTF-8")


def _looks_like_utf16(data: bytes) -> bool:
    """Without a mark: line breaks and blanks have a zero byte on one side, Chinese letters have none.

    Kept out: a text of another encoding into which a few zeros came.
    """
    sample = data[:4000]
    zeros = sample.count(b"\x00")
    if len(data) % 2 or not 0 < zeros < len(sample) * 0.6 or b"\x00\x00" in sample:
        return False
    return zeros * 10 >= len(sample) or not is_utf8(data)


def is_utf8(data: bytes) -> bool:
    """Whether these bytes are UTF-8, whatever they say: those of another encoding are hardly ever so throughout."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _utf16_order(data: bytes) -> str:
    even = sum(1 for byte in data[:4000:2] if byte == 0)
    odd = sum(1 for byte in data[1:4000:2] if byte == 0)
    return "utf-16-be" if even > odd else "utf-16-le"


def read_plain(data: bytes, name: str) -> Loaded:
    """The text as it is, but for tables (lines of cells with tabs between them); lines may break inside sentences."""
    text = ordinary(decode(data, name))
    return _with_tables(text) if "\t" in text else Loaded(text, wrapped=True)


def _with_tables(text: str) -> Loaded:
    """Tables become rows that read as sentences; all other lines stay as they are."""
    found: dict[Part, set[int]] = {part: set() for part in Part}
    parts: list[str] = []
    length = 0
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        cells = _table_at(lines, at)
        table = read_table(cells) if cells else [(lines[at], Part.TEXT)]
        for line, part in table:
            found[part].add(length)
            parts.append(line)
            length += len(line) + 1
        at += len(cells) or 1
    return Loaded("\n".join(parts), rows=frozenset(found[Part.ROW]), groups=frozenset(found[Part.GROUP]), wrapped=True)


def _table_at(lines: list[str], at: int) -> list[list[str]]:
    """The rows that begin at a line: lines with as many tabs, and short ones without any that head the next of them."""
    columns = lines[at].strip("\r\n").count("\t")
    cells: list[list[str]] = []
    for i in range(at, len(lines) if columns else at):
        line = lines[i].strip("\r\n")
        below = lines[i + 1].strip("\r\n") if i + 1 < len(lines) else ""
        if line.strip() and line.count("\t") == columns:
            cells.append(line.split("\t"))
        elif below.count("\t") == columns and 2 <= len(line.strip()) <= 30 and not holds(line, "\t。；;：:"):
            cells.append([line] + [""] * columns)
        else:
            break
    full = [row for row in cells if sum(bool(cell.strip()) for cell in row) > 1]
    headed = len(cells) - len(full) == sum(not any(row[1:]) for row in cells)
    return cells if len(full) > 1 and headed else []


_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:[^()\n]|\([^()\n]*\))*\)")
_EMPHASIS = re.compile(r"(\*\*\*|\*\*|\*|___|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_TAG = re.compile(r"<(?:!--.*?--|/?[a-zA-Z][^<>\n]*)>", re.S)
_RULE = re.compile(r"^(?:[-*_]\s*){3,}$|^```.*$|^={3,}$")
_TABLE_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")


def read_markdown(data: bytes, name: str) -> Loaded:
    """Markdown without its marks; # headings and pipe tables are known as such."""
    lines = Lines()
    table: list[list[str]] = []
    paragraph: list[str] = []

    def flush() -> None:
        if paragraph:
            lines.add("".join(paragraph))
            paragraph.clear()
        if table:
            lines.add_table(table)
            table.clear()

    for raw in _TAG.sub("", ordinary(decode(data, name))).replace("\r\n", "\n").split("\n"):
        line = raw.strip()
        if line.startswith("|") and line.count("|") > 1:
            if paragraph:
                flush()
            if not _TABLE_RULE.match(line):
                table.append([_plain(cell) for cell in line.strip("|").split("|")])
            continue
        heading = re.match(r"(#{1,6})\s+(.+?)\s*#*$", line)
        item = re.match(r"(?:[-*+]\s+|>\s?|\d{1,3}[.)、]\s*|[（(一二三四五六七八九十第①-⑳])", line)
        if not line or heading or item or _RULE.match(line) or table or (paragraph and _parts(paragraph[-1], line)):
            flush()
        if heading:
            lines.add(_plain(heading[2]), heading=len(heading[1]))
        elif line and not _RULE.match(line):
            text = _plain(re.sub(r"^(?:[-*+]\s+|(?:>\s?)+)", "", line))
            gap = " " if paragraph and paragraph[-1][-1:].isascii() and text[:1].isascii() else ""
            paragraph.append(gap + text)
            if raw.endswith("  "):
                flush()
    flush()
    return lines.loaded()


def _parts(above: str, line: str) -> bool:
    """Whether two lines of a paragraph are two: an office, a date, a field, 支持标准：… below a sentence."""
    if any(organ_of(part) or is_date_line(part) or is_number_line(part) for part in (above, line)):
        return True
    return bool(_LINES["label"].match(line)) and (is_field_line(line) or ends_sentence(above, colon=False))


def _plain(text: str) -> str:
    text = _LINK.sub(r"\1", text)
    for _ in range(2):  # bold inside italic
        text = _EMPHASIS.sub(r"\2", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+.!|~-])", r"\1", text).strip()
