"""Every row of every table of rules finds its examples and none of its look-alikes."""

import tomllib
from pathlib import Path

import pytest

from index.language.rules import INDEX, WORDS, Rules

TABLES = sorted(path.relative_to(INDEX).with_suffix("") for path in INDEX.glob("**/*.toml"))
LEXICON = Path("language/lexicon")


def rows() -> list[tuple[Rules, str, dict]]:
    return [
        pytest.param(Rules(str(table)), name, row, id=f"{table}:{name}")
        for table in TABLES
        if table != LEXICON
        for name, row in tomllib.loads((INDEX / f"{table}.toml").read_text("utf-8")).items()
    ]


def texts(entry: str | list[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else entry


@pytest.mark.parametrize(("rules", "name", "row"), rows())
def test_a_rule_finds_its_examples_and_none_of_its_look_alikes(rules, name, row):
    assert set(row) <= {"pattern", "example", "look_alike"}
    assert texts(row["example"])
    assert [text for text in texts(row["example"]) if not rules[name].search(text)] == []
    assert [text for text in texts(row.get("look_alike", [])) if rules[name].search(text)] == []


@pytest.mark.parametrize("name", tomllib.loads((INDEX / f"{LEXICON}.toml").read_text("utf-8")))
def test_every_class_of_the_lexicon_is_a_pattern(name):
    assert WORDS[name].pattern


def test_a_name_that_nothing_has_is_an_error():
    with pytest.raises(KeyError):
        WORDS["NOTHING"]
