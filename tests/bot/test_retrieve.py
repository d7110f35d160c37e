from __future__ import annotations

import pytest

from bot.retrieve import PolicyRetriever, Retriever
from index.offline import CARRIED_MODEL
from index.store import PolicyIndex

pytestmark = pytest.mark.model


class PrefersLate:
    """Behind the seam of a reranker: the later a clause was found, the better."""

    def scores(self, question, texts):
        assert question and all(texts)
        return [float(place) for place in range(len(texts))]


@pytest.fixture(scope="module")
def index(built_store):
    with_index = PolicyIndex.open(built_store, CARRIED_MODEL)
    yield with_index
    with_index.close()


def test_a_reranker_has_the_last_word_on_the_order(index, embedder):
    plain = Retriever(index, embedder).search("孵化器给多少钱", 30)
    ordered = Retriever(index, embedder, reranker=PrefersLate()).search("孵化器给多少钱", 5)
    assert [hit.clause_id for hit in ordered] == [hit.clause_id for hit in plain[:-6:-1]]
    assert [hit.similarity for hit in ordered] == [hit.similarity for hit in plain[:-6:-1]]


def test_langchain_documents_carry_what_a_citation_needs(index, embedder):
    documents = PolicyRetriever(retriever=Retriever(index, embedder), k=3).invoke("盘锦众创空间奖励")
    assert len(documents) == 3
    assert {"clause_id", "title", "validity", "jurisdiction"} <= documents[0].metadata.keys()
    assert documents[0].metadata["jurisdiction"] == "辽宁省/盘锦市"
