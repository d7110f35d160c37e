"""Damage files of every format and read them as a build does: each is read or named, and nothing stops the build.

python -m bench.fuzz --count 1000 --seed 1

Reading and cutting only, in the process that builds use, then the records. At last a whole build over some of them
among the documents of documents/, which must come out as they do alone. Exit code 1 when anything else happens.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import re
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from langchain_core.embeddings import DeterministicFakeEmbedding

from bench.damage import damaged
from index.build import build
from index.document import read_whole
from index.errors import DocumentError, PolicyError
from index.reading_process import MEMORY, SECONDS, reading_process
from index.store.passages import passages
from index.store.policy_index import PolicyIndex
from index.store.records import Records
from index.store.sources import Entry, folder_sources
from tests.index.seeds import seeds

MODEL = "random"
load = partial(DeterministicFakeEmbedding, size=64)
_DOCUMENTS = Path(__file__).parents[1] / "documents"
_MIXED = 30
_SLACK = 3  # seconds: to end a process and start another
_SLOW = 5  # seconds; such a file is named, though it is within its limit
# What must not come out of reading one file and storing it: each would end the build.
_ENDS_A_BUILD = (
    *(PolicyError, pickle.PickleError, sqlite3.Error, ArithmeticError, AttributeError, LookupError, MemoryError),
    *(OSError, RuntimeError, TypeError, ValueError),
)
# The kinds of failures, by their words; the others are told by the reader itself, with the mend.
_KINDS = {
    "time": r"more than \d+ seconds|takes too long",
    "memory": r"GB of memory",
    "failed": r"its reader (?:failed|ended)",
    "refused": "",
}


_ODD = ("time", "memory", "failed")


@dataclass(frozen=True)
class Outcome:
    """Of one file: "read", a kind of failure, or "crash"; `memory` is the most that its reader took, in bytes."""

    source: str
    what: str
    words: str
    seconds: float
    memory: int


def write_damaged(count: int, chance: random.Random, folder: Path) -> dict[str, str]:
    """Write `count` damaged files; name → the suffix of the seed."""
    folder.mkdir()
    whole = seeds()
    by_suffix: dict[str, list[str]] = defaultdict(list)
    for name in whole:
        by_suffix[Path(name).suffix].append(name)
    suffixes = sorted(by_suffix)
    made = {}
    for number in range(count):
        suffix = suffixes[number % len(suffixes)]
        seed = chance.choice(by_suffix[suffix])
        name, data = damaged(f"{number:05}-{seed}", whole[seed], chance)
        (folder / name).write_bytes(data)
        made[name] = suffix
    return made


def outcome(entry: Entry, records: Records) -> Outcome:
    """Read one file in the process that builds use, and store what was read of it."""
    process = reading_process()
    pid = process.run("process", os.getpid)
    Path(f"/proc/{pid}/clear_refs").write_text("5")  # the peak begins anew
    started = time.monotonic()
    what, words = "read", ""
    try:
        document, of, supports = process.run(entry.source, partial(read_whole, entry.read, passages))
        records.add(document, entry, of, supports)
    except (DocumentError, sqlite3.IntegrityError) as error:
        words = str(error)
        what = next(kind for kind, pattern in _KINDS.items() if re.search(pattern, words))
    except _ENDS_A_BUILD as error:
        what, words = "crash", f"{entry.source}: {error!r}"
    seconds = time.monotonic() - started
    status = Path(f"/proc/{process.run('process', os.getpid)}/status").read_text("ascii")
    peak = re.search(r"VmHWM:\s*(\d+) kB", status)
    return Outcome(entry.source, what, words, seconds, int(peak[1]) * 1024 if peak else 0)


def table(outcomes: Mapping[str, list[Outcome]]) -> str:
    """A row a format: how many files, what became of them, and the most that one of them took."""
    columns = ["read", *reversed(_KINDS), "lost", "crash"]
    lines = [f"{'format':<7} {'files':>6}" + "".join(f"{c:>9}" for c in columns) + f"{'seconds':>9} {'MB':>6}"]
    rows = {**outcomes, "all": [outcome for of in outcomes.values() for outcome in of]}
    for name, of in rows.items():
        counted = Counter(outcome.what for outcome in of)
        most = max(o.seconds for o in of), max(o.memory for o in of) / 1e6
        figures = "".join(f"{counted[c]:>9}" for c in columns)
        lines.append(f"{name:<7} {len(of):>6}{figures}{most[0]:>9.1f} {most[1]:>6.0f}")
    return "\n".join(lines)


def is_whole(folder: Path, work: Path) -> bool:
    """Whether the five documents come out of a build among damaged files as they do alone."""
    alone, mixed = work / "alone", work / "mixed"
    shutil.copytree(_DOCUMENTS, alone)
    shutil.copytree(_DOCUMENTS, mixed)
    for file in sorted(folder.iterdir())[:: max(1, len(list(folder.iterdir())) // _MIXED)]:
        shutil.copyfile(file, mixed / file.name)
    served = []
    for documents in (alone, mixed):
        report = build(folder_sources(documents), work / f"store-{documents.name}", MODEL, load)
        named = {warning.source for warning in report.warnings if warning.code == "unreadable"}
        files = sum(path.name != "catalog.toml" for path in documents.iterdir())
        print(f"{files} files: {report.documents} documents, {len(named)} named, {report.seconds:.0f} s")
        index = PolicyIndex.open(work / f"store-{documents.name}", MODEL)
        known = {document.source_file: document.doc_id for document in index.documents()}
        own = sorted(known.keys() & {path.name for path in _DOCUMENTS.iterdir()})
        served.append({source: _as_read(index, known[source]) for source in own})
        index.close()
        if files != report.documents + len(named):
            return False
    return len(served[0]) > 0 and served[0] == served[1]


def _as_read(index: PolicyIndex, doc_id: str) -> tuple[object, ...]:
    """What was read of a document, without what others say of it: a damaged copy may rightly be told as one."""
    document = index.document(doc_id)
    assert document
    return document.clauses, document.clean_text, [item.quote for item in index.supports(doc_id)]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help="an empty folder for the files, which stay there")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work: Path = args.work or Path(temporary)
        work.mkdir(parents=True, exist_ok=True)
        suffixes = write_damaged(args.count, random.Random(args.seed), work / "damaged")
        sources = folder_sources(work / "damaged")
        records = Records(work / "records.sqlite", write=True)
        found = {source: Outcome(source, "refused", why, 0.0, 0) for source, why in sources.problems}
        for entry in sources.entries:
            found[entry.source] = outcome(entry, records)
        outcomes: dict[str, list[Outcome]] = defaultdict(list)
        for name, suffix in sorted(suffixes.items(), key=lambda item: item[1]):
            outcomes[suffix].append(found.get(name, Outcome(name, "lost", "", 0.0, 0)))
        print(table(outcomes))
        all_of_them = [o for of in outcomes.values() for o in of]
        bad = [
            o for o in all_of_them if o.what in ("lost", "crash") or o.seconds > SECONDS + _SLACK or o.memory > MEMORY
        ]
        for told in [*bad, *(o for o in all_of_them if o.what in _ODD or o.seconds > _SLOW)]:
            print(f"{told.what}: {told.words or told.source} ({told.seconds:.0f} s, {told.memory / 1e6:.0f} MB)")
        whole = is_whole(work / "damaged", work)
        print("the rest is built whole" if whole else "THE REST IS NOT WHOLE")
    return 1 if bad or not whole else 0


if __name__ == "__main__":
    sys.exit(main())
