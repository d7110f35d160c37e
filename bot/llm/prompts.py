"""Prompts for a language model: one Markdown file each, its variables checked when it is loaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from index.errors import SettingsError

_VARIABLE = re.compile(r"\{(\w+)\}")
_PARTS = re.compile(r"^---[ ]*$", re.MULTILINE)


@dataclass(frozen=True)
class Prompt:
    """`system` is fixed text; `user` has the variables."""

    system: str
    user: str

    @classmethod
    def load(cls, path: Path, variables: frozenset[str]) -> Prompt:
        """The prompt in a file: what to do, a line ---, then the material with `{variables}`.

        Raises:
            SettingsError: the file cannot be read, has not those two parts, or lacks or adds a variable.
        """
        try:
            parts = _PARTS.split(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"the prompt {path} cannot be read: {error}; restore it from the repository") from error
        if len(parts) != 2 or not all(part.strip() for part in parts):
            raise SettingsError(f"the prompt {path} must have two parts with one line --- between them")
        system, user = (part.strip() for part in parts)
        found = set(_VARIABLE.findall(user))
        if missing := variables - found:
            raise SettingsError(f"the prompt {path} lacks {{{min(missing)}}}: put it below the line ---")
        if unknown := (found - variables) | set(_VARIABLE.findall(system)):
            known = ", ".join(sorted(variables))
            raise SettingsError(
                f"the prompt {path} has {{{min(unknown)}}}, which is not filled; known below ---: {known}"
            )
        return cls(system, user)

    def fill(self, **values: str) -> str:
        """The user part with every variable in its place; braces in values stay as they are."""
        return _VARIABLE.sub(lambda match: values[match[1]], self.user)
