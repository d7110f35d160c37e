"""Punctuation: whether a sentence ends, breaks off or goes on where a line does."""

from __future__ import annotations

END, COLON, COMMA = "。！？；!?;…", "：:", "，,、"
OPEN, CLOSE = "（(〔[《〈“‘「『", "）)〕]》〉”’」』"


def ends_sentence(line: str, *, colon: bool = True) -> bool:
    """Whether a sentence ends with the line, but for closing marks behind it; after a `colon` a new one begins."""
    return line.rstrip(CLOSE).endswith(tuple(END + COLON if colon else END))


def goes_on(line: str) -> bool:
    """Whether the line can be no whole sentence: it ends with a comma or an opening mark."""
    return line.endswith(tuple(COMMA + OPEN + "—/·"))


def holds(line: str, marks: str = END + COLON + COMMA) -> bool:
    return not set(marks).isdisjoint(line)


def han(text: str) -> int:
    """How many Chinese characters the text has."""
    return sum("一" <= char <= "鿿" for char in text)
