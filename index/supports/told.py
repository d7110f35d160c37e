"""Figures beside the words of giving that are not given: who is meant, what was, what is to pay (told.toml)."""

from __future__ import annotations

from index.language.rules import WORDS, Rules

_RULES = Rules("supports/told")


def is_told(before: str, after: str) -> bool:
    """Whether the money between the two parts of a sentence says who is meant, what was given, or what is to pay."""
    meant = _RULES["of_whom"].search(after) and not WORDS["CAP"].search(before)
    if not WORDS["GIVE"].search(before) and (_RULES["fee"].search(before) or meant):
        return True
    if _RULES["got"].search(before) and _RULES["got_what"].search(after):
        return True
    return bool(_RULES["reported"].search(before)) and not _RULES["promised"].search(before)


def tells_each(text: str) -> bool:
    """Whether a sentence tells without a word of giving what each of them gets: 参保人员每人每月500元."""
    return bool(_RULES["each"].search(text)) and not _RULES["taken"].search(text)
