"""Our own questions over policy documents → groups: gold passages, hard ones, and what the search brings besides."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.evidence.passages import as_read, head, in_context
from bot.evidence.search import Retriever
from bot.question.understand import without_places
from index.models import Clause
from index.places.find import find_places
from index.store.policy_index import PolicyIndex
from training.passages import Folded, Group, Passage, cut, without_answer

PASSAGES = 5  # a group
_NOT_OF_CLAUSES = frozenset({"attack", "docno", "status", "validity", "compare", "refuse_scope", "refuse_place"})
_BEHIND = 0.5  # share of the questions that come behind another
_PLACELESS = 0.5  # share of those that are read without the places that they name, as all are in answering
_ELSEWHERE = 2  # of them from other documents, where the question names a place


def rows(path: Path) -> list[dict[str, Any]]:
    """Questions, one JSON object a line: `q, history, doc, kind, quotes, hard` (training/README.md)."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def gold_rows(path: Path) -> list[dict[str, Any]]:
    """The questions of a gold set (tests/gold/README.md) in this form, without those that no clause can settle."""
    found = []
    for row in rows(path):
        none = row.get("kind") is not None
        if row["cat"] in _NOT_OF_CLAUSES or not (none or row.get("gold")):
            continue
        quotes = [] if none else row["gold"]
        found.append(
            {"q": row["q"], "history": row.get("history"), "kind": "none" if none else "answer", "quotes": quotes}
        )
    return found


def as_met(questions: Sequence[dict[str, Any]], rng: random.Random) -> Iterator[dict[str, Any]]:
    """The questions as the reader meets them: half without the places that they name, and half of those that stand by
    themselves behind the one before them in the list.

    What answers that one does not answer them: a matter may be new in the middle of a conversation.
    """
    before: dict[str, Any] = {}
    for row in questions:
        other, before = before, row
        if not row.get("history") and other.get("doc") == row["doc"] and rng.random() < _BEHIND:
            history = [*(other.get("history") or []), other["q"]]
            hard = [q for q in other["quotes"] if q not in row["quotes"]]
            row = row | {"history": history, "hard": [*hard, *(row.get("hard") or [])]}
        if rng.random() < _PLACELESS:
            earlier = [without_places(text) for text in row.get("history") or []]
            row = row | {"q": without_places(row["q"]), "history": earlier}
        yield row


def groups(questions: Iterable[dict[str, Any]], index: PolicyIndex, retriever: Retriever) -> Iterator[Group]:
    """A group a question; those whose gold passage stands in no clause are left out.

    A question without `doc` is asked of all documents of the index.
    """
    by_file = {Path(d.source_file).stem: d.doc_id for d in index.documents()}
    for row in questions:
        doc_id = by_file.get(Path(row["doc"]).stem) if row.get("doc") else None
        if row.get("doc") and doc_id is None:
            continue
        scope = (doc_id,) if doc_id else None
        earlier = row.get("history") or []
        near = [h.clause_id for h in retriever.search(in_context(row["q"], earlier), 12, scope)]
        clauses = [c for d in (scope or by_file.values()) if (whole := index.document(d)) for c in whole.clauses]
        hard = [q for q in [*(row.get("hard") or []), row.get("near") or ""] if q]
        titles = {d.doc_id: d.title for d in index.documents()}
        right, wrong = _split(row, clauses, hard, near, titles)
        if row["kind"] == "answer" and not right:
            continue
        if doc_id and find_places(row["q"]):
            others = [h for h in retriever.search(in_context(row["q"], earlier), 12) if h.doc_id != doc_id][:_ELSEWHERE]
            for clause in index.clauses([h.clause_id for h in others]).values():
                wrong[4:4] = [p for p, _ in cut(head(titles[clause.doc_id], clause.path), clause.text, [])][:1]
        bare = [p for p in map(without_answer, right[:1]) if p]
        passages = [*right[:1], *bare, *wrong][:PASSAGES]
        yield Group(as_read(row["q"], earlier), tuple(passages), Path(row.get("doc") or "").stem)


def _meant(quotes: list[str], hard: list[str], folded: dict[str, Folded]) -> dict[str, set[str]]:
    """The clauses that each quote is of: one that stands in several, as 责任单位 may, is of what was talked about."""
    found = {}
    for quote in quotes:
        own = {c for c, text in folded.items() if text.find(quote)}
        beside = {c for c in own if any(folded[c].find(q) for q in hard[:1])}
        found[quote] = own if len(own) == 1 else beside or own
    return found


def _split(
    row: dict[str, Any], clauses: list[Clause], hard: list[str], near: list[str], titles: dict[str, str]
) -> tuple[list[Passage], list[Passage]]:
    """The passages that answer, and those that do not: hard ones first, then as the search ranks them."""
    right: list[Passage] = []
    wrong: list[tuple[int, Passage]] = []
    order = {clause_id: at for at, clause_id in enumerate(near)}
    folded = {clause.clause_id: Folded(clause.text) for clause in clauses}
    meant = _meant(row["quotes"], hard, folded)
    for clause in clauses:
        is_hard = any(folded[clause.clause_id].find(q) for q in hard)
        rank = -1 if is_hard else order.get(clause.clause_id, 99)
        quotes = [q for q in row["quotes"] if clause.clause_id in meant[q]]
        for passage, clear in cut(head(titles[clause.doc_id], clause.path), clause.text, quotes):
            if passage.answers:
                right.append(passage)
            elif clear and rank < 99:
                wrong.append((rank, passage))
    right.sort(key=lambda p: -sum(b - a for a, b in p.spans))
    return right, [p for _, p in sorted(wrong, key=lambda pair: pair[0])]
