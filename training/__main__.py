"""`python -m training`: every step from questions to weights, each kept under `--work` and not done twice."""

from __future__ import annotations

import argparse
import json
import logging
import pickle
import random
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.evidence.search import Retriever
from index.embedding.embed import load_embedder
from index.embedding.offline import CARRIED_MODEL
from index.store.policy_index import PolicyIndex
from training import policy, public
from training.passages import Group
from training.questions import FOLDER, POLICIES

FILES = {  # of public sets, with how many questions of each are taken and how their script is turned
    "cail-dev.json": (1500, ""),
    "cail-test.json": (1500, ""),
    "cmrc-dev.json": (1300, ""),
    "cmrc-trial.json": (700, ""),
    "drcd-dev.json": (700, "t2s"),
    "squad2-zh-dev.json": (6300, ""),
}
GOLD = (
    (Path("documents"), Path("tests/gold/questions.jsonl")),
    (Path("tests/gold/further/documents"), Path("tests/gold/further/questions.jsonl")),
    (Path("tests/gold/joined/documents"), Path("tests/gold/joined/questions.jsonl")),
)
STEPS = {"embedder": 300, "public": 1100, "policy": 1600}
SEED = 7


def of_public_sets(folder: Path, statutes: Path) -> list[Group]:
    """Groups of the public sets: files named as in FILES, and STARD's training part."""
    rng = random.Random(SEED)
    groups: list[Group] = []
    for name, (count, script) in FILES.items():
        own = list(public.reading(folder / name, script=script))
        rng.shuffle(own)
        groups += own[:count]
    return groups + list(public.statutes(statutes, rng))


def of_policies(documents: Path, work: Path, models: Path) -> list[Group]:
    """Groups of our own questions over `documents`, without those over the documents that are held out.

    With them the gold questions over the project's five documents, and two of its four other gold sets.
    """
    rng = random.Random(SEED)
    held_out = set((FOLDER / "held_out.txt").read_text("utf-8").split())
    own = [row for name in POLICIES for row in policy.rows(FOLDER / name)]
    own = [row for row in own if Path(row["doc"]).stem not in held_out]
    own = list(policy.as_met(own, rng))
    embedder = load_embedder(CARRIED_MODEL, models)
    groups: list[Group] = []
    sources = [(documents, own), *((folder, policy.gold_rows(path)) for folder, path in GOLD)]
    for at, (folder, rows) in enumerate(sources):
        store = work / f"store-{at}"
        command = [sys.executable, "-m", "index", "build", "--documents", str(folder), "--store", str(store)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        index = PolicyIndex.open(store, CARRIED_MODEL)
        groups += policy.groups(rows, index, Retriever(index=index, embedder=embedder))
        index.close()
    return [group for group in groups if group.passages]


def kept(path: Path, make: Callable[[], list[Group]]) -> Path:
    """`path`, made where it is missing."""
    if not path.is_file():
        path.write_bytes(pickle.dumps(make()))
    return path


def step(*arguments: str | Path) -> None:
    """Run a step of its own process: its memory goes with it."""
    subprocess.run([sys.executable, "-m", *map(str, arguments)], check=True)


def main(argv: Sequence[str] | None = None) -> None:
    """All steps in order. The decision is fitted apart, on sets that the reader never saw (training/README.md)."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--sets", type=Path, required=True, help=f"folder with {', '.join(FILES)}")
    parser.add_argument("--statutes", type=Path, required=True, help="folder of STARD's training part")
    parser.add_argument("--documents", type=Path, required=True, help="folder of the documents that are asked about")
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    parser.add_argument("--work", type=Path, default=Path("var/training"))
    args = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    args.work.mkdir(parents=True, exist_ok=True)
    first = kept(args.work / "public.groups", lambda: of_public_sets(args.sets, args.statutes))
    second = kept(args.work / "policy.groups", lambda: of_policies(args.documents, args.work, args.models))
    third = kept(args.work / "statutes.groups", lambda: list(public.statutes(args.statutes, random.Random(SEED))))
    embedder = args.work / "embedder.pt"
    step("training.embedder", "--groups", third, third, second, "--out", embedder, "--steps", str(STEPS["embedder"]),
         "--seed", str(SEED))  # fmt: skip
    step("training.export", embedder)
    general, own = args.work / "public.pt", args.work / "policy.pt"
    step("training.reader", "--groups", first, "--out", general, "--steps", str(STEPS["public"]), "--seed", str(SEED))
    step("training.reader", "--groups", second, "--start", general, "--out", own, "--steps", str(STEPS["policy"]),
         "--rate", "5e-5", "--seed", str(SEED))  # fmt: skip
    step("training.export", own)
    step("training.questions")
    logging.getLogger("training").info("%s", json.dumps({"weights": "models"}))


if __name__ == "__main__":
    main()
