from __future__ import annotations

from urllib.parse import urlencode

import pytest

from bot.web.match.form import read_form, ten_thousands

PLACE = "某省/榆川市"


def _form(**fields) -> bytes:
    return urlencode(fields, doseq=True).encode()


@pytest.mark.parametrize(
    ("typed", "yuan"),
    [
        ("120", 1_200_000),
        ("1,200.5", 12_005_000),
        ("１２０万元", 1_200_000),
        ("300000元", 300_000),
        (" 0.5 万 ", 5_000),
        ("八十万", 800_000),
        ("八十万元", 800_000),
        ("八十", 800_000),
        ("一百二十", 1_200_000),
        ("壹佰萬圆", 1_000_000),
        ("1.2亿元", 120_000_000),
        ("3亿", 300_000_000),
        ("2千万", 20_000_000),
        ("三点五万元", 35_000),
        ("五千元", 5_000),
        ("80万", 800_000),
        ("1亿2000万", None),
        ("十百", None),
        ("八十左右", None),
        ("亿", None),
        ("", None),
        ("abc", None),
        ("-5", None),
        ("1e9", None),
        ("9" * 18, None),
        ("nan", None),
    ],
)
def test_sums_as_they_are_typed(typed, yuan):
    assert ten_thousands(typed) == yuan


def test_a_tick_that_was_shown_and_left_open_is_a_no():
    form = read_form(_form(place=PLACE, seen=["incubator", "event"], **{"a:event": "yes", "s:费用": "很多"}), "")
    assert form.enterprise.answers == {"incubator": "no", "event": "yes"}
    assert form.enterprise.sums == {}
    assert form.wrong == {"费用": "很多"}
