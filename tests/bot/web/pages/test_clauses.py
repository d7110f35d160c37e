"""Links to a clause, and the sentence that is marked in it."""

from __future__ import annotations

import pytest

from bot.web.pages.clauses import marked, marked_url


@pytest.mark.parametrize(
    ("text", "sentence", "html"),
    [
        ("甲。乙。丙。", "乙。", "甲。<mark>乙。</mark>丙。"),
        ("甲。乙。", "丁。", "甲。乙。"),
        ("甲。乙。", "", "甲。乙。"),
        ("a<b>。", "<b>", "a<mark>&lt;b&gt;</mark>。"),
    ],
)
def test_marked(text, sentence, html):
    assert marked(text, sentence) == html


def test_links_mark_the_sentence():
    assert marked_url("/policies/a#b", "第一行\n第二行").endswith("#b")
    assert "%E7%AC%AC%E4%BA%8C" not in marked_url("/policies/a#b", "第一行\n第二行")
