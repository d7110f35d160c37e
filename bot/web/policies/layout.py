"""A document as blocks of a page: its whole text, with headings and clauses where they stand."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from index.models import Clause, PolicyDocument

SEPARATOR = " › "


@dataclass(frozen=True)
class Block:
    """A heading (with `level` from 2), a clause, or text that belongs to neither.

    The first `lead` characters of a clause are its own heading.
    """

    kind: Literal["heading", "clause", "text"]
    text: str
    level: int = 0
    anchor: str = ""
    clause: Clause | None = None
    lead: int = 0


@dataclass
class Entry:
    """A line of the table of contents."""

    text: str
    anchor: str
    children: list[Entry] = field(default_factory=list)


def blocks(document: PolicyDocument) -> list[Block]:
    """The document's text from its first to its last character; every clause is one block, in order.

    Text between clauses that repeats a part of a clause's path is a heading.
    A clause inside another one keeps its anchor and is not printed twice.
    """
    headings = _headings(document)
    result: list[Block] = []
    at = 0
    for clause in sorted(document.clauses, key=lambda c: (c.start, -c.end)):
        if clause.start < at:
            result.append(Block("clause", "", anchor=clause.clause_id))
            continue
        result += _between(document.clean_text[at : clause.start], headings, len(result))
        result.append(Block("clause", clause.text, anchor=clause.clause_id, clause=clause, lead=_lead(clause)))
        at = clause.end
    return result + _between(document.clean_text[at:], headings, len(result))


def contents(parts: list[Block]) -> list[Entry]:
    """Headings of the two highest levels, nested; a clause that stands at such a level is one of them."""
    headings = [(level, text, block.anchor) for block in parts for level, text in [_heading(block)] if level]
    levels = sorted({level for level, _, _ in headings})[:2]
    top: list[Entry] = []
    for level, text, anchor in headings:
        if level in levels:
            (top[-1].children if top and level != levels[0] else top).append(Entry(text, anchor))
    return top


def _heading(block: Block) -> tuple[int, str]:
    """Level and text of a heading or of a clause's own; level 0 when there is none."""
    if block.clause and block.lead:
        *above, own = block.clause.path.split(SEPARATOR)
        return len(above) + 2, own
    return block.level, block.text


def _headings(document: PolicyDocument) -> dict[str, int]:
    """Each heading above a clause, with its level."""
    found: dict[str, int] = {}
    for clause in document.clauses:
        for depth, part in enumerate(clause.path.split(SEPARATOR)):
            found.setdefault(_plain(part), depth + 2)
    return found


def _lead(clause: Clause) -> int:
    """How many characters at the start of a clause's text repeat its heading; 0 when it has none."""
    heading = _plain(clause.path.split(SEPARATOR)[-1]) if clause.heading else ""
    seen = ""
    for number, char in enumerate(clause.text if heading else "", 1):
        seen += _plain(char)
        if not heading.startswith(seen):
            return 0
        if seen == heading:
            return number
    return 0


def _between(text: str, headings: dict[str, int], number: int) -> list[Block]:
    result: list[Block] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        level = headings.get(_plain(line))
        if level:
            result.append(Block("heading", line, min(level, 6), f"h{number + len(result)}"))
        else:
            result.append(Block("text", line))
    return result


def _plain(text: str) -> str:
    """Letters and digits alone: a path may write the marks of a heading differently."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
