"""Which numbers head a clause, and the tree that they make.

A number counts where it stands in sequence: it goes on with an open level, or begins a new one with 1. At the start of
a line the higher levels count in any case; inside a line a number counts only after the end of a sentence, or right
after a heading that nothing else follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index.language.numbering import FIRST, Kind, Mark, is_reference, mark_at
from index.language.spans import Span, line_spans
from index.reading.headings import MAX_HEADING, heads_notes, is_topic, read_heading, stands_alone
from index.reading.marks import COLON, END, ends_sentence, holds


@dataclass(frozen=True, slots=True)
class Hints:
    """What the file's own markup says of lines of the clean text, by their offsets."""

    headings: Mapping[int, int] = field(default_factory=dict)
    rows: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()


@dataclass(slots=True)
class Node:
    """A unit of the document; the root has no mark.

    `start` is where its number begins, `body` where its heading ends, `end` where its last child ends.
    """

    mark: Mark | None
    start: int
    heading: str = ""
    body: int = 0
    end: int = 0
    children: list[Node] = field(default_factory=list)

    @property
    def own_end(self) -> int:
        return self.children[0].start if self.children else self.end


def outline(text: str, spans: list[Span], hints: Hints) -> list[Node]:
    """The tree of each span of the text: the body, then each annex."""
    roots = []
    for start, end in spans:
        root = Node(None, start, body=start, end=end)
        stack = [root]
        for mark, depth in find_marks(text, start, end, hints):
            del stack[depth:]
            stack.append(Node(mark, mark.start))
            stack[-2].children.append(stack[-1])
        _close(text, root, end)
        roots.append(root)
    return roots


def _close(text: str, node: Node, end: int) -> None:
    node.end = end
    ends = [child.start for child in node.children[1:]] + [end]
    for child, stop in zip(node.children, ends, strict=False):
        _close(text, child, stop)
    named = [child for child in node.children if child.heading]
    if len(named) * 2 < len(
        node.children
    ):  # 限报1项。 in a list that states: a list either names its items or does not
        for child in named:
            if child.mark and text[child.body - 1] == "。" and not is_topic(child.heading):
                child.heading, child.body = "", child.mark.end
    if node.mark:
        node.heading, node.body = read_heading(text, node.mark, node.own_end, has_children=bool(node.children))


def find_marks(text: str, start: int, end: int, hints: Hints) -> list[tuple[Mark, int]]:
    """The marks of `text[start:end]` that head a clause, with their depth (1 is the top)."""
    found: list[tuple[Mark, int]] = []
    levels = _Levels()
    lines = [(max(a, start), min(b, end)) for a, b in line_spans(text) if b > start and a < end]
    after_table = False

    def take(mark: Mark) -> None:
        levels.open(mark)
        found.append((mark, len(levels.kinds)))

    for number, (a, b) in enumerate(lines):
        at = a
        is_row = a in hints.rows
        if a in hints.groups:
            take(Mark(Kind.GROUP, levels.last.get(Kind.GROUP, 0) + 1, a, a))
            continue
        for match in FIRST.finditer(text, a, b) if not is_row else ():
            if match.start() < at:
                continue
            leading = match.start() == a
            mark = _accepted(text, match.start(), leading, found[-1][0] if found else None, levels, max(start, a))
            if mark and mark.end <= end:
                take(mark)
                after_table = False
                at = max(mark.end, match.end())
        if found and found[-1][0].start >= a:
            continue
        if after_table and not is_row and levels.end_table(heads_notes(text[a:b])):
            take(Mark(Kind.PLAIN, levels.last.get(Kind.PLAIN, 0) + 1, a, a))
            after_table = False
        elif is_row or after_table:
            take(Mark(Kind.BLOCK, levels.last.get(Kind.BLOCK, 0) + 1, a, a))
            after_table = True
        elif a in hints.headings or stands_alone(text, lines, number, bool(levels.kinds)):
            take(Mark(Kind.PLAIN, levels.last.get(Kind.PLAIN, 0) + 1, a, a))
    return found


