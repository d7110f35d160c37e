import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.passages import WINDOW, passages, windows
from tests.fakes import a_document


@pytest.mark.parametrize(
    ("text", "size", "expected"),
    [
        pytest.param("一句。", 10, ["一句。"], id="short"),
        pytest.param(
            "第一句话。第二句话。第三句话。", 10, ["第一句话。第二句话。", "第三句话。"], id="whole sentences"
        ),
        pytest.param("没有句号的一句很长的话", 4, ["没有句号", "的一句很", "长的话"], id="a sentence that is too long"),
        pytest.param(
            "短。这是很长很长很长的一句。", 6, ["短。", "这是很长很长", "很长的一句。"], id="short, then too long"
        ),
        pytest.param("", 10, [""], id="nothing"),
    ],
)
def test_windows(text, size, expected):
    assert windows(text, size) == expected


@given(st.text(alphabet="资金支持。；（）\n 、0１a", max_size=80), st.integers(1, 20))
def test_windows_lose_nothing(text, size):
    found = windows(text, size)
    assert found
    assert all(len(window) <= size for window in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_passage_stands_alone():
    document = a_document("plan", "给予30万元。", "句。" * WINDOW)
    found = list(passages(document))
    assert found[0].text == "关于plan的通知 › 1.\n给予30万元。"
    assert [p.clause_id for p in found] == ["plan-1", "plan-2", "plan-2"]
    assert len({p.passage_id for p in found}) == 3
    assert all(p.text.startswith("关于plan的通知 › ") for p in found)
