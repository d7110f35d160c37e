from bench.rebuild import rebuilds


def test_what_is_unchanged_is_not_read(tmp_path):
    """The costs of 5,000 documents: python -m bench.rebuild."""
    costs = rebuilds(8, 1, tmp_path)
    done = {what: (cost.added, cost.changed, cost.unchanged) for what, cost in costs.items()}
    assert done == {
        "all of them": (8, 0, 0),
        "none changed": (0, 0, 8),
        "one changed": (0, 1, 7),
        "one changed again": (0, 1, 7),
        "that one alone": (1, 0, 0),
    }
