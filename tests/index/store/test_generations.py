import subprocess
import sys
from pathlib import Path

import pytest

from index.errors import IndexBroken, IndexBusy, IndexMissing, StoreError
from index.store.generations import begin, build_lock, current_generation, hold, leftovers, publish


def generation(store: Path, content: str) -> Path:
    with build_lock(store):
        folder = begin(store)
        (folder / "content").write_text(content)
        (folder / "info.json").write_text("{}")
        return publish(folder, store)


def test_nothing_was_built(tmp_path):
    with pytest.raises(IndexMissing, match="run python -m index build"):
        current_generation(tmp_path)


def test_what_is_published_serves(tmp_path):
    first = generation(tmp_path, "one")
    assert current_generation(tmp_path) == first
    second = generation(tmp_path, "two")
    assert current_generation(tmp_path) == second
    assert (second / "content").read_text() == "two"


def test_one_generation_before_is_kept(tmp_path):
    made = [generation(tmp_path, str(number)) for number in range(4)]
    assert [folder.is_dir() for folder in made] == [False, False, True, True]


def test_what_a_reader_holds_is_kept_until_it_is_closed(tmp_path):
    first = generation(tmp_path, "1")
    held = [hold(first), hold(first)]
    made = [generation(tmp_path, str(number)) for number in range(2, 5)]
    assert [folder.is_dir() for folder in (first, *made)] == [True, False, True, True]
    held.pop().close()
    generation(tmp_path, "5")
    assert first.is_dir()
    held.pop().close()
    generation(tmp_path, "6")
    assert not first.exists()
    with pytest.raises(IndexBroken, match="open it again"):
        hold(first)


def test_what_a_killed_build_left_is_known(tmp_path):
    serving = generation(tmp_path, "one")
    with build_lock(tmp_path):
        leftover = begin(tmp_path)
    with build_lock(tmp_path):
        building = begin(tmp_path)
        assert leftovers(tmp_path, but=building) == [leftover]
    assert current_generation(tmp_path) == serving


@pytest.mark.parametrize("pointer", ["", "no-such-generation", "../..", "\n"])
def test_a_pointer_that_leads_nowhere(tmp_path, pointer):
    generation(tmp_path, "one")
    (tmp_path / "current").write_text(pointer)
    with pytest.raises(IndexBroken, match="run python -m index build"):
        current_generation(tmp_path)


def test_two_builds_are_kept_apart(tmp_path):
    with build_lock(tmp_path), pytest.raises(IndexBusy, match="wait"), build_lock(tmp_path):
        pass


def test_the_lock_ends_with_its_process(tmp_path):
    code = "import sys, os, pathlib; from index.store.generations import build_lock\n"
    code += "with build_lock(pathlib.Path(sys.argv[1])): os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    with build_lock(tmp_path):
        pass


def test_a_store_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="--store"), build_lock(tmp_path / "file"):
        pass
