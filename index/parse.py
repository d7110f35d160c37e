"""Clean text → clauses, by the document's own numbering.

`parse` never raises and loses no text: every character that is not white space is in a clause, a heading, or the
front and back matter that it returns beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from index.layout import Layout
from index.models import Clause
from index.numbering import Kind, Mark, is_reference, mark_at
from index.sentences import split_sentences
from index.tracked import Span, line_spans
from index.units import responsible_units

SEPARATOR = " › "
MAX_CLAUSE = 1200
"""Characters; a longer clause is split at sentence ends."""
SHORT_ITEM = 80
MAX_HEADING = 40


@dataclass(slots=True)
class Node:
    """A numbered unit: `start` is where its number begins, `body` where its heading ends, `end` where its last child ends."""

    mark: Mark | None
    start: int
    heading: str = ""
    body: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def own_end(self) -> int:
        return self.children[0].start if self.children else self.end


@dataclass(frozen=True, slots=True)
class Parsed:
    """`headings` are spans that live in paths only; `matter` are title, addressees, signature and the like."""

    clauses: tuple[Clause, ...]
    headings: tuple[Span, ...]
    matter: tuple[Span, ...]


def parse(text: str, layout: Layout, doc_id: str) -> Parsed:
    """The clauses of a clean text in order of print."""
    start, end = layout.body
    marks = find_marks(text, start, end)
    root = build_tree(text, marks, start, end)
    builder = _Builder(text, doc_id)
    if layout.letter:
        builder.add("letter", [], *layout.letter)
    builder.walk(root, [], [])
    taken = sorted([(c.start, c.end) for c in builder.clauses] + builder.headings)
    return Parsed(tuple(builder.clauses), tuple(builder.headings), tuple(_gaps(text, taken)))


# --- which numbers head a clause -----------------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"[。；;！!？?：:”][”’」』）)]*\s*$")
_PUNCTUATION = re.compile(r"[。；;！!？?，,：:]")
# Headings that run into their text without a mark when a page lost its line ends: 一、指导思想以习近平…
STOCK_HEADINGS = (
    "指导思想|基本原则|总体要求|总体思路|总体目标|主要目标|工作目标|发展目标|目标任务|主要任务|重点任务|工作任务|重点工作任务|重点工作|"
    "主要措施|工作措施|政策措施|保障措施|工作要求|组织保障|组织领导|组织实施|实施步骤|支持政策|支持措施|扶持政策|适用范围|适用对象|"
    "支持对象|申报条件|申报程序|申报材料|监督管理|附则|总则"
)
_STOCK = re.compile(rf"(?:{STOCK_HEADINGS})(?![、，,的和与及])")


def find_marks(text: str, start: int, end: int) -> list[tuple[Mark, int]]:
    """The numbers of `text[start:end]` that stand in sequence, at line starts and inside lines, with their depth."""
    marks: list[tuple[Mark, int]] = []
    last: dict[Kind, int] = {}
    open_kinds: list[Kind] = []
    line_starts = {a for a, _ in line_spans(text)} | {start}
    at = start
    while at < end:
        leading = at in line_starts
        after_heading = bool(marks) and _is_bare_heading(text, marks[-1][0].end, at)
        if leading or after_heading or (text[at - 1 : at] and _SENTENCE_END.search(text, max(start, at - 4), at)):
            mark = mark_at(text, at, glued=leading or after_heading)
            if mark and mark.end <= end and _in_sequence(mark, last, open_kinds, text, leading, after_heading):
                _open(mark, last, open_kinds)
                marks.append((mark, len(open_kinds)))
                at = mark.end
                continue
        at += 1
    return marks


def _is_bare_heading(text: str, start: int, at: int) -> bool:
    """Whether `text[start:at]` can be a heading that the next level's number follows at once."""
    between = text[start:at]
    return 2 <= len(between.strip()) <= MAX_HEADING and not _PUNCTUATION.search(between) and not is_reference(between)


def _in_sequence(
    mark: Mark, last: dict[Kind, int], open_kinds: list[Kind], text: str, leading: bool, after_heading: bool
) -> bool:
    expected = last.get(mark.kind, 0) + 1
    nxt = mark.value == expected
    if mark.kind is Kind.ANNEX:
        return leading
    if leading and not mark.glued:
        if mark.kind <= Kind.HAN_PAREN:
            return True
        return nxt or mark.value == 1 or expected < mark.value <= expected + 2
    if mark.kind < Kind.ARTICLE:
        return False
    restarts = mark.value == 1 and mark.kind not in open_kinds
    if mark.glued:
        return (nxt and mark.kind in last) or restarts if after_heading else nxt and leading and mark.kind in last
    return nxt or restarts


def _open(mark: Mark, last: dict[Kind, int], open_kinds: list[Kind]) -> None:
    if mark.kind in open_kinds:
        del open_kinds[open_kinds.index(mark.kind) :]
    else:
        while open_kinds and _above(mark, open_kinds[-1], last):
            open_kinds.pop()
    open_kinds.append(mark.kind)
    if mark.kind is Kind.ANNEX:
        last.clear()
    last[mark.kind] = mark.value


def _above(mark: Mark, top: Kind, last: dict[Kind, int]) -> bool:
    """Whether `mark` ends what `top` began; a （一） that first comes up inside 1. is its child."""
    if mark.kind > top:
        return False
    return not (mark.kind is Kind.HAN_PAREN and top is Kind.NUM and mark.value == 1 and mark.kind not in last)


# --- the tree ------------------------------------------------------------------------------------------------------


