"""The words for visitors, from `prompts/`: texts, replies, our own questions; and the English of theirs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.models import AnswerStatus
from bot.question.kinds import Kind
from index.errors import SettingsError


@dataclass(frozen=True)
class Route:
    """What is said to a question that needs no search; `english` to who asked in English."""

    name: str
    status: AnswerStatus
    text: str
    english: str


@dataclass(frozen=True)
class Proposal:
    """A question of our own in its forms, and what a clause must tell for it (prompts/questions.toml)."""

    kind: Kind
    asks: tuple[str, ...]
    label: str
    alone: str
    least: float

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> Proposal:
        """Raises KeyError or ValueError for what is no such row."""
        asks = tuple(str(form) for form in row["asks"])
        for form in asks:
            form.format(title="", place="", whom="")
        alone, least = str(row.get("alone", "")), float(row.get("least", 0.0))
        return cls(Kind(row["kind"]), asks, str(row.get("label", "")), alone, least)


class Texts:
    """`texts("notice.draft", title=…)`. An unknown key is a KeyError: a mistake in the program, not of a visitor."""

    def __init__(self, folder: Path) -> None:
        """Raises SettingsError when a file cannot be read or an entry is malformed."""
        try:
            sections = tomllib.loads((folder / "texts.toml").read_text("utf-8"))
            self._texts = {f"{s}.{k}": str(v) for s, entries in sections.items() for k, v in entries.items()}
            english = tomllib.loads((folder / "english.toml").read_text("utf-8"))["english"]
            self.english = {str(word): str(chinese) for word, chinese in english.items()}
            routes = tomllib.loads((folder / "routes.toml").read_text("utf-8"))["routes"]
            self.routes = {
                r["name"]: Route(r["name"], AnswerStatus(r["status"]), r["text"], r["english"]) for r in routes
            }
            questions = tomllib.loads((folder / "questions.toml").read_text("utf-8"))
            self.otherwise = str(questions["otherwise"])
            self.examples = tuple(map(Proposal.read, questions["examples"]))
            self.next_steps = tuple(map(Proposal.read, questions["next"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise SettingsError(
                f"the texts in {folder} cannot be read: {error}; restore them from the repository"
            ) from error

    def __call__(self, key: str, **values: object) -> str:
        return self._texts[key].format(**values)

    def check_routes(self, learnt: Sequence[str]) -> None:
        """Raises SettingsError when the routes are not those that the model tells apart."""
        if list(learnt) != list(self.routes):
            raise SettingsError(
                "prompts/routes.toml has other routes than models/questions: python -m training.questions"
            )
