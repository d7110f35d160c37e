from __future__ import annotations

import pytest

from bot.coverage import coverage
from index.models import Clause, PolicyDocument, SupportItem, Validity

DOCUMENT = PolicyDocument.model_construct(title="某市科技创新若干措施", validity=Validity.UNKNOWN)


def clause(text: str, heading: str = "") -> Clause:
    return Clause(
        clause_id="d.s1", doc_id="d", num="", heading=heading, path=heading, text=text, start=0, end=len(text)
    )


def item(quote: str, tier: str | None = None) -> SupportItem:
    return SupportItem(
        item_id="i", clause_id="d.s1", doc_id="d", title="", kind="reward", beneficiary="x", tier=tier,
        amount_cny=1e5, quote=quote, jurisdiction="", validity=Validity.UNKNOWN,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "sentence", "tier", "covers"),
    [
        ("高新技术企业", "首次认定为高新技术企业的，给予孵化器运营机构5万元奖励。", None, False),
        ("孵化器", "首次认定为高新技术企业的，给予孵化器运营机构5万元奖励。", None, True),
        ("玉米新品种", "对通过国家审定的玉米新品种，每个给予育种单位10万元奖励。", None, True),
        ("众创空间评价合格", "对评价优秀的众创空间给予10万元奖励。", "优秀", False),
        ("众创空间评价优秀", "对评价优秀的众创空间给予10万元奖励。", "优秀", True),
        ("B类人才安家费", "安家费按月发放，每月1万元。", None, True),
        ("B类人才安家费", "对A类人才给予安家费1万元。", None, False),
    ],
)
def test_money_for_another_covers_nothing(vocabulary, subject, sentence, tier, covers):
    found = coverage(vocabulary.terms(subject), sentence, clause(sentence), DOCUMENT, [item(sentence, tier)], False)
    assert (found >= 0.55) is covers


def test_a_heading_helps_only_a_sentence_that_names_nobody(vocabulary):
    terms = vocabulary.terms("众创空间")
    named, unnamed = "对新认定的孵化器给予10万元奖励。", "一次性奖励10万元。"
    whole = clause(f"{named}{unnamed}", heading="支持孵化器和众创空间")
    assert coverage(terms, named, whole, DOCUMENT, [item(named)], False) == 0
    assert coverage(terms, unnamed, whole, DOCUMENT, [item(unnamed)], False) > 0.9
