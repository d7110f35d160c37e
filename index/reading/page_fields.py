"""What the page that hosts a document says about it: 【时效性】现行有效, 发布时间：2019-11-13, 索引号 …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language.rules import Rules

_RULES = Rules("reading/page_fields")


@dataclass(frozen=True, slots=True)
class PageField:
    """`text[start:end]` is the value that a page gives under one of the labels of the table."""

    name: str
    value: str
    start: int
    end: int


def read_fields(text: str, end: int) -> list[PageField]:
    """The labelled values in `text[:end]`, empty ones left out."""
    fields = []
    at = 0
    while match := _RULES["field"].search(text, at, end):
        name = _name_of(match)
        at = match.end() if name else match.end("label")
        span = match.span("value")
        if name and not match["value"]:  # the value stands on the next line
            below = text[at:end].split("\n", 2)[1:2]
            line = below[0].strip() if below else ""
            if not 0 < len(line) <= 60 or is_field_line(line) or line.endswith((":", "：")):
                continue
            start = text.index(line, at)
            span = start, start + len(line)
        if name and name != "other":
            fields.append(PageField(name, text[slice(*span)], *span))
    return fields


def _name_of(match: re.Match[str], *, whole: bool = False) -> str | None:
    """The field whose label the words before a colon are, or (but for `whole`) end with behind a blank; "other" too."""
    words = match["label"].split()
    labels = ("".join(words[i:]) for i in range(1 if whole else len(words)))
    name = next((label.lastgroup for words in labels if (label := _RULES["label"].fullmatch(words))), None)
    if name == "day":  # 时间：2024-06-12 is a page's own
        return "published" if _RULES["of_page"].match(match["value"]) else None
    return name


def is_label(words: str) -> bool:
    """Whether the words are a label that pages use: 发文字号, 索 引 号."""
    label = _RULES["label"].fullmatch("".join(words.split()).strip(":："))
    return label is not None and label.lastgroup != "day"


def is_field_line(line: str) -> bool:
    """Whether the line only says something about the document, under a known label."""
    match = _RULES["field"].match(line.lstrip(" •·●○◆■▪*-"))
    return bool(match and _name_of(match, whole=True)) or bool(_RULES["head_of_text"].match(line))


def is_number_line(line: str) -> bool:
    """Whether the line is a document number (文号) and nothing else, whole or damaged."""
    bare = line.strip()
    if bare.startswith(("（", "(")) and bare.endswith(("）", ")")):
        bare = bare[1:-1].strip()
    whole = _RULES["number"].fullmatch(bare) or _RULES["number_of_year"].fullmatch(bare)
    return bool(whole) or (len(bare) <= 30 and bool(_RULES["order"].search(bare)))


def is_letterhead(line: str) -> bool:
    """Whether the line is the red head of a printed document."""
    return bool(_RULES["letterhead"].match(line.strip()))


def skip_order(text: str, start: int) -> int:
    """The end of the number of an order, on one or several lines of its own, that begins at `start`; or `start`."""
    for rule in ("order_number", "number_of_year"):
        if match := _RULES[rule].match(text, start):
            end = match.end() + len(text[match.end() :].split("\n", 1)[0])
            return start if text[match.end() : end].strip("）) ") else end
    return start


def skip_number(text: str, start: int, end: int) -> int:
    """The end of the document number that is printed whole at `start`, and of the blanks behind it; or `start`."""
    number = _RULES["number"].match(text, start, end)
    if not (number and number["close"] and number["hao"]):
        return start
    return end - len(text[number.end() : end].lstrip())
