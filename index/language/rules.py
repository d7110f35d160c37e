"""Tables of rules: patterns with an example and a look-alike, in a TOML file beside the module that reads with them.

A row is `[id]` with

- `pattern`: a regular expression; `{NAME}` in it is a class of words of `lexicon.toml` or an earlier row of the same
  table (a quantifier such as `{2,4}` stays what it is);
- `example`: what it must be found in (a text, or a list of them);
- `look_alike`: what it must not be found in, where there is such a thing.

tests/index/language/test_rules.py runs every row of every table. To add a rule, add a row.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

INDEX = Path(__file__).resolve().parent.parent
_NAME = re.compile(r"\{([A-Za-z_]+)\}")


class Rules:
    """The table `index/NAME.toml`, read and compiled at its first use: `rules["id"]` is a compiled pattern.

    Raises KeyError for a name that neither the table nor the lexicon has.
    """

    def __init__(self, name: str) -> None:
        self._path = INDEX / f"{name}.toml"

    def __getitem__(self, name: str) -> re.Pattern[str]:
        return self._compiled[name]

    def items(self) -> Iterable[tuple[str, re.Pattern[str]]]:
        """Every rule, in the order of the table."""
        return self._compiled.items()

    @cached_property
    def _compiled(self) -> dict[str, re.Pattern[str]]:
        return {name: re.compile(pattern) for name, pattern in self._patterns.items()}

    @cached_property
    def _patterns(self) -> dict[str, str]:
        words = {} if self is WORDS else WORDS._patterns
        patterns: dict[str, str] = {}
        for name, row in tomllib.loads(self._path.read_text("utf-8")).items():
            pattern = row if isinstance(row, str) else row["pattern"]
            patterns[name] = _NAME.sub(lambda m: f"(?:{(patterns.get(m[1]) or words[m[1]])})", pattern)
        return patterns


WORDS = Rules("language/lexicon")
"""The words of official Chinese, as classes: `WORDS["GIVE"]`. In a table of rules they are `{GIVE}`."""
