"""Supports without a figure (予以重点支持, 免征房产税, 提供全程代办服务), and what sounds like one and is none."""

from __future__ import annotations

from index.language.rules import WORDS, Rules

_RULES = Rules("supports/promises")


def promises(text: str) -> bool:
    """Whether a `plain` sentence gives something, with or without a figure."""
    gives = _RULES["given"].search(text) or WORDS["GRANT"].search(text)
    return bool(gives) and not _RULES["other"].search(text)


def promise_spans(text: str, *, strong: bool = False) -> list[tuple[int, int]]:
    """Where a `plain` sentence gives something that it puts no figure on.

    `strong` leaves what a figure may follow (给予补助): only 免 and 减半 give enough by themselves.
    """
    if _RULES["other"].search(text):
        return []
    return [m.span() for m in _RULES["given"].finditer(text) if not strong or m[0].startswith(("免", "减", "无偿"))]


def opens_duties(text: str) -> bool:
    """Whether a sentence leads in a list of conditions, papers or duties: 应当符合下列条件："""
    if _RULES["denied"].search(text):
        return True
    return bool(_RULES["duties"].search(text)) and not (WORDS["GRANT"].search(text) or WORDS["AID"].search(text))


def is_about_other(heading: str) -> bool:
    """Whether a heading is of conditions, papers, procedure or duties."""
    if len(heading) > 24 or not _RULES["about_other"].search(heading):
        return False
    return not _RULES["about_giving"].search(_RULES["of_giving"].sub("", heading))


def names_policy(heading: str) -> bool:
    """A heading that is itself a promise: 继续实施…贷款贴息政策; 科技贷款贴息 alone is a mere heading."""
    return bool(_RULES["policy"].search(heading))
