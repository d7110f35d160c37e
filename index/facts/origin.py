"""Who issued a document (发文机关), and under which number (文号)."""

from __future__ import annotations

import re
from itertools import pairwise

from index.facts.gathered import Facts
from index.facts.validity import Source
from index.language.offices import is_organ, issuer_in, organ_of
from index.language.rules import Rules
from index.language.spans import Span, line_spans
from index.places.find import find_places
from index.reading.layout import Layout
from index.reading.page_fields import PageField, is_letterhead

_RULES = Rules("facts/origin")
_NUMBERS = Rules("reading/page_fields")
_ORDERS = ("order_number", "number_of_year")
_BREAK = re.compile(r"\s+(?=令|公告|通告)|\n")  # inside a number that stands on several lines


def read_number(facts: Facts, layout: Layout, page: dict[str, PageField]) -> None:
    if facts.catalog.doc_number:
        facts.doc_number = facts.catalog.doc_number
        facts.from_catalog("doc_number", facts.doc_number)
        return
    text, field = facts.text, page.get("doc_number")
    if field and (match := _NUMBERS["number"].search(text, field.start, field.end)):
        _take_number(facts, match, "page")
        return
    if field and (match := _NUMBERS["number_of_year"].search(text, field.start, field.end)):
        _take_order(facts, match, match["organ"], "page")
        return
    if order := _order(text, layout):
        _take_order(facts, order, order["organ"], "text")
        return
    for start, end in line_spans(text[: layout.body[0]]):
        match = _NUMBERS["number"].fullmatch(text, start, end) or _NUMBERS["number"].fullmatch(text, start + 1, end - 1)
        match = match or _beside_title(text, (start, end), layout)
        if match:
            _take_number(facts, match, "text")
            return
    if (note := _note(text, layout)) and note["order"]:
        _take_order(facts, note, note["order"], "text")


def _order(text: str, layout: Layout) -> re.Match[str] | None:
    """The number of the order or announcement by which the document is made known: 兰州市人民政府令第5号."""
    found = (m for rule in _ORDERS for m in _NUMBERS[rule].finditer(text, 0, layout.body[0]))
    return next((m for m in found if _is_alone(text, m.span())), None)


def _note(text: str, layout: Layout) -> re.Match[str] | None:
    """What the note below the title says of who made the document: 2021年7月27日国务院令第746号公布."""
    return _RULES["made_by"].search(text, layout.main.end, layout.body[0]) if layout.main else None


def _take_order(facts: Facts, match: re.Match[str], organ: str, source: Source) -> None:
    groups = match.groupdict()
    year = f"{groups['year']}年" if groups.get("year") else ""
    facts.doc_number = f"{_BREAK.sub('', organ)}{year}第{groups['n']}号"
    start = match.start("order" if "order" in groups else "organ")
    facts.prove("doc_number", facts.doc_number, (start, match.end()), source)


def _is_alone(text: str, span: Span) -> bool:
    """Whether no sentence goes on around it: 为做好《…管理办法》（广州市人民政府令第191号）的贯彻 names another."""
    before = text[text.rfind("\n", 0, span[0]) + 1 : span[0]]
    behind = text[span[1] :].split("\n", 1)[0]
    return not before.strip("（( 　") and not re.search(r"[的、，,》]", behind[:3])


def _beside_title(text: str, line: Span, layout: Layout) -> re.Match[str] | None:
    """A whole number that runs into a title: 德市科发〔2020〕49号德阳市科学技术局关于…"""
    for title in layout.titles:
        before = _NUMBERS["number"].match(text, *line) if line[0] <= title.start < line[1] else None
        after = _NUMBERS["number"].match(text, title.end, line[1]) if line[0] <= title.end < line[1] else None
        match = before if before and before.end() == title.start else after
        if match and match["close"] and match["hao"]:
            return match
    return None


