"""The pieces of an answer: amounts as they are written, offices, numbers of clauses, markers, notices."""

from __future__ import annotations

import pytest

from bot.answer.builder import Draft, join, notices, nums, plain
from bot.answer.compose import amount_phrase, office, statement, whom
from bot.answer.texts import Texts
from bot.evidence.sentences import Evidence
from bot.models import AnswerStatus
from bot.pipeline import PROMPTS
from index.models import PolicyWarning, SupportItem, Validity
from tests.bot.hand_made import a_citation, an_answer
from tests.fakes import a_document


@pytest.fixture
def draft() -> Draft:
    return Draft(Texts(PROMPTS))


def an_item(quote: str, **figures) -> SupportItem:
    fields = {
        "item_id": "i",
        "clause_id": "c",
        "doc_id": "d",
        "title": "题",
        "kind": "reward",
        "beneficiary": "孵化器",
        "quote": quote,
        "jurisdiction": "",
        "validity": Validity.IN_FORCE,
    }
    return SupportItem(**(fields | figures))


@pytest.mark.parametrize(
    ("quote", "figures", "phrase"),
    [
        ("给予一次性30万元补助", {"amount_cny": 300_000, "per": "一次性"}, "一次性30万元"),
        ("给予300000元补助", {"amount_cny": 300_000}, "300000元"),
        ("给予三十万元补助", {"amount_cny": 300_000}, "三十万元"),
        ("予以3.6万元/年的补贴", {"amount_cny": 36_000, "per": "每年"}, "3.6万元（每年）"),
        ("给予最高50万元补助", {"cap_cny": 500_000}, "最高50万元"),
        ("按照实际支出的50%，给予最高50万元补助", {"ratio": 0.5, "cap_cny": 500_000}, "按照实际支出的50%，最高50万元"),
        ("给予省级补助资金50%的配套", {"ratio": 0.5}, "省级补助资金50%的配套"),
        ("免费提供场地", {}, ""),
    ],
)
def test_amounts_are_as_the_clause_writes_them(quote, figures, phrase):
    assert amount_phrase(an_item(quote, **figures)) == phrase


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("给予奖励。（责任单位：市科技局、市财政局）", "市科技局、市财政局"),
        ("给予奖励。（市科技局牵头，市财政局配合）", "市科技局牵头，市财政局配合"),
        ("给予奖励。\n责任单位：市科技局", "市科技局"),
        ("市科技局很重要。（含税）", None),
        ("给予奖励（不超过30万元）。", None),
    ],
)
def test_offices_are_as_the_clause_names_them(draft, text, units):
    document = a_document("d", text)
    found = office(draft, Evidence(document, document.clauses[0], text))
    assert found is (units is not None)
    assert draft.lines == ([f"责任单位：{units}。 [1]"] if units else [])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("二、重点任务 › （二）加大支持 › 4.加快建设", "二、（二）4."),
        ("第二章 管理 › 第七条", "第二章第七条"),
        ("附件1 › 一、条件", "附件1一、"),
        ("总体要求", "总体要求"),
        ("", "引言"),
    ],
)
def test_where_a_clause_stands(path, expected):
    clause = a_document("d", "文").clauses[0].model_copy(update={"path": path})
    assert nums(clause) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一1\n 二", "一1 二"),
        ("补贴标\n准", "补贴标准"),
        ("**粗**", r"\*\*粗\*\*"),
        ("<b>[1](x)", "＜b＞［1］(x)"),
        ("a|b`c`_d~", r"a\|b\`c\`\_d\~"),
        ("30万元", "30万元"),
    ],
)
def test_words_of_a_document_are_no_markup(text, expected):
    assert plain(text) == expected


def evidence(doc_id: str, *texts: str, **values) -> Evidence:
    document = a_document(doc_id, *texts, **values)
    return Evidence(document, document.clauses[0], texts[0])


def test_a_clause_keeps_its_marker_and_its_document_is_noticed_once(draft):
    first = evidence("a", "给予奖励。", validity=Validity.EXPIRED)
    second = Evidence(first.document, first.document.clauses[0].model_copy(update={"clause_id": "a-2"}), "另")
    assert [draft.cite(first), draft.cite(second), draft.cite(first)] == ["[1]", "[2]", "[1]"]
    assert len(draft.notices) == 1 and "失效" in draft.notices[0]
    assert draft.answer("问", AnswerStatus.ANSWERED).text.startswith("> ")


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"validity": Validity.DRAFT, "title": "办法（送审稿）"}, ["送审稿"]),
        ({"validity": Validity.EXPIRED}, ["失效"]),
        ({"validity": Validity.REPEALED}, ["废止"]),
        ({"validity": Validity.NOT_YET_EFFECTIVE, "effective_on": "2027-01-01"}, ["自2027-01-01起施行"]),
        ({"validity": Validity.AMENDED}, ["修改"]),
        ({"validity": Validity.IN_FORCE}, []),
        ({"warnings": (PolicyWarning(code="digits_lost", message="少"),)}, ["缺失了数字"]),
        ({"warnings": (PolicyWarning(code="truncated", message="断"),)}, ["不完整"]),
        ({"warnings": (PolicyWarning(code="furniture_removed", message="净"),)}, []),
        (
            {"validity": Validity.EXPIRED, "warnings": (PolicyWarning(code="truncated", message="断"),)},
            ["失效", "不完整"],
        ),
    ],
)
def test_notices(draft, values, words):
    found = notices(a_document("d", "文", **values), draft.texts)
    assert len(found) == len(words)
    assert all(word in notice for word, notice in zip(words, found, strict=True))


def test_the_second_sentence_of_a_clause_goes_without_its_place(draft):
    first = evidence("a", "给予奖励。另给补助。", title="某办法")
    statement(draft, first, "给予奖励。")
    statement(draft, first, "另给补助。")
    assert "某办法" in draft.lines[0] and draft.lines[1] == "“另给补助。” [1]"


def test_join():
    shared, other = a_citation("[1]"), a_citation("[1]", doc_id="b", clause_id="b-1")
    first = an_answer("> 注意 [1]\n\n甲 [1]", shared)
    second = an_answer("乙 [1]\n\n丙 [2]", other, a_citation("[2]", clause_id="plan-1"))
    both = join("问", [first, second])
    assert both.status is AnswerStatus.ANSWERED
    assert both.text == "> 注意 [1]\n\n甲 [1]\n\n乙 [2]\n\n丙 [1]"
    assert [c.marker for c in both.citations] == ["[1]", "[2]"]


def test_join_is_partial_when_a_part_is():
    nothing = an_answer("没有写明。", status=AnswerStatus.NO_EVIDENCE)
    assert join("问", [an_answer("甲 [1]", a_citation()), nothing]).status is AnswerStatus.PARTIAL


@pytest.mark.parametrize(
    ("quote", "beneficiary", "said"),
    [
        ("给予企业与高校共建的研发机构一次性30万元。", "研发机构", "企业与高校共建的研发机构"),
        ("经评审，对通过国家审定的新品种给予10万元。", "新品种", "通过国家审定的新品种"),
        ("对新认定的孵化器给予30万元。", "新认定的孵化器", "新认定的孵化器"),
        ("给予研发机构和基地30万元、20万元。", "基地", "基地"),
    ],
)
def test_a_lead_says_which(quote, beneficiary, said):
    assert whom(an_item(quote, beneficiary=beneficiary)) == said


def test_a_lead_says_what_a_bare_beneficiary_does():
    item = an_item("企业承办创新赛事的，给予30万元。", beneficiary="企业", conditions=("企业承办创新赛事的",))
    assert whom(item) == "企业承办创新赛事"
