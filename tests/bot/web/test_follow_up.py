"""What is suggested after an answer."""

from __future__ import annotations

import pytest

from bot.models import AnswerStatus
from bot.web.follow_up import with_follow_ups
from index.models import PolicyWarning, Validity
from tests.bot.web.fake import QUESTION, SUPPORT, answer


def _item(clause: str, beneficiary: str, amount: float | None = 3e5, **values):
    given = {"clause_id": clause, "beneficiary": beneficiary, "amount_cny": amount, "cap_cny": None, "ratio": None}
    return SUPPORT.model_copy(update=given | values)


ITEMS = [
    _item("plan-1", "新建的研发机构"),
    _item("plan-2", "新认定的市级孵化器"),  # in the clause that the answer cites
    _item("plan-3", "众创空间"),
    _item("plan-4", "承办赛事的企业", None),  # no sum
    _item("plan-5", "投资500万元以上的企业"),  # a figure, not a name
    _item("plan-6", "科技服务机构"),
    _item("other-1", "高新技术企业", doc_id="other"),
]
TOLD = answer(QUESTION).model_copy(update={"suggestions": (), "status": AnswerStatus.ANSWERED})
CITED = TOLD.citations[0]


def test_other_supports_of_the_document_after_its_own_clause_first():
    assert with_follow_ups(TOLD, ITEMS).suggestions == (
        "榆川市众创空间能得到多少资金支持？",
        "榆川市科技服务机构能得到多少资金支持？",
    )
    assert with_follow_ups(TOLD, ITEMS[:2]).suggestions == ("榆川市新建的研发机构能得到多少资金支持？",)


LOST = PolicyWarning(code="digits_lost", message="数字缺失")


@pytest.mark.parametrize(
    "values",
    [
        {"status": AnswerStatus.NO_EVIDENCE},
        {"citations": ()},
        {"citations": (CITED.model_copy(update={"validity": Validity.EXPIRED}),)},
        {"citations": (CITED.model_copy(update={"warnings": (LOST,)}),)},
    ],
    ids=["nothing", "no source", "lapsed", "figures lost"],
)
def test_nothing_is_suggested_where_nothing_can_be_relied_on(values):
    assert with_follow_ups(TOLD.model_copy(update=values), ITEMS).suggestions == ()


def test_its_own_suggestions_stay():
    assert with_follow_ups(answer(QUESTION), ITEMS).suggestions == ("省级孵化器给多少？",)


def test_what_is_suggested_is_answered(bot):
    told = with_follow_ups(bot.ask("兰州新认定的市级孵化器给多少钱"), bot.index.supports())
    assert told.suggestions
    for suggestion in told.suggestions:
        assert bot.ask(suggestion).status is AnswerStatus.ANSWERED
