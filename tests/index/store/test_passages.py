import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.passages import WINDOW, passages, windows
from tests.fakes import a_document

SENTENCE = "对新认定的孵化器给予一次性三十万元奖励。"


@pytest.mark.parametrize(
    ("text", "size", "expected"),
    [
        pytest.param("一句。", 10, ["一句。"], id="short"),
        pytest.param(
            "第一句话。第二句话。第三句话。", 10, ["第一句话。第二句话。", "第三句话。"], id="whole sentences"
        ),
        pytest.param("没有句号的一句很长的话", 4, ["没有句号", "的一句很", "长的话"], id="a sentence that is too long"),
        pytest.param("短。这是很长很长的一句话。", 7, ["短。", "这是很长很长的", "一句话。"], id="then too long"),
        pytest.param("很长的一句，接着说。", 8, ["很长的一句，", "接着说。"], id="cut at a comma"),
        pytest.param("第一句话是这样。尾。", 8, ["第一句话是这样。尾。"], id="a short rest joins"),
        pytest.param("", 10, [""], id="nothing"),
        pytest.param(SENTENCE * 9, WINDOW, [SENTENCE * 9], id="nine"),
        pytest.param(SENTENCE * 19, WINDOW, [SENTENCE * 10, SENTENCE * 9], id="nineteen"),
    ],
)
def test_windows(text, size, expected):
    assert [text[w.start : w.end] for w in windows(text, size)] == expected


@given(st.text(alphabet="资金支持。；，（）\n 、0１a", max_size=300), st.integers(1, 60))
def test_windows_lose_nothing(text, size):
    found = windows(text, size)
    assert found
    assert all(window.end - window.start <= size * 1.3 + 1 for window in found)
    spans = [span for window in found for span in window.sentences]
    assert spans == sorted(spans)
    assert "".join("".join(text[s:e].split()) for s, e in spans) == "".join(text.split())


def test_a_passage_stands_alone():
    document = a_document("plan", "给予30万元。", "句。" * WINDOW)
    found = list(passages(document))
    assert found[0].text == "关于plan的通知 › 1.\n给予30万元。"
    assert [p.clause_id for p in found] == ["plan-1", "plan-2", "plan-2"]
    assert len({p.passage_id for p in found}) == 3
    assert all(p.text.startswith("关于plan的通知 › ") for p in found)
