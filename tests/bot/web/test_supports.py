from __future__ import annotations

import pytest

from bot.web.supports import COLUMNS, Choice, question, rows, standard
from index.models import Validity
from tests.bot.web.fake import SUPPORT, WARNING


def _item(quote: str = "", **values):
    empty = {"amount_cny": None, "ratio": None, "cap_cny": None, "per": None, "tier": None}
    return SUPPORT.model_copy(update={**empty, "quote": quote, **values})


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (_item("一次性给予30万元", amount_cny=300000, per="一次性"), "一次性30万元"),
        (_item("按实际发生额的50%，给予最高50万元补贴", ratio=0.5, cap_cny=500000), "50%，最高50万元"),
        (_item("给予不低于省级补助资金50%的配套", ratio=0.5), "不低于50%"),
        (_item("净收入80%以上用于奖励", ratio=0.8), "80%以上"),
        (_item("予以1:1的配套支持", ratio=1.0), "1:1"),
        (_item("每人每年3.6万元", amount_cny=36000, per="每年"), "每年3.6万元"),
        (_item("给予重点支持", per="每年"), ""),  # no figure: no half a sentence
        (_item("不超过120万元，另给20万元", amount_cny=200000), "20万元"),  # another figure's bound
    ],
)
def test_standard(item, words):
    assert standard(item) == words


def test_choice():
    local = _item("给予支持", jurisdiction="某省/本市")
    figure = _item("给予20万元", jurisdiction="某省/本市", amount_cny=200000)
    lapsed = _item("给予90万元", jurisdiction="某省/本市", amount_cny=900000, validity=Validity.EXPIRED)
    far = _item("给予50万元", jurisdiction="某省/外市", amount_cny=500000, kind="reward")
    items = [lapsed, far, local, figure]
    home = "某省/本市"
    assert Choice().of(items, home) == [figure, local, far, lapsed]
    assert Choice(sort="amount").of(items, home) == [lapsed, far, figure, local]
    assert Choice(sort="document").of(items, home) == items
    assert Choice(place=home, validity="draft").of(items, home) == [figure, local]
    assert Choice(kind="reward").of(items, home) == [far]
    assert Choice(q="20万元 给予").of(items, home) == [figure]
    assert Choice(q="没有的词").of(items, home) == []


def test_a_long_list_is_turned():
    items = [_item(item_id=f"s{n}", amount_cny=n) for n in range(45)]

    def shown(**values):
        return Choice(sort="document", **values).sheet(items, "", "sort=document&page=9&item=x")

    assert [item.item_id for item in shown(page=2).items] == [f"s{n}" for n in range(20, 40)]
    assert (shown().number, shown().count, shown().total) == (1, 3, 45)
    assert shown(page=99).number == 3  # the last there is
    assert shown(item="s41").number == 3
    assert shown(item="gone", page=2).number == 2
    assert shown().address(2) == "?sort=document&page=2#list"
    assert shown().address(1) == "?sort=document#list"


def test_question():
    assert question(SUPPORT) == "榆川市对市级新认定的孵化器有什么补助？"
    assert question(_item(beneficiary="国家级孵化器", tier="国家级")) == "榆川市对国家级孵化器有什么补助？"


def test_rows():
    row = dict(
        zip(COLUMNS, rows([SUPPORT], "https://kjj.example.cn/supports", {SUPPORT.doc_id: [WARNING]})[0], strict=True)
    )
    assert row["支持标准"] == "一次性20万元"
    assert row["时效"] == "草案（未正式施行）"
    assert row["提示"] == WARNING.message
    assert row["链接"] == "https://kjj.example.cn/supports?item=plan-2-s3#plan-2-s3"


def test_page(client):
    html = client.get("/supports").text
    assert "一次性20万元" in html
    assert "草案（未正式施行）" in html
    assert "责任单位" in html
    assert 'href="/policies/plan?mark=' in html
    assert "没有符合条件" in client.get("/supports?kind=tax&q=%3Cscript%3E").text
    assert "<table" in client.get("/supports?view=table").text
    response = client.get("/supports.csv?place=某省/榆川市")
    assert response.headers["content-type"].startswith("text/csv")
    assert len(response.text.splitlines()) == 2
    response = client.get("/supports.xlsx?place=某省/榆川市")
    assert response.headers["content-disposition"] == 'attachment; filename="supports.xlsx"'
    assert response.content.startswith(b"PK")
    assert client.get("/supports.exe").status_code == 422
