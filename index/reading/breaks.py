"""Lines of a text whose line breaks were lost on the way: a page in one line, with blanks for the breaks or nothing."""

from __future__ import annotations

import re

from index.language.numbering import Kind, is_reference, mark_at
from index.language.rules import WORDS, Rules
from index.language.spans import Span, Tracked, line_spans
from index.reading.marks import ends_sentence, holds

_RULES = Rules("reading/lines")

LONG_LINE = 500
"""Characters; no paragraph with numbers of several headings in it is so long."""
_ENOUGH = 3
"""Headings with a blank before them that show a line to be several."""
_HEADING = 40  # characters of a heading that the next number follows at once
_MISSED = 3  # numbers that may be lost between two that are there
_NUMERALS = "零一二三四五六七八九十百"
_CLOSED = "。！？!?；;：:）)〕］】”"
_ANYWHERE = re.compile("")
_NAMED = re.compile(r"《([^《》\n]{4,80})》")


def restore_breaks(text: Tracked, *, glued: bool = True) -> Tracked:
    """A line that holds a whole document breaks again at the blanks that stand for its line breaks.

    In the body these are the blanks after a sentence, before a number and after a heading; before its first number
    and after its last sentence (title, office, date, the page's menu) all but those that set off digits and Latin
    words. Where nothing stands for the breaks, it breaks before the numbers that go on from one another, and around
    the office and the day that sign it, if `glued`. Nothing else changes, and no other line.
    """
    spaced: set[int] = set()
    begins: set[int] = set()
    for start, end in line_spans(text.text):
        if end - start >= LONG_LINE:
            spans = _breaks(text.text, start, end)
            spaced.update(at for at, _ in spans)
            if glued and not spans and (end - start) * 2 >= len(text.text):  # a paragraph keeps its numbers
                begins |= _glued(text.text, start, end)
    if begins:
        return text.sub(_ANYWHERE, lambda m: "\n" if m.start() in begins else "")
    return text.sub(re.compile(" "), lambda m: "\n" if m.start() in spaced else " ") if spaced else text


def _glued(text: str, start: int, end: int) -> set[int]:
    """Where the lines of a text begin that nothing sets apart: at numbers in order, after a sentence or a heading."""
    begins: set[int] = set()
    counted: dict[Kind, int] = {}
    line, headed = start, False
    for at in range(start + 1, end):
        mark = mark_at(text, at)
        if (
            not mark
            or mark.kind is Kind.ANNEX
            or text[at - 1] in _NUMERALS
            or not (mark.value == 1 or 0 < mark.value - counted.get(mark.kind, 0) <= _MISSED)
        ):
            continue
        heading = headed and at - line <= _HEADING and not holds(text[line:at], "，,。；;")
        if is_reference(text[start:at]) or not (text[at - 1] in _CLOSED or heading):
            continue
        begins.add(at)
        counted = {kind: value for kind, value in counted.items() if kind < mark.kind} | {mark.kind: mark.value}
        line, headed = at, True
    if len(begins) < _ENOUGH:
        return set()
    for signed in _RULES["signature_inside"].finditer(text, start, end):
        begins |= {signed.start("office"), signed.start("day"), signed.end()}
        named = _NAMED.findall(text[max(0, start - 200) : signed.start()])
        begins |= {signed.end() + len(title) for title in named if text.startswith(title, signed.end())}
    if (called := _RULES["called"].match(text, start)) and called.end() < min(begins):
        begins.add(called.end())
    begins.add(max(text.rfind(mark, start, end) for mark in "。！？!?") + 1)
    return begins - {end}


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
