"""The carried embedding model with what was trained on top of it, as a sentence-transformers folder.

`models/embedder/weights.safetensors` holds low-rank changes: for a weight `W` of shape [out, in] a tensor `W.up`
[out, rank] and one `W.down` [rank, in]; the model's weight is W + up · down (training/embedder.py).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from index.embedding.e5 import unpacked
from index.embedding.made_once import made_once, version_of

WEIGHTS = Path(__file__).resolve().parent.parent.parent / "models" / "embedder" / "weights.safetensors"


def trained(models_dir: Path) -> Path:
    """The folder under `models_dir`, made there first where it is missing.

    Raises ModelError when the weights are missing or the folder cannot be written.
    """
    base = unpacked(models_dir)
    folder = models_dir / f"embedder-{version_of(WEIGHTS)}"
    return made_once(folder, "modules.json", lambda partial: _merge(base, partial), "make the embedding model")


def _merge(base: Path, folder: Path) -> None:
    from safetensors.numpy import load_file, save_file

    shutil.copytree(base, folder, dirs_exist_ok=True)
    weights, changes = load_file(base / "model.safetensors"), load_file(WEIGHTS)
    for name in {key.rpartition(".")[0] for key in changes}:
        up, down = changes[f"{name}.up"].astype("float32"), changes[f"{name}.down"].astype("float32")
        weights[name] = weights[name] + up @ down
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
