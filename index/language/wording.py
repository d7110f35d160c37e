"""Two printings of one title: whether they are the same, and what marks one has kept."""

from __future__ import annotations

import difflib
import re

from index.language.offices import is_organ

_LOOSE_PUNCTUATION = re.compile(r"[^\w]|_")


def same_words(a: str, b: str) -> bool:
    """Whether two titles differ at most in marks and a few letters."""
    x, y = _LOOSE_PUNCTUATION.sub("", a), _LOOSE_PUNCTUATION.sub("", b)
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
    """A title as it is shown: full-width brackets and commas, no blanks between Chinese characters."""
    title = re.sub(r"\s+", " ", title).strip()
    parts = title.split(" ")
    offices = next((i for i, part in enumerate(parts) if not is_organ(part)), len(parts))  # 甲局 乙局关于…
    title = re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", " ".join(parts[offices:]))
    title = " ".join([*parts[:offices], title])
    title = re.sub(r"\(([^()]*)\)", r"（\1）", title)
    return title.replace("(", "（").replace(")", "）")
