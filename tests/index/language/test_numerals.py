"""Chinese numerals, there and back."""

import pytest

from index.language.numerals import from_han, han_number, to_han


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十", 10),
        ("二十三", 23),
        ("三百零五", 305),
        ("两", 2),
        ("12", 12),
        ("二〇一九", 2019),
        ("二○一二", 2012),
        ("一百万", 1_000_000),
        ("百万", 1_000_000),
        ("一万二千", 12_000),
        ("一亿三千万", 130_000_000),
        ("伍拾萬", 500_000),
        # a unit that is left out is the next one
        ("一万二", 12_000),
        ("二百五", 250),
        ("二百零五", 205),
        # no numbers
        ("十十", None),
        ("十百", None),
        ("若干", None),
        ("", None),
    ],
)
def test_from_han(text, value):
    assert from_han(text) == value


@pytest.mark.parametrize(
    ("text", "value"), [("一百二十万", 1_200_000), ("三点五", 3.5), ("二点零五", 2.05), ("八十五", 85)]
)
def test_han_number(text, value):
    assert han_number(text) == value


def test_what_is_no_number_is_an_error():
    with pytest.raises(ValueError, match="十十"):
        han_number("十十")


@pytest.mark.parametrize(
    ("value", "text"), [(10, "十"), (12, "十二"), (105, "一百零五"), (110, "一百一十"), (1010, "一千零一十")]
)
def test_to_han(value, text):
    assert to_han(value) == text


def test_there_and_back():
    assert [from_han(to_han(n)) for n in range(1, 10_000)] == list(range(1, 10_000))
