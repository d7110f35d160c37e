"""A checkpoint of the reader → `models/reader/weights.safetensors`: what was trained, in half precision."""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file

from bot.evidence.local_reader import WEIGHTS
from training.reader import FROZEN


def main() -> None:
    """`python -m training.export CHECKPOINT`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    state = torch.load(args.checkpoint, weights_only=True)["model"]
    kept = {}
    for name, tensor in state.items():
        layer = name.split(".")[3] if name.startswith("bert.encoder.layer.") else ""
        if not layer or int(layer) >= FROZEN:
            kept[name.replace("relevance.", "classifier.")] = tensor.to(torch.float16).contiguous()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    save_file(kept, args.out)


if __name__ == "__main__":
    main()
