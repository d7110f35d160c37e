"""Questions by themselves: which kinds of thing they ask for, which are no policy questions, which lean on others,
which of their pieces ask.

Four linear heads on the carried embedding model at a few depths. `python -m training.questions` takes three minutes,
is all that a new route or a new example needs, and writes `models/questions/weights.safetensors`.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import tomllib
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn
from tqdm import tqdm

from bot.question.intent import POLICY, WEIGHTS, Intent
from bot.question.kinds import Kind
from bot.question.pieces import bare, pieces
from bot.question.understand import without_places
from index.embedding.embed import load_carried
from index.places.find import find_places

ROUTES = Path(__file__).parent.parent / "prompts" / "routes.toml"
FOLDER = Path(__file__).parent / "questions"
POLICIES = ("policy.jsonl", "ours.jsonl", "next.jsonl", "more.jsonl", "conversations.jsonl")  # over policy documents
_KINDS = {  # of the questions' `cat`; a yes/no question may be of any kind
    "amount": Kind.MONEY, "ratio": Kind.MONEY, "tier": Kind.MONEY, "calc": Kind.MONEY, "dept": Kind.OFFICE,
    "deadline": Kind.DEADLINE, "how": Kind.PROCEDURE, "material": Kind.PROCEDURE, "condition": Kind.CONDITION,
    "scope": Kind.CONDITION, "who": Kind.CONDITION, "validity": Kind.VALIDITY, "compare": Kind.COMPARE,
    "rights": Kind.OTHER, "list": Kind.OTHER, "penalty": Kind.OTHER, "definition": Kind.OTHER, "other": Kind.OTHER,
}  # fmt: skip
_HELD_BACK = 5  # every fifth example is kept for measuring in a first fit
_DECAY = 1e-3
_PLACE_ONLY = 2  # characters besides places up to which a last piece is an addition: 北京的
_STATES = ("greeting", "thanks", "feeling", "personal_data")  # routes of messages that ask for nothing
_PREFIXED = 0.2  # share of policy questions that get words of greeting or complaint, or a place, before them
_log = logging.getLogger("training.questions")


@dataclass(frozen=True)
class Row:
    """A question or a piece of one; what is None is not known. `route` is the name of one or POLICY."""

    text: str
    kinds: frozenset[Kind] | None
    route: str | None
    leans: bool | None = None
    asks: bool | None = None


def route_names() -> list[str]:
    """POLICY and the routes in the order of `prompts/routes.toml`."""
    return [POLICY, *(r["name"] for r in tomllib.loads(ROUTES.read_text("utf-8"))["routes"])]


def rows(seed: int = 7) -> list[Row]:
    """All examples: of kinds, of routes, and policy questions with words of another kind before them."""
    rng = random.Random(seed)
    data = tomllib.loads(ROUTES.read_text("utf-8"))
    found = []
    for line in (FOLDER / "kinds.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.append(Row(row["q"], frozenset(map(Kind, row["kinds"])), POLICY, asks=True))
    held_out = set((FOLDER / "held_out.txt").read_text("utf-8").split())
    for name in POLICIES:
        for line in (FOLDER / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            if Path(row["doc"]).stem not in held_out:
                kind = _KINDS.get(row["cat"])
                kinds = frozenset({kind}) if kind else None
                found.append(Row(row["q"], kinds, POLICY, bool(row.get("history"))))
    for line in (FOLDER / "follow_ups.txt").read_text("utf-8").splitlines():
        found.append(Row(line, None, POLICY, leans=True))
    for row in rng.sample(found, int(_PREFIXED * len(found))):
        found.append(Row(rng.choice(data["policy"]["before"]) + row.text, row.kinds, POLICY, row.leans))
    # A place before a question changes nothing of what it asks for.
    places = sorted({m.text for row in found for m in find_places(row.text) if m.path})
    for row in rng.sample(found, int(_PREFIXED * len(found))):
        found.append(Row(rng.choice(places) + row.text, row.kinds, POLICY, row.leans))
    found += pieces_of_questions(held_out)
    found += [Row(text, None, POLICY) for text in data["policy"]["examples"]]
    found += [
        Row(text, None, route["name"], leans=False, asks=False if route["name"] in _STATES else None)
        for route in data["routes"]
        for text in route["examples"]
    ]
    found += [Row(bare(text), None, None, asks=False) for text in data["policy"]["before"] if bare(text)]
    for line in (FOLDER / "no_questions.txt").read_text("utf-8").splitlines():
        found.append(Row(line, None, None, asks=False))
    for line in (FOLDER / "alone.txt").read_text("utf-8").splitlines():
        found.append(Row(line, None, POLICY, leans=False))
    for line in (FOLDER / "narratives.txt").read_text("utf-8").splitlines():
        found.append(Row(bare(line), None, POLICY, leans=False, asks=False))
    for line in (FOLDER / "pieces.jsonl").read_text("utf-8").splitlines():
        found += [Row(bare(text), None, None, asks=bool(asks)) for text, asks in json.loads(line)["pieces"]]
    return found


def pieces_of_questions(held_out: Collection[str]) -> list[Row]:
    """What stands between two marks of a question: the last piece asks, those before it say what the case is.

    That is not so of every question, but of most; those of several things (`multi`) are left out, and last pieces that
    only add a place.
    """
    found = []
    for name in POLICIES:
        for line in (FOLDER / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            if Path(row["doc"]).stem not in held_out and row["cat"] != "multi":
                *before, last = map(bare, pieces(row["q"]))
                found += [Row(piece, None, None, asks=False) for piece in before]
                if len(without_places(last)) > _PLACE_ONLY:
                    found.append(Row(last, None, None, asks=True))
    return found


def targets(batch: Sequence[Row], names: Sequence[str]) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
    """By head: the rows whose label is known [n], and the labels of those: classes, of routes their number."""
    kinds = [row.kinds for row in batch]
    one = {"leans": [row.leans for row in batch], "asks": [row.asks for row in batch]}
    routes = [row.route for row in batch]
    return {
        "kinds": (
            torch.tensor([k is not None for k in kinds]),
            torch.tensor([[float(kind in k) for kind in Kind] for k in kinds if k is not None]),
        ),
        "routes": (
            torch.tensor([r is not None for r in routes]),
            torch.tensor([names.index(r) for r in routes if r is not None]),
        ),
        **{
            name: (
                torch.tensor([v is not None for v in values]),
                torch.tensor([[float(v)] for v in values if v is not None]),
            )
            for name, values in one.items()
        },
    }


def fit(vectors: torch.Tensor, labels: torch.Tensor) -> nn.Linear:
    """A linear head for vectors [n, dimension]: of labels [n, classes] where several may hold at once, or of [n]."""
    several = labels.dim() == 2
    centre, spread = vectors.mean(0), vectors.std(0).mean()
    inputs = (vectors - centre) / spread
    head = nn.Linear(vectors.shape[1], labels.shape[1] if several else int(labels.max()) + 1)
    nn.init.zeros_(head.weight)
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        said = head(inputs)
        loss = (
            labels.shape[1] * nn.functional.binary_cross_entropy_with_logits(said, labels)
            if several
            else nn.functional.cross_entropy(said, labels)
        )
        loss = loss + _DECAY * head.weight.pow(2).sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        head.weight /= spread
        head.bias.sub_(head.weight @ centre)
    return head


def main() -> None:
    """Fit on four fifths and say what the rest shows, then fit on all and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    torch.manual_seed(7)
    embedder, names = load_carried(args.models), route_names()
    examples = rows()
    torch.set_num_threads(1)  # short texts: several at once are read quicker than one by several threads
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        read = tqdm(pool.map(lambda row: [*chain.from_iterable(embedder.depths(row.text))], examples), disable=None)
        vectors = torch.tensor(list(read))
    torch.set_num_threads(os.cpu_count() or 1)
    every = torch.arange(len(examples))
    first = _heads(vectors, examples, names, every % _HELD_BACK > 0)
    _measure(Intent({n: (h.weight.detach().numpy(), h.bias.detach().numpy()) for n, h in first.items()}, names,
                    embedder.depths), examples[::_HELD_BACK])  # fmt: skip
    heads = _heads(vectors, examples, names, every >= 0)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    tensors = {f"{n}.{k}": t.detach().contiguous() for n, head in heads.items() for k, t in head.named_parameters()}
    save_file(tensors, args.out, {"routes": " ".join(names)})


