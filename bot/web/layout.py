"""A document as blocks of a page: its whole text, with headings and clauses where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from index.models import Clause, PolicyDocument

SEPARATOR = " › "


@dataclass(frozen=True)
class Block:
    """A heading (with `level` from 2), a clause, or text that belongs to neither."""

    kind: Literal["heading", "clause", "text"]
    text: str
    level: int = 0
    anchor: str = ""
    clause: Clause | None = None


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
        result.append(Block("clause", clause.text, anchor=clause.clause_id, clause=clause))
        at = clause.end
    return result + _between(document.clean_text[at:], headings, len(result))


def contents(parts: list[Block]) -> list[Entry]:
    """Headings of the two highest levels, nested."""
    levels = sorted({block.level for block in parts if block.kind == "heading"})[:2]
    top: list[Entry] = []
    for block in parts:
        if block.kind != "heading" or block.level not in levels:
            continue
        entry = Entry(block.text, block.anchor)
        (top[-1].children if top and block.level != levels[0] else top).append(entry)
    return top


def _headings(document: PolicyDocument) -> dict[str, int]:
    """Each heading above a clause, with its level."""
    found: dict[str, int] = {}
    for clause in document.clauses:
        for depth, part in enumerate(clause.path.split(SEPARATOR)):
            found.setdefault(_plain(part), depth + 2)
    return found


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
    return "".join(text.split()).rstrip("。.:：")
