from __future__ import annotations

import pytest

from bot.choose import without_noise

HERE = "对新认定的孵化器、众创空间给予奖励，考核第1名至第5名的企业再给予支持，A类人才安家费，离岗创业"
ELSEWHERE = HERE + "房租补贴 卖方 面上项目"


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("瞪羚企业奖励多少", True),  # qualifies what is known
        ("生育补贴发多少", True),  # stands before the grant
        ("面上项目给多少", True),  # a kind that has a name
        ("D类人才安家费多少", True),  # a class that is not there
        ("孵化器的房租补贴多少", True),  # other documents use it
        # look-alikes
        ("想离岗的研究员有几年", False),  # 离岗 says enough
        ("孵化器给几个票子", False),
        ("我们公司刚进孵化器，奖励多少", False),
        ("当地企业奖励多少", False),
        ("考核第9名的企业给多少", False),  # its range is looked up in the sentence
    ],
)
def test_what_shows_that_the_documents_are_silent(understanding, question, absent):
    query = understanding.read(question)
    _, share = without_noise(query, lambda word: word in HERE, lambda word: word in ELSEWHERE)
    assert (share >= 0.4) is absent
