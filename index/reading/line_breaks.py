"""Lines that end where a page's or a screen's line did → lines that are paragraphs, headings or entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from index.language.dates import is_date_line
from index.language.numbering import Kind, line_mark
from index.language.offices import is_organ, organ_of
from index.language.rules import Rules
from index.language.spans import Span, Tracked, line_spans
from index.reading.marks import CLOSE, COMMA, OPEN, ends_sentence, goes_on, holds
from index.reading.page_fields import is_field_line, is_letterhead, is_number_line
from index.reading.titles import find_titles, is_remark

_RULES = Rules("reading/lines")
_CLOSES = tuple(COMMA + CLOSE + "。；;%％")
"""What no line begins with."""


def join_wrapped(text: Tracked) -> Tracked:
    """A line that breaks off inside a sentence is joined with the next one.

    It does when it is long and ends without a mark, or where a mark says so (an open bracket, a comma, a closing mark
    at the head of the next line); never before a numbered heading, a blank or an indented line, and never the lines
    of a list (label：value, rows of the same columns).
    """
    spans: list[Span] = []
    lines = text.text.split("\n")
    at = 0
    for line, following in pairwise(lines):
        at += len(line)
        body, below = line.strip(), following.strip()
        if body and below and _continues(body, following, text.text, at + 1) and not _glue(body, below):
            spans.append((at, at + 1 + len(following) - len(following.lstrip())))
        at += 1
    return text.delete(spans)


def _continues(body: str, following: str, text: str, at: int) -> bool:
    if following.strip().startswith(_CLOSES):
        return True
    if following.startswith(" ") or line_mark(text, at) or _is_whole(body) or is_field_line(body):
        return False
    if is_field_line(following) or is_number_line(body) or is_number_line(following):
        return False
    if _RULES["called"].fullmatch(following.strip()):
        return False
    if _is_list(body, following.strip()):
        return False
    return len(body) >= 30 and (goes_on(body) or len(body) >= 45 or len(following.strip()) >= 30)


def _is_whole(line: str) -> bool:
    return ends_sentence(line) or line.endswith(("）", ")", "】"))


def _is_list(body: str, below: str) -> bool:
    """业务咨询：… above 技术支持：…, or A类 120万元 免租 above B类 60万元 减半."""
    if _RULES["label"].match(body) and _RULES["label"].match(below):
        return True
    rows = [line.split(" ") for line in (body, below)]
    # Blanks are rare in Chinese text: three set it out in columns, whatever follows.
    return (len(rows[0]) > 3 and all(len(cell) <= 24 for cell in rows[0])) or 2 < len(rows[0]) == len(rows[1])


# --- text that was set in lines of one width -----------------------------------------------------------------------


def width(line: str) -> float:
    """In Chinese characters; Latin ones are half as wide."""
    return len(line) - sum(c.isascii() for c in line) / 2


def full_width(lines: list[str]) -> float:
    """The measure of a text that was copied out of set pages, where every full line breaks; 0 for any other text.

    Kept out: paragraphs of one line each, whose long lines end their sentences; lists of names.
    """
    widths = {line.strip(): width(line.strip()) for line in lines if line.strip()}
    if not widths:
        return 0.0
    full = sorted(widths.values())[-1 - len(widths) // 50]  # a few may stick out
    at_margin = [line for line, wide in widths.items() if full - 3 <= wide <= full + 1]
    broken = sum(not _is_whole(line) for line in at_margin)
    prose = sum(holds(line, "，。；,;、") for line in at_margin)
    set_out = len(at_margin) >= 4 and len(at_margin) * 20 >= len(widths) and min(broken, prose) * 2 > len(at_margin)
    return full if 16 <= full <= 60 and set_out else 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A printed line, or a piece of one: what made text of the page may break it at marks, too."""

    start: int
    end: int
    body: str
    indented: bool
    apart: bool  # below a blank line, where these are more than the ends of pages

    @property
    def width(self) -> float:
        return width(self.body)


def join_set(text: Tracked) -> Tracked:
    """Text in lines of one width (`full_width`) in paragraphs; of any other only the title at its head in one line.

    Headings, numbers, offices, dates and entries stay lines of their own.
    """
    full = full_width(text.text.split("\n"))
    lines = _lines(text.text)
    joined = set(title := _title_rows(lines))
    paragraph = _Paragraph(text.text, lines, full)
    for i in range(1, len(lines) if full else 0):
        if i in title or paragraph.goes_on(i, below_title=i - 1 in title):
            joined.add(i)
            paragraph.add(lines[i])
        else:
            paragraph.begin(lines[i])
    glue = {lines[i - 1].end: _glue(lines[i - 1].body, lines[i].body) for i in joined}
    return text.sub(re.compile(r"(?<=\S) ?\n[ \n]*"), lambda m: glue.get(m.start(), m[0]))


def _lines(text: str) -> list[_Line]:
    found = []
    last = 0
    for start, end in line_spans(text):
        gap = text[last:start]
        found.append(_Line(start, end, text[start:end], gap.endswith(" "), gap.count("\n") > 1))
        last = end
    pages_only = sum(line.apart for line in found) * 8 < len(found)
    return [replace(line, apart=False) for line in found] if pages_only else found


def _glue(above: str, below: str) -> str:
    """A blank between Latin words, and between digits, of which `spaced` tells whether they are one figure."""
    left, right = above[-1], below[0]
    alike = (left.isalpha() and right.isalpha()) or (left.isdigit() and right.isdigit())
    return " " if left.isascii() and right.isascii() and alike else ""


