"""The words for visitors, from `prompts/texts.toml` and `prompts/refusals.toml`; and the English of questions."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from bot.models import AnswerStatus
from index.errors import SettingsError


@dataclass(frozen=True)
class Refusal:
    """A kind of question that gets a fixed text."""

    name: str
    status: AnswerStatus
    pattern: re.Pattern[str]
    text: str


class Texts:
    """`texts("notice.draft", title=…)`. An unknown key is a KeyError: a mistake in the program, not of a visitor."""

    def __init__(self, folder: Path) -> None:
        """Raises SettingsError when a file cannot be read or an entry is malformed."""
        try:
            sections = tomllib.loads((folder / "texts.toml").read_text("utf-8"))
            self._texts = {f"{s}.{k}": str(v) for s, entries in sections.items() for k, v in entries.items()}
            english = tomllib.loads((folder / "english.toml").read_text("utf-8"))["english"]
            self.english = {str(word): str(chinese) for word, chinese in english.items()}
            kinds = tomllib.loads((folder / "refusals.toml").read_text("utf-8"))["kinds"]
            self.refusals = tuple(
                Refusal(k["name"], AnswerStatus(k["status"]), re.compile(k["pattern"], re.IGNORECASE), k["text"])
                for k in kinds
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError, re.error) as error:
            raise SettingsError(
                f"the texts in {folder} cannot be read: {error}; restore them from the repository"
            ) from error

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values)

    def refusal(self, question: str) -> Refusal | None:
        """The first kind that the normalised question falls under."""
        return next((kind for kind in self.refusals if kind.pattern.search(question)), None)
