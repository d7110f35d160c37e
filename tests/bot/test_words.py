"""Words of a question: what names something, other ways to say it, spelling by sound."""

from __future__ import annotations

import pytest

from bot.words import Vocabulary
from index.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("高企", ["高企"]),
        ("瞪羚企业", ["瞪羚", "企业"]),
        ("众创空间的奖励", ["众创空间", "奖励"]),
        ("A类人才", ["A类", "人才"]),
        ("第3名的孵化器", ["第3名", "孵化器"]),
        ("孵化器孵化器", ["孵化器"]),
        ("的了吗呢", []),
        ("？！……", []),
        ("", []),
    ],
)
def test_terms(vocabulary, text, terms):
    assert [t.text for t in vocabulary.terms(text)] == terms


@pytest.mark.parametrize(
    ("word", "thing", "decisive", "label"),
    [
        ("孵化器", True, True, False),
        ("瞪羚", True, True, False),
        ("B类", True, True, True),
        ("第二名", True, True, True),
        ("老板", False, False, False),
        ("2020", False, False, False),
    ],
)
def test_how_much_a_word_tells(vocabulary, word, thing, decisive, label):
    (term,) = vocabulary.terms(word)
    assert (term.is_thing, term.is_decisive, term.is_label) == (thing, decisive, label)
    assert 0.3 <= term.weight <= 2 or label


@pytest.mark.parametrize(
    ("word", "way"),
    [("高企", "高新技术企业"), ("比赛", "赛事"), ("买房", "购房"), ("个税", "个人所得税"), ("兰州大学", "高校")],
)
def test_everyday_words_are_official_ones(vocabulary, word, way):
    assert way in vocabulary.alternatives(word)


@pytest.mark.parametrize(("word", "way"), [("高企", "企业"), ("大学生", "高校"), ("孵化器", "众创空间")])
def test_other_things_are_not(vocabulary, word, way):
    assert way not in vocabulary.alternatives(word)


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("高企", "对高新技术企业给予奖励", 1.0),
        ("众创空间", "新认定的孵化器", 0.0),
        ("众创空间", "众创空间", 1.0),
        ("博士", "购房补贴", 0.0),
    ],
)
def test_found_in(vocabulary, term, text, found):
    assert vocabulary.terms(term)[0].found_in(text) == found


@pytest.mark.parametrize(
    "text", ["frame = 3", "not toml [", 'frame=""\nasker=""\nnames=""\nspelled=""\ngroups=[]\nkinds={}']
)
def test_a_broken_file_of_words(tmp_path, text):
    path = tmp_path / "everyday.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match="everyday"):
        Vocabulary.load(path, tmp_path)


def test_a_missing_file_of_words(tmp_path):
    with pytest.raises(SettingsError, match="restore"):
        Vocabulary.load(tmp_path / "none.toml", tmp_path)
