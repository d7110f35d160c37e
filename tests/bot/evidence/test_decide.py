"""The one place that decides: probabilities, thresholds, reasons, and the coefficients that are shipped."""

from __future__ import annotations

import pytest

from bot.evidence.decide import Decide, Outcome
from bot.evidence.features import NAMES
from index.errors import ModelError


@pytest.mark.parametrize(
    ("score", "outcome", "reason"),
    [
        (2.0, Outcome.ANSWERED, "reader_sure"),
        (0.0, Outcome.NEAREST, "reader_unsure"),
        (-3.0, Outcome.NOTHING, "reader_denies"),
    ],
)
def test_two_thresholds(score, outcome, reason):
    decision = Decide({"score": 1.0}, 0.0, answered=0.6, nearest=0.3)({"score": score})
    assert (decision.outcome, decision.reason) == (outcome, reason)


def test_nothing_found():
    assert Decide({"score": 1.0}, 0.0, 0.6, 0.3)({}).reason == "nothing_found"


def test_the_shipped_coefficients_fit_the_features():
    decide = Decide.load()
    assert set(decide.weights) == set(NAMES)
    assert 0 < decide.nearest < decide.answered < 1
    assert decide.weights["score"] > 0


@pytest.mark.parametrize("content", ["", "[]", '{"weights": {"score": "x"}}'])
def test_what_cannot_be_read_names_the_mend(tmp_path, content):
    file = tmp_path / "decision.json"
    file.write_text(content)
    with pytest.raises(ModelError, match="restore it"):
        Decide.load(file)
