from datetime import date

import pytest

from index.facts.validity import validity_on
from index.models import Evidence
from index.store.metadata import as_recorded, metadata
from tests.fakes import a_document


def said(source, value):
    return (Evidence(field="validity", value=value, text="…", source=source),)


@pytest.mark.parametrize(
    ("validity", "evidence", "effective", "expires", "recorded"),
    [
        ("unknown", (), None, None, "unknown"),
        ("draft", (), "2020-01-01", "2022-01-01", "draft"),
        ("repealed", (), "2020-01-01", "2030-01-01", "repealed"),
        ("in_force", said("catalog", "in_force"), "2020-01-01", "2022-01-01", "in_force"),
        ("in_force", said("page", "in_force"), None, None, "in_force"),
        ("in_force", said("text", "in_force"), "2020-01-01", "2030-01-01", "unknown"),
        ("expired", said("text", "expired"), "2020-01-01", "2022-01-01", "unknown"),
        ("not_yet_effective", said("inferred", "not_yet_effective"), "2029-01-01", None, "unknown"),
    ],
)
def test_no_judgment_of_a_day_is_recorded(validity, evidence, effective, expires, recorded):
    document = a_document("a", "条。", validity=validity, evidence=evidence, effective_on=effective, expires_on=expires)
    as_told = as_recorded(document)
    assert as_told.validity == recorded
    assert (as_told.effective_on, as_told.expires_on) == (effective, expires)
    for day in (date(2019, 6, 1), date(2021, 6, 1), date(2025, 6, 1), date(2031, 6, 1)):
        assert validity_on(as_told, day).validity == validity_on(document, day).validity


def test_every_key_is_there_and_a_string():
    document = a_document("a", "条。", issued_on="2020-02-03")
    assert metadata(document, "a-1", "一、总则 › 1.") == {
        "clause_id": "a-1",
        "doc_id": "a",
        "title": "关于a的通知",
        "path": "一、总则 › 1.",
        "jurisdiction": "",
        "validity": "unknown",
        "issued_on": "2020-02-03",
        "effective_on": "",
        "expires_on": "",
    }
