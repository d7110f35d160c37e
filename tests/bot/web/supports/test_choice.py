from __future__ import annotations

from bot.web.supports.choice import SupportChoice
from index.models import Validity
from tests.bot.web.fake_assistant import SUPPORT


def _item(quote: str = "", **values):
    empty = {"amount_cny": None, "ratio": None, "cap_cny": None, "per": None, "tier": None}
    return SUPPORT.model_copy(update={**empty, "quote": quote, **values})


def test_choice():
    local = _item("给予支持", jurisdiction="某省/本市")
    figure = _item("给予20万元", jurisdiction="某省/本市", amount_cny=200000)
    lapsed = _item("给予90万元", jurisdiction="某省/本市", amount_cny=900000, validity=Validity.EXPIRED)
    far = _item("给予50万元", jurisdiction="某省/外市", amount_cny=500000, kind="reward")
    items = [lapsed, far, local, figure]
    home = "某省/本市"
    assert SupportChoice().of(items, home) == [figure, local, far, lapsed]
    assert SupportChoice(sort="amount").of(items, home) == [lapsed, far, figure, local]
    assert SupportChoice(sort="document").of(items, home) == items
    assert SupportChoice(place=home, validity="draft").of(items, home) == [figure, local]
    assert SupportChoice(kind="reward").of(items, home) == [far]
    assert SupportChoice(q="20万元 给予").of(items, home) == [figure]
    assert SupportChoice(q="没有的词").of(items, home) == []


def test_a_long_list_is_turned():
    items = [_item(item_id=f"s{n}", amount_cny=n) for n in range(45)]

    def shown(**values):
        return SupportChoice(sort="document", **values).sheet(items, "", "sort=document&page=9&item=x")

    assert [item.item_id for item in shown(page=2).items] == [f"s{n}" for n in range(20, 40)]
    assert (shown().number, shown().count, shown().total) == (1, 3, 45)
    assert shown(page=99).number == 3  # the last there is
    assert shown(item="s41").number == 3
    assert shown(item="gone", page=2).number == 2
    assert shown().address(2) == "?sort=document&page=2#list"
    assert shown().address(1) == "?sort=document#list"
