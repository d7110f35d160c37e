from __future__ import annotations

import pytest

from bot.evidence.search import PolicyRetriever, Retriever
from index.embedding.offline import CARRIED_MODEL
from index.store.policy_index import PolicyIndex

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def index(built_store):
    with_index = PolicyIndex.open(built_store, CARRIED_MODEL)
    yield with_index
    with_index.close()


def test_langchain_documents_carry_what_a_citation_needs(index, embedder):
    documents = PolicyRetriever(retriever=Retriever(index, embedder), k=3).invoke("盘锦众创空间奖励")
    assert len(documents) == 3
    assert {"clause_id", "title", "validity", "jurisdiction"} <= documents[0].metadata.keys()
    assert documents[0].metadata["jurisdiction"] == "辽宁省/盘锦市"