def _heads(
    vectors: torch.Tensor, examples: Sequence[Row], names: Sequence[str], use: torch.Tensor
) -> dict[str, nn.Linear]:
    """All heads, fitted on the rows of which `use` [n] is true."""
    heads = {}
    for name, (known, labels) in targets(examples, names).items():
        heads[name] = fit(vectors[known & use], labels[use[known]])
    return heads


def _measure(intent: Intent, kept: Sequence[Row]) -> None:
    """Precision and recall of each kind, and what the routes do with policy questions and with the others."""
    said = [intent(row.text) for row in kept]
    for kind in Kind:
        of = [(kind in s.kinds, kind in r.kinds) for s, r in zip(said, kept, strict=True) if r.kinds is not None]
        right = sum(a and b for a, b in of)
        _log.info("%-10s precision %.2f recall %.2f", kind, right / max(1, sum(a for a, _ in of)),
                  right / max(1, sum(b for _, b in of)))  # fmt: skip
    for name in ("leans", "asks"):
        both = [(getattr(s, name), v) for s, r in zip(said, kept, strict=True) if (v := getattr(r, name)) is not None]
        right = sum(a and b for a, b in both)
        _log.info("%-10s precision %.2f recall %.2f", name, right / max(1, sum(a for a, _ in both)),
                  right / max(1, sum(b for _, b in both)))  # fmt: skip
    policy = [(s, r) for s, r in zip(said, kept, strict=True) if r.route == POLICY]
    other = [(s, r) for s, r in zip(said, kept, strict=True) if r.route not in (POLICY, None)]
    _log.info("of %d policy questions %d are routed away", len(policy), sum(s.route is not None for s, _ in policy))
    _log.info("of %d others %d are searched, %d get their own reply", len(other),
              sum(s.route is None for s, _ in other), sum(s.route == r.route for s, r in other))  # fmt: skip
    for s, r in [*other, *policy]:
        if s.route != (None if r.route == POLICY else r.route):
            _log.info("  %s: %s, not %s", r.text, s.route, r.route)


if __name__ == "__main__":
    main()
