import pytest

from bench.retrieval import METHODS, Searched, scores, table


@pytest.mark.parametrize(
    ("found", "right", "expected"),
    [
        ("abc", "a", {"recall@1": 1, "recall@5": 1, "recall@10": 1, "recall@100": 1, "MRR@10": 1}),
        ("xxaxb", "abc", {"recall@1": 0, "recall@5": 2 / 3, "recall@10": 2 / 3, "recall@100": 2 / 3, "MRR@10": 1 / 3}),
        ("x" * 10 + "a", "a", {"recall@1": 0, "recall@5": 0, "recall@10": 0, "recall@100": 1, "MRR@10": 0}),
        ("", "a", {"recall@1": 0, "recall@5": 0, "recall@10": 0, "recall@100": 0, "MRR@10": 0}),
    ],
)
def test_scores(found, right, expected):
    assert scores(list(found), frozenset(right)) == pytest.approx(expected)


def test_a_row_for_each_method():
    searched = Searched(frozenset("b"), (("a", 0.9), ("b", 0.8)), (("b", 7.0), ("c", 1.0)))
    lines = table([searched, searched]).splitlines()
    assert lines[0] == "| method | recall@1 | recall@5 | recall@10 | recall@100 | MRR@10 |"
    assert len(lines) == 2 + len(METHODS)
    assert lines[2:4] == [
        "| BM25 | 1.000 | 1.000 | 1.000 | 1.000 | 1.000 |",
        "| dense | 0.000 | 1.000 | 1.000 | 1.000 | 0.500 |",
    ]
