"""Which parts of a clean text are title, letter, body and closing.

The order of a document is that of GB/T 9704-2012, 7.2 and 7.3: title, addressees (主送机关), text, note of annexes,
office and date, annexes. A notice that carries another document (印发…的通知, …的请示) comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.dates import DATE_LINE
from index.numbering import Kind, line_mark
from index.pagefields import is_field_line, is_number_line
from index.titles import Title, find_inline, find_titles, is_organ, same_words
from index.tracked import Span, line_spans


@dataclass(frozen=True, slots=True)
class Layout:
    """`titles` in order of print, the carrying notice first; `main` is the document's own, None when none is printed.

    `letter` is the text of the carrying notice; `body` runs from the preamble to the last word before the signature;
    `annexes` each from 附件1 to the next; `signatures` are the lines with the office and the date. What lies outside
    `letter`, `body` and `annexes` is front or back matter.
    """

    titles: tuple[Title, ...]
    main: Title | None
    letter: Span | None
    body: Span
    annexes: tuple[Span, ...]
    signatures: tuple[Span, ...]


_ADDRESSEES = re.compile(
    r"(?:[各市区县省本]|[一-鿿]{2,12}(?:政府|局|委|厅|办))[^。；;《》“\n]{1,160}?[:：]|[一-鿿]{2,12}[:：](?=\n)"
)
_ADDRESSED = re.compile(r"政府|部门|单位|机构|局|委|企业|公司|学校|街道|乡镇|管委会|同志|院所")
_ANNEX_NOTE = re.compile(r"附\s*件\s*[0-9一二三四五六七八九十]*\s*(?:[:：].*)?$")
_CLOSING = re.compile(r"[（(]?\s*(?:此件|此页无正文|信息公开|公开方式|联系人|联系电话|抄\s*送|主\s*送|印发日期)")
_INLINE_SIGNATURE = re.compile(
    r"(?<=[。！])\s*(?P<organ>[一-鿿]{4,30}(?:政府|办公室|办公厅|委员会|局|厅|部|委|院))\s*"
    rf"(?P<date>{DATE_LINE.pattern})"
)


def lay_out(text: str, known_titles: tuple[str, ...] = ()) -> Layout:
    """The parts of a clean text; `known_titles` help to find a title that runs into its text."""
    titles = _with_inline(text, find_titles(text), known_titles)
    main = _main_title(titles)
    start = main.end if main else _after_front(text)
    signatures: list[Span] = []
    letter = None
    carriers = [t for t in titles if main and t.end <= main.start and t.inner]
    if main and carriers:
        letter, found = _letter(text, carriers[-1].end, main.start)
        signatures += found
    start = _skip_front(text, start)
    breaks = [a for a, _ in line_spans(text) if a > start and _begins_annex(text, a)]
    end, found = _closing(text, start, breaks[0] if breaks else len(text))
    ends = [*breaks[1:], len(text)]
    annexes = tuple((a, _closing(text, a, b)[0]) for a, b in zip(breaks, ends, strict=False))
    return Layout(tuple(titles), main, letter, (start, end), annexes, tuple(signatures + found))


def _begins_annex(text: str, at: int) -> bool:
    """附件, 附件1 on a line of its own, with text below."""
    mark = line_mark(text, at)
    return mark is not None and mark.kind is Kind.ANNEX and bool(text[mark.end :].strip())


def _with_inline(text: str, titles: list[Title], known: tuple[str, ...]) -> list[Title]:
    """Add a title that is printed inside a line, when another printing tells what it is."""
    if titles and titles[-1].inner and not any(same_words(titles[-1].inner, t.text) for t in titles):
        limit = _first_heading(text, titles[-1].end)
        if span := find_inline(text, titles[-1].inner, titles[-1].end, limit):
            titles = [*titles, Title(text[slice(*span)], *span)]
    elif not titles:
        for title in known:
            if span := find_inline(text, title, 0, min(len(text), 400)):
                return [Title(text[slice(*span)], *span)]
    return titles


def _first_heading(text: str, start: int) -> int:
    marks = ((a, line_mark(text, a)) for a, _ in line_spans(text) if a >= start)
    return next((a for a, mark in marks if mark and mark.kind is not Kind.ANNEX), len(text))


def _main_title(titles: list[Title]) -> Title | None:
    """The last title, if those before it are notices that carry it; else the first."""
    if not titles:
        return None
    own = [t for t in titles if not t.inner]
    if titles[0].inner and own:
        return own[0]
    repeats = [t for t in titles[1:] if same_words(t.text, titles[0].text)]
    return repeats[-1] if repeats else titles[0]


def _after_front(text: str) -> int:
    """Without a title the text begins after the page's fields."""
    for start, end in line_spans(text):
        line = text[start:end]
        if not (is_field_line(line) or is_number_line(line)):
            return start
    return len(text)


def _skip_front(text: str, start: int) -> int:
    """Past number, date, fields and addressees that follow the title."""
    for a, b in line_spans(text):
        if a < start:
            if b <= start:
                continue
            a = start
        line = text[a:b]
        if _is_front_line(line):
            start = b
            continue
        if (match := _ADDRESSEES.match(text, a, b + 1)) and _ADDRESSED.search(match[0]):
            return match.end()
        return a + len(line) - len(line.lstrip())
    return start


def _is_front_line(line: str) -> bool:
    line = line.strip()
    return bool(
        not line
        or is_field_line(line)
        or is_number_line(line)
        or DATE_LINE.fullmatch(line)
        or re.fullmatch(r"[（(][^（）()\n]{4,60}(?:通过|公布|发布|修订|修正|施行)[^（）()\n]{0,20}[）)]", line)
    )


def _letter(text: str, start: int, end: int) -> tuple[Span | None, list[Span]]:
    """The notice's own text in `text[start:end]` without addressees, note of annexes, signature and date."""
    start = _skip_front(text, start)
    while start < end and text[start].isspace():
        start += 1
    stop, signatures = _closing(text, start, end)
    return ((start, stop) if stop > start else None), signatures


def _closing(text: str, start: int, end: int) -> tuple[int, list[Span]]:
    """Where `text[start:end]` ends before its note of annexes, signature and date; and these two."""
    signatures: list[Span] = []
    lines = [(max(a, start), min(b, end)) for a, b in line_spans(text) if b > start and a < end]
    stop = end
    for a, b in reversed(lines):
        line = text[a:b].strip()
        if DATE_LINE.fullmatch(line) or is_organ(line) or _is_joint_signature(line):
            signatures.append((a, b))
        elif not (_ANNEX_NOTE.match(line) or _CLOSING.match(line)) or (
            line_mark(text, a) is not None and not _ANNEX_NOTE.match(line)
        ):
            break
        stop = a
    last = next(reversed(list(_INLINE_SIGNATURE.finditer(text, start, stop))), None)
    if last and stop - last.end() < 3:
        signatures += (last.span("organ"), last.span("date"))
        stop = last.start()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop, signatures


def _is_joint_signature(line: str) -> bool:
    """Several offices on one line, with blanks between them, or an office and the date."""
    parts = line.split()
    return len(parts) > 1 and all(is_organ(part) or DATE_LINE.fullmatch(part) for part in parts)
