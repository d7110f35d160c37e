from __future__ import annotations

import pytest

from bot.labels import has_label_like, in_ranks, is_rank, labels_in, ways_of_label


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("A 类人才和b类人才", ["A类", "B类"]),
        ("考核第3名和前三名", ["第3名"]),
        ("评价为A等次的", ["A等次"]),
        ("第二档补多少", ["第二档"]),
        # look-alikes
        ("类似的项目", []),
        ("第三产业", []),
        ("VISA卡", []),
    ],
)
def test_labels(text, labels):
    assert labels_in(text) == labels


@pytest.mark.parametrize(
    ("label", "text", "found"),
    [
        ("第4名", "第2名至第5名各20万元", True),
        ("第4名", "第1—5名各20万元", True),
        ("第4名", "年度考核前10名的", True),
        ("第6名", "第2名至第5名各20万元", False),
        ("第6名", "年度考核前3名的", False),
        ("A类", "前10名的", False),
    ],
)
def test_a_rank_lies_in_a_range(label, text, found):
    assert in_ranks(label, text) is found


@pytest.mark.parametrize(
    ("label", "text"),
    [("A类", "A、B、C类人才"), ("B等", "A、B等次"), ("A等次", "A（优秀）"), ("第二档", "第二档20万元")],
)
def test_a_label_is_written_in_several_ways(label, text):
    assert any(way in text for way in ways_of_label(label))


def test_ranks_are_labels_with_a_number():
    assert is_rank("第3名") and not is_rank("第三档") and not is_rank("A类")


@pytest.mark.parametrize(
    ("label", "text", "like"),
    [
        ("D类", "A类人才30万元", True),
        ("第6名", "第1名30万元", True),
        ("A类", "第1名30万元", False),
        ("A类", "人才30万元", False),
    ],
)
def test_labels_of_one_sort(label, text, like):
    assert has_label_like(label, text) is like
