"""What a document repeals (《…》同时废止) and what it is based on (根据《…》)."""

from __future__ import annotations

from index.facts.gathered import Facts
from index.language.rules import Rules
from index.language.wording import full_width
from index.reading.layout import Layout

_RULES = Rules("facts/relations")
_PREAMBLE = 1000  # characters from the start of the body where a document names what it is based on


def read_relations(facts: Facts, layout: Layout) -> None:
    """Titles, in order of print, each once; a repeal that names only a number keeps the number."""
    text = facts.text
    repealed: list[str] = []
    for rule in ("repealed", "repeals"):
        for match in _RULES[rule].finditer(text):
            names = _RULES["title"].findall(match["list"])
            repealed += names
            facts.prove("repeals", "、".join(names), match.span(), "text")
    for match in _RULES["number_repealed"].finditer(text):
        if "》" not in text[max(0, match.start() - 20) : match.start()]:
            repealed.append(match["number"])
            facts.prove("repeals", match["number"], match.span(), "text")
    facts.repeals = tuple(dict.fromkeys(full_width(name) for name in repealed))

    based: list[str] = []
    spans = [layout.letter] if layout.letter else []
    spans.append((layout.body[0], min(layout.body[1], layout.body[0] + _PREAMBLE)))
    for start, end in spans:
        for match in _RULES["based"].finditer(text, start, end):
            names = [name for name in _RULES["title"].findall(match["list"]) if _is_another(name, facts.title)]
            if names:
                based += names
                facts.prove("based_on", "、".join(names), match.span(), "text")
    facts.based_on = tuple(dict.fromkeys(full_width(name) for name in based))


def _is_another(name: str, title: str) -> bool:
    """Neither the document itself nor a title's short form (以下简称《条例》); 某政策实施细则 rests on 某政策."""
    name = full_width(name)
    rules = title.startswith(name) and _RULES["rules_for"].search(title[len(name) :])
    return len(name) > 4 and (bool(rules) or not title.startswith(name))
