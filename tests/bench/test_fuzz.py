import random

import pytest

from bench.damage import damaged
from bench.fuzz import Outcome, outcome, table, write_damaged
from index.formats.load import SUFFIXES
from index.store.records import Records
from index.store.sources import folder_sources
from tests.index.seeds import seeds


def test_there_is_a_seed_of_every_format():
    assert {f".{name.rpartition('.')[2]}" for name in seeds()} | {".mhtml", ".xlsm"} == SUFFIXES


@pytest.mark.parametrize("name", sorted(seeds()))
def test_damage_is_the_same_for_one_seed_and_another_for_others(name):
    data = seeds()[name]
    made = [damaged(name, data, random.Random(seed))[1] for seed in (1, 1, 2, 3, 4)]
    assert made[0] == made[1]
    assert len({data, *made}) > 2


def test_damaged_files_are_read_or_named(tmp_path):
    """A thousand of them: python -m bench.fuzz."""
    made = write_damaged(32, random.Random(11), tmp_path / "damaged")
    sources = folder_sources(tmp_path / "damaged")
    records = Records(tmp_path / "records.sqlite", write=True)
    found = {entry.source: outcome(entry, records) for entry in sources.entries}
    records.close()
    assert found.keys() | {source for source, _ in sources.problems} == made.keys()
    assert {o.what for o in found.values()} <= {"read", "refused", "failed"}


def test_a_row_for_each_format():
    of = [Outcome("a.txt", "read", "", 1.0, 10**8), Outcome("b.txt", "crash", "b.txt: TypeError()", 2.5, 2 * 10**8)]
    head, row, whole = table({".txt": of}).splitlines()
    assert head.split() == [
        "format",
        "files",
        "read",
        "refused",
        "failed",
        "memory",
        "time",
        "lost",
        "crash",
        "seconds",
        "MB",
    ]
    assert row.split() == [".txt", "2", "1", "0", "0", "0", "0", "0", "1", "2.5", "200"]
    assert whole.split()[1:] == row.split()[1:]
