"""Questions by themselves: which kinds of thing they ask for, and which ones are no policy questions at all.

Two linear heads on the carried embedding model at a few depths. `python -m training.questions` takes two minutes, is
all that a new route or a new example needs, and writes `models/questions/weights.safetensors`.
"""

from __future__ import annotations

import argparse
import json
import logging
import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn
from tqdm import tqdm

from bot.question.intent import POLICY, WEIGHTS, Intent
from bot.question.kinds import Kind
from index.embed import load_embedder
from index.offline import CARRIED_MODEL

ROUTES = Path(__file__).parent.parent / "prompts" / "routes.toml"
FOLDER = Path(__file__).parent / "questions"
_HELD_BACK = 5  # every fifth example is kept for measuring in a first fit
_DECAY = 1e-3
_PREFIXED = 0.2  # share of policy questions that get words of greeting or complaint before them
_log = logging.getLogger("training.questions")


@dataclass(frozen=True)
class Row:
    """A question; `kinds` is None where they are not known, `route` is the name of one or POLICY."""

    text: str
    kinds: frozenset[Kind] | None
    route: str


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
        found.append(Row(row["q"], frozenset(map(Kind, row["kinds"])), POLICY))
    held_out = set((FOLDER / "held_out.txt").read_text("utf-8").split())
    for name in ("policy.jsonl", "ours.jsonl", "next.jsonl", "more.jsonl"):
        for line in (FOLDER / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            if Path(row["doc"]).stem not in held_out:
                found.append(Row(row["q"], None, POLICY))
    for row in rng.sample(found, int(_PREFIXED * len(found))):
        found.append(Row(rng.choice(data["policy"]["before"]) + row.text, row.kinds, POLICY))
    found += [Row(text, None, POLICY) for text in data["policy"]["examples"]]
    found += [Row(text, None, route["name"]) for route in data["routes"] for text in route["examples"]]
    return found


def targets(batch: Sequence[Row], names: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Kinds [n, kinds], which rows have known ones [n], and the route's number [n]."""
    kinds = torch.tensor([[float(row.kinds is not None and kind in row.kinds) for kind in Kind] for row in batch])
    known = torch.tensor([row.kinds is not None for row in batch])
    return kinds, known, torch.tensor([names.index(row.route) for row in batch])


def fit(vectors: torch.Tensor, labels: torch.Tensor, *, several: bool) -> nn.Linear:
    """A linear head for vectors [n, dimension]: of labels [n, classes] when `several` hold at once, else of [n]."""
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
    embedder, names = load_embedder(CARRIED_MODEL, args.models), route_names()
    examples = rows()
    vectors = torch.tensor([embedder.depths(row.text) for row in tqdm(examples, disable=None)])
    kinds, known, routes = targets(examples, names)
    learnt = torch.arange(len(vectors)) % _HELD_BACK > 0
    for whole in (False, True):
        use = learnt | whole
        of_kinds = fit(vectors[use & known], kinds[use & known], several=True)
        of_routes = fit(vectors[use], routes[use], several=False)
        if not whole:
            heads = [(h.weight.detach().numpy(), h.bias.detach().numpy()) for h in (of_kinds, of_routes)]
            _measure(Intent(heads[0], heads[1], names, embedder.depths), examples[::_HELD_BACK])
    args.out.parent.mkdir(parents=True, exist_ok=True)
    tensors = {"kinds.weight": of_kinds.weight, "kinds.bias": of_kinds.bias, "routes.weight": of_routes.weight,
               "routes.bias": of_routes.bias}  # fmt: skip
    save_file({n: t.detach().contiguous() for n, t in tensors.items()}, args.out, {"routes": " ".join(names)})


def _measure(intent: Intent, kept: Sequence[Row]) -> None:
    """Precision and recall of each kind, and what the routes do with policy questions and with the others."""
    said = [intent(row.text) for row in kept]
    for kind in Kind:
        of = [(kind in s.kinds, kind in r.kinds) for s, r in zip(said, kept, strict=True) if r.kinds is not None]
        right = sum(a and b for a, b in of)
        _log.info("%-10s precision %.2f recall %.2f", kind, right / max(1, sum(a for a, _ in of)),
                  right / max(1, sum(b for _, b in of)))  # fmt: skip
    policy = [(s, r) for s, r in zip(said, kept, strict=True) if r.route == POLICY]
    other = [(s, r) for s, r in zip(said, kept, strict=True) if r.route != POLICY]
    _log.info("of %d policy questions %d are routed away", len(policy), sum(s.route is not None for s, _ in policy))
    _log.info("of %d others %d are searched, %d get their own reply", len(other),
              sum(s.route is None for s, _ in other), sum(s.route == r.route for s, r in other))  # fmt: skip
    for s, r in [*other, *policy]:
        if s.route != (None if r.route == POLICY else r.route):
            _log.info("  %s: %s, not %s", r.text, s.route, r.route)


if __name__ == "__main__":
    main()
