"""A language model's choices that are kept as a file: `python -m bot evaluate --model --replay FILE` needs no server.

Each line is a question as it was read, and the sentences of the shown passages that the model chose for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from bot.llm.reading import NONE
from index.errors import PolicyError
from index.models import Model

_QUESTION = re.compile(r"【访客的问题 \w+】\n(.*?)\n【问题完", re.DOTALL)
_LINE = re.compile(r"^(\d+\.\d+) (.*)$", re.MULTILINE)


class Choice(Model):
    """What was chosen for a question: sentences, each on one line as it was shown; none where nothing answers."""

    question: str
    sentences: tuple[str, ...]


class Replay:
    """A `Generator` that says again what a model chose once. A question that is not in the file gets 无."""

    def __init__(self, choices: dict[str, frozenset[str]]) -> None:
        self._choices = choices

    @classmethod
    def load(cls, path: Path) -> Replay:
        """Raises PolicyError when the file cannot be read."""
        try:
            choices = [Choice.model_validate_json(line) for line in path.read_text("utf-8").splitlines() if line]
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise PolicyError(f"{path} holds no choices of a model: {str(error).splitlines()[0]}") from error
        return cls({choice.question: frozenset(choice.sentences) for choice in choices})

    def generate(self, system: str, user: str) -> Iterator[str]:  # noqa: ARG002
        """See `Generator`; `system` is not looked at."""
        asked = _QUESTION.search(user)
        chosen = self._choices.get(asked[1] if asked else "", frozenset())
        yield " ".join(number for number, text in _LINE.findall(user) if text in chosen) or NONE
