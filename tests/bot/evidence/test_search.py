from __future__ import annotations

import pytest
from langchain_core.retrievers import BaseRetriever

from bot.evidence.search import Retriever
from index.embedding.offline import CARRIED_MODEL
from index.store.policy_index import PolicyIndex

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def index(built_store):
    with_index = PolicyIndex.open(built_store, CARRIED_MODEL)
    yield with_index
    with_index.close()


@pytest.fixture(scope="module")
def retriever(index, embedder):
    return Retriever(index=index, embedder=embedder, k=3)


def test_langchain_documents_carry_what_a_citation_needs(retriever):
    assert isinstance(retriever, BaseRetriever)
    question = "盘锦众创空间奖励"
    documents, hits = retriever.invoke(question), retriever.search(question, 3)
    assert [d.id for d in documents] == [d.metadata["clause_id"] for d in documents] == [hit.clause_id for hit in hits]
    assert [d.metadata["score"] for d in documents] == [hit.score for hit in hits]
    first, clause = documents[0], retriever.index.clause(hits[0].clause_id)
    assert (first.page_content, first.metadata["path"]) == (clause.text, clause.path)
    assert {"title", "issued_on", "effective_on", "expires_on", "similarity", "lexical"} <= first.metadata.keys()
    assert (first.metadata["jurisdiction"], first.metadata["validity"]) == ("辽宁省/盘锦市", "expired")


@pytest.mark.parametrize(("asked", "found"), [({}, 3), ({"k": 1}, 1), ({"k": 7}, 7)])
def test_how_many_documents(retriever, asked, found):
    assert len(retriever.invoke("孵化器", **asked)) == len(retriever.bind(**asked).invoke("孵化器")) == found
