"""Which parts of a clean text are title, letter, body and closing.

The order of a document is that of GB/T 9704-2012, 7.2 and 7.3: title, addressees (主送机关), text, note of annexes,
office and date, annexes. A notice that carries another document (印发…的通知, …的请示) comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from index.language.dates import is_date_line
from index.language.numbering import Kind, line_mark
from index.language.offices import organ_of
from index.language.rules import Rules
from index.language.spans import Span, line_spans
from index.language.wording import same_words
from index.reading.carried import find_carried, find_draft, find_inline, names
from index.reading.closing import find_closing
from index.reading.page_fields import is_field_line, is_letterhead, is_number_line, skip_number, skip_order
from index.reading.titles import (
    Title,
    annex_items,
    find_titles,
    first_line,
    is_remark,
    run_in_title,
    skip_note,
)


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


def lay_out(text: str, known_titles: tuple[str, ...] = ()) -> Layout:
    """The parts of a clean text; `known_titles` help to find a title that runs into its text."""
    titles = _with_inline(text, find_titles(text), known_titles)
    main = _main_title(titles)
    signatures: list[Span] = []
    letter = None
    start = _skip_front(text, 0)
    if main:
        before = [t for t in titles if t.end <= main.start]
        letter, signatures = _letter(text, before[-1].end if before else 0, main.start, titles)
        if not letter and not any(t.inner for t in before):
            signatures = []  # offices and dates among the page's fields
        start = _skip_front(text, _after_titles(text, titles, main))
        start = _skip_contents(text, start)
    if not letter and (sent := _sent(text, start, _first_heading(text, start), main)):
        letter, start = sent, _skip_front(text, sent[1])
    if not letter and (order := _order(text, start, _first_heading(text, start), titles)):
        letter, start, found = order
        signatures += found
    breaks = [a for a, _ in line_spans(text) if a > start and _begins_annex(text, a)]
    end, found = find_closing(text, start, breaks[0] if breaks else len(text), titles)
    annexes = tuple((a, find_closing(text, a, b, titles)[0]) for a, b in pairwise([*breaks, len(text)]))
    return Layout(tuple(titles), main, letter, (start, end), annexes, tuple(signatures + found))


# --- titles --------------------------------------------------------------------------------------------------------


def _with_inline(text: str, titles: list[Title], known: tuple[str, ...]) -> list[Title]:
    """Add a title that is printed inside a line: one that another printing tells, or that begins the text."""
    if not titles:
        for words in known:
            if span := find_inline(text, words, 0, min(len(text), 400)):
                return [Title(text[slice(*span)], *span)]
        first = run_in_title(text) or first_line(text)
        titles = [first] if first else []
    notice = next((t for t in reversed(titles) if t.inner), None)
    if not notice or not (inner := notice.inner) or any(names(t.text, inner) for t in titles if t is not notice):
        return titles
    stop = _first_heading(text, notice.end)
    if again := find_carried(text, notice, inner, stop):
        apart = (t for t in titles if t.end <= again.start or t.start >= again.end)
        return sorted([*apart, again], key=lambda title: title.start)
    if notice is not titles[-1]:
        return titles
    span = find_inline(text, inner, notice.end, stop)
    found = Title(text[slice(*span)], *span) if span else find_draft(text, notice)
    return [*titles, found] if found else titles


def _first_heading(text: str, start: int) -> int:
    noted = annex_items(text)
    marks = ((a, line_mark(text, a)) for a, _ in line_spans(text) if a >= start and a not in noted)
    return next((a for a, mark in marks if mark and mark.kind is not Kind.ANNEX), len(text))


def _main_title(titles: list[Title]) -> Title | None:
    """The first that is no carrying notice, when one comes first; else the first, in its last printing.

    An order (某市人民代表大会常务委员会公告) is so only where nothing else is printed.
    """
    titles = [t for t in titles if not t.is_order] or titles
    if not titles:
        return None
    if (inner := titles[0].inner) and (own := [t for t in titles if not t.inner]):
        return next((t for t in own if names(t.text, inner)), own[0])
    return [t for t in titles if same_words(t.text, titles[0].text)][-1]


def _after_titles(text: str, titles: list[Title], main: Title) -> int:
    """The end of the title, or of a notice's title that follows it with nothing but dates and the like between."""
    end = main.end
    for title in titles:
        if title.start >= end and (title.inner and same_words(title.inner, main.text)):
            between = [text[a:b] for a, b in line_spans(text[: title.start]) if a >= end]
            if all(_is_front_line(line) for line in between):
                end = title.end
    return end


# --- front matter and letter ---------------------------------------------------------------------------------------

_RULES = Rules("reading/lines")


def _skip_front(text: str, start: int) -> int:
    """Past number, date, fields and addressees that precede the text."""
    for a, b in line_spans(text):
        if b <= start:
            continue
        a = max(a, start)
        line = text[a:b]
        if (end := b if _is_front_line(line) else max(skip_note(text, a), skip_order(text, a))) > a:
            start = end
            continue
        a = skip_number(text, a, b)  # it runs into the addressees
        if (match := _RULES["addressees"].match(text, a)) and _RULES["addressed"].search(match[0]):
            return match.end()
        return a + len(line) - len(line.lstrip())
    return start


def _is_front_line(line: str) -> bool:
    line = line.strip()
    return bool(
        not line
        or is_field_line(line)
        or is_number_line(line)
        or is_letterhead(line)
        or is_date_line(line)
        or is_remark(line)
        or organ_of(line)
        or (6 <= len(line) <= 24 and not line.strip("0123456789.:/：年月日时分秒 -"))
    )


def _skip_contents(text: str, start: int) -> int:
    """Past a table of contents (目录) at `start`: it ends where its first entry is printed again."""
    lines = [(a, b) for a, b in line_spans(text) if a >= start]
    if len(lines) < 3 or "".join(text[slice(*lines[0])].split()) not in ("目录", "目次"):
        return start

    def entry(span: Span) -> str:
        return "".join(text[slice(*span)].split()).rstrip("0123456789").rstrip(".．…·")  # without its page

    return next((a for a, b in lines[2:] if entry((a, b)) == entry(lines[1])), start)


def _letter(text: str, start: int, end: int, titles: list[Title]) -> tuple[Span | None, list[Span]]:
    """The notice's own text in `text[start:end]` without addressees, note of annexes, signature and date."""
    start = _skip_front(text, start)
    while start < end and text[start].isspace():
        start += 1
    stop, signatures = find_closing(text, start, end, titles)
    sentences = "。" in text[start:stop]
    return ((start, stop) if stop > start and sentences else None), signatures


def _sent(text: str, start: int, end: int, main: Title | None) -> Span | None:
    """The words that send a document that has no notice of its own."""
    at = start + len(text[start:end]) - len(text[start:end].lstrip())
    match = _RULES["sends"].match(text, at, end)
    return match.span() if match and main and same_words(match["inner"], main.text) else None


def _order(text: str, start: int, end: int, titles: list[Title]) -> tuple[Span, int, list[Span]] | None:
    """The order that makes a regulation known (现予公布…), when it stands between the title and the first chapter."""
    stop, signatures = find_closing(text, start, end, titles)
    if end == len(text) or not signatures or stop <= start:
        return None
    return (start, stop), end, signatures


def _begins_annex(text: str, at: int) -> bool:
    """附件, 附件1 on a line of its own, with text below."""
    mark = line_mark(text, at)
    return mark is not None and mark.kind is Kind.ANNEX and bool(text[mark.end :].strip())
