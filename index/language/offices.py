"""Names of offices (机关) as they stand alone on a line, in a signature, or at the head of a title."""

from __future__ import annotations

from index.language.rules import Rules

_RULES = Rules("language/offices")


def is_organ(line: str) -> bool:
    """Whether the line is the name of an office and nothing else (a signature, a title's first line)."""
    return bool(_RULES["organ"].search(line))


def organ_of(line: str) -> str:
    """The office on a line of its own, alone or before the day on which it made the document (2024年3月编); or ""."""
    name = _RULES["made"].sub("", line)
    return name if is_organ(name) else ""


def issuer_in(title: str) -> str:
    """The office that a title begins with (兰州市人民政府关于…), or ""."""
    match = _RULES["issuer"].search(title)
    return match[0] if match else ""
