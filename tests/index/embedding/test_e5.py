import struct

import numpy as np
import pytest

import index.embedding.e5
from index.embedding.e5 import carried_file, unpacked
from index.embedding.e5_file import CarriedFile, from_4_bits
from index.errors import ModelError

UNPACKED = {
    "model.safetensors",
    "config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "sentence_bert_config.json",
    "config_sentence_transformers.json",
    "modules.json",
    "1_Pooling",
}


def test_a_block_of_4_bits():
    pairs = bytes([0x80 | 0x08] * 15 + [0x0F])  # weights 0 and 0, then 7 and −8 at the ends
    values = from_4_bits(memoryview(struct.pack("<e", 0.5) + pairs))
    assert values.tolist() == [0.0] * 15 + [3.5] + [0.0] * 15 + [-4.0]


def test_the_carried_file_is_what_it_says():
    carried = CarriedFile(carried_file().read_bytes())
    assert (carried.hidden, carried.layers, carried.rows, carried.positions) == (384, 12, 250037, 512)
    assert carried.pieces[:6] == ["<s>", "<pad>", "</s>", "<unk>", ",", "."]
    assert carried.tensor("l11.fo.w").shape == (384 * 1536,)
    assert np.abs(carried.tensor("emb.ln.w")).max() < 10


def test_unpacked_once_and_whole(tmp_path):
    folder = unpacked(tmp_path)
    assert {path.name for path in folder.iterdir()} == UNPACKED
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    stamp = (folder / "model.safetensors").stat().st_mtime_ns
    assert unpacked(tmp_path) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == stamp


@pytest.mark.parametrize("content", [b"", b"E5S1", b"something else", None], ids=["empty", "head", "other", "cut off"])
def test_another_file_is_told_and_leaves_nothing(tmp_path, monkeypatch, content):
    if content is None:
        content = carried_file().read_bytes()[:20_000_000]
    (tmp_path / "e5.bin").write_bytes(content)
    monkeypatch.setattr(index.embedding.e5, "carried_file", lambda: tmp_path / "e5.bin")
    with pytest.raises(ModelError, match="cannot unpack"):
        unpacked(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_the_wheel_is_not_installed(monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelError, match="run make setup"):
        carried_file()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "models").write_text("")
    with pytest.raises(ModelError, match="cannot write"):
        unpacked(tmp_path / "models")
