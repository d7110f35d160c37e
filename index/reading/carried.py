"""The title of what a notice carries, where it is printed below it: on its own lines, in a line, or with its draft."""

from __future__ import annotations

import re
from itertools import pairwise

from index.language.numbering import line_mark
from index.language.spans import Span, line_spans
from index.language.wording import same_words
from index.reading.marks import COLON, holds
from index.reading.titles import LONGEST, SUFFIXES, Title, is_suffix, last_line, own_words


def find_inline(text: str, title: str, start: int, end: int) -> Span | None:
    """Where `title` is printed once more in running text (not quoted), whatever marks or blanks it lost there."""
    letters = [re.escape(c) for c in title if c.isalnum()]
    if len(letters) < 6:
        return None
    pattern = re.compile(r"(?<![《〈])" + r"[^\w\n]{0,3}?".join(letters) + r"[）)]?(?![》〉])(?!已经|等)")
    last = None
    for match in pattern.finditer(text, start, end):
        before = text[max(0, match.start() - 2) : match.start()]
        if not before or before[-1] in " \n日）)0123456789" or before == "附件":
            last = match.span()
    return last


def find_carried(text: str, notice: Title, inner: str, stop: int) -> Title | None:
    """The title that the notice names, on lines of its own below it, whatever its last word is."""
    lines = [(a, b) for a, b in line_spans(text[:stop]) if a >= notice.end]
    for more in range(SUFFIXES + 1):
        for i, ((start, _), (_, end)) in enumerate(zip(lines, lines[more:], strict=False)):
            words = own_words(text[start:end].replace("\n", ""))
            own = len(words) <= LONGEST and not holds(words, "。；;！" + COLON) and not words.startswith("附")
            if own and names(words, inner):
                end = lines[last_line(text, lines, i + more)][1]
                return Title(own_words(text[start:end].replace("\n", "")), start, end)
    return None


def names(title: str, inner: str) -> bool:
    """Whether `title` is what a notice calls `inner`, with or without its place or office at the head."""
    own, called = ("".join(filter(str.isalnum, words)) for words in (title, inner))
    return own.endswith(called) or (own[-2:] == called[-2:] and same_words(title, inner))


def find_draft(text: str, notice: Title) -> Title | None:
    """The draft's own title, over one or two lines, below a call for comments whose ways to reply are numbered.

    Kept out: the note of annexes (附件：1.…（征求意见稿）), and a draft that comes as an annex.
    """
    lines = [(a, b) for a, b in line_spans(text) if a >= notice.end] if "征求" in notice.text else []
    for (a, b), (c, d) in pairwise([*lines, (len(text), len(text))]):
        if text.startswith("附", a):
            return None
        for end in (d, b) if is_suffix(text[c:d]) else (b, d):
            if notice.inner and not line_mark(text, a) and same_words(text[a:end], notice.inner):
                return Title(text[a:end].replace("\n", ""), a, end)
    return None
