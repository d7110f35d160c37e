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

from index.language.numbering import line_mark
from index.language.rules import Rules
from index.language.script import ordinary, simplify
from index.language.spaced import join_figures
from index.language.spans import Span, Tracked, line_spans
from index.reading.boilerplate import file_name, find_tail, is_furniture, is_prose, is_spam, stray_lines
from index.reading.breaks import restore_breaks
from index.reading.line_breaks import close_blanks, drop_list_number, full_width, join_set, join_wrapped
from index.reading.marks import ends_sentence
from index.reading.page_fields import is_field_line, is_letterhead, is_number_line
from index.reading.pages import drop_pages, is_page_number
from index.reading.titles import find_titles

_PAGE, _LINES = Rules("reading/page"), Rules("reading/lines")


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

    tracked = Tracked(ordinary(original), tuple(range(len(original))))
    tracked = drop_invisible(drop_pages(tracked) if wrapped else tracked)
    tracked = note("script_converted", tracked, simplify(tracked))
    tracked = unify_blanks(tracked)
    set_out = wrapped and bool(full_width(tracked.text.split("\n")))
    tracked = join_set(tracked) if wrapped else tracked
    tracked = note("figures_joined", tracked, join_figures(tracked, lines=wrapped))
    if wrapped:
        tracked = close_blanks(drop_list_number(tracked))
        tracked = note("slices_removed", tracked, join_slices(tracked))
        tracked = note("breaks_lost", tracked, restore_breaks(tracked, glued="slices_removed" not in steps))
    lines = line_spans(tracked.text)
    file_titles = tuple(name for a, b in lines if (name := file_name(tracked.text[a:b])))
    tracked = tracked.delete((a, b) for a, b in lines if is_page_number(tracked.text[a:b]))  # nothing to hear of
    without_spam = tracked.delete((a, b) for a, b in line_spans(tracked.text) if _is_spam_line(tracked.text, a, b))
    tracked = note("spam_removed", tracked, without_spam)
    tracked = note("furniture_removed", tracked, drop_furniture(tracked))
    if wrapped and not set_out:
        tracked = join_wrapped(tracked)
    return Cleaned(drop_blank_lines(tracked), tuple(steps), file_titles)


_NEWLINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]")


def drop_invisible(text: Tracked) -> Tracked:
    """One kind of line end; no control, zero-width or byte-order characters, no halves of a pair (surrogates)."""
    return text.sub(_NEWLINE, "\n").sub(_INVISIBLE, "")


_BLANKS = re.compile(r"[^\S\n]+")


def unify_blanks(text: Tracked) -> Tracked:
    """Blanks (tabs, no-break and ideographic spaces) become single spaces; an indented line keeps one, as its sign."""
    return text.sub(_BLANKS, " ").sub(re.compile(r" +(?=\n|$)"), "")


def join_slices(text: Tracked) -> Tracked:
    """Lines numbered 1、2、3、… that break off in mid-sentence are slices of a file-sharing site: the numbers go.

    Kept out: a list of the document's own, whose lines end with a mark.
    """
    marks = list(_LINES["slice"].finditer(text.text))
    run = [m for i, m in enumerate(marks, start=1) if int(m["n"]) == i]
    if len(run) < 3 or len(run) != len(marks):
        return text
    broken = sum(1 for m in run[1:] if not ends_sentence(text.text[: m.start()].rstrip()))
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
            if not (is_number_line(line := text.text[a:b]) or is_letterhead(line) or _PAGE["status"].search(line))
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


def drop_blank_lines(text: Tracked) -> Tracked:
    """No blank lines, no blanks around lines."""
    return text.sub(re.compile(r" *\n[ \n]*"), "\n").sub(re.compile(r"\A[ \n]+|[ \n]+\Z"), "")
