import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

import index.embedding.trained_e5
from index.embedding.e5 import unpacked
from index.embedding.trained_e5 import WEIGHTS, trained
from index.errors import ModelError


def test_what_was_trained_is_added_to_the_carried_model(models_dir):
    before, after = (load_file(f / "model.safetensors") for f in (unpacked(models_dir), trained(models_dir)))
    changes = load_file(WEIGHTS)
    name = "encoder.layer.11.attention.self.query.weight"
    added = changes[f"{name}.up"].astype("float32") @ changes[f"{name}.down"].astype("float32")
    assert np.allclose(after[name], before[name] + added, atol=1e-6)
    assert np.array_equal(
        before["encoder.layer.0.output.dense.weight"], after["encoder.layer.0.output.dense.weight"]
    )  # the reader's frozen layers


def test_other_weights_are_another_folder(models_dir, tmp_path, monkeypatch):
    changed = {k: v * 0 for k, v in load_file(WEIGHTS).items()}
    save_file(changed, tmp_path / "weights.safetensors")
    before = trained(models_dir)
    monkeypatch.setattr(index.embedding.trained_e5, "WEIGHTS", tmp_path / "weights.safetensors")
    assert trained(models_dir) != before


def test_missing_weights_are_told(models_dir, tmp_path, monkeypatch):
    monkeypatch.setattr(index.embedding.trained_e5, "WEIGHTS", tmp_path / "none")
    with pytest.raises(ModelError, match="restore them"):
        trained(models_dir)
