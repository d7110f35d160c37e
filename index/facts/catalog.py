"""documents/catalog.toml: what a person has checked about a document, by file name. It wins over what is read."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

from pydantic import ValidationError, field_validator

from index.errors import SettingsError
from index.models import Model, Validity

CATALOG = "catalog.toml"


class CatalogFacts(Model):
    """The checked values of one document; None where nobody has checked. Dates are ISO."""

    title: str | None = None
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    jurisdiction: str | None = None
    issued_on: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    validity: Validity | None = None
    source_url: str | None = None

    @field_validator("issued_on", "published_on", "effective_on", "expires_on", mode="before")
    @classmethod
    def _iso(cls, value: object) -> object:
        if isinstance(value, date):
            return value.isoformat()[:10]
        if isinstance(value, str):
            return date.fromisoformat(value).isoformat()
        return value


def read_catalog(root: Path) -> dict[str, CatalogFacts]:
    """The facts by file name relative to `root` (posix); empty without a catalog.

    Raises SettingsError for TOML that cannot be read, an unknown key or an impossible value.
    """
    path = root / CATALOG
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}; mend that line") from error
    facts = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise SettingsError(f'{path}: "{name}" stands outside a table; write ["file-name.txt"] above it')
        try:
            facts[name] = CatalogFacts.model_validate(table)
        except ValidationError as error:
            first = error.errors()[0]
            key = ".".join(str(part) for part in first["loc"])
            known = ", ".join(CatalogFacts.model_fields)
            raise SettingsError(f'{path}: ["{name}"] {key}: {first["msg"]}; known keys: {known}') from error
    return facts
