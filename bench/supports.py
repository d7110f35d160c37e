"""How exactly supports are read out of documents, against a list that a person wrote.

    python -m bench.supports [--gold tests/gold/supports.jsonl] [--documents documents]

An item is right when its quote, kind, tier, amount, ratio, cap and per are those of a row, and its beneficiary holds
every key word of it. A wrong item is a false find, and its row a miss. Rows with `"optional": true`, and items that
fit one, count neither way.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from index.document import read_document
from index.errors import PolicyError
from index.facts.catalog import read_catalog
from index.folder import document_files
from index.models import SupportItem
from index.supports.extract import extract_supports

FIGURES = ("amount_cny", "ratio", "cap_cny")
EXACT = ("kind", "tier", *FIGURES, "per")
Row = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """`missed` are rows without their item, `false` items without their row."""

    right: int
    missed: tuple[Row, ...]
    false: tuple[SupportItem, ...]

    @property
    def precision(self) -> float:
        return self.right / ((self.right + len(self.false)) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + len(self.missed)) or 1)


def score(rows: Sequence[Row], found: Iterable[tuple[str, SupportItem]]) -> Score:
    """`found` are items with the stem of their document's file."""
    items = list(found)
    missed = []
    right = 0
    for row in rows:
        if row.get("optional"):
            continue
        match = next((i for i, (stem, item) in enumerate(items) if _is_same(row, stem, item)), None)
        if match is None:
            missed.append(row)
        else:
            right += 1
            items.pop(match)
    optional = [row for row in rows if row.get("optional")]
    false = [item for stem, item in items if not any(_fits(row, stem, item) for row in optional)]
    return Score(right, tuple(missed), tuple(false))


def read_items(documents: Path) -> list[tuple[str, SupportItem]]:
    """Every support of the documents in a folder, with the stem of its file."""
    facts = read_catalog(documents)
    found = []
    for path in document_files(documents):
        document = read_document(path, documents, facts.get(path.relative_to(documents).as_posix()))
        found += [(PurePosixPath(document.source_file).stem, item) for item in extract_supports(document)]
    return found


def _is_same(row: Row, stem: str, item: SupportItem) -> bool:
    return (
        _in_place(row, stem, item)
        and all(getattr(item, name) == row[name] for name in EXACT)
        and all(word in item.beneficiary for word in row["beneficiary"].split())
    )


def _fits(row: Row, stem: str, item: SupportItem) -> bool:
    """An optional row takes an item of its sentence with its figures or without any."""
    figures = [getattr(item, name) for name in FIGURES]
    return _in_place(row, stem, item) and (not any(figures) or figures == [row[name] for name in FIGURES])


def _in_place(row: Row, stem: str, item: SupportItem) -> bool:
    return bool(row["doc"] == stem and _plain(row["quote"]) in _plain(item.quote))


def _plain(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.supports", description=__doc__)
    parser.add_argument("--gold", type=Path, default=Path("tests/gold/supports.jsonl"))
    parser.add_argument("--documents", type=Path, default=Path("documents"))
    args = parser.parse_args()
    try:
        rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
        result = score(rows, read_items(args.documents))
    except (PolicyError, OSError, ValueError) as error:
        print(f"cannot measure: {error}", file=sys.stderr)
        return 1
    for row in result.missed:
        print("missed", json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False))
    for item in result.false:
        print("false ", json.dumps(_shown(item), ensure_ascii=False))
    total = result.right + len(result.missed)
    print(f"precision {result.precision:.3f}  recall {result.recall:.3f}  ({result.right} of {total} supports)")
    return 0


def _shown(item: SupportItem) -> dict[str, object]:
    values = {name: getattr(item, name) for name in (*EXACT, "beneficiary", "quote", "clause_id")}
    return {name: value for name, value in values.items() if value is not None}


if __name__ == "__main__":
    sys.exit(main())
