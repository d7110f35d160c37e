"""Page marks in text that was copied out of a paged file, and the heads and feet that its pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from index.language.numbering import line_mark
from index.language.rules import Rules
from index.language.spans import Span, Tracked, line_spans
from index.reading.marks import ends_sentence, goes_on
from index.reading.titles import find_titles

_RULES = Rules("reading/page")
_FAR = 8
"""Lines between two page numbers that have no mark; a column of numbers has fewer."""
_ENOUGH = 3


def drop_pages(text: Tracked) -> Tracked:
    """Page marks go (- 3 -, 第3页, Page 3:, numbers that count up), and the lines that most pages begin or end with.

    Of those a title stays where it is printed first. Form feeds tell pages apart, and stay as line ends.
    """
    lines = line_spans(text.text)
    marks = {i for i, (a, b) in enumerate(lines) if is_page_number(text.text[a:b])} | _counted(text.text, lines)
    gaps = pairwise([*lines, (len(text.text), 0)])
    feeds = {i for i, ((_, a), (b, _)) in enumerate(gaps, start=1) if "\f" in text.text[a:b]}
    feeds |= {len(lines)} if feeds else set()
    beside = {i for at in feeds for i in (at - 1, at) if i < len(lines)}
    marks |= {i for i in beside if _is_number(text.text[slice(*lines[i])])}
    doomed = marks | _repeated(text.text, lines, marks, feeds)
    return text.delete(_whole(text.text, *lines[i]) for i in sorted(doomed))


def _whole(text: str, start: int, end: int) -> Span:
    """The line with its end, which no form feed is part of."""
    blanks = text[end : text.find("\n", end) + 1 or len(text)]
    return start, end + (len(blanks) if "\f" not in blanks else blanks.index("\f"))


def is_page_number(line: str, *, at_edge: bool = False) -> bool:
    """Whether the line counts a page: - 3 -, 第3页; `at_edge` of the page also 3, 3/10."""
    return bool(_RULES["number_at_edge" if at_edge else "page_number"].fullmatch(line))


def without_numbers(line: str) -> str:
    """The line with # for each of its numbers."""
    return re.sub(r"\d+", "#", line)


def _is_number(line: str) -> bool:
    return line.isdecimal() and len(line) <= 4


def _counted(text: str, lines: list[Span]) -> set[int]:
    """Lines of nothing but a number that count the pages."""
    numbers = [(i, int(text[a:b])) for i, (a, b) in enumerate(lines) if _is_number(text[a:b])]
    runs = [(i, n) for (i, n), (j, m) in pairwise(numbers) if m == n + 1 and j - i > _FAR]
    whole = len(runs) == len(numbers) - 1 >= _ENOUGH - 1
    return {i for i, _ in numbers} if whole else set()


def _repeated(text: str, lines: list[Span], marks: set[int], feeds: set[int]) -> set[int]:
    """The lines beside the breaks that stand beside most of them and, but for a title, nowhere else; numbers apart."""
    breaks = sorted({0, len(lines), *marks, *feeds}) if marks or feeds else []
    beside: list[set[int]] = []
    for at in breaks:
        own = [i for i in (*range(at - 3, at), *range(at, at + 4)) if 0 <= i < len(lines) and i not in marks]
        beside.append(set([i for i in own if i < at][-2:] + [i for i in own if i >= at][:2]))

    def key(i: int) -> str:
        return without_numbers(text[slice(*lines[i])])

    near = sorted(i for i in set().union(*beside) if not line_mark(text, lines[i][0]))
    counts, everywhere = Counter(map(key, near)), Counter(map(key, range(len(lines))))
    pages = max(len(marks), len(feeds) - 1)
    least = max(_ENOUGH if pages > 2 else 2, pages / 2)
    often = {k for k, n in counts.items() if least <= n >= everywhere[k] - 1 and len(k) <= 60}
    often = {k for k in often if not (ends_sentence(k) or goes_on(k))}
    found = {i for i in near if key(i) in often}
    for k in often:
        first = next(i for i in range(len(lines)) if key(i) == k)
        if find_titles(text[slice(*lines[first])]):
            found.discard(first)
    return found
