"""Twenty made-up enterprises worked out by hand over the documents, and what holds of every matching."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.match import Enterprise, Match, Outcome, State, applies, match
from bot.match.traits import PLATFORMS, STATUSES, TRAITS, When
from index.supports.extract import extract_supports

GOLD = Path(__file__).parents[2] / "gold/enterprises.jsonl"
ROWS = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def _items(documents):
    return [item for document in documents for item in extract_supports(document)]


def _enterprise(place, answers, sums=None):
    """One that has nothing but what it says."""
    return Enterprise(place=place, answers=dict.fromkeys(TRAITS, "no") | answers, sums=sums or {})


def _found(matches, expected) -> Match:
    """The match of a quote, and of its tier, which is a level or a word of whom it is for."""
    tier = expected.get("tier", "")
    found = [
        m
        for m in matches
        if expected["quote"] in m.item.quote.replace("，", ",") and (m.item.tier == tier or tier in m.item.beneficiary)
    ]
    assert found, expected
    return found[0]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_made_up_enterprises(documents, row):
    result = match(_enterprise(row["place"], row["answers"], row.get("sums")), _items(documents), documents)
    listed = []
    for expected in row["expect"]:
        found = _found(result.matches, expected)
        listed.append(found)
        assert (found.outcome, found.fit) == (expected["outcome"], expected["fit"]), expected
        assert expected.get("why", "") in found.why, (expected, found.why)
        if expected["fit"] != "does_not_fit":
            assert found.amount.value == expected.get("amount"), (expected, found.amount)
            assert found.amount.bound == expected.get("bound", ""), (expected, found.amount)
    for other in (m for m in result.matches if m not in listed):
        figures = other.item.amount_cny or other.item.ratio or other.item.cap_cny
        assert other.fit is (Outcome.DOES_NOT_FIT if figures else other.fit), other.item.quote
        assert other.outcome is not Outcome.FITS, other.item.quote


def test_nothing_fits_that_was_not_said(documents, others):
    every = documents + others
    for place in {document.jurisdiction for document in every}:
        result = match(Enterprise(place=place), _items(every), every)
        assert all(m.outcome is not Outcome.FITS for m in result.matches)


def test_lapsed_documents_ask_nothing(documents):
    result = match(Enterprise(place="辽宁省/盘锦市"), _items(documents), documents)
    assert result.matches
    assert {m.outcome for m in result.matches} == {Outcome.DOES_NOT_FIT}
    assert all(m.why == "文件已失效" for m in result.matches)
    assert result.questions == ()


@pytest.mark.parametrize("place", ["甘肃省/兰州市", "甘肃省/武威市/凉州区", "山东省/济南市/历下区"])
def test_every_first_question_can_change_what_is_shown(documents, place):
    items = _items(documents)
    everything = dict.fromkeys(TRAITS, "yes") | {"body": "企业", "origin": "外省"}
    alone = everything | dict.fromkeys((trait.key for trait in (*PLATFORMS, *STATUSES)), "no")

    def outcomes(answers):
        result = match(Enterprise(place=place, answers=answers), items, documents)
        return {m.item.item_id: m.fit for m in result.matches}, [m.names for m in result.mentions]

    for question in match(Enterprise(place=place), items, documents).questions:
        values = [value for value, _ in question.options]
        assert any(
            outcomes(answers | {question.key: values[0]}) != outcomes(answers | {question.key: value})
            for answers in (everything, alone)
            for value in values
        ), question.key


def test_details_are_asked_once_what_is_coarse_holds(documents):
    items = _items(documents)

    def asked(answers):
        return {q.key for q in match(_enterprise("甘肃省/兰州市", answers), items, documents).questions}

    assert not asked({"body": "企业"}) & {"incubator.level", "活动费用实际发生总额"}
    assert asked({"body": "企业", "incubator": "yes"}) >= {"incubator.level", "incubator.when"}
    assert "活动费用实际发生总额" in asked({"body": "企业", "event": "yes"})
    assert "活动费用实际发生总额" not in asked({"body": "个人或团队", "event": "yes"})


def test_a_document_in_force(others):
    items = _items(others)
    said = {"body": "企业", "hightech": "yes", "hightech.when": When.NEW}
    result = match(_enterprise("甘肃省/兰州市", said), items, others)
    found = _found(result.matches, {"quote": "对首次认定的高新技术企业"})
    assert (found.outcome, found.amount.value) == (Outcome.TO_VERIFY, 200000)
    question = next(q for q in result.questions if "不予奖补" in q.quote)  # who is shut out
    assert "失信被执行人" in question.quote
    for answer, outcome in (("yes", Outcome.FITS), ("no", Outcome.DOES_NOT_FIT)):
        result = match(_enterprise("甘肃省/兰州市", said | {question.key: answer}), items, others)
        assert _found(result.matches, {"quote": "对首次认定的高新技术企业"}).outcome is outcome
    result = match(_enterprise("甘肃省/兰州市", said | {question.key: "yes"}), items, others)
    assert [(n.text, n.quote) for n in result.notes] == [
        ("不重复享受，各项金额不相加", "同一项目、同一事项已获得市级财政其他资金支持的，不重复奖补。")
    ]


def test_amounts_are_added_only_where_no_document_forbids_it(others):
    """The same supports, in a document with the sentence that forbids it and in one without."""
    items = _items(others)
    said = {"body": "企业", "hightech": "yes", "hightech.when": When.NEW, "pilot": "yes", "pilot.level": "市级"}
    said["pilot.when"] = When.NEW
    question = next(
        q for q in match(_enterprise("甘肃省/兰州市", said), items, others).questions if "不予奖补" in q.quote
    )
    enterprise = _enterprise("甘肃省/兰州市", said | {question.key: "yes"})
    assert not any(" = " in note.text for note in match(enterprise, items, others).notes)
    free = [d.model_copy(update={"clauses": tuple(c for c in d.clauses if "不重复奖补" not in c.text)}) for d in others]
    notes = [note.text for note in match(enterprise, items, free).notes]
    assert any(text.startswith("如果都能获得：") and "20万元" in text and "100万元" in text for text in notes)


@pytest.mark.parametrize(
    ("place", "jurisdiction", "inside"),
    [
        ("甘肃省/兰州市", "甘肃省/兰州市", True),
        ("甘肃省/兰州市/城关区", "甘肃省/兰州市", True),
        ("甘肃省/兰州市", "甘肃省", True),
        ("甘肃省/兰州市", "全国", True),
        ("甘肃省", "甘肃省/兰州市", False),
        ("甘肃省/武威市", "甘肃省/兰州市", False),
        ("甘肃省/兰州新区", "甘肃省/兰州", False),
    ],
)
def test_places(place, jurisdiction, inside):
    assert applies(place, jurisdiction) is inside


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("makerspace", "加大对科技企业孵化器和众创空间财政资金扶持力度"),
        ("voucher", "发放科技创新券"),
        ("insurance", "保证保险合作"),
        ("startup", "大学生创业扶持行动"),
    ],
)
def test_what_is_done_without_a_sum_is_shown_to_whom_it_concerns(documents, key, words):
    def mentions(answer):
        return match(_enterprise("甘肃省/兰州市", {key: answer}), _items(documents), documents).mentions

    assert any(words in mention.quote for mention in mentions("yes"))
    assert mentions("no") == ()
    clauses = {c.clause_id: c for d in documents for c in d.clauses}
    for mention in mentions("yes"):
        assert mention.quote in clauses[mention.url.split("#")[1]].text


def test_what_a_support_quotes_is_mentioned_nowhere_else(documents):
    items = _items(documents)
    for place in {document.jurisdiction for document in documents}:
        result = match(Enterprise(place=place), items, documents)
        quoted = {(m.item.doc_id, m.item.quote) for m in result.matches}
        assert not quoted & {(m.doc_id, m.quote) for m in result.mentions}


def test_conditions_cite_their_clause(documents):
    result = match(Enterprise(place="甘肃省/兰州市"), _items(documents), documents)
    clauses = {c.clause_id: c for d in documents for c in d.clauses}
    for found in result.matches:
        for condition in found.conditions:
            if not condition.of_document:
                assert condition.quote in clauses[condition.url.split("#")[1]].text
            assert condition.state in State