def _title_rows(lines: list[_Line]) -> set[int]:
    """The lines that the title at the head of the text goes on in."""
    for first in range(min(3, len(lines))):
        words = _RULES["list_number"].sub("", lines[first].body)
        for last in range(first + 1, min(first + 7, len(lines))):
            below = lines[last].body
            whole = find_titles(words) and not below.startswith(("的", "通知"))
            alone = "关于" in below and find_titles(below)
            if whole or alone or _is_own(below) or holds(words, "。；：:"):
                break
            words += below
            named = ("关于" in words or "印发" in words) and words.count("《") == words.count("》")
            if named and (_RULES["dated"].search(words) or ("关于" in words and find_titles(words))):
                return set(range(first + 1, last + 1))
    return set()


def _is_own(line: str) -> bool:
    """Whether a line can only stand by itself."""
    return bool(
        is_field_line(line) or is_number_line(line) or is_date_line(line) or is_remark(line) or is_letterhead(line)
    )


_PIECE_ENDS = tuple(CLOSE + "%％")
_UNITS = tuple("年月日万亿元个家项名条%％")
_INDENT = 4.5
"""Characters that a full line may lack: a first line is indented by two, and marks are set close."""
_PAIRS = str.maketrans("（）〔〕［］[]", "()()()()")


class _Paragraph:
    """A paragraph while its lines are gathered; `row` is how much of the last set line is there."""

    def __init__(self, text: str, lines: list[_Line], full: float) -> None:
        self.text = text
        self.lines = lines
        self.full = full
        self.words, self.row, self.rows = "", 0.0, 0
        if lines:
            self.begin(lines[0])

    def begin(self, line: _Line) -> None:
        self.words, self.row, self.rows = line.body, line.width, 1

    def add(self, line: _Line) -> None:
        self.words += line.body
        if self.row + line.width > self.full + 1:
            self.row, self.rows = line.width, self.rows + 1
        else:
            self.row += line.width

    def goes_on(self, i: int, *, below_title: bool = False) -> bool:
        """Whether line `i` belongs to the paragraph; below a title nothing does but the rest of a bracket."""
        above, line = self.lines[i - 1], self.lines[i]
        mark = line_mark(self.text, line.start)
        if self._is_open() and not (mark and mark.kind <= Kind.HAN):
            return True
        if line.body.startswith(_CLOSES) or (self.words[-1].isdigit() and line.body.startswith(_UNITS)):
            return True
        numbered = mark or (self.words.endswith(_PIECE_ENDS) and _RULES["numbered"].match(line.body))
        words = self.words.translate(_PAIRS)
        noted = words.endswith(")") and ("。(" in words or "；(" in words)  # …。（责任单位：市科技局）
        ended = noted or ends_sentence(self.words, colon=False)
        whole = self._is_full(self.row)
        if line.indented or numbered or below_title:
            return False
        if ended:  # 。 in the middle of a set line
            return not (_is_own(line.body) or organ_of(line.body) or find_titles(line.body)) and self._lands(i, 3.5)
        if self.rows == 1 and (_is_own(self.words) or (not whole and self._is_name())):
            return False
        if _is_own(line.body) or line.apart or organ_of(line.body):
            return self._is_prose() and (whole or goes_on(self.words))
        if self.words.endswith(("：", ":")):
            return False
        piece = above.body.endswith(_PIECE_ENDS) or line.body.startswith(tuple(OPEN))
        return goes_on(self.words) or whole or self._is_prose() or (piece and self._lands(i))

    def _is_full(self, row: float) -> bool:
        return row >= self.full - _INDENT

    def _is_open(self) -> bool:
        words = self.words[-300:].translate(_PAIRS)
        return any(words.count(a) > words.count(b) for a, b in ("()", "《》", "“”"))

    def _is_name(self) -> bool:
        """Whether this is an office or a title, and nothing follows it."""
        return is_organ(self.words) or bool(find_titles(self.words))

    def _is_prose(self) -> bool:
        """Whether this is a sentence that broke off, and no heading."""
        numbered = self.rows == 1 and line_mark(self.words, 0) is not None
        return holds(self.words, "，。；") and (not numbered or "。" in self.words)

    def _lands(self, i: int, short: float = _INDENT) -> bool:
        """Whether the pieces from line `i` on fill up the set line that was begun, but for `short` characters."""
        row = self.row
        for line in self.lines[i : i + 8]:
            row += line.width
            if row > self.full + 1 or _is_own(line.body):
                return False
            if row >= self.full - short:
                return True
        return False


def close_blanks(text: Tracked) -> Tracked:
    """2023 年4 月, 100 万元 → 2023年4月, 100万元, in a text that has its blanks so throughout.

    A number at the head of a line and one in a cell of its own keep theirs.
    """
    blanks = [bool(m["blank"]) for m in _RULES["digits"].finditer(text.text)]
    spaced = sum(blanks)
    return text if spaced < 3 or spaced * 3 < len(blanks) * 2 else text.sub(_RULES["digits"], lambda m: m["digits"])


def drop_list_number(text: Tracked) -> Tracked:
    """The number that a collection gave to the document (4. 某市…的通知) goes: it heads nothing."""
    lines = [(a, b) for a, b in line_spans(text.text)[:4] if not is_remark(text.text[a:b])]
    if not lines or not (match := _RULES["list_number"].match(text.text[slice(*lines[0])])):
        return text
    start, end = lines[0]
    title = text.text[start + match.end() : end]
    below = text.text[slice(*lines[1])] if len(lines) > 1 else ""
    named = bool(find_titles(title)) and (
        "关于" in title or bool(_RULES["dated"].search(title)) or is_number_line(below)
    )
    return text.delete([(start, start + match.end())]) if named else text
