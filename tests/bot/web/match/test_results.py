from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bot.match import Enterprise, Matching, match
from bot.web.match.form import read_form
from bot.web.match.results import COLUMNS, rows, view
from index.models import Validity
from tests.bot.web.fake_assistant import PLAN, SUPPORT

PLACE = "某省/榆川市"


def _form(**fields) -> bytes:
    return urlencode(fields, doseq=True).encode()


@pytest.mark.parametrize(
    ("validities", "none_in_force", "lapsed"),
    [
        (["draft", "expired"], True, False),
        (["expired", "repealed"], True, True),
        (["in_force", "expired"], False, False),
        ([], False, False),
    ],
)
def test_why_nothing_fits_is_said_once(validities, none_in_force, lapsed):
    documents = [PLAN.model_copy(update={"validity": Validity(v)}) for v in validities]
    shown = view(read_form(_form(place=PLACE), ""), Matching(questions=(), matches=(), notes=()), documents, "")
    assert (shown["none_in_force"], shown["all_lapsed"]) == (none_in_force, lapsed)


def test_a_document_of_the_past_does_not_say_that_the_enterprise_does_not_fit():
    item = SUPPORT.model_copy(update={"validity": Validity.EXPIRED})
    past = PLAN.model_copy(update={"validity": Validity.EXPIRED})
    result = match(Enterprise(place=PLACE), [item], [past])
    shown = view(read_form(_form(place=PLACE), ""), result, [past], "")
    assert [group.name for group in shown["groups"]] == ["文件已失效"]
    assert shown["counts"] == {"符合": 0, "待核实": 0, "不符合": 0, "文件已失效": 1}
    assert (
        dict(zip(COLUMNS, rows(result.matches, {PLAN.doc_id: PLAN.title}, "")[0], strict=True))["结果"] == "文件已失效"
    )
