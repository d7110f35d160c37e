"""Train the embedding model: a question near the passages that answer it, and far from those that only share its words.

Low-rank changes (LoRA, arXiv 2106.09685) of the upper layers of the carried model; what is shipped is these alone. In
a batch every question has one passage that answers and one that does not; the others' passages are wrong ones too
(InfoNCE). Runs on a CPU, is seeded, keeps a checkpoint and goes on from it.
"""

from __future__ import annotations

import argparse
import json
import logging
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils import parametrize
from transformers import AutoConfig, AutoModel, AutoTokenizer, PreTrainedTokenizerBase

from training.passages import Group, Passage

FROZEN = 4  # lower layers: the reader is trained over the same ones
RANK = 16
LINEAR = (
    "attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
    "intermediate.dense", "output.dense",
)  # fmt: skip
QUESTIONS = 32  # a batch
TEMPERATURE = 0.02
MAX_TOKENS = 256
_log = logging.getLogger("training.embedder")


class LowRank(nn.Module):
    """A weight of shape [out, in] plus the product of two thin matrices, `up` of which begins with zeros."""

    def __init__(self, out_features: int, in_features: int) -> None:
        super().__init__()
        self.down = nn.Parameter(torch.randn(RANK, in_features) / in_features**0.5)
        self.up = nn.Parameter(torch.zeros(out_features, RANK))

    def forward(self, weight: torch.Tensor) -> torch.Tensor:
        return weight + self.up @ self.down


def adapted(folder: Path) -> tuple[nn.Module, dict[str, LowRank]]:
    """The model of `folder` with low-rank changes, and those by the name of the layer's weight."""
    # No dropout: it costs as much as the forward pass itself on a CPU.
    config = AutoConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
    model = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False)
    model.requires_grad_(False)
    changes: dict[str, LowRank] = {}
    for at in range(FROZEN, config.num_hidden_layers):
        for name in LINEAR:
            path = f"encoder.layer.{at}.{name}"
            linear = model.get_submodule(path)
            changes[f"{path}.weight"] = LowRank(linear.out_features, linear.in_features)
            parametrize.register_parametrization(linear, "weight", changes[f"{path}.weight"], unsafe=True)
    return model, changes


def vectors(model: nn.Module, tokenizer: PreTrainedTokenizerBase, texts: Sequence[str]) -> torch.Tensor:
    """Unit vectors [texts, width], the mean of the tokens'; made in order of length, which wastes less padding."""
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    parts = []
    for start in range(0, len(order), 16):
        own = [texts[i] for i in order[start : start + 16]]
        inputs = tokenizer(own, truncation=True, max_length=MAX_TOKENS, padding=True, return_tensors="pt")
        states = model(**inputs).last_hidden_state
        mask = inputs["attention_mask"][..., None].to(states.dtype)
        parts.append(nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=-1))
    made = torch.cat(parts)
    return made[torch.tensor(order).argsort()]


def text_of(passage: Passage) -> str:
    """As the index embeds a passage (index/store/passages.py)."""
    return f"passage: {passage.head}\n{passage.text}"


def batches(groups: Sequence[Group], rng: random.Random) -> Iterator[list[tuple[str, str, str]]]:
    """Triples of question, passage that answers and one that does not, for ever."""
    while True:
        order = list(groups)
        rng.shuffle(order)
        for start in range(0, len(order) - QUESTIONS + 1, QUESTIONS):
            yield [
                (
                    f"query: {group.question}",
                    text_of(rng.choice([p for p in group.passages if p.answers])),
                    text_of(rng.choice([p for p in group.passages if not p.answers])),
                )
                for group in order[start : start + QUESTIONS]
            ]


def loss_of(questions: torch.Tensor, passages: torch.Tensor, texts: Sequence[str]) -> torch.Tensor:
    """InfoNCE over all passages of the batch; the right passage of a question that stands twice counts once."""
    scores = questions @ passages.T / TEMPERATURE
    rows = range(len(questions))
    same = torch.tensor([[i != j and texts[i] == other for j, other in enumerate(texts)] for i in rows])
    return nn.functional.cross_entropy(scores.masked_fill(same, -1e4), torch.arange(len(questions)))


def train(base: Path, groups: Sequence[Group], out: Path, steps: int, *, rate: float, seed: int) -> None:
    """Train for `steps` batches and leave the low-rank changes in `out`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model, changes = adapted(base)
    trained = [p for change in changes.values() for p in change.parameters()]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * steps + 1), max(0.02, 1 - s / steps))
    )
    modules, done = nn.ModuleList(changes.values()), 0
    if out.exists():
        kept = torch.load(out, weights_only=True)
        if kept["step"] < steps and kept["seed"] == seed:
            modules.load_state_dict(kept["modules"])
            optimizer.load_state_dict(kept["optimizer"])
            schedule.load_state_dict(kept["schedule"])
            done = kept["step"]
    began, mean = time.monotonic(), 0.0
    for step, batch in enumerate(batches(groups, rng), 1):
        if step > steps:
            break
        if step <= done:
            continue
        asked, right, wrong = ([row[i] for row in batch] for i in range(3))
        made = vectors(model, tokenizer, asked + right + wrong)
        loss = loss_of(made[: len(batch)], made[len(batch) :], right + wrong)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        mean = loss.item() if not mean else 0.95 * mean + 0.05 * loss.item()
        if step % 10 == 0:
            pace = (time.monotonic() - began) / (step - done)
            _log.info("step %d/%d loss %.3f, %.2f s a step", step, steps, mean, pace)
        if step % 50 == 0 or step == steps:
            both = {f"{k}.{n}": getattr(c, n).detach().clone() for k, c in changes.items() for n in ("up", "down")}
            kept = {
                "modules": modules.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                "changes": both, "step": step, "seed": seed,
            }  # fmt: skip
            torch.save(kept, out.with_suffix(".part"))
            out.with_suffix(".part").rename(out)


def main() -> None:
    """`python -m training.embedder --groups FILE … --out FILE --steps N`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=Path("var/models/multilingual-e5-small-v1"))
    parser.add_argument("--groups", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    groups: list[Group] = []
    for path in args.groups:
        groups += pickle.loads(path.read_bytes())
    groups = [g for g in groups if len({p.answers for p in g.passages}) == 2]
    _log.info("%s", json.dumps({"groups": len(groups)}))
    train(args.base, groups, args.out, args.steps, rate=args.rate, seed=args.seed)


if __name__ == "__main__":
    main()
