"""Lines of a text whose line breaks were lost on the way: a page copied into one line, with blanks for the breaks."""

from __future__ import annotations

import re

from index.language.numbering import Kind, mark_at
from index.language.rules import WORDS, Rules
from index.language.spans import Span, Tracked, line_spans
from index.reading.marks import ends_sentence, holds

_RULES = Rules("reading/lines")

LONG_LINE = 500
"""Characters; no paragraph with numbers of several headings in it is so long."""
_ENOUGH = 3
"""Headings with a blank before them that show a line to be several."""


def restore_breaks(text: Tracked) -> Tracked:
    """A line that holds a whole document breaks again at the blanks that stand for its line breaks.

    In the body these are the blanks after a sentence, before a number and after a heading; before its first number
    and after its last sentence (title, office, date, the page's menu) all but those that set off digits and Latin
    words. Nothing else changes, and no other line.
    """
    spans: list[Span] = []
    for start, end in line_spans(text.text):
        if end - start >= LONG_LINE:
            spans += _breaks(text.text, start, end)
    where = {at for at, _ in spans}
    return text.sub(re.compile(" "), lambda m: "\n" if m.start() in where else " ") if where else text


def _breaks(text: str, start: int, end: int) -> list[Span]:
    blanks = [at for at in range(start, end) if text[at] == " "]
    marks = {at: mark for at in blanks if (mark := mark_at(text, at + 1))}
    heads = [at for at, mark in marks.items() if mark.kind <= Kind.HAN_PAREN]
    if len(heads) < _ENOUGH:
        return []
    first = heads[0]
    last = max(text.rfind(mark, start, end) for mark in "。！？!?") + 1 or end
    found: list[Span] = []
    begun = start
    for at in blanks:
        inside = next((mark for mark in marks.values() if mark.start < at < mark.end), None)  # 第一条 为了…
        piece, after = text[begun:at], text[at + 1 : at + 40]
        if inside:
            continue
        outer = (at < first or at >= last) and not _RULES["sets_off"].match(text, at - 1)
        own = begun - 1 in marks and len(piece) <= 40 and not holds(piece, "，,。；;：:")  # 一、总体要求 坚持…
        dated = at >= last and WORDS["DATE_LINE"].match(after) is not None
        if at in marks or outer or own or dated or ends_sentence(piece):
            found.append((at, at + 1))
            begun = at + 1
    return found
