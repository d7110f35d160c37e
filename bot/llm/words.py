"""The words of flat texts: which carry something, and whether a clause says them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import rjieba

from bot.llm.amounts import amounts

_PATH = Path(__file__).with_name("words.toml")
_LEVEL = re.compile(r"(?:国家|省|市|区|县)级")
_EXACT = re.compile(r"[省市区县州国]|[局委部厅]$|级$")  # tiers, places and offices stand letter for letter


@cache
def neutral() -> frozenset[str]:
    """The words that say nothing a clause would have to say."""
    return frozenset(tomllib.loads(_PATH.read_text("utf-8"))["neutral"].split())


@cache
def opposites() -> tuple[tuple[str, str], ...]:
    """Pairs of words that say the opposite, each pair both ways."""
    return tuple(both for a, b in _pairs("opposite") for both in ((a, b), (b, a)))


def _pairs(name: str) -> list[tuple[str, str]]:
    lines = tomllib.loads(_PATH.read_text("utf-8"))[name].split("\n")
    return [(a, b) for a, b in (line.split() for line in lines if line)]


def content_words(text: str) -> list[str]:
    """Words of two and more characters that are not neutral, amounts apart; Latin ones in lower case."""
    for amount in reversed(amounts(text)):
        text = f"{text[: amount.start]} {text[amount.end :]}"
    words = [word.lower() for word in rjieba.cut(_LEVEL.sub(r" \g<0> ", text), False)]
    return [w for w in words if len(w) > 1 and w not in neutral() and re.search(r"[一-鿿a-z]", w)]


def missing_words(text: str, sources: list[str]) -> list[str]:
    """The content words of a flat text that stand in none of `sources`."""
    return [w for w in content_words(text) if not any(stands(w, source) for source in sources)]


def stands(word: str, text: str) -> bool:
    """Whether a flat text has a word, has it in two parts (扶持 and 资金) or in full (技术改造 for 技改)."""
    text = text.lower()
    if word in text:
        return True
    if word.isascii() or _EXACT.search(word):
        return False
    if len(word) > 3 and any(_part(word[:cut], text) and _part(word[cut:], text) for cut in range(2, len(word) - 1)):
        return True
    return _is_short(word, text)


def _part(word: str, text: str) -> bool:
    return word in text or word in neutral()


def _is_short(word: str, text: str) -> bool:
    """Whether the characters of the word stand in order within a few neighbouring words of the text."""
    if len(word) > 4:
        return False
    pattern = re.compile(r"[一-鿿]{0,3}?".join(map(re.escape, word)))
    return any(len(m[0]) <= 3 * len(word) and len(rjieba.cut(m[0], False)) <= 3 for m in pattern.finditer(text))
