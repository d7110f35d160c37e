"""The numbering of Chinese official documents as one table, `numbering.toml`.

Levels follow GB/T 9704-2012, 7.3.3 (一、（一）1.（1）) and 《立法法》第六十五条 (编、章、节、条、款、项、目). A row
says what the number looks like and what it is not: an enumeration (一、二、三等奖), a quantity (1.5亿元, 3D打印) or a
reference (第三条规定的, （二）项). Whether a number stands in sequence is decided in `outline`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum

from index.language.numerals import from_han, to_han
from index.language.rules import Rules

_RULES = Rules("language/numbering")


class Kind(IntEnum):
    """Levels from the top down. PLAIN is a heading without a number, GROUP one inside a table, BLOCK a table row or the
    text below a table."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HAN = 5
    PLAIN = 6
    HAN_PAREN = 7
    NUM = 8
    DECIMAL = 9
    SUBDECIMAL = 10
    NUM_PAREN = 11
    CIRCLE = 12
    GROUP = 13
    BLOCK = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that may head a clause: `text[start:end]` is the number with its punctuation and blanks.

    `above` are the numbers before the last one in 2.1.3; `weak` is a number with no mark after it (1支持…, 一 总则).
    """

    kind: Kind
    value: int
    start: int
    end: int
    above: tuple[int, ...] = ()
    weak: bool = False

    @property
    def num(self) -> str:
        """The printed form, normalised: 一、 （一） 1. （1） ① 第三条 附件1; "" for what has no number."""
        match self.kind:
            case Kind.ANNEX:
                return f"附件{self.value or ''}"
            case Kind.PART | Kind.CHAPTER | Kind.SECTION | Kind.ARTICLE:
                return f"第{to_han(self.value)}{'编章节条'[self.kind - Kind.PART]}"
            case Kind.HAN:
                return f"{to_han(self.value)}、"
            case Kind.HAN_PAREN:
                return f"（{to_han(self.value)}）"
            case Kind.NUM:
                return f"{self.value}."
            case Kind.DECIMAL | Kind.SUBDECIMAL:
                return ".".join(map(str, (*self.above, self.value)))
            case Kind.NUM_PAREN:
                return f"（{self.value}）"
            case Kind.CIRCLE:
                return chr(ord("①") + self.value - 1)
            case Kind.PLAIN | Kind.GROUP | Kind.BLOCK:
                return ""


# Tried in this order; each names its kind by the group that matches.
_MARKS = ("annex", "division", "han", "han_paren", "num_paren", "num", "single")
FIRST = re.compile("[（(〔\\[0-9第附①-⑳㈠-㈩⑴-⒛〇零一二三四五六七八九十百千两]")
"""The characters that a mark can begin with."""


def mark_at(text: str, at: int, *, weak: bool = False, leading: bool = False) -> Mark | None:
    """The mark that begins at `at`, if one does.

    `weak` also takes a number without a mark after it; `leading` tells that a line begins here.
    """
    if text[at : at + 1].isdigit() and at and text[at - 1] in "0123456789.．":
        return None
    for name in _MARKS:
        if match := _RULES[name].match(text, at):
            kind, value = _read(match)
            if value or kind is Kind.ANNEX:
                return Mark(kind, value or 0, at, match.end())
    if leading and (match := _RULES["decimal"].match(text, at)):
        *above, value = map(int, match["DECIMAL"].replace("．", ".").split("."))
        return Mark(Kind.DECIMAL if len(above) == 1 else Kind.SUBDECIMAL, value, at, match.end(), tuple(above))
    if weak and (match := _RULES["without_mark"].match(text, at)):
        kind, value = _read(match)
        return Mark(kind, value, at, match.end(), weak=True) if value else None
    return None


def _read(match: re.Match[str]) -> tuple[Kind, int | None]:
    name = match.lastgroup or ""
    raw = "".join(match[name].split())
    return Kind[name], int(unicodedata.numeric(raw)) if len(raw) == 1 else from_han(raw)


def is_reference(before: str) -> bool:
    """Whether text that ends so refers to the number that follows it (按照（二）)."""
    return bool(_RULES["referring"].search(before))


def line_mark(text: str, start: int) -> Mark | None:
    """The mark at the start of the line that begins at `start`; leading blanks are skipped."""
    while text[start : start + 1].isspace() and text[start] != "\n":
        start += 1
    return mark_at(text, start, leading=True)