def _take_number(facts: Facts, match: re.Match[str], source: Source) -> None:
    """A number that is printed whole, or with its marks restored; one whose year lost a digit stays unknown."""
    damaged = len(match["year"]) != 4 or not match["close"] or not match["hao"]
    if len(match["year"]) == 4 and 1949 <= int(match["year"]) <= 2100:
        ordinal = "第" if match["di"] else ""
        facts.doc_number = f"{match['organ']}〔{match['year']}〕{ordinal}{match['n']}号"
        facts.prove("doc_number", facts.doc_number, match.span(), "inferred" if damaged else source)
    if damaged:
        result = f"，推定为{facts.doc_number}" if facts.doc_number else "，无法确定"
        printed = "".join(match[0].split())
        facts.warn("number_uncertain", f"文号印作“{printed}”，有缺损{result}，引用时请以原文为准。")


def read_issuers(facts: Facts, layout: Layout, page: dict[str, PageField]) -> None:
    if facts.catalog.issuers:
        facts.issuers = facts.catalog.issuers
        facts.from_catalog("issuers", "、".join(facts.issuers))
        return
    text = facts.text
    signed = sorted((a, b) for a, b in layout.signatures if is_organ(text[a:b].strip()))
    head = next(((t, name) for t in layout.titles if (name := issuer_in(t.text))), None)
    source: Source = "text"
    field = page.get("issuer")
    printed = _RULES["issued_by"].search(text, 0, layout.body[0])
    red = next(((a, b - 2) for a, b in line_spans(text[: layout.body[0]]) if is_letterhead(text[a:b])), None)
    alone = [(a, a + len(name)) for a, b in line_spans(text[: layout.body[0]]) if (name := organ_of(text[a:b]))]
    if signed:
        spans = signed
    elif printed and all(is_organ(name) for name in _split_names(printed["organs"])):
        spans = [printed.span("organs")]
    elif field and all(is_organ(name) for name in _split_names(field.value)):
        spans, source = [(field.start, field.end)], "page"
    elif head:
        spans = [(head[0].start, head[0].start + len(head[1]))]
    elif ordered := _ordered(text, layout):
        spans = [ordered]
    elif red:
        spans = [red]
    elif alone:
        spans = alone[-1:]
    else:
        return
    names = [name for a, b in spans for name in _split_names(text[a:b])]
    facts.issuers = tuple(dict.fromkeys(names))
    for span in spans:
        facts.prove("issuers", "、".join(_split_names(text[slice(*span)])), span, source)


def _ordered(text: str, layout: Layout) -> Span | None:
    """The office whose order or announcement, or the congress whose passage, makes the document known."""
    if order := _order(text, layout):
        start = order.start("organ")
        span = start, start + len(_RULES["act"].sub("", order["organ"]))
    elif note := _note(text, layout):
        span = note.span("congress" if note["congress"] else "organ")
    else:
        return None
    names = _split_names(text[slice(*span)])
    return span if all(is_organ(name) or _RULES["state_organ"].search(name) for name in names) else None


def _split_names(line: str) -> list[str]:
    """Offices on one line; a name that is set with blanks between its characters is one name."""
    parts = _RULES["apart"].split(line.strip("、,，;； "))
    if all(len(part) == 1 for part in parts):
        return ["".join(parts)]
    return [_RULES["no_name"].sub("", name) for part in parts for name in _joined(part)]


def _joined(name: str) -> list[str]:
    """Local offices with nothing between them: 某省财政厅某市海关; 国家税务总局某市税务局 is one."""
    places = find_places(name)
    if not places or places[0].start != len(name) - len(name.removeprefix("中共")):
        return [name]
    cuts = [0]
    for place in places:
        above = name[cuts[-1] : place.start]
        if is_organ(above) and not above.endswith(("总局", "总署", "总行")):
            cuts.append(place.start)
    return [name[a:b] for a, b in pairwise([*cuts, len(name)])]
