"""Words of a support → the sentence that asks a visitor about them.

Only words that make a sentence are asked: a description whose last word is who or what it describes, and a condition
that the document itself puts as one (…的，). All others are shown as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.match.needs import BODIES, PERSON, Ask
from bot.match.traits import PLATFORMS

_BODIES = tuple(pattern for _, pattern in BODIES)
_PLATFORMS = tuple(trait.pattern for trait in PLATFORMS)
_BRACKET = re.compile(r"[（(][^（）()]*[)）]$")
_INSIDE = str.maketrans("“”", "‘’")


def question_about(ask: Ask, quote: str) -> str:
    """The question about what the sentence `quote` asks; "" where its words make no question."""
    words = f"“{ask.text.translate(_INSIDE)}”"
    if ask.text not in quote:
        return ""
    if ask.condition:
        return f"贵单位是否有这种情况：{words}？"
    described = _BRACKET.sub("", ask.text)
    if _begins(described, (*_BODIES, PERSON)):  # 企业加大…力度: somebody does something
        return ""
    if _ends(described, (PERSON,)):
        return f"贵单位的人才（或您本人）是不是{words}？"
    if _ends(described, _BODIES):
        return f"贵单位是不是{words}？"
    return f"贵单位有没有{words}？" if _ends(described, _PLATFORMS) else ""


def _ends(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any(found.end() == len(text) for pattern in patterns for found in pattern.finditer(text))


def _begins(text: str, patterns: Iterable[re.Pattern[str]]) -> bool:
    return any((found := pattern.match(text)) and found.end() < len(text) for pattern in patterns)
