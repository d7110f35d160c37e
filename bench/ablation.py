"""What each part of a passage is worth: its size, the document's title, the headings above it.

python -m bench.ablation --documents documents --gold tests/gold/questions.jsonl tests/gold/paraphrases.jsonl
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path

from bench.gold import gold_queries
from bench.retrieval import METHODS, search, table
from index.build import Cut, build
from index.embedding.embed import load_embedder
from index.embedding.offline import stay_offline
from index.errors import PolicyError
from index.settings import IndexSettings
from index.store.passages import WINDOW, passages
from index.store.policy_index import PolicyIndex
from index.store.sources import folder_sources

CUTS: dict[str, Cut] = {
    f"what serves: {WINDOW} characters, title, headings": partial(passages),
    "no title": partial(passages, title=False),
    "no headings": partial(passages, path=False),
    "neither": partial(passages, title=False, path=False),
    **{f"{size} characters": partial(passages, size=size) for size in (100, 200, 500)},
    "whole clauses": partial(passages, size=100_000),
}
SHOWN = ("BM25", "dense", "fuse (what serves)")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.ablation", description=__doc__)
    parser.add_argument("--documents", type=Path, required=True)
    parser.add_argument("--gold", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    settings = IndexSettings()
    stay_offline(settings.embedding_model)
    vectors: dict[str, list[float]] = {}
    rows: list[str] = []
    try:
        embedder = load_embedder(settings.embedding_model, settings.models)
        for name, cut in CUTS.items():
            with tempfile.TemporaryDirectory() as folder:
                build(folder_sources(args.documents), Path(folder), embedder.name, lambda: embedder, cut=cut)
                index = PolicyIndex.open(Path(folder))
                queries, right = gold_queries(index, args.gold)
                vectors = vectors or {query_id: embedder.embed_query(text) for query_id, text in queries.items()}
                found = search(index, vectors, queries, right, 100)
                head, line, *values = table(found, {method: METHODS[method] for method in SHOWN}).splitlines()
                rows = rows or [f"| passages {head}", f"| --- {line}"]
                rows += [f"| {name} {value}" for value in values]
                index.close()
    except PolicyError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
