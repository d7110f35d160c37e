"""Where is searched, what is read, in which order it comes, behind a reader that counts shared characters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.evidence.decide import Decide, Outcome
from bot.evidence.gather import Depth, Gather
from bot.evidence.passages import Passage
from bot.evidence.read import Reading
from bot.evidence.search import Retriever
from bot.question.understand import Query

LANZHOU, PANJIN, LIANGZHOU = "甘肃省/兰州市", "辽宁省/盘锦市", "甘肃省/武威市/凉州区"


class SharedPairs:
    """Logit 10 times the share of the question's pairs that a passage has, less 5; sentences likewise."""

    def __init__(self) -> None:
        self.read_passages: list[Passage] = []

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading]:
        self.read_passages += passages
        return [
            Reading(10 * share(question, p.text) - 5, tuple(share(question, p.text[s:e]) for s, e in p.sentences))
            for p in passages
        ]


def share(question: str, text: str) -> float:
    pairs = [question[i : i + 2] for i in range(len(question) - 1)]
    return sum(pair in text for pair in pairs) / max(1, len(pairs))


@pytest.fixture
def reader() -> SharedPairs:
    return SharedPairs()


@pytest.fixture
def gather(small_index, embedder, reader) -> Gather:
    return Gather(
        small_index, Retriever(index=small_index, embedder=embedder), reader, Decide({"score": 4.0}, 0.0, 0.6, 0.3), 30
    )


@pytest.mark.parametrize(
    ("place", "files"),
    [
        (LANZHOU, {"lanzhou.txt"}),
        (f"{LANZHOU}/城关区", {"lanzhou.txt"}),  # a city's rules hold in its districts
        (LIANGZHOU, {"liangzhou.txt"}),
        ("甘肃省", set()),  # a city's rules do not hold in the whole province
        ("甘肃省/武威市", set()),
        ("浙江省/杭州市", set()),
    ],
)
def test_the_documents_that_hold_in_a_place(gather, place, files):
    assert {gather.documents[d].source_file for d in gather.docs_for(place)} == files


def test_the_documents_within_a_place(gather):
    within = {gather.documents[d].source_file for d in gather.docs_within("甘肃省")}
    assert within == {"lanzhou.txt", "liangzhou.txt"}


def test_the_best_clause_comes_first_with_its_sentence(gather):
    found = gather.find(Query("承办创新赛事费用补贴"), gather.docs_for(LANZHOU))
    assert found.decision.outcome is Outcome.ANSWERED
    assert "45万元" in found.evidence[0].quote and found.evidence[0].items[0].cap_cny == 450_000
    assert [r.rank for r in found.reads] == sorted((r.rank for r in found.reads), reverse=True)
    assert {r.document.source_file for r in found.reads} == {"lanzhou.txt"}


def test_nothing_in_an_empty_scope(gather):
    found = gather.find(Query("承办创新赛事费用补贴"), ())
    assert (found.reads, found.decision.reason) == ((), "nothing_found")


def test_what_nothing_says_is_denied(gather):
    assert gather.find(Query("火星移民飞船票价"), None).decision.outcome is Outcome.NOTHING


def test_few_passages_are_read(gather, reader):
    gather.find(Query("孵化器"), None)
    assert 0 < len(reader.read_passages) <= 9
    assert all(p.head.startswith(("兰州市", "盘锦市", "苏州市", "凉州区")) for p in reader.read_passages)


@pytest.mark.parametrize(("depth", "most"), [(Depth(2, 3, 3), 3), (Depth(8, 10, 10), 10)])
def test_as_many_are_read_as_the_depth_says(small_index, embedder, reader, depth, most):
    retriever = Retriever(index=small_index, embedder=embedder)
    gather = Gather(small_index, retriever, reader, Decide({"score": 4.0}, 0.0, 0.6, 0.3), 30, depth)
    gather.find(Query("孵化器"), None)
    assert len({p.text for p in reader.read_passages}) == len(reader.read_passages) <= most


def test_the_clause_that_answered_before_is_read_in_any_case(gather, reader, small_index):
    clauses = [c for d in small_index.documents() for c in small_index.document(d.doc_id).clauses]
    office = next(c.clause_id for c in clauses if "市人社局" in c.text)
    found = gather.find(Query("孵化器奖励多少"), None, focus=office)
    assert office in {r.clause.clause_id for r in found.reads}


def test_a_new_matter_is_found_behind_another(gather):
    asked = Query("承办创新赛事费用补贴", earlier=("孵化器奖励多少",), lean=0.9)
    own, both = Query(asked.text), Query("孵化器奖励多少")
    found = {h.clause_id: h.score for h in gather._hits(asked, None)}
    assert {h.clause_id for q in (own, both) for h in gather._hits(q, None)[:1]} <= set(found)
    assert list(found.values()) == sorted(found.values(), reverse=True)


@pytest.mark.parametrize(("tiers", "reason"), [(("省级",), "reader_sure"), (("县级",), "tier_not_given")])
def test_a_tier_that_the_clause_does_not_give_ends_it(gather, tiers, reason):
    query = Query("对新认定的孵化器分别给予一次性扶持资金", tiers=tiers)
    assert gather.find(query, gather.docs_for(LANZHOU)).decision.reason == reason


def test_a_list_is_one_piece_of_evidence(gather):
    found = gather.find(Query("申请扶持资金的单位应当符合下列条件"), gather.docs_for(LANZHOU))
    assert "500平方米" in found.evidence[0].quote and "3年内没有违法记录" in found.evidence[0].quote


def test_who_repealed_and_whom_to_ask(gather):
    document = gather.documents[gather.docs_for(LANZHOU)[0]]
    assert "市科技局负责解释" in gather.contact(document).quote
    assert gather.repeal_of("《没有的办法》") is None
