"""Responsible offices (责任单位) named in a clause: under a label, in brackets, or in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

from index.language.numerals import from_han
from index.language.rules import Rules

_RULES = Rules("facts/responsible")


def responsible_units(text: str) -> tuple[str, ...]:
    """The offices that a clause makes responsible, in order of print, each once, without 牵头 or 配合."""
    found: list[tuple[int, str]] = []
    for match in _RULES["labelled"].finditer(text):
        found += ((match.start(), name) for name in _names(match["names"]))
    for match in _RULES["in_brackets"].finditer(text):
        if not _RULES["label"].search(match["names"]):
            found += ((match.start(), name) for name in _names(match["names"]))
    found += _in_sentences(text)
    return tuple(dict.fromkeys(name for _, name in sorted(found, key=lambda item: item[0])))


def shared_units(text: str) -> tuple[range, tuple[str, ...]] | None:
    """Which articles or measures, by number, a clause names offices for, and these; None when only for itself."""
    match = _RULES["shared"].search(text)
    first, last = (from_han(match["first"]), from_han(match["last"])) if match else (None, None)
    if not match or not first or not last or not 0 < last - first < 30:
        return None
    return range(first, last + 1), tuple(dict.fromkeys(_names(match["names"])))


def _names(text: str) -> list[str]:
    text = _RULES["role"].sub("、", _RULES["phone"].sub("、", text))
    parts = (_RULES["label"].sub("", part.strip(" 。.")) for part in _RULES["between"].split(text))
    parts = (_RULES["tail"].sub("", part).strip() for part in parts)
    return [name for name in parts if 2 <= len(name) <= 24]


def _in_sentences(text: str) -> Iterator[tuple[int, str]]:
    for rule in ("begins_with", "together", "by"):
        for match in _RULES[rule].finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
            alone = rule == "together" and "会同" not in match["names"]
            if alone or _RULES["defines"].search(text, start, match.end()):
                continue
            for office in _RULES["one_of_names"].finditer(match["names"]):
                if not _RULES["nobody"].search(office["name"]):
                    yield match.start("names") + office.start(), office["name"].removeprefix("会同")
