"""A checkpoint of the reader or of the embedding model → `models/…/weights.safetensors`: what was trained, in half."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file

from bot.evidence.local_reader import WEIGHTS as READER
from index.embedding.trained_e5 import WEIGHTS as EMBEDDER
from training.reader import FROZEN


def main() -> None:
    """`python -m training.export CHECKPOINT`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    args = parser.parse_args()
    state = torch.load(args.checkpoint, weights_only=True)
    out, kept = (EMBEDDER, state["changes"]) if "changes" in state else (READER, _reader(state["model"]))
    out.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.to(torch.float16).contiguous() for name, tensor in kept.items()}, out)


def _reader(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The heads and the layers that are not frozen, under the names of a classifier."""
    kept = {}
    for name, tensor in state.items():
        layer = name.split(".")[3] if name.startswith("bert.encoder.layer.") else ""
        if not layer or int(layer) >= FROZEN:
            kept[name.replace("relevance.", "classifier.")] = tensor
    return kept


if __name__ == "__main__":
    main()
