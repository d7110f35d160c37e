"""How well BM25, vectors and their fusions find what answers a question.

    python -m bench.retrieval --store DIR --queries queries.jsonl --qrels qrels.tsv
    python -m bench.retrieval --store var/index --gold tests/gold/questions.jsonl tests/gold/paraphrases.jsonl

Queries are {"id", "text"} a line; qrels are lines of query id, id of a clause or of its row, 1. Recall is the share
of a question's right clauses among the first k, MRR@10 one over the place of the first right one, both averaged over
all questions that have one.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from bench.gold import gold_queries
from index.embedding.embed import load_embedder
from index.embedding.offline import stay_offline
from index.errors import PolicyError
from index.settings import IndexSettings
from index.store.fuse import Scored, fuse, standardised
from index.store.policy_index import PolicyIndex

Fusion = Callable[[Sequence[Scored], Sequence[Scored]], list[Scored]]
CUTS = (1, 5, 10, 100)


def ranks(k: float) -> Fusion:
    """Reciprocal rank fusion."""

    def fusion(dense: Sequence[Scored], lexical: Sequence[Scored]) -> list[Scored]:
        total: dict[str, float] = {}
        for found in (dense, lexical):
            for rank, (name, _) in enumerate(found, 1):
                total[name] = total.get(name, 0.0) + 1 / (k + rank)
        return _sorted(total)

    return fusion


def convex(weight: float) -> Fusion:
    """Scores stretched to 0…1 and added, `weight` of BM25 against 1 − `weight` of dense."""

    def stretched(found: Sequence[Scored]) -> dict[str, float]:
        low, high = min((s for _, s in found), default=0.0), max((s for _, s in found), default=0.0)
        return {name: (score - low) / ((high - low) or 1) for name, score in found}

    def fusion(dense: Sequence[Scored], lexical: Sequence[Scored]) -> list[Scored]:
        a, b = stretched(dense), stretched(lexical)
        return _sorted({n: (1 - weight) * a.get(n, 0.0) + weight * b.get(n, 0.0) for n in {**a, **b}})

    return fusion


def standard(weight: float, *, missing: str = "last") -> Fusion:
    """Standard scores added; what a search missed counts as its last, or as its mean."""

    def fusion(dense: Sequence[Scored], lexical: Sequence[Scored]) -> list[Scored]:
        if missing == "last":
            return fuse(dense, lexical, weight)
        a, b = standardised(dense), standardised(lexical)
        return _sorted({n: a.get(n, 0.0) + weight * b.get(n, 0.0) for n in {**a, **b}})

    return fusion


def _sorted(total: dict[str, float]) -> list[Scored]:
    return sorted(total.items(), key=lambda item: (-item[1], item[0]))


METHODS: dict[str, Fusion] = {
    "BM25": lambda _, lexical: list(lexical),
    "dense": lambda dense, _: list(dense),
    **{f"ranks fused, k = {k}": ranks(k) for k in (5, 10, 20, 60)},
    **{f"stretched scores, BM25 × {w}": convex(w) for w in (0.3, 0.4, 0.5, 0.6)},
    **{f"standard scores, BM25 × {w}": standard(w) for w in (0.5, 0.75, 1.0, 1.25, 1.5)},
    "standard scores, BM25 × 1.0, missed = mean": standard(1.0, missing="mean"),
    "fuse (what serves)": fuse,
}


@dataclass(frozen=True)
class Searched:
    """What both searches found for one question, and what is right."""

    right: frozenset[str]
    dense: tuple[Scored, ...]
    lexical: tuple[Scored, ...]


def scores(found: Sequence[str], right: frozenset[str]) -> dict[str, float]:
    """Recall at each cut and the reciprocal rank within ten."""
    values = {f"recall@{k}": len(right.intersection(found[:k])) / len(right) for k in CUTS}
    first = next((place for place, name in enumerate(found[:10], 1) if name in right), None)
    return {**values, "MRR@10": 1 / first if first else 0.0}


def table(searched: Sequence[Searched], methods: dict[str, Fusion] = METHODS) -> str:
    """A Markdown table, a method a row."""
    rows: list[str] = []
    for name, fusion in methods.items():
        results = [scores([n for n, _ in fusion(s.dense, s.lexical)], s.right) for s in searched]
        mean = {key: sum(result[key] for result in results) / len(results) for key in results[0]}
        if not rows:
            rows += ["| method | " + " | ".join(mean) + " |", "| --- |" + " --- |" * len(mean)]
        rows.append(f"| {name} | " + " | ".join(f"{value:.3f}" for value in mean.values()) + " |")
    return "\n".join(rows)


def search(
    index: PolicyIndex,
    vectors: dict[str, list[float]],
    queries: dict[str, str],
    right: dict[str, set[str]],
    depth: int,
    seconds: dict[str, list[float]] | None = None,
) -> list[Searched]:
    """Both searches for every question that has a right clause; how long each took goes into `seconds`."""
    found: list[Searched] = []
    seconds = {} if seconds is None else seconds
    for query_id, text in tqdm(queries.items(), disable=not sys.stderr.isatty()):
        if query_id not in right:
            continue
        started = time.perf_counter()
        dense = index.dense(vectors[query_id], depth)
        between = time.perf_counter()
        lexical = index.lexical(text, depth)
        seconds.setdefault("dense", []).append(between - started)
        seconds.setdefault("BM25", []).append(time.perf_counter() - between)
        clauses = index.clauses([clause_id for clause_id, _, _ in (*dense, *lexical)])
        names = {clause_id: clause.source_id or clause_id for clause_id, clause in clauses.items()}
        found.append(
            Searched(
                frozenset(right[query_id]),
                tuple((names[c], score) for c, _, score in dense),
                tuple((names[c], score) for c, _, score in lexical),
            )
        )
    return found


def read_queries(queries: Path, qrels: Path) -> tuple[dict[str, str], dict[str, set[str]]]:
    """Query id → question, and query id → right ids."""
    rows = [json.loads(line) for line in queries.read_text("utf-8").splitlines() if line.strip()]
    right: dict[str, set[str]] = {}
    for line in qrels.read_text("utf-8").splitlines():
        query_id, name, *_ = line.split("\t")
        right.setdefault(query_id, set()).add(name)
    return {str(row["id"]): str(row.get("text") or row["q"]) for row in rows}, right


def embed(queries: dict[str, str], settings: IndexSettings, kept: Path | None) -> dict[str, list[float]]:
    """The questions' vectors, from the file `kept` where it has them all."""
    known: dict[str, list[float]] = json.loads(kept.read_text("utf-8")) if kept and kept.is_file() else {}
    if not queries.keys() <= known.keys():
        embedder = load_embedder(settings.embedding_model, settings.models)
        known = {query_id: embedder.embed_query(text) for query_id, text in queries.items()}
        if kept:
            kept.write_text(json.dumps(known), encoding="utf-8")
    return known


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.retrieval", description=__doc__)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--queries", type=Path)
    parser.add_argument("--qrels", type=Path)
    parser.add_argument("--gold", type=Path, nargs="+", help="gold questions instead of queries and qrels")
    parser.add_argument("--depth", type=int, default=100, help="clauses that each search gives to the fusion")
    parser.add_argument("--vectors", type=Path, help="a file that keeps the questions' vectors from run to run")
    args = parser.parse_args()
    if bool(args.gold) == bool(args.queries and args.qrels):
        parser.error("either --gold, or --queries with --qrels")
    settings = IndexSettings()
    stay_offline(settings.embedding_model)
    try:
        started = time.perf_counter()
        index = PolicyIndex.open(args.store, settings.embedding_model)
        opened = time.perf_counter() - started
        queries, right = gold_queries(index, args.gold) if args.gold else read_queries(args.queries, args.qrels)
        vectors = embed(queries, settings, args.vectors)
    except PolicyError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print(f"{len(right)} questions, {index.info.clauses} clauses, opened in {opened:.2f} s")
    seconds: dict[str, list[float]] = {}
    searched = search(index, vectors, queries, right, args.depth, seconds)
    index.close()
    for name, times in seconds.items():
        p50, p95 = (sorted(times)[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
        print(f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms a question")
    print(table(searched))
    return 0


if __name__ == "__main__":
    sys.exit(main())
