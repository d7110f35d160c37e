"""A heading names, a sentence states: what of a numbered unit stands in its path."""

from __future__ import annotations

import pytest

from index.reading.clauses import parse
from index.reading.clean import clean
from index.reading.layout import lay_out

REST = "支持企业开展技术攻关，按照项目实际投入给予补助，具体标准另行制定。"


def heading(unit: str, title: str = "某市若干措施") -> str:
    text = clean(f"{title}\n{unit}").text
    return parse(text, lay_out(text), "d").clauses[0].heading


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("加强孵化载体建设，构建创新创业孵化体系", True),
        ("推进兰州新区、高新区、经济区与在兰高校院所建立对接机制", True),
        ("推行“科技副总”", True),
        ("落实研发费用加计扣除等税收优惠政策", True),
        ("在孵企业培育", True),
        ("对接国家重大平台", True),
        ("经费管理", True),
        ("明确责任，有序推进", True),
        ("到2025年的目标", True),
        ("科技成果的转化", True),
        ("人才认定全年受理，按季度评审", False),
        ("本政策自2025年3月1日起施行，有效期至2029年12月31日", False),
        ("本办法由市科技局解释", False),
        ("有下列情形之一的单位，不得享受本措施支持", False),
        ("列入科研失信名单的单位和个人不得申报", False),
        ("同一企业同一年度限报1项", False),
        ("市财政局负责资金拨付", False),
        ("对首次认定的高新技术企业给予20万元奖励", False),
        ("申请人应当符合下列条件", False),
        ("在本市注册的企业可以申请", False),
        ("企业按季度申报，逾期不予受理", False),
        ("每年组织不少于2次培训", False),
        ("本细则所称孵化器，是指科技创业服务机构", False),
    ],
)
@pytest.mark.parametrize("number", ["1.", "（一）", "一、"])
def test_a_first_sentence(number, sentence, names):
    assert heading(f"{number}{sentence}。{REST}") == (sentence if names else "")


def test_a_line_of_its_own():
    assert heading(f"一、对企业的支持\n{REST}") == "对企业的支持"
    assert heading(f"一、企业应当承诺\n{REST}") == ""


@pytest.mark.parametrize(
    ("article", "names"),
    [
        ("【目的依据】\n", "目的依据"),
        ("（适用范围）", "适用范围"),
        ("申报条件\n", "申报条件"),
        # the first line of a text that breaks anywhere
        ("对新认定的中试平台\n", ""),
        ("企业应当具备条件\n", ""),
        ("设立专项。", ""),
        ("中试基地奖补。", "中试基地奖补"),
        ("申报时间和程序。", "申报时间和程序"),
        # sentences
        ("企业应当按期提交申报材料。", ""),
        ("专项资金实行专款专用原则。", ""),
        ("对验收合格的给予补助。", ""),
    ],
)
def test_an_article(article, names):
    assert heading(f"第一条 {article}{REST}\n第二条 {REST}", "某市管理办法") == names


def test_a_heading_of_an_article_stands_above_its_list():
    text = clean(f"某市细则\n第一条 {REST}\n第二条 中试基地补助\n1.支持对象：企业。\n2.支持标准：50万元。").text
    assert parse(text, lay_out(text), "d").clauses[-1].path == "第二条 中试基地补助"


def test_a_list_either_names_its_items_or_states_them():
    items = ["市科技局受理申报。逾期不再受理。", "企业提交材料，并作出承诺。", "财政局拨付资金，并监督使用。"]
    text = clean("某市措施\n" + "\n".join(f"{n}.{item}" for n, item in enumerate(items, 1))).text
    assert [clause.heading for clause in parse(text, lay_out(text), "d").clauses] == ["", "", ""]
    names = [
        "受理申报。市科技局受理，逾期不再受理。",
        "提交材料。企业提交，并作出承诺。",
        "财政局拨付资金，并监督使用。",
    ]
    text = clean("某市措施\n" + "\n".join(f"{n}.{item}" for n, item in enumerate(names, 1))).text
    assert [clause.heading for clause in parse(text, lay_out(text), "d").clauses] == ["受理申报", "提交材料", ""]


@pytest.mark.parametrize(
    ("unit", "head"),
    [
        ("1.支持额度：每项支持12万元。拟支持8项左右。", "支持额度"),
        ("1.支持额度：采取前补助方式，每项支持25万元。拟支持8项左右。", "支持额度"),
        ("1.申报条件：在本市注册的企业可以申报。每家限报2项。", "申报条件"),
        ("1.明确支持标准，规范评审流程。支持标准：另行制定。", "明确支持标准，规范评审流程"),
    ],
)
def test_a_label_heads_what_it_leads_in(unit, head):
    assert heading(unit) == head
