"""Nothing phones home: the environment that the libraries read when they are imported."""

from __future__ import annotations

import os
import re
from pathlib import Path

BASE_MODEL = "multilingual-e5-small"
CARRIED_MODEL = "multilingual-e5-small+policy-1"  # the number rises with models/embedder: an index is embedded anew

_QUIET = {
    "ANONYMIZED_TELEMETRY": "False",  # Chroma
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_RUN_HISTORY": "False",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_VERBOSITY": "error",
}
_HUB = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]+")


def is_hub_name(model: str) -> bool:
    """Whether `model` names a model of the Hugging Face hub (`owner/name`) and not a folder that is here."""
    return bool(_HUB_NAME.fullmatch(model)) and not Path(model).is_dir()


def stay_offline(*models: str) -> None:
    """Turn off telemetry and hub look-ups. Entry points call it before they import anything heavy.

    Only when one of the `models` in use is a hub name may the hub be asked.
    """
    os.environ.update(_QUIET)
    for name in _HUB:
        os.environ[name] = "0" if any(map(is_hub_name, models)) else "1"
