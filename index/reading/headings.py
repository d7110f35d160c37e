"""What of a numbered unit is its heading, and which lines are headings without a number."""

from __future__ import annotations

from index.language.dates import is_date_line
from index.language.numbering import Kind, Mark, line_mark
from index.language.rules import Rules
from index.language.spans import Span, line_spans
from index.reading.marks import COLON, COMMA, END, ends_sentence, han, holds

_RULES = Rules("reading/headings")
MAX_HEADING = 40
"""Characters; a longer first sentence is text."""

_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def read_heading(text: str, mark: Mark, end: int, *, has_children: bool) -> tuple[str, int]:
    """The heading of the unit whose own text ends at `end`, without number and closing mark; and where its body begins.

    "" when it has none. Marks in a heading are full-width.
    """
    own = text[mark.end : end]
    match mark.kind:
        case Kind.BLOCK:
            heading, length = "", 0
        case Kind.GROUP:
            length = len(own.split("\n", 1)[0])
            heading = own[:length]
        case Kind.PLAIN if match := _RULES["notes"].match(own):
            heading, length = match["notes"], match.end()
        case Kind.ARTICLE:
            heading, length = _article(own, has_children)
        case Kind.ANNEX:
            heading, length = _annex(own)
        case _:
            heading, length = _first_line(own, has_children) or _named(_first_sentence(own, has_children))
            if mark.kind is not Kind.PLAIN and _RULES["states"].search(heading):
                heading, length = "", 0
    words = heading.split()
    spaced = all(len(word) == han(word) == 1 for word in words)  # 总 则
    return ("" if spaced else " ").join(words).translate(_FULL_WIDTH), mark.end + length


def heads_notes(line: str) -> bool:
    """Whether the line heads the notes below a table."""
    return _RULES["notes"].match(line) is not None


def is_topic(heading: str) -> bool:
    """Whether the heading can only be a name: 申报方式."""
    return _RULES["topic"].match(heading) is not None


def _named(found: tuple[str, int] | None) -> tuple[str, int]:
    return (
        found if found and not _RULES["states"].search(found[0]) and not _RULES["begins"].match(found[0]) else ("", 0)
    )


def _first_line(own: str, has_children: bool) -> tuple[str, int] | None:
    """A line of its own without an end: 二、重点任务."""
    line = own.split("\n", 1)[0]
    bare = line.strip()
    if bare.endswith(("？", "?")) and len(bare) <= 60 and own[len(line) :].strip():
        return bare, len(line)  # a question heads what answers it
    if not bare or len(bare) > 60 or _is_text(bare):
        return None
    more = own[len(line) :].strip() or has_children
    if not more and len(bare) > MAX_HEADING:
        return None
    stock = _RULES["stock"].match(bare)
    if stock and stock.end() < len(bare) and len(bare) > 20:
        return stock[0], own.find(stock[0]) + len(stock[0])
    return bare, len(line)


def _is_text(line: str) -> bool:
    """Whether the line ends with a mark, or a sentence ends within it."""
    return line.endswith(tuple(END + COLON + COMMA)) or holds(line, "。；")


def _first_sentence(own: str, has_children: bool) -> tuple[str, int] | None:
    """（一）指导思想。以…; 申报条件：…; 总体要求 以… (a blank for the mark); 指导思想以… (no mark at all)."""
    for name in ("labelled", "first_sentence", "label", "set_apart"):
        match = _RULES[name].match(own)
        if match and (name == "labelled" or own[match.end() :].strip() or has_children):
            # A label (申报条件：…) heads its text but is also a part of it.
            return match["h"], 0 if name in ("labelled", "label") else match.end()
    match = _RULES["stock"].match(own)
    return (match[0], match.end()) if match else None


def _article(own: str, has_children: bool) -> tuple[str, int]:
    """【适用范围】, （适用范围）, a short first line or a first sentence that only names (孵化载体奖补。对…).

    What an article says is never its heading.
    """
    match = _RULES["in_brackets"].match(own)
    if match and own[match.end() :].strip():
        return match["lenticular"] or match["round"], match.end()
    match = _RULES["short"].match(own)
    if not match or not (own[match.end() :].strip() or has_children):
        return "", 0
    names = _RULES["subject"].search(match["h"]) and not _RULES["states_of_article"].search(match["h"])
    return _named((match["h"], match.end()) if names or not match["stop"] else None)


def _annex(own: str) -> tuple[str, int]:
    """The title lines below 附件1."""
    length = 0
    for a, b in line_spans(own)[:4]:
        if b - a > 45 or _is_text(own[a:b]) or line_mark(own, a):
            break
        length = b
        if _RULES["annex_title_end"].search(own[a:b]):
            break
    return "".join(own[:length].split()), length


def stands_alone(text: str, lines: list[Span], number: int, numbered: bool) -> bool:
    """Whether a line without a number is a heading: short, without punctuation, between full sentences.

    In a document with numbers (`numbered`) the line above must end a sentence, too.
    """
    a, b = lines[number]
    line = text[a:b]
    if _RULES["asked"].match(line) and number + 1 < len(lines) and _RULES["answered"].match(text, lines[number + 1][0]):
        return True
    if not 2 <= b - a <= 22 or _RULES["not_alone"].search(line) or is_date_line(line) or number + 1 >= len(lines):
        return False
    if han(line) < 2:
        return False
    below = text[slice(*lines[number + 1])]
    next_mark = line_mark(text, lines[number + 1][0])
    below_ok = (next_mark is not None and next_mark.value == 1 and next_mark.kind is not Kind.ANNEX) or (
        len(below) >= 30 and ends_sentence(below)
    )
    if not below_ok:
        return False
    above = text[slice(*lines[number - 1])] if number else "。"
    return ends_sentence(above, colon=False) or (not numbered and number == 0)
