"""Settings of reading and indexing, from the environment (`POLICY_…`) and `settings.toml`; the environment wins.

`bot.settings.Settings` extends these. An unknown key in either place stops the start with its name.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from index.embedding.offline import CARRIED_MODEL


class IndexSettings(BaseSettings):
    """Where documents and the index are, and which model embeds."""

    model_config = SettingsConfigDict(env_prefix="POLICY_", toml_file="settings.toml", extra="ignore")

    documents: Path = Field(default=Path("documents"), description="folder of original documents")
    store: Path = Field(default=Path("var/index"), description="folder of the index")
    models: Path = Field(default=Path("var/models"), description="folder where the carried model is unpacked")
    embedding_model: str = Field(default=CARRIED_MODEL, description="the carried model, a folder, or a hub name")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
