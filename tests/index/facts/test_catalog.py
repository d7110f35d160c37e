"""documents/catalog.toml: strict about what it does not know."""

import pytest

from index.errors import SettingsError
from index.facts.catalog import CatalogFacts, read_catalog
from index.models import Validity


def test_facts_by_file_name(tmp_path):
    (tmp_path / "catalog.toml").write_text(
        '["a.txt"]\ntitle = "某办法"\nissued_on = 2024-01-31\nvalidity = "repealed"\nissuers = ["某局"]\n', "utf-8"
    )
    assert read_catalog(tmp_path) == {
        "a.txt": CatalogFacts(title="某办法", issued_on="2024-01-31", validity=Validity.REPEALED, issuers=("某局",))
    }


def test_no_catalog_no_facts(tmp_path):
    assert read_catalog(tmp_path) == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('["a.txt"]\ntitel = "某办法"\n', "titel"),
        ('["a.txt"]\nvalidity = "valid"\n', "validity"),
        ('["a.txt"]\nissued_on = "2024-02-31"\n', "issued_on"),
        ('title = "某办法"\n', "outside a table"),
        ("[broken\n", "not TOML"),
    ],
)
def test_a_slip_is_named(tmp_path, text, words):
    (tmp_path / "catalog.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=words):
        read_catalog(tmp_path)
