"""Lines of a text whose line breaks were lost on the way: a page copied into one line, with blanks for the breaks."""

from __future__ import annotations

import re

from index.language.numbering import Kind, mark_at
from index.language.rules import WORDS
from index.language.spans import Span, Tracked, line_spans

LONG_LINE = 500
"""Characters; no paragraph with numbers of several headings in it is so long."""
_BLANK = re.compile(r"(?<=\S) (?=\S)")
_SENTENCE_END = re.compile(r"[。！？；：!?;:][”’」』）)》\]]*$")
_ENDS_SENTENCE = re.compile(r"[。！？!?][”’」』）)》\]]*")
# 3 个, 2024 年, Open Lab, 本办法 2024: a blank that sets off digits or Latin words.
_SETS_OFF = re.compile(r"[A-Za-z0-9%&,.] [A-Za-z0-9%&(]|\d [年月日号时个项家名万亿元%]")
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
    return text.sub(_BLANK, lambda m: "\n" if m.start() in where else " ") if where else text


def _breaks(text: str, start: int, end: int) -> list[Span]:
    blanks = [m.start() for m in _BLANK.finditer(text, start, end)]
    marks = {at: mark for at in blanks if (mark := mark_at(text, at + 1))}
    heads = [at for at, mark in marks.items() if mark.kind <= Kind.HAN_PAREN]
    if len(heads) < _ENOUGH:
        return []
    first = heads[0]
    last = max((m.end() for m in _ENDS_SENTENCE.finditer(text, start, end)), default=end)
    found: list[Span] = []
    begun = start
    for at in blanks:
        inside = next((mark for mark in marks.values() if mark.start < at < mark.end), None)  # 第一条 为了…
        piece, after = text[begun:at], text[at + 1 : at + 40]
        if inside:
            continue
        outer = (at < first or at >= last) and not _SETS_OFF.match(text, at - 1)
        own = begun - 1 in marks and len(piece) <= 40 and not re.search(r"[，,。；;：:]", piece)  # 一、总体要求 坚持…
        dated = at >= last and WORDS["DATE_LINE"].match(after) is not None
        if at in marks or outer or own or dated or _SENTENCE_END.search(piece):
            found.append((at, at + 1))
            begun = at + 1
    return found
