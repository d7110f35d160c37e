"""Choices of a model that are kept as a file, as a generator."""

from __future__ import annotations

import json

import pytest

from bot.evaluation.replay import Replay
from bot.evidence.passages import Passage
from bot.llm.generation import Breaker
from bot.llm.reading import ChatReader
from bot.pipeline import PROMPTS
from index.errors import PolicyError
from index.language.sentences import split_sentences

TEXT = "对新认定的市级孵化器给予30万元。\n众创空间不在此列。"
PASSAGE = Passage("办法 › 第一条", TEXT, tuple(split_sentences(TEXT)))


@pytest.mark.parametrize(
    ("question", "sentences", "chosen"),
    [
        ("给多少？", ["对新认定的市级孵化器给予30万元。"], {0}),
        ("给多少？", ["众创空间不在此列。", "没有这一句。"], {1}),
        ("给多少？", [], set()),
        ("别的问题", ["对新认定的市级孵化器给予30万元。"], set()),
    ],
)
def test_what_was_chosen_is_chosen_again(tmp_path, question, sentences, chosen):
    file = tmp_path / "choices.jsonl"
    file.write_text(json.dumps({"question": question, "sentences": sentences}), "utf-8")
    reader = ChatReader(Replay.load(file), PROMPTS, Breaker(), 5.0)
    assert reader.choose("给多少？", [PASSAGE]) == (frozenset(chosen),)


@pytest.mark.parametrize("text", ["{", '{"question": "x"}', '{"question": 1, "sentences": []}'])
def test_a_file_of_something_else_is_named(tmp_path, text):
    file = tmp_path / "choices.jsonl"
    file.write_text(text, "utf-8")
    with pytest.raises(PolicyError, match="holds no choices"):
        Replay.load(file)
