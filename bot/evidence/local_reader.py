"""Opens the local reader: the carried weights, merged with the carried embedding model where they are first used."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from bot.evidence.read import LocalReader
from index.embedding.e5 import unpacked
from index.embedding.made_once import made_once, version_of
from index.embedding.offline import is_hub_name, stay_offline
from index.errors import ModelError

if TYPE_CHECKING:
    import torch

CARRIED_READER = "carried"
WEIGHTS = Path(__file__).resolve().parent.parent.parent / "models" / "reader" / "weights.safetensors"
_EVIDENCE = "evidence.safetensors"


def load_reader(name: str, models_dir: Path) -> LocalReader:
    """The reader that the settings name: `carried`, the folder of a cross-encoder, or a hub name (`owner/name`).

    Raises ModelError, with the mend named.
    """
    if name == CARRIED_READER:
        folder = str(_merged(models_dir))
    elif Path(name).is_dir() or is_hub_name(name):
        folder = name
    else:
        raise ModelError(
            f"there is no reader {name!r}: set POLICY_READER to {CARRIED_READER}, to the folder of a cross-encoder, "
            "or to a hub name (owner/name)"
        )
    if is_hub_name(name):
        stay_offline(name)
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(folder, device="cpu", local_files_only=not is_hub_name(name))
        if model.num_labels != 1:
            raise ValueError(f"it gives {model.num_labels} scores a pair, not one")
        return LocalReader(model, _evidence(Path(folder) / _EVIDENCE))
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, TypeError, AttributeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        mend = f"remove {folder} and start again" if name == CARRIED_READER else f"name {CARRIED_READER}"
        raise ModelError(f"cannot load the reader {name!r} ({reason[:200]}): set POLICY_READER, or {mend}") from error


def _evidence(path: Path) -> tuple[torch.Tensor, torch.Tensor] | None:
    if not path.is_file():
        return None
    from safetensors.torch import load_file

    tensors = load_file(path)
    return tensors["weight"], tensors["bias"]


def _merged(models_dir: Path) -> Path:
    """The folder of the carried reader under `models_dir`, made there first where it is missing, by one rename.

    Raises ModelError when the weights are missing or the folder cannot be written.
    """
    base = unpacked(models_dir)
    folder = models_dir / f"reader-{version_of(WEIGHTS)}"
    return made_once(folder, "config.json", lambda partial: _merge(base, partial), "make the reader")


def _merge(base: Path, folder: Path) -> None:
    """The carried model with the trained layers in place of its own, as an ordinary classifier of pairs."""
    from safetensors.torch import load_file, save_file

    trained = {name: tensor.float() for name, tensor in load_file(WEIGHTS).items()}
    weights = {f"bert.{name}": tensor for name, tensor in load_file(base / "model.safetensors").items()}
    evidence = {name: trained.pop(f"evidence.{name}") for name in ("weight", "bias")}
    weights.update(trained)
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    save_file(evidence, folder / _EVIDENCE)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(base / name, folder / name)
    config = json.loads((base / "config.json").read_text("utf-8"))
    config |= {
        "architectures": ["BertForSequenceClassification"],
        "id2label": {"0": "answers"},
        "label2id": {"answers": 0},
    }
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
