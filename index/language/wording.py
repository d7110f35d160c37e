"""Two printings of one title: whether they are the same, and what marks one has kept."""

from __future__ import annotations

import difflib
from itertools import takewhile

from index.language.offices import is_organ


def same_words(a: str, b: str) -> bool:
    """Whether two titles differ at most in marks and a few letters."""
    x, y = ("".join(filter(str.isalnum, title)) for title in (a, b))
    return bool(x and y) and difflib.SequenceMatcher(None, x, y, autojunk=False).ratio() >= 0.9


def restore_marks(title: str, other: str) -> str:
    """`title` with the marks that it lost and `other`, another printing of it, still has; letters never change."""
    out: list[str] = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, title, other, autojunk=False).get_opcodes():
        gained = other[c:d]
        if op == "insert" and not any(ch.isalnum() or ch.isspace() for ch in gained) and 0 < a < len(title):
            out.append(gained)
        out.append(title[a:b])
    return "".join(out)


def full_width(title: str) -> str:
    """A title as it is shown: full-width brackets, no blanks between Chinese characters but behind an office's name."""
    parts = title.split()
    offices = list(takewhile(is_organ, parts))  # 甲局 乙局关于…
    rest = ""
    for part in parts[len(offices) :]:
        rest += part if not rest or not (rest[-1].isascii() or part[0].isascii()) else f" {part}"
    return " ".join(filter(None, [*offices, rest])).replace("(", "（").replace(")", "）")
