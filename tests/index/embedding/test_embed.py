import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from index.embedding.embed import load_embedder
from index.embedding.offline import CARRIED_MODEL
from index.errors import ModelError

pytestmark = pytest.mark.model


def test_it_is_a_langchain_embedder(embedder):
    assert isinstance(embedder, Embeddings)
    assert (embedder.name, embedder.dimension) == (CARRIED_MODEL, 384)
    assert embedder.embed_documents([]) == []


def test_vectors_have_length_one_in_the_order_given(embedder):
    texts = ["孵化器给予30万元资金扶持。" * 20, "短", "", "A text in English.", "①㎡ ２０２０年 α\ud800"]
    vectors = np.array(embedder.embed_documents(texts))
    assert vectors.shape == (5, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    for text, vector in zip(texts, vectors, strict=True):
        assert embedder.embed_documents([text])[0] @ vector == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("question", "answer", "other"),
    [
        ("孵化器给多少钱", "新认定的市级科技企业孵化器给予30万元资金扶持。", "建立科技成果转移转化统计监测体系。"),
        ("买房有补贴吗", "引进的高层次人才给予购房补助。", "每年安排专项资金用于科技研发。"),
        ("how much for an incubator", "新认定的市级科技企业孵化器给予30万元资金扶持。", "加强知识产权保护。"),
    ],
)
def test_a_question_is_nearer_to_its_answer(embedder, question, answer, other):
    query = np.array(embedder.embed_query(question))
    near, far = np.array(embedder.embed_documents([answer, other])) @ query
    assert near > far + 0.02


def test_one_pass_gives_the_vector_and_what_lies_on_the_way_to_it(embedder):
    text = "我们和大学合建研发机构，政府给钱吗？"
    depths = np.array(embedder.depths(text))
    assert depths.shape == (4, 384)
    assert np.linalg.norm(depths, axis=1) == pytest.approx(1, abs=1e-5)
    own = embedder._model.encode_query(text, normalize_embeddings=True)
    assert np.array(embedder.embed_query(text)) @ own == pytest.approx(1, abs=1e-5)


def test_questions_and_passages_have_their_own_prompts(embedder):
    text = "科技创新券"
    assert np.dot(embedder.embed_query(text), embedder.embed_documents([text])[0]) < 0.99


@pytest.mark.parametrize(
    ("model", "message"),
    [
        pytest.param("no-such-model", "there is no embedding model 'no-such-model'", id="neither folder nor hub name"),
        pytest.param("/no/such/folder", "there is no embedding model", id="no such folder"),
        pytest.param("nobody/no-such-model", "cannot load the embedding model 'nobody/no-such-model'", id="no hub"),
        pytest.param("FOLDER", "cannot load the embedding model", id="a folder without a model"),
    ],
)
def test_a_model_that_is_not_there(tmp_path, monkeypatch, model, message):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("index.embedding.embed.stay_offline", lambda name: None)
    with pytest.raises(ModelError, match=message) as error:
        load_embedder(str(tmp_path) if model == "FOLDER" else model, tmp_path)
    assert "POLICY_EMBEDDING_MODEL" in str(error.value)
    assert "\n" not in str(error.value)
