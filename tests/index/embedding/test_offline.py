import os

import pytest

from index.embedding.offline import is_hub_name, stay_offline


@pytest.mark.parametrize(
    ("model", "hub"),
    [
        ("multilingual-e5-small", False),
        ("intfloat/multilingual-e5-base", True),
        ("BAAI/bge-small-zh-v1.5", True),
        ("./models/bge", False),
        ("/opt/models/bge", False),
        ("models/a/b", False),
        ("index/.", False),
    ],
)
def test_hub_names(model, hub):
    assert is_hub_name(model) is hub


def test_a_folder_of_two_parts_is_no_hub_name(tmp_path, monkeypatch):
    (tmp_path / "models" / "bge").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    assert not is_hub_name("models/bge")


@pytest.mark.parametrize(("model", "offline"), [("multilingual-e5-small", "1"), ("BAAI/bge-small-zh-v1.5", "0")])
def test_the_hub_is_asked_for_a_hub_model_alone(monkeypatch, model, offline):
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "ANONYMIZED_TELEMETRY", "GRADIO_ANALYTICS_ENABLED"):
        monkeypatch.setenv(name, "True")  # restored afterwards
    stay_offline(model)
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == offline
    assert os.environ["ANONYMIZED_TELEMETRY"] == os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
