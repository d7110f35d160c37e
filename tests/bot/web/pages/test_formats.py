"""Dates, sums and places as people read them."""

from __future__ import annotations

from bot.web.language import texts
from bot.web.pages.clauses import clause_url
from bot.web.pages.formats import chinese_date, place, yuan
from index.models import Validity


def test_filters():
    assert chinese_date("2019-03-26") == "2019年3月26日"
    assert chinese_date("2019") == "2019"
    assert chinese_date(None) == ""
    assert yuan(300000) == "30万元"
    assert yuan(1500) == "1500元"
    assert yuan(125000) == "12.5万元"
    assert place("甘肃省/武威市/凉州区") == "甘肃省武威市凉州区"
    assert clause_url("", "a b", "c#1", "句") == "/policies/a%20b?mark=%E5%8F%A5#c%231"
    assert set(texts.VALIDITY) == set(Validity)
