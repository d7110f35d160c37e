"""Decoded original → clean text, in named steps.

Guaranteed of the result:
- no carriage returns, control or zero-width characters; white space is "\\n" between lines and single blanks inside;
- no blank lines, no blanks around a line, no line broken inside a sentence;
- Simplified script;
- no line of the hosting page before the title or after the end, no advertisement, no slice number;
- every other character is as printed, in order, and knows where it stood in the original.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.breaks import restore_breaks
from index.furniture import FILE_NAME, find_tail, is_furniture, is_prose, is_spam, stray_lines
from index.numbering import line_mark
from index.organs import is_organ
from index.pagefields import is_field_line, is_letterhead, is_number_line
from index.script import simplify
from index.titles import find_titles
from index.tracked import Span, Tracked, line_spans


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text and what was done to get it.

    `steps` names what a reader must hear of: script_converted, slices_removed, breaks_lost, spam_removed,
    furniture_removed.
    `file_titles` are titles that stood in file names on the page.
    """

    tracked: Tracked
    steps: tuple[str, ...] = ()
    file_titles: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.tracked.text


def clean(original: str, *, wrapped: bool = True) -> Cleaned:
    """The whole way from a decoded original to clean text; never raises.

    `wrapped` tells that its lines may break inside sentences.
    """
    steps: list[str] = []

    def note(step: str, before: Tracked, after: Tracked) -> Tracked:
        if before.text != after.text:
            steps.append(step)
        return after

    tracked = drop_invisible(Tracked.of(original))
    tracked = note("script_converted", tracked, simplify(tracked))
    tracked = unify_blanks(tracked)
    if wrapped:
        tracked = note("slices_removed", tracked, join_slices(tracked))
        tracked = note("breaks_lost", tracked, restore_breaks(tracked))
    tracked = tracked.delete(m.span() for m in _PAGE_NUMBER_LINE.finditer(tracked.text))
    file_titles = tuple(m["stem"].strip() for m in FILE_NAME_LINE.finditer(tracked.text))
    without_spam = tracked.delete((a, b) for a, b in line_spans(tracked.text) if _is_spam_line(tracked.text, a, b))
    tracked = note("spam_removed", tracked, without_spam)
    tracked = note("furniture_removed", tracked, drop_furniture(tracked))
    if wrapped:
        tracked = join_wrapped(tracked)
    return Cleaned(drop_blank_lines(tracked), tuple(steps), file_titles)


# Of the printed document, not of a page: nothing that a reader must hear of.
_PAGE_NUMBER_LINE = re.compile(r"(?m)^ ?(?:[-—–－·] ?\d{1,3} ?[-—–－·]|第 ?\d+ ?页(?: ?[,，/共]* ?共? ?\d+ ?页)?)$\n?")
FILE_NAME_LINE = re.compile(FILE_NAME.pattern, re.I | re.M)
_NEWLINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


def drop_invisible(text: Tracked) -> Tracked:
    """One kind of line end; no control, zero-width or byte-order characters, no halves of a pair (surrogates)."""
    return text.sub(_NEWLINE, "\n").sub(_INVISIBLE, "")


_BLANKS = re.compile(r"[^\S\n]+")
_INDENT = re.compile(r"(?m)^[^\S\n]+|[^\S\n]+$")


def unify_blanks(text: Tracked) -> Tracked:
    """Blanks (tabs, no-break and ideographic spaces) become single spaces; an indented line keeps one, as its sign."""
    return text.sub(_BLANKS, " ").sub(re.compile(r" +(?=\n|$)"), "")


_SLICE = re.compile(r"(?m)^ ?(?P<n>\d{1,3})、")
_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’」』）)》\]]*$")


def join_slices(text: Tracked) -> Tracked:
    """Lines numbered 1、2、3、… that break off in mid-sentence are slices of a file-sharing site: the numbers go.

    Kept out: a list of the document's own, whose lines end with a mark.
    """
    marks = list(_SLICE.finditer(text.text))
    run = [m for i, m in enumerate(marks, start=1) if int(m["n"]) == i]
    if len(run) < 3 or len(run) != len(marks):
        return text
    broken = sum(1 for m in run[1:] if not _SENTENCE_END.search(text.text[: m.start()].rstrip()))
    long = sum(b.start() - a.end() for a, b in pairwise(run)) / (len(run) - 1)
    if broken * 2 < len(run) - 1 or long < 100:
        return text
    spans: list[Span] = [run[0].span()]
    for m in run[1:]:
        start = len(text.text[: m.start()].rstrip())
        spans.append((start, m.end()))
    return text.delete(spans)


def _is_spam_line(text: str, start: int, end: int) -> bool:
    return is_spam(text[start:end]) and line_mark(text, start) is None


