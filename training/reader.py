"""Train the reader: does this passage answer this question, and which of its sentences?

The carried embedding model becomes a cross-encoder with two heads: one score a pair (the first token), one a token
(is it part of what answers). Embeddings and the lower layers stay as they are, so only the upper ones are shipped.
Runs on a CPU, is seeded, keeps a checkpoint and goes on from it.
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
from transformers import AutoConfig, AutoModel, AutoTokenizer, PreTrainedTokenizerBase

from training.passages import Group, Passage

FROZEN = 4  # lower layers
MAX_TOKENS = 256
_log = logging.getLogger("training.reader")


class ReaderModel(nn.Module):
    """A BERT with a relevance head on the first token and an evidence head on every token."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # No dropout: it costs as much as the forward pass itself on a CPU.
        config = AutoConfig.from_pretrained(folder, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        self.bert = AutoModel.from_pretrained(folder, config=config)
        nn.init.normal_(self.bert.pooler.dense.weight, std=0.02)
        self.relevance = nn.Linear(config.hidden_size, 1)
        self.evidence = nn.Linear(config.hidden_size, 1)
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:FROZEN]):
            part.requires_grad_(False)

    def forward(self, inputs: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """Logits of shape [pairs] and [pairs, tokens]."""
        out = self.bert(**inputs)
        return self.relevance(out.pooler_output)[:, 0], self.evidence(out.last_hidden_state)[..., 0]


def encode(
    tokenizer: PreTrainedTokenizerBase, question: str, passages: Sequence[Passage]
) -> tuple[list[list[int]], list[list[float]]]:
    """Token ids of the pairs, and for each token 1 (answers), 0 (does not) or -1 (not of the passage)."""
    texts = [f"{p.head}\n{p.text}" for p in passages]
    made = tokenizer(
        [question] * len(texts), texts, truncation="longest_first", max_length=MAX_TOKENS, return_offsets_mapping=True
    )
    labels = []
    for at, passage in enumerate(passages):
        begin = len(passage.head) + 1
        row = []
        for (start, end), of in zip(made["offset_mapping"][at], made.sequence_ids(at), strict=True):
            if of != 1 or start < begin or end <= start:
                row.append(-1.0)
            else:
                row.append(float(any(start - begin < b and end - begin > a for a, b in passage.spans)))
        labels.append(row)
    return made["input_ids"], labels


def batches(groups: Sequence[Group], pairs: int, rng: random.Random) -> Iterator[list[Group]]:
    """Groups of like length together, some `pairs` passages a batch, in random order, for ever."""
    while True:
        order = sorted(groups, key=lambda g: (max(len(p.text) for p in g.passages) // 40, rng.random()))
        made: list[list[Group]] = [[]]
        for group in order:
            if sum(len(g.passages) for g in made[-1]) + len(group.passages) > pairs and made[-1]:
                made.append([])
            made[-1].append(group)
        rng.shuffle(made)
        yield from made


def loss_of(
    relevance: torch.Tensor, evidence: torch.Tensor, groups: Sequence[Group], labels: torch.Tensor
) -> torch.Tensor:
    """Per pair (is it an answer at all), per group (which is the better one), per token of those that answer."""
    answers = torch.tensor([float(p.answers) for g in groups for p in g.passages])
    total = nn.functional.binary_cross_entropy_with_logits(relevance, answers)
    at, listwise = 0, []
    for group in groups:
        size = len(group.passages)
        own, mine = relevance[at : at + size], answers[at : at + size]
        if 0 < mine.sum() < size:
            listwise.append(-(own.log_softmax(0) * mine / mine.sum()).sum())
        at += size
    if listwise:
        total = total + 0.5 * torch.stack(listwise).mean()
    seen = (labels >= 0) & (answers[:, None] > 0)
    if seen.any():
        total = total + 0.5 * nn.functional.binary_cross_entropy_with_logits(evidence[seen], labels[seen])
    return total


def pad(ids: list[list[int]], labels: list[list[float]], pad_id: int) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """One rectangle of ids with its mask, and one of labels."""
    width = max(map(len, ids))
    inputs = torch.tensor([row + [pad_id] * (width - len(row)) for row in ids])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in ids])
    return {"input_ids": inputs, "attention_mask": mask}, torch.tensor(
        [row + [-1.0] * (width - len(row)) for row in labels]
    )


def train(
    base: Path, groups: Sequence[Group], out: Path, steps: int, *, rate: float, seed: int, start: Path | None
) -> None:
    """Train for `steps` batches from `start` (or the base model) and leave the weights in `out`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    model = ReaderModel(base)
    if start:
        model.load_state_dict(torch.load(start, weights_only=True)["model"], strict=False)
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (0.06 * steps + 1), max(0.02, 1 - s / steps))
    )
    done = 0
    if out.exists():
        kept = torch.load(out, weights_only=True)
        if kept["step"] < steps and kept["seed"] == seed:
            model.load_state_dict(kept["model"], strict=False)
            optimizer.load_state_dict(kept["optimizer"])
            schedule.load_state_dict(kept["schedule"])
            done = kept["step"]
    source = batches(groups, 24, rng)
    model.train()
    began, mean = time.monotonic(), 0.0
    for step, batch in enumerate(source, 1):
        if step > steps:
            break
        if step <= done:
            continue
        ids: list[list[int]] = []
        labels: list[list[float]] = []
        for group in batch:
            a, b = encode(tokenizer, group.question, group.passages)
            ids += a
            labels += b
        inputs, marks = pad(ids, labels, tokenizer.pad_token_id)
        relevance, evidence = model(inputs)
        loss = loss_of(relevance, evidence, batch, marks)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        mean = loss.item() if not mean else 0.98 * mean + 0.02 * loss.item()
        if step % 20 == 0:
            _log.info(
                "step %d/%d loss %.3f, %.2f s a step", step, steps, mean, (time.monotonic() - began) / (step - done)
            )
        if step % 100 == 0 or step == steps:
            own = {k: v for k, v in model.state_dict().items() if not k.startswith(("bert.embeddings",))}
            kept = {
                "model": own, "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(),
                "step": step, "seed": seed,
            }  # fmt: skip
            torch.save(kept, out.with_suffix(".part"))
            out.with_suffix(".part").rename(out)


def main() -> None:
    """`python -m training.reader --groups FILE … --out FILE`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, default=Path("var/models/multilingual-e5-small-v1"))
    parser.add_argument("--groups", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path)
    parser.add_argument("--steps", type=int, required=True)
    parser.add_argument("--rate", type=float, default=6e-5)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    groups: list[Group] = []
    for path in args.groups:
        groups += pickle.loads(path.read_bytes())
    _log.info("%s", json.dumps({"groups": len(groups), "passages": sum(len(g.passages) for g in groups)}))
    train(args.base, groups, args.out, args.steps, rate=args.rate, seed=args.seed, start=args.start)


if __name__ == "__main__":
    main()
