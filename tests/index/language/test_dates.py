"""Dates, whole and damaged; the table of what each damage can still be read as."""

import pytest

from index.language.dates import find_date, restore_year


@pytest.mark.parametrize(
    ("text", "value", "damage"),
    [
        ("2019年3月26日", "2019-03-26", None),
        ("2019 年 03 月 26 日", "2019-03-26", None),
        ("二〇一九年三月二十六日", "2019-03-26", None),
        ("二○一二年一月二十九日", "2012-01-29", None),
        ("2019-11-13", "2019-11-13", None),
        ("2019.03.26", "2019-03-26", None),
        ("2019/3/6 10:20", "2019-03-06", None),
        # a digit of the year is lost
        ("217年2月23日", "2017-02-23", "year_digits"),
        ("219年12月1日", "2019-12-01", "year_digits"),
        # 2002, 2020 and 2022 lose digits to 22 alike
        ("22年5月1日", None, "ambiguous"),
        # the marks between the numbers are lost
        ("2017519", "2017-05-19", "marks"),
        ("201974", "2019-07-04", "marks"),
        ("20190704", "2019-07-04", "marks"),
        ("20171231", "2017-12-31", "marks"),
        # 1月11日 or 11月1日
        ("2019111", None, "ambiguous"),
    ],
)
def test_dates(text, value, damage):
    read = find_date(text, damaged=True)
    assert read is not None
    assert (read.value, read.damage) == (value, damage)
    assert text[read.start : read.end] in text


@pytest.mark.parametrize(
    "text",
    [
        "2019年2月30日",
        "2019-13-01",
        "1:30",
        "3.14159",
        "电话0931-8888888",
        "第12号",
        "总额201974万元以上的2.5亿元",
        "201999",
    ],
)
def test_no_dates(text):
    assert find_date(text) is None


def test_damaged_dates_are_read_only_when_asked_for():
    assert find_date("217年2月23日") is None
    assert find_date("2017519") is None


def test_restore_year():
    assert restore_year("217") == [2017]
    assert 2002 in restore_year("22")
    assert 2020 in restore_year("22")
    assert restore_year("2017") == []