def drop_furniture(text: Tracked) -> Tracked:
    """The page's own lines go: all after the document's end, and those before its title that say nothing of it."""
    text = text.delete([(find_tail(text.text), len(text.text))])
    titles = find_titles(text.text)
    head: list[Span] = []
    if titles:
        before = [(a, b) for a, b in line_spans(text.text) if b <= titles[0].start]
        head = [
            (a, b)
            for a, b in _page_head(text.text, before)
            if not (is_number_line(line := text.text[a:b]) or is_letterhead(line) or _STATUS_LINE.search(line))
            and not is_field_line(line)
        ]
    doomed = sorted(set(head) | set(stray_lines(text.text)))
    return text.delete(doomed)


def _page_head(text: str, before: list[Span]) -> list[Span]:
    """The lines above the title, up to the last field where a document's own text stands among them."""
    own = (i for i, (a, b) in enumerate(before) if is_prose(text[a:b]) and not is_furniture(text[a:b]))
    if len(before) > 40 or (first := next(own, None)) is None:
        return before if len(before) <= 40 else []
    fields = [i for i, (a, b) in enumerate(before[:first]) if is_field_line(text[a:b])]
    return before[: fields[-1]] if len(fields) > 1 else []


_STATUS_LINE = re.compile(r"失效|废止|有效|征求意见")
_OPENS = re.compile(r"[，,、；;（(〔《〈“‘—：:]$")
_CLOSES = re.compile(r"^[，,、。；;）)〕》〉”’%％]")
_ENDS = re.compile(r"[。！？；：!?;:…](?:[”’」』）)》\]]*)$|[）)】]$")


def join_wrapped(text: Tracked) -> Tracked:
    """A line that breaks off inside a sentence is joined with the next one.

    It does when it is long and ends without a mark, or where a mark says so (an open bracket, a comma, a closing mark
    at the head of the next line), or where all full lines do (`full_width`); never before a numbered heading, a blank
    or an indented line, and never the lines of a list (label：value, rows of the same columns).
    """
    spans: list[Span] = []
    lines = text.text.split("\n")
    full = full_width(lines)
    at = 0
    for line, following in pairwise(lines):
        at += len(line)
        body, below = line.strip(), following.strip()
        breaks = bool(full) and _width(line) >= full * 0.8 and _goes_on(body, following, text.text, at + 1)
        if body and below and (breaks or _continues(body, following, text.text, at + 1)):
            latin = body[-1].isascii() and body[-1].isalpha() and below[0].isascii() and below[0].isalpha()
            if not latin:
                spans.append((at, at + 1 + len(following) - len(following.lstrip())))
        at += 1
    return text.delete(spans)


def _width(line: str) -> float:
    """In Chinese characters; Latin ones are half as wide."""
    return len(line) - sum(c.isascii() for c in line) / 2


def full_width(lines: list[str]) -> float:
    """The measure of a text that was copied out of set pages, where every full line breaks; 0 for any other text.

    Kept out: paragraphs of one line each, whose long lines end their sentences; lists of names.
    """
    widths = {line.strip(): _width(line.strip()) for line in lines if line.strip()}
    full = max(widths.values(), default=0.0)
    at_margin = [line for line, width in widths.items() if width >= full - 3]
    broken = sum(not _ENDS.search(line) for line in at_margin)
    prose = sum(bool(re.search(r"[，。；]", line)) for line in at_margin)
    set_out = len(at_margin) >= 4 and len(at_margin) * 4 >= len(widths) and min(broken, prose) * 2 > len(at_margin)
    return full if 16 <= full <= 60 and set_out else 0.0


def _goes_on(body: str, following: str, text: str, at: int) -> bool:
    """Whether a full line of such a text goes on in the next: not where that is indented, numbered or a field."""
    if body.endswith(("。", "：", ":", "；", ";")) or following.startswith(" ") or is_field_line(body):
        return False
    return not (line_mark(text, at) or is_field_line(following) or is_number_line(following) or is_organ(body))


def _continues(body: str, following: str, text: str, at: int) -> bool:
    if _CLOSES.match(following.strip()):
        return True
    if following.startswith(" ") or line_mark(text, at) or _ENDS.search(body) or is_field_line(body):
        return False
    if is_field_line(following) or is_number_line(body) or _is_list(body, following.strip()):
        return False
    return len(body) >= 30 and (bool(_OPENS.search(body)) or len(body) >= 45 or len(following.strip()) >= 30)


_LABELLED = re.compile(r"[一-鿿（）()]{2,12}\s?[:：]")


def _is_list(body: str, below: str) -> bool:
    """业务咨询：… above 技术支持：…, or A类 120万元 免租 above B类 60万元 减半."""
    if _LABELLED.match(body) and _LABELLED.match(below):
        return True
    rows = [line.split(" ") for line in (body, below)]
    # Blanks are rare in Chinese text: three set it out in columns, whatever follows.
    return (len(rows[0]) > 3 and all(len(cell) <= 24 for cell in rows[0])) or 2 < len(rows[0]) == len(rows[1])


def drop_blank_lines(text: Tracked) -> Tracked:
    """No blank lines, no blanks around lines."""
    return text.sub(re.compile(r" *\n[ \n]*"), "\n").sub(re.compile(r"\A[ \n]+|[ \n]+\Z"), "")
