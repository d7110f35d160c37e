from bench.kill import kill_builds


def test_a_killed_build_leaves_the_old_index_or_the_new(tmp_path):
    """The same 200 times: python -m bench.kill."""
    tally = kill_builds(6, 11, tmp_path)
    assert tally["old"] + tally["new"] == 6
