"""The carried reader tells what answers from what only looks like it, and which sentence does."""

from __future__ import annotations

import pytest

from bot.evidence.graph import FILE
from bot.evidence.local_reader import CARRIED_READER, WEIGHTS, load_reader
from bot.evidence.passages import Passage, head, passage
from bot.evidence.read import Reading, Remembering
from index.embedding.made_once import version_of
from index.errors import ModelError
from index.store.passages import windows

pytestmark = pytest.mark.model

TEXT = (
    "三、支持创新赛事。企业承办创新赛事的，按照活动费用实际发生总额的40%，给予最高45万元的费用补贴。"
    "大赛获奖项目优先推荐参加省级比赛。本条由市工业和信息化局负责。"
)
OTHERS = [
    "二、支持众创空间建设。鼓励高校、院所建设众创空间，完善创业服务，营造创业氛围。",
    "八、本措施自2024年3月1日起施行，有效期5年，由市科技局负责解释。",
    "六、规范资金使用。扶持资金不得用于购买理财产品。",
]


def cut(text: str) -> Passage:
    return passage(head("某市支持创新若干措施", "三、"), text, windows(text)[0])


@pytest.mark.parametrize(
    "question",
    [
        "办个创新比赛政府补多少",
        "承办赛事补贴比例",
        pytest.param(
            "搞大赛花的钱能报销一部分吗", marks=pytest.mark.xfail(reason="read as second since the last training")
        ),
        "企业办赛最高给几十万",
    ],
)
def test_what_answers_is_read_as_such(reader, question):
    readings = reader.read(question, [cut(text) for text in [*OTHERS, TEXT]])
    scores = [r.score for r in readings]
    assert scores.index(max(scores)) == len(OTHERS)
    assert scores[-1] > max(scores[:-1]) + 1


def test_the_sentence_that_answers(reader):
    made = cut(TEXT)
    (reading,) = reader.read("办赛补贴最高多少钱", [made])
    assert len(reading.sentences) == len(made.sentences)
    best = max(range(len(reading.sentences)), key=lambda i: reading.sentences[i])
    assert "45万元" in made.text[slice(*made.sentences[best])]


def test_readings_do_not_depend_on_their_company(reader):
    made = [cut(text) for text in [*OTHERS, TEXT]]
    together = reader.read("办赛补贴多少", made)
    assert [reader.read("办赛补贴多少", [alone])[0] for alone in made] == together


def test_any_cross_encoder_reads(models_dir, tmp_path):
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    tokenizer = AutoTokenizer.from_pretrained(models_dir / "multilingual-e5-small-v1")
    config = BertConfig(vocab_size=len(tokenizer), hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
                        intermediate_size=8, num_labels=1, pad_token_id=1)  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(tmp_path)
    tokenizer.save_pretrained(tmp_path)
    made = [cut(text) for text in [*OTHERS, TEXT]]
    readings = load_reader(str(tmp_path), models_dir).read("办赛补贴多少", made)
    assert [len(r.sentences) for r in readings] == [len(p.sentences) for p in made]
    assert load_reader(str(tmp_path), models_dir).read("办赛补贴多少", []) == []


def test_a_broken_graph_names_the_mend(models_dir, tmp_path):
    (tmp_path / "multilingual-e5-small-v1").symlink_to(models_dir / "multilingual-e5-small-v1")
    own = tmp_path / f"reader-{version_of(WEIGHTS)}-int8"
    own.mkdir()
    (own / FILE).write_bytes(b"no graph")
    with pytest.raises(ModelError, match=f"remove {own}"):
        load_reader(CARRIED_READER, tmp_path)


@pytest.mark.parametrize("question", ["x" * 900, "\ud800孵化器", " "])
def test_odd_questions_are_read(reader, question):
    assert len(reader.read(question, [cut(TEXT)])) == 1


def test_nothing_to_read(reader):
    assert reader.read("办赛补贴多少", []) == []


def test_nothing_is_read_twice():
    class Counts:
        read_passages = 0

        def read(self, question, passages):
            self.read_passages += len(passages)
            return [Reading(float(len(p.text)), ()) for p in passages]

    counts = Counts()
    remembering = Remembering(counts, size=3)
    made = [cut(text) for text in OTHERS]
    assert remembering.read("问", made) == remembering.read("问", [*made, made[0]])[:3]
    assert counts.read_passages == 3
    remembering.read("另问", made)
    remembering.read("问", made[:1])
    assert counts.read_passages == 7


@pytest.mark.parametrize("name", ["no-such-reader", "/nonexistent"])
def test_an_unknown_reader_names_the_mend(models_dir, name):
    with pytest.raises(ModelError, match="POLICY_READER"):
        load_reader(name, models_dir)


def test_a_folder_that_is_no_cross_encoder(models_dir, tmp_path):
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="POLICY_READER"):
        load_reader(str(tmp_path), models_dir)
