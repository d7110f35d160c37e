"""What a question asks for: each kind in several wordings, and the words that only look like it."""

from __future__ import annotations

import pytest

from bot.asks import Ask, asks_of, wants_money

ASKED = {
    "amount support": "孵化器奖励多少万元 最高能补多少 按什么比例配套 能领多少钱 补几成 能拿几个点 国家级的给得多吗 "
    "有效发明专利奖多少",
    "amount": "封顶是多少 上限是多少 补贴的额度多大",
    "support": "有没有补贴 办比赛给钱吗 众创空间怎么支持 新材料企业奖励",
    "office": "由哪个部门负责 归谁管 找谁申请 谁来组织比赛 牵头单位是谁 责任单位有哪些",
    "condition": "申报需要什么条件 哪些企业可以申请 有什么门槛 满足什么要求",
    "deadline": "什么时候截止 到哪一年完成 什么时候到期 多久能到账 有效期多久",
    "quantity": "要建成多少家孵化器 目标是多少 培育多少名技术经纪人 引进几个团队 免费给多大地方",
    "material": "要准备什么材料 怎么申请 申报流程是什么 在哪个网站上申报",
    "validity": "现在还有效吗 失效了吗 还能申报吗 是不是已经废止 这个方案定了没有",
    "issuer": "谁发的 哪个单位印发的 什么时候发布的 发文机关是谁",
    "concept": "什么是众创空间 四棒接力是什么意思 概念验证指什么",
    "document": "文号是多少 是完整的吗 主要讲什么 全称是什么",
    "list": "有哪些措施 列出任务 包括哪些内容 都包括什么",
    "compare": "两地有什么区别 比较一下 哪个更高",
    "yes_no": "可以兼职吗 能不能申请 是否允许离岗 我们能参加不 是真的吗",
}


@pytest.mark.parametrize(
    ("question", "asks"), [(q, set(asks.split())) for asks, questions in ASKED.items() for q in questions.split()]
)
def test_what_is_asked(question, asks):
    assert {str(ask) for ask in asks_of(question)[0]} >= asks


@pytest.mark.parametrize("ask", Ask)
def test_every_kind_has_three_wordings(ask):
    assert sum(len(questions.split()) for asks, questions in ASKED.items() if ask in asks.split()) >= 3


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("有效发明专利奖多少", Ask.VALIDITY),
        ("有效期多久", Ask.VALIDITY),
        ("概念验证中心奖多少", Ask.CONCEPT),
        ("哪个单位印发的", Ask.OFFICE),
        ("由哪个部门负责", Ask.ISSUER),
        ("培育多少名技术经纪人", Ask.AMOUNT),
        ("能领多少钱", Ask.QUANTITY),
        ("研发机构", Ask.SUPPORT),
        ("自主研发", Ask.ISSUER),
        ("管理办法", Ask.OFFICE),
        ("材料科学实验室", Ask.MATERIAL),
        ("发明专利", Ask.ISSUER),
        ("哪几家孵化器", Ask.QUANTITY),
    ],
)
def test_look_alikes_ask_for_something_else(text, ask):
    assert ask not in asks_of(text)[0]


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("孵化器奖励多少万元", "孵化器"),
        ("众创空间怎么支持", "众创空间"),
        ("要建成多少家孵化器", "孵化器"),
        ("什么是概念验证中心", "概念验证中心"),
        ("有效发明专利奖多少", "有效发明专利"),
        ("由哪个部门负责", ""),
    ],
)
def test_the_rest_is_the_subject(question, subject):
    assert asks_of(question)[1].strip() == subject


@pytest.mark.parametrize(
    ("question", "money"),
    [("给钱吗", True), ("奖励多少", True), ("有没有补贴", True), ("怎么支持", False), ("归谁管", False)],
)
def test_wants_money(question, money):
    assert wants_money(question) is money


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("补助资金怎么分担", "support"),
        ("申请扶持资金要符合什么条件", "support"),
        ("目标责任制是什么", "quantity"),
        ("到期重新认定的", "deadline"),
        ("都包括什么", "yes_no"),
        ("研发经费投入强度的目标", "support"),
        ("奖补要求占比不低于多少", "support"),
    ],
)
def test_what_is_only_named_is_not_asked_for(question, absent):
    assert absent not in {str(ask) for ask in asks_of(question)[0]}
