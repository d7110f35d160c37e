import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.fuse import fuse, standardised

FOUND = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers(-50, 50)), unique_by=lambda item: item[0])


@pytest.mark.parametrize(
    ("dense", "lexical", "order"),
    [
        pytest.param([("a", 0.9), ("b", 0.8)], [("a", 9.0), ("b", 1.0)], "ab", id="both agree"),
        pytest.param([("a", 0.9), ("b", 0.8)], [], "ab", id="only dense found anything"),
        pytest.param([], [("b", 5.0), ("a", 4.0)], "ba", id="only BM25 found anything"),
        # BM25 is sure of b, dense is hardly sure of a: ranks alone would call it a draw.
        pytest.param(
            [("a", 0.82), ("b", 0.81), ("c", 0.1)], [("b", 30.0), ("a", 2.0), ("c", 1.0)], "bac", id="how sure each is"
        ),
        pytest.param([("b", 0.5), ("a", 0.5)], [("a", 1.0), ("b", 1.0)], "ab", id="a draw is in order of id"),
        pytest.param([], [], "", id="nothing"),
    ],
)
def test_order(dense, lexical, order):
    assert [name for name, _ in fuse(dense, lexical)] == list(order)


def test_what_one_search_missed_counts_as_its_last():
    dense, lexical = [("a", 0.9), ("b", 0.5), ("c", 0.1)], [("a", 2.0), ("b", 1.0)]
    scores = dict(fuse(dense, lexical))
    assert scores["c"] == pytest.approx(standardised(dense)["c"] + standardised(lexical)["b"])


@given(FOUND, FOUND)
def test_every_hit_is_there_once_best_first(dense, lexical):
    fused = fuse(dense, lexical)
    assert sorted(name for name, _ in fused) == sorted({name for name, _ in [*dense, *lexical]})
    assert [score for _, score in fused] == sorted((score for _, score in fused), reverse=True)


@given(FOUND, FOUND, st.integers(1, 9), st.integers(-5, 5))
def test_the_unit_of_a_score_does_not_matter(dense, lexical, scale, shift):
    moved = [(name, score * scale + shift) for name, score in lexical]
    before, after = dict(fuse(dense, lexical)), dict(fuse(dense, moved))
    assert before.keys() == after.keys()
    for name, score in before.items():
        assert after[name] == pytest.approx(score, abs=1e-6)
