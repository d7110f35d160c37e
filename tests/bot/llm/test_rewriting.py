"""A model's rewriting of a follow-up counts only when the rules find the conversation in it and no more."""

from __future__ import annotations

import pytest

from bot.llm.rewriting import accepted
from bot.question.intent import Judged
from bot.question.understand import Understanding
from tests.fakes import a_document

HOME = "甘肃省/兰州市"


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    documents = [
        a_document("a", "孵化器", jurisdiction=HOME),
        a_document("b", "孵化器", jurisdiction="辽宁省/盘锦市"),
    ]
    return Understanding(documents, HOME, lambda *_: Judged(frozenset(), None), {})


@pytest.mark.parametrize(
    ("follow_up", "rewritten", "counts"),
    [
        ("那市级的呢？", "兰州新认定的市级孵化器给多少扶持资金？", True),
        ("归谁管？", "兰州新认定的省级孵化器归谁管？", True),
        ("那盘锦呢？", "盘锦新认定的省级孵化器给多少扶持资金？", True),
        ("那市级的呢？", "盘锦新认定的市级孵化器给多少扶持资金？", False),  # another place
        ("那市级的呢？", "兰州新认定的国家级孵化器给多少扶持资金？", False),  # another tier
        ("那市级的呢？", "兰州新认定的市级众创空间给多少扶持资金？", False),  # another thing
        ("那市级的呢？", "兰州新认定的市级孵化器是不是给500万元扶持资金？", False),  # an amount nobody named
        ("那盘锦呢？", "兰州新认定的省级孵化器给多少扶持资金？", False),  # what the follow-up names is gone
    ],
)
def test_accepted(understanding, follow_up, rewritten, counts):
    previous = understanding.read("兰州新认定的省级孵化器给多少扶持资金？")
    reading = accepted(understanding.read(rewritten), understanding.read(follow_up), previous)
    assert (reading is not None) == counts
    assert reading is None or reading.refers
