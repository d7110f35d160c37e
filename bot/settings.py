"""Every tunable value of the assistant. Environment (`POLICY_…`) over `settings.toml`; the README lists them."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import AliasChoices, Field, ValidationError

from index.errors import SettingsError
from index.settings import IndexSettings


class Settings(IndexSettings):
    """What a deployment decides."""

    bureau_name: str = Field("兰州市科学技术局", description="the bureau whose site this is")
    home_jurisdiction: str = Field("甘肃省/兰州市", description="the place that ranks first when a question names none")
    host: str = Field("127.0.0.1", validation_alias=AliasChoices("POLICY_HOST", "HOST", "host"))
    port: int = Field(7860, ge=0, le=65535, validation_alias=AliasChoices("POLICY_PORT", "PORT", "port"))
    frame_ancestors: tuple[str, ...] = Field(
        (), description="sites that may embed the chat, e.g. https://kjj.example.cn"
    )
    root_path: str = Field("", pattern=r"^(/[\w.~-]+)*$", description="prefix that a proxy serves us under, e.g. /kjj")
    rate_per_minute: int = Field(60, gt=0, description="questions a minute from one address")
    max_question_chars: int = Field(1000, gt=0)
    conversations: Path = Field(Path("var/conversations.sqlite"), description="turns of the sessions, for follow-ups")
    session_hours: float = Field(24.0, gt=0, description="how long a session's turns are kept")

    reader: str = Field(
        "carried", description="what reads found clauses: the carried weights, a cross-encoder's folder or hub name"
    )
    candidates: int = Field(30, gt=0, description="clauses that are found for the reader")
    max_citations: int = Field(5, gt=0, description="clauses that one answer cites")

    llm_base_url: str = Field("", validation_alias=AliasChoices("LLM_BASE_URL", "llm_base_url"))
    llm_model: str = Field("", validation_alias=AliasChoices("LLM_MODEL", "llm_model"))
    llm_api_key: str = Field("", validation_alias=AliasChoices("LLM_API_KEY", "llm_api_key"), repr=False)
    llm_timeout: float = Field(20.0, gt=0, description="seconds after which the composed answer stays as it is")
    llm_reads: Literal["always", "unsure", "never"] = Field(
        "unsure", description="when the model says which sentences answer: unsure is where the local reader is"
    )
    llm_temperature: float = Field(0.0, ge=0, le=2)
    llm_extra_body: dict[str, Any] = Field(
        {}, description='what a server wants besides, as JSON: {"enable_thinking": false, "max_tokens": 1000}'
    )
    llm_writes: bool = Field(True, description="whether the model puts answers into its words")


def load_settings(**overrides: object) -> Settings:
    """The settings in force.

    Raises:
        SettingsError: a key in `settings.toml` or a `POLICY_…` variable is unknown, or a value is impossible.
    """
    known = set(Settings.model_fields)
    toml = Path("settings.toml")
    try:
        keys = set(tomllib.loads(toml.read_text("utf-8"))) if toml.is_file() else set()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"settings.toml cannot be read: {error}") from error
    env = {name.removeprefix("POLICY_").lower() for name in os.environ if name.startswith("POLICY_")}
    if unknown := sorted((keys | env) - known):
        raise SettingsError(
            f"unknown setting {', '.join(unknown)}: see README.md, Settings; known: {', '.join(sorted(known))}"
        )
    try:
        return Settings(**{k: v for k, v in overrides.items() if v is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"])) or "settings"
        raise SettingsError(f"setting {name}: {first['msg']} (got {first.get('input')!r})") from error