def build_tree(text: str, marks: list[tuple[Mark, int]], start: int, end: int) -> Node:
    root = Node(None, start, body=start, end=end)
    stack = [root]
    for mark, depth in marks:
        del stack[depth:]
        stack.append(Node(mark, mark.start))
        stack[-2].children.append(stack[-1])
    _close(text, root, end)
    return root


def _close(text: str, node: Node, end: int) -> None:
    node.end = end
    for i, child in enumerate(node.children, start=1):
        _close(text, child, node.children[i].start if i < len(node.children) else end)
    if node.mark:
        heading, node.body = _heading(text, node)
        node.heading = heading.translate(_FULL_WIDTH)


_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def _heading(text: str, node: Node) -> tuple[str, int]:
    """The heading after the number, without its closing mark, and where the body begins."""
    assert node.mark
    begin, stop = node.mark.end, node.own_end
    own = text[begin:stop]
    line = own.split("\n", 1)[0]
    rest = own[len(line) :].strip()
    bare = line.strip()
    if node.mark.kind is Kind.ARTICLE:
        return _article_heading(own, begin)
    if node.mark.kind is Kind.ANNEX:
        return _annex_heading(own, begin)
    if bare and len(bare) <= 60 and not re.search(r"[。；;：:，,！？]$", bare) and not re.search("[。；]", bare):
        if not rest and not node.children and len(bare) > MAX_HEADING:
            return "", begin
        if not (match := _STOCK.match(bare)) or match.end() == len(bare) or len(bare) <= 20:
            return bare, begin + len(line)
    if match := re.match(rf"(?P<h>[^。；;\n]{{2,{MAX_HEADING}}}?)(?:。|[:：]\s*(?=\n))", own):
        after = own[match.end() :].strip()
        if after or node.children:
            return match["h"].strip(), begin + match.end()
    if (match := re.match(r"(?P<h>[^。；;：:，,\n]{2,15})[:：]", own)) and own[match.end() :].strip():
        return match["h"].strip(), begin
    if match := _STOCK.match(own):
        return match[0], begin + match.end()
    return "", begin


def _article_heading(own: str, begin: int) -> tuple[str, int]:
    """【适用范围】, （适用范围） or a short first line; what an article says is never its heading."""
    match = re.match(r"\s*(?:【(?P<a>[^】\n]{2,20})】|[（(](?P<b>[^（）()\n]{2,20})[）)])\s*", own)
    if match and own[match.end() :].strip():
        return match["a"] or match["b"], begin + match.end()
    match = re.match(r"(?P<h>[^。；;：:，,\n]{2,15})\n", own)
    return (match["h"].strip(), begin + match.end()) if match and own[match.end() :].strip() else ("", begin)


def _annex_heading(own: str, begin: int) -> tuple[str, int]:
    """The title lines below 附件1."""
    end = 0
    for a, b in line_spans(own)[:4]:
        if b - a > 45 or re.search(r"[。；;：:，,]$", own[a:b]):
            break
        end = b
        if re.search(r"(?:方案|办法|细则|指南|表|清单|目录|标准|规定|措施|名单|分工|计划|要求|[）)])$", own[a:b]):
            break
    return re.sub(r"\s+", "", own[:end]), begin + end


# --- clauses -------------------------------------------------------------------------------------------------------

_KEY = {Kind.ANNEX: "att", Kind.PART: "b", Kind.CHAPTER: "c", Kind.SECTION: "d", Kind.ARTICLE: "a"}


class _Builder:
    """Collects clauses with unique ids."""

    def __init__(self, text: str, doc_id: str) -> None:
        self.text = text
        self.doc_id = doc_id
        self.clauses: list[Clause] = []
        self.headings: list[Span] = []
        self._used: Counter[str] = Counter()

    def walk(self, node: Node, keys: list[str], path: list[str]) -> None:
        mark = node.mark
        if mark:
            keys = _key(keys, mark)
            path = [*path, mark.num + node.heading]
        own = self.text[node.body : node.own_end]
        key = ".".join(keys)
        if mark is None:
            self._paragraphs(node, own)
        elif _keeps_children(self.text, node):
            self.add(key, path, node.start, node.end, mark.num, node.heading)
            return
        elif own.strip() or not node.children:
            self.add(key, path, node.start, node.own_end, mark.num, node.heading)
        else:
            self.headings.append(_trim(self.text, node.start, node.own_end))
        for child in node.children:
            self.walk(child, keys, path)

    def _paragraphs(self, root: Node, own: str) -> None:
        """The preamble is one clause; a document without numbers is a clause a paragraph."""
        if root.children:
            self.add("p1", [], root.body, root.own_end)
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
                )
            )


def _key(keys: list[str], mark: Mark) -> list[str]:
    if mark.kind is Kind.ANNEX:
        return [f"att{mark.value or ''}"]
    if mark.kind is Kind.ARTICLE:  # articles are numbered through all chapters
        return [*(k for k in keys if k.startswith("att")), f"a{mark.value}"]
    if mark.kind in _KEY:
        return [*keys, f"{_KEY[mark.kind]}{mark.value}"]
    first = not keys or keys[-1].startswith("att")
    return [*keys, f"s{mark.value}" if first else str(mark.value)]


def _keeps_children(text: str, node: Node) -> bool:
    """Whether a list of short items stays with its lead-in (有下列情形之一的：…；…；)."""
    if not node.children or any(child.children for child in node.children):
        return False
    items = [text[child.start : child.end].strip() for child in node.children]
    if any(len(item) >= SHORT_ITEM for item in items):
        return False
    lead = text[node.start : node.own_end].rstrip()
    listed = sum(item.endswith(("；", ";")) for item in items[:-1])
    return bool(re.search(r"[:：]$", lead)) or (len(items) > 1 and listed == len(items) - 1)


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
