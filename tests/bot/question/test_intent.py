"""What a question is by itself: the kinds of thing it asks for, and the routes of what is no policy question."""

from __future__ import annotations

import pytest

from bot.question.intent import Intent
from bot.question.kinds import Kind
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
def test_kinds(intent, question, kind):
    assert kind in intent(question).kinds
    assert intent(question).route is None


@pytest.mark.parametrize(
    ("question", "route"),
    [
        ("人呢，出来一个跟我讲话", "human"),
        ("你们这个是真人在打字吗", "about_assistant"),
        ("你答的我看不明白，说简单点", "feedback"),
        ("哎，愁得睡不着觉", "feeling"),
        ("孩子他爸走了，我也想跟着去了", "distress"),
        ("教我作假，骗点补贴出来", "crime"),
        ("后天会不会刮大风", "off_topic"),
        ("麻烦啦，多谢多谢", "thanks"),
        ("你这个猪脑子", "insult"),
    ],
)
def test_routes(intent, question, route):
    assert intent(question).route == route


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("市级的呢", True),
        ("那省级呢？", True),
        ("这个政策还有效吗", True),
        ("怎么申请", True),
        ("这样的话能拿几万", True),
        ("引进博士有购房补贴吗", False),
        ("科技企业孵化器奖励多少", False),
        ("我们公司在兰州，想买一项专利来用，有补助没有", False),
    ],
)
def test_what_leans_on_the_question_before(intent, question, leans):
    assert intent(question).leans is leans


def test_what_cannot_be_read_names_the_mend(tmp_path):
    with pytest.raises(ModelError, match="restore it"):
        Intent.load(lambda text: [[0.0]], tmp_path / "weights.safetensors")
