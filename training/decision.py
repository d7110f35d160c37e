"""Fit the decision: features of questions over documents that the reader was not trained on → models/decision.json.

`python -m training.decision --set NAME=STORE:QUESTIONS …`. Questions are of training/README.md's form (`quotes`), of a
gold set's (`gold`), or with an `answer`. Each set is judged by coefficients fitted on the others (leave one set out).
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import pickle
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

from bot.conversation import Conversations
from bot.evidence.decide import FILE
from bot.evidence.features import NAMES, features
from bot.local_models import LocalModels
from bot.pipeline import Assistant
from bot.settings import load_settings
from index.embedding.offline import CARRIED_MODEL
from index.store.policy_index import PolicyIndex

_log = logging.getLogger("training.decision")
_DECAY = 3e-3
_HELD = 0.8  # share of a reference answer's character pairs that a clause must hold


@dataclass(frozen=True)
class Row:
    """A question's features, whether it can be answered, and whether the best and the first two clauses answer it.

    `search` is the search's own score, to compare with: the best cosine and the best clause's BM25 score, both scaled.
    """

    id: str
    features: dict[str, float]
    answerable: bool
    first: bool
    among_two: bool
    search: float


def holds(text: str, gold: str) -> bool:
    """Whether a clause holds a reference passage, or four fifths of its pairs of characters."""
    a, b = _plain(text), _plain(gold)
    pairs = {b[i : i + 2] for i in range(len(b) - 1)} or {b}
    return b in a or (len(a) > 12 and a in b) or sum(p in a for p in pairs) >= _HELD * len(pairs)


def collect(assistant: Assistant, rows: Sequence[dict[str, Any]]) -> list[Row]:
    """A row a question, asked of the whole index."""
    found = []
    for row in tqdm(rows, disable=None):
        gold = row.get("quotes") or row.get("gold") or ([row["answer"]] if "doc" in row and "answer" in row else [])
        answerable = row.get("kind", "answer") in ("answer", None) and bool(gold)
        query, evidence = assistant.evidence(row["q"], row.get("history") or ())
        texts = [r.clause.text for r in evidence.reads[:2]]
        right = [any(holds(text, g) for g in gold) for text in texts] if answerable else []
        hits = [r.hit for r in evidence.reads]
        best = max((h.similarity for h in hits), default=0.0)
        search = (best - 0.84) * 15 + (hits[0].lexical / (4 * max(8, len(query.whole))) if hits else 0.0)
        values = features(query, evidence.reads)
        found.append(Row(str(row["id"]), values, answerable, any(right[:1]), any(right), search))
    return found


def fit(rows: Sequence[Row]) -> tuple[dict[str, float], float]:
    """Coefficients and bias of a logistic regression: does the best clause answer?"""
    usable = [r for r in rows if r.features]
    inputs = torch.tensor([[r.features[name] for name in NAMES] for r in usable])
    target = torch.tensor([float(r.first) for r in usable])
    head = nn.Linear(len(NAMES), 1)
    nn.init.zeros_(head.weight)
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(head(inputs)[:, 0], target)
        loss = loss + _DECAY * head.weight.pow(2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    return {name: round(w, 4) for name, w in zip(NAMES, head.weight[0].tolist(), strict=True)}, head.bias.item()


def probability(row: Row, weights: dict[str, float], bias: float) -> float:
    """As `bot.evidence.decide` works it out."""
    if not row.features:
        return 0.0
    logit = bias + sum(weight * row.features[name] for name, weight in weights.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def curve(rows: Sequence[Row], score: Callable[[Row], float]) -> dict[str, Any]:
    """Of the answerable the share let through, and right first, at given shares of unanswerable ones let through."""
    none = sorted((score(r) for r in rows if not r.answerable), reverse=True)
    some = [r for r in rows if r.answerable]
    result: dict[str, Any] = {
        "answerable": len(some),
        "unanswerable": len(none),
        "first": round(sum(r.first for r in some) / max(1, len(some)), 3),
        "among_two": round(sum(r.among_two for r in some) / max(1, len(some)), 3),
    }
    if none and some:
        better = sum((score(r) > n) + 0.5 * (score(r) == n) for r in some for n in none)
        result["auc"] = round(better / len(some) / len(none), 3)
        for false in (0.05, 0.1, 0.2, 0.4, 0.6):
            threshold = none[min(len(none) - 1, int(false * len(none)))]
            passed = [r for r in some if score(r) > threshold]
            let, right = len(passed) / len(some), sum(r.first for r in passed) / len(some)
            result[f"at_{false}"] = [round(let, 3), round(right, 3), round(threshold, 3)]
    return result


def _plain(text: str) -> str:
    return re.sub(r"[\s，。、；：,.;:()（）《》“”\"'\\*>\-—]", "", unicodedata.normalize("NFKC", text or ""))


def _open(store: Path, models: Path, shared: list[Any]) -> Assistant:
    settings = load_settings(store=store, models=models, embedding_model=CARRIED_MODEL)
    if not shared:
        shared.append(LocalModels.load(settings))
    return Assistant(settings, PolicyIndex.open(store, CARRIED_MODEL), shared[0], Conversations(None, 1))


def main() -> None:
    """Collect (or take from `--cache`), judge each set by the others, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", required=True, metavar="NAME=STORE:QUESTIONS", dest="sets")
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    parser.add_argument("--cache", type=Path, default=Path("var/decision.pickle"))
    parser.add_argument("--answered", type=float, default=0.5)
    parser.add_argument("--nearest", type=float, default=0.25)
    parser.add_argument("--out", type=Path, default=FILE)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    sets: dict[str, list[Row]] = pickle.loads(args.cache.read_bytes()) if args.cache.is_file() else {}
    shared: list[Any] = []
    for text in args.sets:
        name, _, rest = text.partition("=")
        store, _, questions = rest.partition(":")
        if name not in sets:
            rows = [json.loads(line) for line in Path(questions).read_text("utf-8").splitlines() if line.strip()]
            sets[name] = collect(_open(Path(store), args.models, shared), rows)
            args.cache.write_bytes(pickle.dumps(sets))
    report: dict[str, Any] = {}
    for name, rows in sets.items():
        others = [r for other, own in sets.items() if other != name for r in own] or rows
        weights, bias = fit(others)
        report[name] = {
            "search": curve(rows, lambda r: r.search),
            "reader": curve(rows, lambda r: r.features.get("score", -9)),
            "left_out": curve(rows, lambda r, w=weights, b=bias: probability(r, w, b)),  # type: ignore[misc]
        }
        _log.info("%s", name)
        for how, values in report[name].items():
            _log.info("  %-9s %s", how, json.dumps(values))
    weights, bias = fit([r for rows in sets.values() for r in rows])
    data = {"weights": weights, "bias": round(bias, 4), "answered": args.answered, "nearest": args.nearest,
            "scores": {name: values["left_out"] for name, values in report.items()}}  # fmt: skip
    args.out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
