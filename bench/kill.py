"""Kill builds at random moments: the old or the new index serves, never another, and the next build mends all.

python -m bench.kill --times 200
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from langchain_core.embeddings import DeterministicFakeEmbedding

from index.build import build
from index.errors import IndexMissing
from index.store.policy_index import PolicyIndex
from index.store.sources import jsonl_sources

MODEL = "random"
# One random direction a text: quick, and nothing is found by another's vector.
load = partial(DeterministicFakeEmbedding, size=64)
Rows = dict[str, tuple[str, str]]  # row id → title, text
_SUBJECTS = ("孵化器", "众创空间", "研发机构", "技术合同", "人才", "专利", "大赛", "园区", "基金")


def change(rows: Rows, chance: random.Random) -> Rows:
    """Some rows added, some changed, some removed."""
    new = {row_id: row for row_id, row in rows.items() if chance.random() > 0.15}
    for row_id, (title, _) in list(new.items()):
        if chance.random() < 0.2:
            new[row_id] = (title, _text(chance))
    for _ in range(chance.randint(5, 60)):
        title = f"{chance.choice(_SUBJECTS)}办法{chance.randint(1, 20)}"
        new[f"{title}#{chance.randint(1, 10**9)}"] = (title, _text(chance))
    return new


def _text(chance: random.Random) -> str:
    return f"对{chance.choice(_SUBJECTS)}给予{chance.randint(1, 10**6)}元支持。" * chance.choice((1, 1, 40))


def write(rows: Rows, file: Path) -> None:
    lines = [json.dumps({"id": i, "title": title, "text": text}) for i, (title, text) in rows.items()]
    file.write_text("\n".join(lines), encoding="utf-8")


def served(store: Path) -> Rows:
    """What the index serves. Raises AssertionError when a clause is not found by both searches."""
    try:
        index = PolicyIndex.open(store, MODEL)
    except IndexMissing:
        return {}
    rows: Rows = {}
    embedder = load()
    for document in index.documents():
        whole = index.document(document.doc_id)
        assert whole is not None
        for clause in whole.clauses:
            assert clause.source_id is not None
            rows[clause.source_id] = (whole.title, clause.text)
            passage = f"{whole.title}\n{clause.text}"
            if len(clause.text) < 100:  # one passage
                best = index.dense(embedder.embed_query(passage), 1)[0]
                assert best[2] > 0.999, f"{clause.clause_id} is not found by its vector"
            assert clause.clause_id in {c for c, _, _ in index.lexical(passage, 10**6)}
    assert index.info.clauses == len(rows)
    index.close()
    return rows


def kill_builds(times: int, seed: int, folder: Path) -> dict[str, int]:
    """How often the old and the new index served after a kill, and how often the build ended before it.

    Raises AssertionError when anything else served.
    """
    chance = random.Random(seed)
    file, store = folder / "rows.jsonl", folder / "store"
    old: Rows = {}
    seconds = 0.5  # that a build takes
    tally = {"old": 0, "new": 0, "ended before": 0}
    for _ in range(times):
        new = change(old, chance)
        write(new, file)
        child = subprocess.Popen(
            [sys.executable, "-m", "bench.kill", "--build", str(file), str(store)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()  # it begins now
        try:
            child.wait(chance.uniform(0, seconds * 1.2))
            tally["ended before"] += 1
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
            child.wait()
        child.stdout.close()
        now = served(store)
        assert now in (old, new), "neither the old index nor the new one"
        tally["new" if now == new else "old"] += 1
        if chance.random() < 0.5:
            report = build(jsonl_sources(file), store, MODEL, load)
            seconds = report.seconds if report.added else seconds
            now = served(store)
            assert now == new, "the next build did not mend all"
            assert not list((store / "generations").glob(".*")), "something is left over"
        old = now
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.kill", description=__doc__)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--build", nargs=2, type=Path, metavar=("FILE", "STORE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.build:
        file, store = args.build
        print("begins", flush=True)
        build(jsonl_sources(file), store, MODEL, load)
        return
    with tempfile.TemporaryDirectory() as folder:
        print(f"seed {args.seed}: {kill_builds(args.times, args.seed, Path(folder))}")


if __name__ == "__main__":
    main()
