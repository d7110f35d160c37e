"""Matching: twenty made-up enterprises worked out by hand over the documents, and the rules behind, as tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.amounts import amount_of, base_of
from bot.match import applies, match
from bot.matching import Enterprise, Match, Outcome, State
from bot.needs import needs_of
from bot.terms import terms_of
from bot.traits import PLATFORMS, STATUSES, TRAITS, Origin, When
from index.models import PolicyDocument, SupportItem, Validity
from index.read import document_files, read_catalog, read_document
from index.supports import extract_supports

ROOT = Path(__file__).parents[2]
GOLD = [json.loads(line) for line in (ROOT / "tests/gold/enterprises.jsonl").read_text("utf-8").splitlines()]
NEW, RENEWED, EARLIER, PLANNED = When


def _read(folder: Path) -> list[PolicyDocument]:
    facts = read_catalog(folder)
    return [read_document(p, folder, facts.get(p.relative_to(folder).as_posix())) for p in document_files(folder)]


@pytest.fixture(scope="module")
def documents() -> list[PolicyDocument]:
    return _read(ROOT / "documents")


@pytest.fixture(scope="module")
def others() -> list[PolicyDocument]:
    """Documents of other places, some of them in force."""
    return _read(ROOT / "tests/gold/other/documents")


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


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
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
def test_every_first_question_can_change_an_outcome(documents, place):
    items = _items(documents)
    everything = dict.fromkeys(TRAITS, "yes") | {"body": "企业", "origin": "外省"}
    alone = everything | dict.fromkeys((trait.key for trait in (*PLATFORMS, *STATUSES)), "no")

    def outcomes(answers):
        matches = match(Enterprise(place=place, answers=answers), items, documents).matches
        return {m.item.item_id: m.fit for m in matches}

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
    said = {"body": "企业", "hightech": "yes", "hightech.when": NEW}
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
    said = {"body": "企业", "hightech": "yes", "hightech.when": NEW, "pilot": "yes", "pilot.level": "市级"}
    said["pilot.when"] = NEW
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


def _support(beneficiary: str, quote: str = "", **values) -> SupportItem:
    given = {"item_id": "i", "clause_id": "c", "doc_id": "d", "title": "", "kind": "subsidy", "jurisdiction": "某省"}
    given |= {"validity": Validity.IN_FORCE, "quote": quote or f"对{beneficiary}给予支持。", "beneficiary": beneficiary}
    return SupportItem(**(given | values))


@pytest.mark.parametrize(
    ("beneficiary", "keys", "rest"),
    [
        ("新认定的省级孵化器", {"incubator"}, ""),
        ("科技企业孵化器", {"incubator"}, ""),
        ("当年新获批的高新技术企业", {"hightech"}, ""),
        ("承办相关赛事的企事业单位和各类科技服务机构", {"event"}, ""),
        ("企业与高校、院所共建的研发机构", {"rd_body", "joint"}, ""),
        ("企业与高校、院所共建的成果转化基地", {"transfer_base", "joint"}, ""),  # a platform, not 成果转化
        ("企业以知识产权质押方式向银行成功贷款", {"pledge_loan"}, ""),  # not any loan
        ("以合作共建、独立建设等形式设立的研发机构", {"rd_body"}, ""),  # a way, not a demand
        ("高水平创新创业团队", {"talent"}, "judge"),
        ("毕业5年内首次在盘创业的全日制博士研究生", {"talent", "startup"}, "ask"),
        ("国家级大学科技园", {"incubator"}, ""),  # no university
        ("融资性担保机构", set(), "ask"),
    ],
)
def test_what_a_support_asks(beneficiary, keys, rest):
    [(_, needs)] = needs_of([_support(beneficiary)])
    ask = needs.asks[0]
    assert {t.key for t in (*ask.platforms, *ask.statuses, *ask.activities)} == keys
    assert ask.open == rest


def test_when_origins_and_levels_are_read():
    def ask(text, **values):
        return needs_of([_support(text, **values)])[0][1].asks[0]

    assert ask("新认定的省级孵化器").when is NEW
    assert ask("重新认定的高新技术企业").when is RENEWED
    assert ask("当年首次纳入规模以上统计的高新技术企业").when is None  # 首次 of another thing
    assert ask("市级以上孵化器").levels == {"国家级", "省级", "市级"}
    assert ask("国外、省外高校设立的研发机构").origins == {Origin.COUNTRY, Origin.ABROAD}
    assert ask("海外人才项目").origins == frozenset()


def test_classes_of_one_kind_are_one_question():
    quote = "评价结果为A类、B类的孵化器，分别给予50万元、20万元补贴。"
    items = [_support(f"孵化器（{tier}）", quote, tier=tier, amount_cny=n) for tier, n in (("A类", 5e5), ("B类", 2e5))]
    assert [needs.tiers for _, needs in needs_of(items)] == [("A类", "B类")] * 2
    years = [_support(f"孵化器（{tier}）", quote, tier=tier) for tier in ("第一年", "第二年")]
    assert [needs.tiers for _, needs in needs_of(years)] == [(), ()]  # one after the other, not one or the other


@pytest.mark.parametrize(
    ("quote", "values", "base", "stated", "value", "bound"),
    [
        ("按照活动实际支出的40%给予补助，最高20万元。", {"ratio": 0.4, "cap_cny": 2e5}, "活动实际支出", 4e5, 1.6e5, ""),
        ("按照活动实际支出的40%给予补助，最高20万元。", {"ratio": 0.4, "cap_cny": 2e5}, "活动实际支出", 9e5, 2e5, ""),
        ("按照活动实际支出的40%给予补助，最高20万元。", {"ratio": 0.4, "cap_cny": 2e5}, "活动实际支出", None, None, ""),
        ("给予不低于省级补助资金50%的配套。", {"ratio": 0.5}, "省级补助资金", 6e5, 3e5, "least"),
        ("按贷款基准利率50%予以贴息。", {"ratio": 0.5}, "按贷款基准利率计算的贷款利息", 1e5, 5e4, ""),
        ("第一年按年利率2%贴息。", {"ratio": 0.02}, "贷款本金（一年）", 1e6, 2e4, ""),
        ("由市财政予以1:1的配套。", {"ratio": 1.0}, "国家或上级实际给予的资金", 3e5, 3e5, ""),
        ("减按15%的税率征收企业所得税。", {"ratio": 0.15, "kind": "tax"}, "", None, None, ""),
        ("按照市场租金的30%缴纳租金。", {"ratio": 0.3}, "", None, None, ""),  # what one pays
        ("收入增长10%以上的，按照新增部分的10%补助。", {"ratio": 0.1}, "新增部分", 1e6, 1e5, ""),
        ("一次性给予30万元。", {"amount_cny": 3e5, "per": "一次性"}, "", None, 3e5, ""),
        ("单个项目不超过50万元。", {"cap_cny": 5e5, "per": "单个项目"}, "", None, None, "most"),
        ("给予重点支持。", {}, "", None, None, ""),
    ],
)
def test_amounts(quote, values, base, stated, value, bound):
    item = _support("企业", quote, **values)
    assert base_of(item) == base
    amount = amount_of(item, base, stated, damaged=False)
    assert amount.value == value if value is None else amount.value == pytest.approx(value)
    assert amount.bound == bound
    assert amount.steps


def test_nothing_is_worked_out_of_damaged_figures():
    item = _support("企业", "按5%以上奖励。", ratio=0.05)
    assert amount_of(item, "收益", 1e6, damaged=True).value is None


def test_terms_of_documents(others):
    terms = {d.doc_id.split("-")[0]: terms_of(d) for d in others}
    assert [t.quote for t in terms["wuhou"].once_only] == ["【限制条款】同一企业同一事项不重复享受本区同类扶持政策。"]
    assert [len(t.cases) for t in terms["xian"].shut_out] == [3]
    assert terms["wuhou"].for_whom
    assert not terms["zhejiang"].once_only


def test_conditions_cite_their_clause(documents):
    result = match(Enterprise(place="甘肃省/兰州市"), _items(documents), documents)
    clauses = {c.clause_id: c for d in documents for c in d.clauses}
    for found in result.matches:
        for condition in found.conditions:
            if not condition.of_document:
                assert condition.quote in clauses[condition.url.split("#")[1]].text
            assert condition.state in State
