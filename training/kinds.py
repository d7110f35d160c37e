"""Train the kinds of questions: a logistic regression a kind on the embedding of the question.

`python -m training.kinds training/questions/kinds.jsonl` writes models/kinds/weights.safetensors and prints what every
fifth example, held back in a first fit, says of it.
"""

from __future__ import annotations

import argparse
import json
import logging
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

from bot.question.kinds import WEIGHTS, Kind
from index.embed import load_embedder
from index.offline import CARRIED_MODEL

_log = logging.getLogger("training.kinds")
_DECAY = 1e-3
_STEPS = 200
_SPREAD = 12.0  # vectors of e5 lie close together: their differences are made larger for the fit


def fit(vectors: torch.Tensor, labels: torch.Tensor) -> nn.Linear:
    """A head of shape [kinds, dimension] for vectors [n, dimension] and labels [n, kinds]."""
    centre = vectors.mean(0)
    vectors = (vectors - centre) * _SPREAD
    head = nn.Linear(vectors.shape[1], labels.shape[1])
    nn.init.zeros_(head.weight)
    optimizer = torch.optim.LBFGS(head.parameters(), max_iter=_STEPS, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(head(vectors), labels)
        loss = loss + _DECAY * head.weight.pow(2).sum() / labels.shape[1]
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        head.weight *= _SPREAD
        head.bias.sub_(head.weight @ centre)
    return head


def main() -> None:
    """Fit, print precision and recall a kind, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    rows = [json.loads(line) for path in args.questions for line in path.read_text("utf-8").splitlines() if line]
    embedder = load_embedder(CARRIED_MODEL, args.models)
    vectors = torch.tensor([embedder.embed_query(row["q"]) for row in rows])
    labels = torch.tensor([[float(kind in row["kinds"]) for kind in Kind] for row in rows])
    torch.manual_seed(7)
    held = torch.arange(len(rows)) % 5 == 0
    head = fit(vectors[~held], labels[~held])
    said = torch.sigmoid(head(vectors[held])) >= 0.5
    for at, kind in enumerate(Kind):
        right = (said[:, at] & (labels[held][:, at] > 0)).sum().item()
        found, there = said[:, at].sum().item(), labels[held][:, at].sum().item()
        _log.info("%s precision %.2f recall %.2f", kind, right / max(1, found), right / max(1, there))
    whole = fit(vectors, labels)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file({"weight": whole.weight.detach().contiguous(), "bias": whole.bias.detach().contiguous()}, args.out)


if __name__ == "__main__":
    main()
