"""A text cut into the questions that it asks; what asks is said by a fake here, by the head in test_routing."""

from __future__ import annotations

import pytest

from bot.question.pieces import bare, pieces, questions_of, sentences_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我们是孵化器，给多少", ["我们是孵化器，", "给多少"]),
        ("给多少？找谁？？", ["给多少？", "找谁？？"]),
        ("，，给多少；", ["给多少；"]),
        ("……", []),
    ],
)
def test_pieces(text, found):
    assert pieces(text) == found
    assert all(bare(piece)[-1].isalnum() for piece in found)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("给多少", ["给多少"]),
        ("我们是孵化器，给多少", ["我们是孵化器，给多少"]),
        ("给多少，怎么申请", ["给多少，", "怎么申请"]),
        # the case that all are about stands before each; what is said between two belongs to the later one
        ("我们是孵化器，给多少，评上以后怎么申请", ["我们是孵化器，给多少，", "我们是孵化器，评上以后怎么申请"]),
        ("给多少，怎么申请，兰州的", ["给多少，", "怎么申请，兰州的"]),
        ("有没有房补？给多少，怎么申请", ["有没有房补？", "给多少，", "怎么申请"]),
        ("每家给多少，对吗？", ["每家给多少，对吗？"]),  # a tag asks nothing by itself
        ("多少，怎么，怎么，怎么，怎么", ["多少，怎么，怎么，怎么，怎么"]),  # too many to be answered apart
    ],
)
def test_questions(text, questions):
    assert questions_of(text, lambda piece: "多少" in piece or "怎么" in piece) == questions


def test_sentences():
    assert sentences_of("你好。我不想活了！补贴给多少？") == ["你好。", "我不想活了！", "补贴给多少？"]
