from __future__ import annotations

import pytest

from index.errors import ModelError
from index.rerank import load_reranker

pytestmark = pytest.mark.model

TEXTS = ["新认定的市级孵化器给予30万元。", "加强知识产权保护。", ""]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A cross-encoder as one is saved; its weights are random, its scores mean nothing."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    words = {c: i for i, c in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *sorted(set("".join(TEXTS)))])}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    path = tmp_path_factory.mktemp("reranker")
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    ).save_pretrained(path)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    config.num_labels = 1
    BertForSequenceClassification(config).save_pretrained(path)
    return path


def test_a_score_for_each_text_in_order(folder):
    reranker = load_reranker(str(folder))
    scores = reranker.scores("孵化器给多少？", TEXTS)
    assert len(set(scores)) == 3
    assert reranker.scores("孵化器给多少？", TEXTS[::-1]) == pytest.approx(scores[::-1], abs=1e-5)
    assert reranker.scores("孵化器给多少？\ud800", TEXTS[:1])


@pytest.mark.parametrize("name", ["no-such-folder", "nobody/no-such-model"])
def test_a_reranker_that_is_not_there(name):
    with pytest.raises(ModelError, match="POLICY_RERANKER"):
        load_reranker(name)
