import hashlib

import numpy as np
import pytest

from index.errors import IndexBroken
from index.store.lexical import Lexical, tokens, write_lexical

TEXTS = [
    "新认定的市级科技企业孵化器给予30万元资金扶持",
    "引进高层次人才给予住房补贴",
    "技术转移机构按技术合同成交额的2%给予补助",
    "５Ｇ ＡＩ 企业",
]


def keyed(texts):
    return [(text_hash(text), text) for text in texts]


def text_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@pytest.fixture
def lexical(tmp_path):
    write_lexical(keyed(TEXTS), tmp_path / "bm25")
    return Lexical.open(tmp_path / "bm25")


@pytest.mark.parametrize(
    ("text", "there", "missing"),
    [
        pytest.param(
            "孵化器扶持", {"孵化器", "孵化", "化器", "器扶", "扶"}, {"孵化器扶持"}, id="words, pairs, characters"
        ),
        pytest.param("给予30万元。", {"30", "30万元", "万元"}, {"。", "30万"}, id="a figure with its unit"),
        pytest.param("资助50%", {"50", "50%"}, {"%"}, id="a ratio"),
        pytest.param("ＡＩ与5G", {"ai", "5g", "与"}, {"ＡＩ", "AI"}, id="full width and capitals"),
        pytest.param("，。！ \n", set(), {"，", " "}, id="punctuation is no term"),
    ],
)
def test_tokens(text, there, missing):
    found = set(tokens(text))
    assert there <= found
    assert not missing & found


@pytest.mark.parametrize(
    ("question", "best"),
    [("孵化器给多少钱", 0), ("人才住房", 1), ("技术合同2%", 2), ("ai", 3), ("30万元", 0)],
)
def test_the_text_that_shares_most_is_first(lexical, question, best):
    assert int(np.argmax(lexical.scores(question))) == best


@pytest.mark.parametrize("question", ["", "！？", "zzz", "\ud800"])
def test_a_question_that_shares_nothing_scores_nothing(lexical, question):
    assert lexical.scores(question).tolist() == [0.0] * len(TEXTS)


def test_no_texts(tmp_path):
    write_lexical([], tmp_path / "bm25")
    assert Lexical.open(tmp_path / "bm25").scores("政策").tolist() == []


@pytest.mark.parametrize("name", ["terms.json", "size", "data.csc.index.npy", "params.index.json"])
def test_a_damaged_folder_is_told(tmp_path, name):
    write_lexical(keyed(TEXTS), tmp_path / "bm25")
    (tmp_path / "bm25" / name).write_bytes(b"\x00")
    with pytest.raises(IndexBroken, match="python -m index build"):
        Lexical.open(tmp_path / "bm25")


QUESTIONS = ["孵化器给多少钱", "人才住房", "技术合同2%", "ai", "大赛"]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param(TEXTS, id="nothing changed"),
        pytest.param([*TEXTS, "大赛给予10万元"], id="one more"),
        pytest.param([*TEXTS[2:], TEXTS[0], TEXTS[0]], id="another order, one gone, one twice"),
        pytest.param([], id="all gone"),
        pytest.param(["！？", *TEXTS], id="one without terms"),
    ],
)
@pytest.mark.parametrize("damage", [None, "keys", "terms.bin", "terms.json"])
def test_terms_that_are_taken_over_find_the_same(tmp_path, monkeypatch, texts, damage):
    write_lexical(keyed(TEXTS), tmp_path / "before")
    write_lexical(keyed(texts), tmp_path / "anew")
    cut = []
    monkeypatch.setattr("index.store.lexical.tokens", lambda text: cut.append(text) or tokens(text))
    if damage:
        (tmp_path / "before" / damage).write_bytes(b"\x00")
    write_lexical(keyed(texts), tmp_path / "after", tmp_path / "before")
    new = texts if damage else [text for text in texts if text not in TEXTS]
    assert cut == new
    anew, after = Lexical.open(tmp_path / "anew"), Lexical.open(tmp_path / "after")
    for question in QUESTIONS:
        assert after.scores(question).tolist() == pytest.approx(anew.scores(question).tolist())
