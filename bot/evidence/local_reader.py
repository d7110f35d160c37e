"""Opens the local reader: the carried one, whose graph is made where it is first used, or any cross-encoder."""

from __future__ import annotations

from pathlib import Path

from bot.evidence.graph import FILE, make_graph
from bot.evidence.read import CarriedReader, LocalReader, Reader
from index.embedding.e5 import unpacked
from index.embedding.made_once import made_once, version_of
from index.embedding.offline import is_hub_name, stay_offline
from index.errors import ModelError

CARRIED_READER = "carried"
WEIGHTS = Path(__file__).resolve().parent.parent.parent / "models" / "reader" / "weights.safetensors"


def load_reader(name: str, models_dir: Path) -> Reader:
    """The reader that the settings name: `carried`, the folder of a cross-encoder, or a hub name (`owner/name`).

    Raises ModelError, with the mend named.
    """
    if name == CARRIED_READER:
        return _carried(models_dir)
    if not (Path(name).is_dir() or is_hub_name(name)):
        raise ModelError(
            f"there is no reader {name!r}: set POLICY_READER to {CARRIED_READER}, to the folder of a cross-encoder, "
            "or to a hub name (owner/name)"
        )
    if is_hub_name(name):
        stay_offline(name)
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(name, device="cpu", local_files_only=not is_hub_name(name))
        if model.num_labels != 1:
            raise ValueError(f"it gives {model.num_labels} scores a pair, not one")
        return LocalReader(model)
    except (OSError, ValueError, KeyError, RuntimeError, ImportError, TypeError, AttributeError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(
            f"cannot load the reader {name!r} ({reason[:200]}): set POLICY_READER, or name {CARRIED_READER}"
        ) from error


def _carried(models_dir: Path) -> CarriedReader:
    """The carried reader; its graph stands under `models_dir` and is made there first where it is missing."""
    from onnxruntime import InferenceSession, SessionOptions
    from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidGraph, InvalidProtobuf, NoSuchFile
    from safetensors import SafetensorError, safe_open
    from transformers import AutoTokenizer

    base = unpacked(models_dir)
    folder = models_dir / f"reader-{version_of(WEIGHTS)}-int8"
    made_once(folder, FILE, lambda part: make_graph(base, WEIGHTS, part), "make the reader")
    options = SessionOptions()
    options.intra_op_num_threads = 1  # a passage has one thread, and as many are read at once as there are cores
    try:
        graph = InferenceSession(folder / FILE, options, providers=["CPUExecutionProvider"])
        with safe_open(base / "model.safetensors", "pt") as file:  # maps the file, and so copies nothing
            embeddings = file.get_tensor("embeddings.word_embeddings.weight").numpy()
        return CarriedReader(graph, AutoTokenizer.from_pretrained(base), embeddings)
    except (OSError, ValueError, SafetensorError, Fail, InvalidGraph, InvalidProtobuf, NoSuchFile) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(f"cannot load the reader ({reason[:200]}): remove {folder} and start again") from error