def _accepted(text: str, at: int, leading: bool, last: Mark | None, levels: _Levels, floor: int) -> Mark | None:
    """The mark at `at` if it heads a clause."""
    after_heading = last is not None and not leading and _is_bare_heading(text, last.end, at)
    if not leading and not after_heading and not ends_sentence(text[max(floor, at - 4) : at].rstrip()):
        return None
    mark = mark_at(text, at, weak=leading or after_heading, leading=leading)
    if mark is None:
        return None
    if leading:
        return mark if levels.continues_line(mark) else None
    if after_heading and last and mark.kind <= last.kind:
        return None  # 第九条 著作权法第十条…
    return mark if levels.continues_inline(mark, after_heading) else None


def _is_bare_heading(text: str, start: int, at: int) -> bool:
    """Whether `text[start:at]` can be a heading that the next level's number follows at once."""
    if not 2 <= at - start <= MAX_HEADING:
        return False
    between = text[start:at]
    return not holds(between, END + COLON + "，,") and not is_reference(between) and len(between.strip()) >= 2


# What some put under a lower level: 1. above （一）, a heading without a number above 一、, 一、 above 第一条.
_UPSIDE_DOWN = frozenset({(Kind.HAN_PAREN, Kind.NUM), (Kind.HAN, Kind.PLAIN), (Kind.ARTICLE, Kind.HAN)})


class _Levels:
    """The open levels, and the last number of each kind."""

    def __init__(self) -> None:
        self.kinds: list[Kind] = []
        self.last: dict[Kind, int] = {}
        self._turned: set[tuple[Kind, Kind]] = set()  # (inner, outer) of levels that stand upside down here

    def end_table(self, notes: bool) -> bool:
        """Leave the table's groups; whether `notes` can be a heading here, which must not break a list."""
        self.kinds = [kind for kind in self.kinds if kind not in (Kind.GROUP, Kind.BLOCK)]
        return notes and all(kind <= Kind.PLAIN for kind in self.kinds)

    def continues_line(self, mark: Mark) -> bool:
        """Whether a mark at the start of a line is in sequence; a gap of two is forgiven below （一）."""
        expected = self.last.get(mark.kind, 0) + 1
        if mark.weak:
            return mark.value == expected and (mark.kind in self.last or not self.kinds)
        if mark.kind in (Kind.DECIMAL, Kind.SUBDECIMAL):
            parent = Kind.NUM if mark.kind is Kind.DECIMAL else Kind.DECIMAL
            return self.last.get(parent) == mark.above[-1] and mark.value in (1, expected)
        if mark.kind <= Kind.HAN_PAREN:
            return True
        return mark.value == 1 or expected <= mark.value <= expected + 2

    def continues_inline(self, mark: Mark, after_heading: bool) -> bool:
        """Whether a mark inside a line is in sequence."""
        goes_on = mark.value == self.last.get(mark.kind, 0) + 1 and mark.kind in self.last
        begins = mark.value == 1 and mark.kind not in self.kinds
        if mark.kind < Kind.CHAPTER:
            return False
        if mark.weak:
            return after_heading and (goes_on or begins)
        return goes_on or begins

    def open(self, mark: Mark) -> None:
        if mark.kind in self.kinds:
            del self.kinds[self.kinds.index(mark.kind) :]
        else:
            while self.kinds and not self._holds(self.kinds[-1], mark):
                self.kinds.pop()
        self.kinds.append(mark.kind)
        if mark.kind in (Kind.ANNEX, Kind.PLAIN):
            kept = (Kind.ANNEX, Kind.ARTICLE, Kind.PLAIN)
            self.last = {kind: value for kind, value in self.last.items() if kind in kept}
        self.last[mark.kind] = mark.value

    def _holds(self, top: Kind, mark: Mark) -> bool:
        """Whether `mark` belongs below `top`: it is lower, or it begins a list where that level never stood before."""
        if mark.kind > top:
            return True
        pair = (mark.kind, top)
        if mark.value == 1 and mark.kind not in self.last and pair in _UPSIDE_DOWN:
            self._turned.add(pair)
        return pair in self._turned
