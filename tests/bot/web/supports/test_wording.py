from __future__ import annotations

import pytest

from bot.web.supports.wording import COLUMNS, question, rows, standard
from tests.bot.web.fake_assistant import SUPPORT, WARNING


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
