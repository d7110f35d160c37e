"""What a document repeals (《…》同时废止) and what it is based on (根据《…》)."""

from __future__ import annotations

import re

from index.facts.gathered import Facts
from index.language.wording import full_width
from index.reading.layout import Layout

_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》)+)》")
_NUMBERED = r"(?:[（(][^（）()\n]{0,40}[）)])?"
_LIST = rf"(?:(?:[^。；，,《》\n]{{0,12}})《[^》\n]+》{_NUMBERED}[、,，和及以与]*)+"
_REPEALED = re.compile(
    rf"(?P<list>{_LIST})[^。；《》\n]{{0,20}}?(?<![未不])(?:同时|予以|自行|即行|一并|相应)*(?:废止|失效)"
)
_REPEALS = re.compile(rf"(?<!予以)(?<!同时)(?:决定)?废止(?P<list>{_LIST})")
_NUMBER_REPEALED = re.compile(
    r"(?P<number>[一-鿿]{2,10}[〔\[（(](?:19|20)\d{2}[〕\]）)]\d{1,4}号)(?:文件?)?[^。；《》\n]{0,12}?(?:同时|予以|一并)(?:废止|失效)"
)
_BASED = re.compile(rf"(?:根据|依据|按照|依照|贯彻落实|全面落实|贯彻|落实|执行)(?P<list>{_LIST})")
_PREAMBLE = 1000  # characters from the start of the body where a document names what it is based on


def read_relations(facts: Facts, layout: Layout) -> None:
    """Titles, in order of print, each once; a repeal that names only a number keeps the number."""
    text = facts.text
    repealed: list[str] = []
    for pattern in (_REPEALED, _REPEALS):
        for match in pattern.finditer(text):
            names = _TITLE.findall(match["list"])
            repealed += names
            facts.prove("repeals", "、".join(names), match.span(), "text")
    for match in _NUMBER_REPEALED.finditer(text):
        if "》" not in text[max(0, match.start() - 20) : match.start()]:
            repealed.append(match["number"])
            facts.prove("repeals", match["number"], match.span(), "text")
    facts.repeals = tuple(dict.fromkeys(full_width(name) for name in repealed))

    based: list[str] = []
    spans = [layout.letter] if layout.letter else []
    spans.append((layout.body[0], min(layout.body[1], layout.body[0] + _PREAMBLE)))
    for start, end in spans:
        for match in _BASED.finditer(text, start, end):
            names = [name for name in _TITLE.findall(match["list"]) if _is_another(name, facts.title)]
            if names:
                based += names
                facts.prove("based_on", "、".join(names), match.span(), "text")
    facts.based_on = tuple(dict.fromkeys(full_width(name) for name in based))


def _is_another(name: str, title: str) -> bool:
    """Neither the document itself nor a title's short form (以下简称《条例》); 某政策实施细则 rests on 某政策."""
    name = full_width(name)
    rules = title.startswith(name) and re.match(r"的?(?:实施|操作|执行)", title[len(name) :])
    return len(name) > 4 and (bool(rules) or not title.startswith(name))
