"""What belongs to the page that hosts a document and not to the document: menus, footers, file-sharing lists.

A *strong* line never stands in an official document. A *weak* one might, so it counts only beside strong ones.
"""

from __future__ import annotations

from index.language.numbering import line_mark
from index.language.rules import Rules
from index.language.spans import Span, line_spans
from index.reading.breaks import LONG_LINE
from index.reading.marks import ends_sentence
from index.reading.page_fields import is_field_line

_RULES = Rules("reading/page")


def is_spam(line: str) -> bool:
    words = len(set(_RULES["spam"].findall(line)))
    return len(line) <= 300 and (words > 1 or (words == 1 and bool(_RULES["contact"].search(line))))


def is_furniture(line: str) -> bool:
    """Whether the line can only be the page's own."""
    return bool(_RULES["furniture"].search(line) or file_name(line))


def file_name(line: str) -> str:
    """The name of the file, without its suffix, that the line links to; or ""."""
    match = _RULES["file_name"].match(line)
    return match["stem"] if match else ""


def is_menu(line: str) -> bool:
    """首页 新闻 政策 服务 互动"""
    words = line.split()
    return len(words) > 3 and max(map(len, words)) <= 8


def is_prose(line: str) -> bool:
    """A line that is surely a document's: a full sentence of some length, or a paragraph's worth of text."""
    return len(line) >= 150 or (len(line) >= 40 and ends_sentence(line))


def find_tail(text: str) -> int:
    """Where the page's footer begins, or `len(text)`: the first strong line that almost no document text follows."""
    lines = line_spans(text)
    noted = _annex_note(text, lines)
    strong = [b - a < LONG_LINE and is_furniture(text[a:b]) and (a, b) not in noted for a, b in lines]
    own = [
        b - a if is_prose(text[a:b]) and not strong[i] and not _RULES["weak"].match(text[a:b]) else 0
        for i, (a, b) in enumerate(lines)
    ]
    total = sum(own)
    last_mark = max(
        (i for i, (a, b) in enumerate(lines) if not strong[i] and (a, b) not in noted and line_mark(text, a)),
        default=-1,
    )
    after = total
    first = None
    for i in range(len(lines)):
        if strong[i] and i > last_mark and after <= total * 0.1 and i > 0:
            first = i
            break
        after -= own[i]
    if first is None:
        return len(text)
    while first > 1 and first - 1 > last_mark and _RULES["weak"].match(text[slice(*lines[first - 1])]):
        first -= 1
    return lines[first][0]


def _annex_note(text: str, lines: list[Span]) -> set[Span]:
    """The document's own note of its annexes, which names files on a page: 附件：1.申请表.doc above 2.汇总表.xls."""
    found: set[Span] = set()
    above: Span | None = None
    for line in lines:
        words = text[slice(*line)]
        if _RULES["annex_note"].match(words) or (above in found and words[0].isdecimal() and file_name(words)):
            found.add(line)
        above = line
    return found


def stray_lines(text: str) -> list[Span]:
    """Lines in the middle of a document that are the page's or an advertiser's own; never a numbered one."""
    found = []
    lines = line_spans(text)
    noted = _annex_note(text, lines)
    for start, end in lines:
        line = text[start:end]
        if (start, end) in noted:
            continue
        stray = len(line) <= 120 and (file_name(line) or _RULES["link"].search(line)) and not is_field_line(line)
        if (stray or is_spam(line)) and line_mark(text, start) is None:
            found.append((start, end))
    return found
