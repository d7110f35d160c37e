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


@pytest.fixture
def lexical(tmp_path):
    write_lexical(TEXTS, tmp_path / "bm25")
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
    write_lexical(TEXTS, tmp_path / "bm25")
    (tmp_path / "bm25" / name).write_bytes(b"\x00")
    with pytest.raises(IndexBroken, match="python -m index build"):
        Lexical.open(tmp_path / "bm25")
