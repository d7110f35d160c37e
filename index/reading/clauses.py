"""Clean text → clauses, by the document's own numbering.

`parse` never raises and loses no text: every character that is not white space is in a clause, a heading, or the
front and back matter that it returns beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.facts.responsible import responsible_units, shared_units
from index.language.numbering import Kind, Mark
from index.language.numerals import from_han
from index.language.rules import Rules
from index.language.sentences import split_sentences
from index.language.spans import Span, line_spans
from index.models import Clause
from index.reading.layout import Layout
from index.reading.outline import Hints, Node, outline

_RULES = Rules("reading/titles")
SEPARATOR = " › "
MAX_CLAUSE = 1200
"""Characters; a longer clause is split at sentence ends."""
SHORT_ITEM = 80
PREAMBLE, LETTER = "引言", "来文"
"""The paths of what stands before the first number, and of a letter that carries the document."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """`headings` are spans that live in paths only; `matter` are title, addressees, signature and the like."""

    clauses: tuple[Clause, ...]
    headings: tuple[Span, ...]
    matter: tuple[Span, ...]


def parse(
    text: str,
    layout: Layout,
    doc_id: str,
    hints: Hints | None = None,
    page_of: Callable[[int], int | None] = lambda _: None,
) -> Parsed:
    """The clauses of a clean text in order of print; `page_of` gives the page of an offset."""
    builder = _Builder(text, doc_id, page_of)
    if layout.letter:
        builder.add("letter", [_letter_name(text, layout)], *layout.letter)
    for root in outline(text, [layout.body, *layout.annexes], hints or Hints()):
        builder.walk(root, [], [])
    _share_units(builder.clauses)
    taken = sorted([(c.start, c.end) for c in builder.clauses] + builder.headings)
    return Parsed(tuple(builder.clauses), tuple(builder.headings), tuple(_gaps(text, taken)))


def _letter_name(text: str, layout: Layout) -> str:
    """印发通知, 请示, 公告: the kind of the letter by its title."""
    carriers = (t.text for t in layout.titles if t.inner or t.is_order)
    found = ((match["kind"], title) for title in carriers if (match := _RULES["letter"].search(title)))
    kinds = ("印发通知" if kind == "通知" and not title.endswith("意见的通知") else kind for kind, title in found)
    if layout.letter and not any(t.inner for t in layout.titles) and "印发给你们" in text[slice(*layout.letter)]:
        return "印发通知"
    return next(kinds, LETTER)


_KEY = {
    Kind.ANNEX: "att", Kind.PART: "b", Kind.CHAPTER: "c", Kind.SECTION: "d", Kind.ARTICLE: "a",
    Kind.PLAIN: "h", Kind.GROUP: "g", Kind.BLOCK: "t",
}  # fmt: skip


class _Builder:
    """Collects clauses with unique ids."""

    def __init__(self, text: str, doc_id: str, page_of: Callable[[int], int | None]) -> None:
        self.text = text
        self.page_of = page_of
        self.doc_id = doc_id
        self.clauses: list[Clause] = []
        self.headings: list[Span] = []
        self._used: Counter[str] = Counter()

    def walk(self, node: Node, keys: list[str], path: list[str]) -> None:
        mark = node.mark
        whole = mark is not None and _keeps_children(self.text, node)
        if mark:
            keys = _key(keys, mark)
            path = [*path, *_segment(mark, node.heading)]
        key = ".".join(keys)
        own, lead = self.text[node.body : node.own_end].strip(), _lead_in(self.text, node)
        if mark is None:
            self._paragraphs(node)
        elif whole:
            self.add(key, path, node.start, node.end, mark.num, node.heading)
            return
        elif not node.children or (own and not (lead and own.endswith(("：", ":")))):
            self.add(key, path, node.start, node.own_end, mark.num, node.heading)
        else:
            self.headings.append(_trim(self.text, node.start, node.own_end))
        if mark and lead:
            path = [*path[:-1], *_segment(mark, lead)]
        for child in node.children:
            self.walk(child, keys, path)

    def _paragraphs(self, root: Node) -> None:
        """The preamble is one clause; a document without numbers is a clause a paragraph."""
        own = self.text[root.body : root.own_end]
        if root.children:
            self.add("p1", [PREAMBLE], root.body, root.own_end)
            return
        for i, (a, b) in enumerate(line_spans(own), start=1):
            self.add(f"p{i}", [], root.body + a, root.body + b)

    def add(self, key: str, path: list[str], start: int, end: int, num: str = "", heading: str = "") -> None:
        start, end = _trim(self.text, start, end)
        if start >= end:
            return
        self._used[key] += 1
        if self._used[key] > 1:
            key = f"{key}-{self._used[key]}"
        units = responsible_units(self.text[start:end])
        parts = list(_parts(self.text, start, end))
        for i, (a, b) in enumerate(parts, start=1):
            self.clauses.append(
                Clause(
                    clause_id=f"{self.doc_id}.{key}" + (f"_{i}" if i > 1 else ""),
                    doc_id=self.doc_id,
                    num=num,
                    heading=heading,
                    path=SEPARATOR.join(path),
                    text=self.text[a:b],
                    start=a,
                    end=b,
                    responsible_units=units,
                    page=self.page_of(a),
                )
            )


def _share_units(clauses: list[Clause]) -> None:
    """Offices that one clause names for those before it (第九条至第十一条责任单位：…) are theirs, too."""
    for at, clause in enumerate(clauses):
        if not (shared := shared_units(clause.text)):
            continue
        numbers, units = shared
        for i in range(max(0, at - 3 * len(numbers)), at):
            value = from_han(clauses[i].num.strip("第条（）、."))
            if value in numbers and not clauses[i].responsible_units and clauses[i].num[:1] == clause.num[:1]:
                clauses[i] = clauses[i].model_copy(update={"responsible_units": units})


def _key(keys: list[str], mark: Mark) -> list[str]:
    if mark.kind is Kind.ANNEX:
        return [f"att{mark.value or ''}"]
    if mark.kind is Kind.ARTICLE:  # articles are numbered through all chapters
        return [*(k for k in keys if k.startswith("att")), f"a{mark.value}"]
    if mark.kind in _KEY:
        return [*keys, f"{_KEY[mark.kind]}{mark.value}"]
    first = not keys or keys[-1].startswith(("att", "h"))
    return [*keys, f"s{mark.value}" if first else str(mark.value)]


def _segment(mark: Mark, heading: str) -> list[str]:
    """One part of a path: 第三章 支持标准, （一）加强研发, 2.1 申报."""
    gap = " " if heading and (mark.kind <= Kind.ARTICLE or mark.above) else ""
    return [part] if (part := f"{mark.num}{gap}{heading}") else []


def _lead_in(text: str, node: Node) -> str:
    """A short lead-in without a heading heads what it leads in: 应当具备下列条件：, 标准按下表执行。"""
    first = node.children[0].mark if node.children and not node.heading else None
    lead = text[node.body : node.own_end].strip() if first else ""
    above_table = first is not None and first.kind >= Kind.GROUP
    if 0 < len(lead) <= 60 and "\n" not in lead and (above_table or lead.endswith(("：", ":"))):
        return lead.rstrip("：:。")
    return ""


def _keeps_children(text: str, node: Node) -> bool:
    """Whether the items of a list stay with their lead-in.

    They do when they are short (有下列情形之一的：…；…；), and in an article always, if it is not too long: an
    article is cited whole.
    """
    if not node.children or _has_table(node):
        return False
    if node.mark and node.mark.kind is Kind.ARTICLE and node.end - node.start <= MAX_CLAUSE:
        return True
    if any(child.children for child in node.children):
        return False
    items = [text[child.start : child.end].strip() for child in node.children]
    if any(len(item) >= SHORT_ITEM for item in items):
        return False
    lead = text[node.start : node.own_end].rstrip()
    listed = sum(item.endswith(("；", ";")) for item in items[:-1])
    return lead.endswith(("：", ":")) or (len(items) > 1 and listed == len(items) - 1)


def _has_table(node: Node) -> bool:
    return any((child.mark and child.mark.kind >= Kind.GROUP) or _has_table(child) for child in node.children)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """`start`–`end` in pieces of at most `MAX_CLAUSE` characters, cut at sentence ends as evenly as these allow."""
    if end - start <= MAX_CLAUSE:
        yield start, end
        return
    first = last = start
    goal = (end - start) / -(-(end - start) // MAX_CLAUSE)
    for a, b in split_sentences(text[start:end]):
        a, b = start + a, start + b
        if last > first and b - first > min(MAX_CLAUSE, goal * 1.2):
            yield first, last
            first = a
        last = b
    yield first, last


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _gaps(text: str, taken: list[Span]) -> Iterator[Span]:
    at = 0
    for start, end in [*taken, (len(text), len(text))]:
        a, b = _trim(text, at, max(at, start))
        if a < b:
            yield a, b
        at = max(at, end)
