"""What a build costs where nothing, or one document of many, has changed, against building that one alone.

python -m bench.rebuild --documents 5000

The vectors are random, of the length of the real ones: what the model itself takes is the same for one document either
way. Each build is a process of its own, as a person would start it.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from langchain_core.embeddings import DeterministicFakeEmbedding

from index.build import build
from index.reading_process import reading_process
from index.store.sources import folder_sources

MODEL = "random"
_DONE = ("added", "changed", "unchanged", "embedded")
load = partial(DeterministicFakeEmbedding, size=384)

_PLACES = ("甘肃省兰州市", "辽宁省盘锦市", "山东省济南市", "湖北省宜昌市", "四川省绵阳市", "广西柳州市", "陕西省西安市")
_THINGS = (
    "孵化器",
    "众创空间",
    "研发机构",
    "技术合同",
    "创新券",
    "专利",
    "高新技术企业",
    "科技人才",
    "产业基金",
    "中试基地",
)
_WORDS = (
    "申报",
    "评审",
    "认定",
    "复核",
    "绩效",
    "统筹",
    "协同",
    "转化",
    "引导",
    "监督",
    "备案",
    "公示",
    "验收",
    "配套",
)


@dataclass(frozen=True)
class Cost:
    """Of one build; what it did is of its report. On a busy machine `seconds` is more than `work`, which it needed."""

    seconds: float
    work: float  # seconds of the processor
    memory: int  # bytes at most, of the builder or of its reader
    added: int
    changed: int
    unchanged: int
    embedded: int


def made_up(number: int, chance: random.Random) -> str:
    """A document of 3 to 6 clauses; one in 20 repeals another."""
    place, thing = chance.choice(_PLACES), chance.choice(_THINGS)
    year = chance.randint(2012, 2025)
    lines = [f"{place}{thing}管理办法（{number}号）", f"政规〔{year}〕{number}号", ""]
    for clause in range(1, chance.randint(3, 6) + 1):
        words = "".join(chance.choices(_WORDS, k=chance.randint(4, 30)))
        lines.append(f"第{'一二三四五六'[clause - 1]}条　对{chance.choice(_THINGS)}开展{words}，经认定给予")
        lines[-1] += f"{chance.randint(1, 500)}万元{chance.choice(('补助', '奖励'))}，由市科学技术局负责。"
    if chance.random() < 0.05:
        lines[-1] += f"《{chance.choice(_PLACES)}{thing}管理办法（{chance.randint(1, number + 1)}号）》同时废止。"
    lines += ["", f"{place[-3:]}人民政府", f"{year}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日"]
    return "\n".join(lines)


def built(documents: Path, store: Path) -> Cost:
    """Build in a process of its own."""
    started = time.monotonic()
    command = [sys.executable, "-m", "bench.rebuild", "--build", str(documents), str(store)]
    told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return Cost(time.monotonic() - started, **told)


def _build(documents: Path, store: Path) -> None:
    report = build(folder_sources(documents), store, MODEL, load)
    reading_process().stop()  # only what has ended is counted
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    work, peak = sum(u.ru_utime + u.ru_stime for u in used), max(u.ru_maxrss for u in used) * 1024
    told = {name: getattr(report, name) for name in _DONE}
    print(json.dumps({"work": work, "memory": peak, **told}))


def rebuilds(count: int, seed: int, work: Path) -> dict[str, Cost]:
    """All the builds, in their order."""
    chance = random.Random(seed)
    documents, alone = work / "documents", work / "alone"
    for folder in (documents, alone):
        folder.mkdir()
    for number in range(count):
        folder = documents / f"{number % 50:02}"
        folder.mkdir(exist_ok=True)
        (folder / f"{number:05}.txt").write_text(made_up(number, chance), encoding="utf-8")
    costs = {"all of them": built(documents, work / "store"), "none changed": built(documents, work / "store")}
    one = documents / "07" / "00007.txt"
    for what in ("one changed", "one changed again"):
        one.write_text(made_up(7, chance), encoding="utf-8")
        costs[what] = built(documents, work / "store")
    (alone / one.name).write_bytes(one.read_bytes())
    costs["that one alone"] = built(alone, work / "store-of-one")
    return costs


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.rebuild", description=__doc__)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--build", nargs=2, type=Path, metavar=("DOCUMENTS", "STORE"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.build:
        _build(*args.build)
        return
    with tempfile.TemporaryDirectory() as work:
        costs = rebuilds(args.documents, args.seed, Path(work))
    print(f"{'build':<20}" + "".join(f"{name:>10}" for name in ("seconds", "work", "MB", *_DONE)))
    for what, cost in costs.items():
        done = "".join(f"{getattr(cost, name):>10}" for name in _DONE)
        print(f"{what:<20}{cost.seconds:>10.2f}{cost.work:>10.2f}{cost.memory / 1e6:>10.0f}{done}")


if __name__ == "__main__":
    main()
