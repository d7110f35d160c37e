"""Windows hold every sentence once, in order, and are small enough to be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.evidence.passages import SIZE, head, in_context, passage, windows

SENTENCE = "对新认定的孵化器给予一次性三十万元奖励。"


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), (SENTENCE, 1), (SENTENCE * 9, 1), (SENTENCE * 20, 2), ("没有句号" * 100, 2)],
)
def test_how_many(text, count):
    assert len(windows(text)) == count


def test_a_long_sentence_is_cut_at_a_comma():
    text = "甲" * 150 + "，" + "乙" * 150 + "。"
    first, second = windows(text)
    assert text[first.start : first.end].endswith("，") and text[second.start : second.end].startswith("乙")


@given(st.text(st.sampled_from("甲乙，、；。（）\n 1"), max_size=900))
def test_nothing_is_lost(text):
    cut = windows(text)
    spans = [span for window in cut for span in window.sentences]
    assert spans == sorted(spans)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())
    assert all(window.end - window.start <= SIZE + 60 for window in cut)


def test_a_passage_counts_from_its_own_beginning():
    text = SENTENCE * 20
    last = windows(text)[-1]
    made = passage("题", text, last)
    assert [made.text[s:e] for s, e in made.sentences] == [SENTENCE] * len(last.sentences)


def test_what_stands_above_a_passage():
    assert head("题" * 60, "路" * 60) == f"{'题' * 28} › {'路' * 48}"


def test_a_follow_up_is_read_behind_the_last_two():
    assert in_context("丁", ["甲", "乙", "丙"]) == "乙 丙 丁"
