"""Why a sentence of a model is withheld."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """Why a sentence is withheld, in English for the log. A `material` one shows that the draft cannot be trusted."""

    reason: str
    material: bool
