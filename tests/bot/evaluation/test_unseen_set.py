"""The set that a strong model's choices are kept for: each gold passage stands in a document, each choice as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.evaluate import read_questions
from bot.evaluation.judge import normal
from bot.evaluation.replay import Choice
from index.formats.load import load

_FOLDER = Path(__file__).parents[2] / "gold/unseen"


@pytest.fixture(scope="module")
def text() -> str:
    return normal("".join(load(path)[0].text for path in sorted((_FOLDER / "documents").iterdir())))


def test_the_questions_are_150_and_each_gold_passage_stands(text):
    questions = read_questions(_FOLDER / "questions.jsonl")
    assert len({question.id for question in questions}) == len(questions) >= 150
    assert [g for question in questions for g in question.gold if normal(g) not in text] == []


def test_each_choice_is_a_sentence_of_the_documents(text):
    choices = [Choice.model_validate_json(line) for line in (_FOLDER / "choices.jsonl").read_text("utf-8").splitlines()]
    assert len(choices) >= 150
    assert [s for choice in choices for s in choice.sentences if normal(s) not in text] == []
