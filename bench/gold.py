"""The gold questions as queries with the clauses that answer them.

Their `gold` are pieces of text: a clause is right when it holds one and its document's title one of `title`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from index.store.policy_index import PolicyIndex

WORDINGS = ("official", "everyday", "misspelt", "traditional")  # of tests/gold/paraphrases.jsonl


def gold_queries(index: PolicyIndex, files: Iterable[Path]) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Query id → question, and query id → right clause ids; questions that nothing answers are left out.

    Raises ValueError for a question whose gold text stands in no clause.
    """
    clauses = [
        (clause.clause_id, _plain(document.title), _plain(clause.text))
        for head in index.documents()
        if (document := index.document(head.doc_id))
        for clause in document.clauses
    ]
    queries: dict[str, str] = {}
    right: dict[str, set[str]] = {}
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            row = json.loads(line)
            pieces = [_plain(piece) for piece in _list(row.get("gold"))]
            titles = [_plain(title) for title in _list(row.get("title"))] or [""]
            found = {
                clause_id
                for clause_id, title, text in clauses
                if any(piece in text for piece in pieces) and any(part in title for part in titles)
            }
            if pieces and not found:
                raise ValueError(f"{file.name}: the gold of {row['id']} stands in no clause")
            for name in ("q", *WORDINGS):
                if found and name in row and not row.get("history"):
                    queries[f"{row['id']} {name}"] = row[name]
                    right[f"{row['id']} {name}"] = found
    return queries, right


def _list(value: object) -> list[str]:
    return [value] if isinstance(value, str) else [str(item) for item in value] if isinstance(value, list) else []


def _plain(text: str) -> str:
    return re.sub(r"[^\w%]", "", unicodedata.normalize("NFKC", text))
