"""What kind of thing is asked, in words that no rule names."""

from __future__ import annotations

import pytest

from bot.question.kinds import Kind, Kinds
from index.errors import ModelError

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("办一场创客马拉松能从财政那儿拿到几成", Kind.MONEY),
        ("搬厂子来有没有补助", Kind.MONEY),
        ("这事归哪个口管", Kind.OFFICE),
        ("我该打哪个部门电话", Kind.OFFICE),
        ("最迟啥时候交表", Kind.DEADLINE),
        ("怎么申请，要准备哪些材料", Kind.PROCEDURE),
        ("什么样的公司够格", Kind.CONDITION),
        ("这份方案现在还作数吗", Kind.VALIDITY),
        ("这个文件是哪个单位印发的", Kind.DOCUMENT),
        ("兰州和盘锦的孵化器奖励哪个高", Kind.COMPARE),
        ("我刚毕业想创业，有哪些扶持政策", Kind.OVERVIEW),
        ("什么是概念验证", Kind.OTHER),
    ],
)
def test_kinds(embedder, question, kind):
    assert kind in Kinds.load()(embedder.embed_query(question))


def test_the_vector_of_another_model_has_no_kind():
    assert Kinds.load()([0.1] * 7) == frozenset()


def test_what_cannot_be_read_names_the_mend(tmp_path):
    with pytest.raises(ModelError, match="restore it"):
        Kinds.load(tmp_path / "weights.safetensors")
