"""What the reader reads: a window below its head, a follow-up behind what it leans on."""

from __future__ import annotations

import pytest

from bot.evidence.passages import as_read, head, in_context, passage
from index.store.passages import windows

SENTENCE = "对新认定的孵化器给予一次性三十万元奖励。"


def test_a_passage_counts_from_its_own_beginning():
    text = SENTENCE * 20
    last = windows(text)[-1]
    made = passage("题", text, last)
    assert [made.text[s:e] for s, e in made.sentences] == [SENTENCE] * len(last.sentences)


def test_what_stands_above_a_passage():
    assert head("题" * 60, "路" * 60) == f"{'题' * 28} › {'路' * 48}"


@pytest.mark.parametrize(
    ("earlier", "searched", "read"),
    [
        ([], "丁", "丁"),
        (["甲"], "甲 丁", "甲 → 丁"),
        (["甲", "乙"], "甲 乙 丁", "甲 乙 → 丁"),
        (["甲", "乙", "丙"], "甲 丙 丁", "甲 丙 → 丁"),
    ],
)
def test_a_follow_up_stands_behind_the_first_and_the_last_that_it_leans_on(earlier, searched, read):
    assert in_context("丁", earlier) == searched
    assert as_read("丁", earlier) == read
