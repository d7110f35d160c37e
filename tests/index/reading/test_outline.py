"""Which numbers head a clause: whole little documents, and the paths that come out."""

import pytest

from index.reading.clauses import parse
from index.reading.clean import clean
from index.reading.layout import lay_out
from index.reading.outline import Hints


def paths(text, hints=None):
    """Clause key and path of each clause."""
    clean_text = clean(text).text
    parsed = parse(clean_text, lay_out(clean_text), "d", hints)
    return [(clause.clause_id.removeprefix("d."), clause.path) for clause in parsed.clauses]


LONG = (
    "支持企业开展技术攻关，按照项目实际投入给予补助，具体标准由市科技局会同市财政局另行制定并向社会公布，"
    "本款所称企业是指在本市注册的企业。"
)

CASES = {
    "the levels of an official document": (
        f"某市实施方案\n为做好工作，制定本方案。\n一、总体要求\n{LONG}\n二、重点任务\n（一）加强研发\n"
        f"1.支持平台。{LONG}\n（1）{LONG}\n"
        f"（2）{LONG}\n2.支持人才。{LONG}\n（二）加强转化\n3.建设市场。{LONG}",
        [
            ("p1", "引言"),
            ("s1", "一、总体要求"),
            ("s2.1.1", "二、重点任务 › （一）加强研发 › 1.支持平台"),
            ("s2.1.1.1", "二、重点任务 › （一）加强研发 › 1.支持平台 › （1）"),
            ("s2.1.1.2", "二、重点任务 › （一）加强研发 › 1.支持平台 › （2）"),
            ("s2.1.2", "二、重点任务 › （一）加强研发 › 2.支持人才"),
            ("s2.2.3", "二、重点任务 › （二）加强转化 › 3.建设市场"),
        ],
    ),
    "chapters and articles, numbered through": (
        f"某市管理办法\n第一章 总则\n第一条 {LONG}\n第二条 本办法所称企业，见第三条。\n第二章 附则\n第三条 {LONG}",
        [("a1", "第一章 总则 › 第一条"), ("a2", "第一章 总则 › 第二条"), ("a3", "第二章 附则 › 第三条")],
    ),
    "an article holds its paragraphs and items": (
        f"某市管理办法\n第一条 {LONG}\n申请人应当提交材料。\n第二条 有下列情形之一的，不予支持：\n（一）未注册；"
        f"\n（二）已失信。\n第三条 {LONG}",
        [("a1", "第一条"), ("a2", "第二条"), ("a3", "第三条")],
    ),
    "an article with a heading in brackets": (
        f"某市条例\n第一条【目的依据】{LONG}\n第二条（适用范围）{LONG}",
        [("a1", "第一条 目的依据"), ("a2", "第二条 适用范围")],
    ),
    "a wrapped reference at the start of a line": (
        f"某市管理办法\n第一条 {LONG}\n第二条 企业申请支持的，应当先向所在地的科技主管部门提交材料，"
        f"由科技主管部门会同财政部门审核，并符合本办法\n第一条规定的条件，{LONG}\n第三条 {LONG}",
        [("a1", "第一条"), ("a2", "第二条"), ("a3", "第三条")],
    ),
    "numbers inside a line that has lost its line ends": (
        f"某市若干措施\n一、指导思想以习近平新时代中国特色社会主义思想为指导，{LONG}二、基本原则1建立体系，"
        f"{LONG}2 .完善机制，{LONG}"
        f"三、主要任务(一)实施提升行动3支持平台。{LONG}4 .支持1.5亿元以上的项目，{LONG}",
        [
            ("s1", "一、指导思想"),
            ("s2.1", "二、基本原则 › 1."),
            ("s2.2", "二、基本原则 › 2."),
            ("s3.1.3", "三、主要任务 › （一）实施提升行动 › 3.支持平台"),
            ("s3.1.4", "三、主要任务 › （一）实施提升行动 › 4."),
        ],
    ),
    "articles run together": (
        f"某市管理办法\n"
        f"第一章总则第一条{LONG}第二条{LONG}第二章附则第三条{LONG}第四条本办法按照《某法》第五条执行，{LONG}",
        [
            ("a1", "第一章 总则 › 第一条"),
            ("a2", "第一章 总则 › 第二条"),
            ("a3", "第二章 附则 › 第三条"),
            ("a4", "第二章 附则 › 第四条"),
        ],
    ),
    "（一） below 1.": (
        f"某市指南\n1.申报条件\n（一）{LONG}\n（二）{LONG}\n2.申报材料\n（一）{LONG}\n（二）{LONG}",
        [
            ("s1.1", "1.申报条件 › （一）"),
            ("s1.2", "1.申报条件 › （二）"),
            ("s2.1", "2.申报材料 › （一）"),
            ("s2.2", "2.申报材料 › （二）"),
        ],
    ),
    "decimal numbers of a guideline": (
        f"某市工作指南\n1 总则\n1.1 目的\n{LONG}\n1.2 范围\n{LONG}1.5亿元以上的除外。\n2 程序\n2.1 申报\n2.1.1 "
        f"网上申报\n{LONG}",
        [
            ("s1.1", "1.总则 › 1.1 目的"),
            ("s1.2", "1.总则 › 1.2 范围"),
            ("s2.1.1", "2.程序 › 2.1 申报 › 2.1.1 网上申报"),
        ],
    ),
    "headings without numbers": (
        f"某市申报指南\n申报条件\n1.{LONG}\n2.{LONG}\n申报材料\n1.{LONG}\n2.{LONG}\n支持方式\n{LONG}",
        [
            ("h1.s1", "申报条件 › 1."),
            ("h1.s2", "申报条件 › 2."),
            ("h2.s1", "申报材料 › 1."),
            ("h2.s2", "申报材料 › 2."),
            ("h3", "支持方式"),
        ],
    ),
    "articles through chapters that 一、 numbers": (
        f"某市细则\n一、总则\n第一条 {LONG}\n第二条 {LONG}\n二、支持标准\n第三条 {LONG}\n1.甲\n2.乙\n"
        f"三、附则\n第四条 {LONG}",
        [
            ("a1", "一、总则 › 第一条"),
            ("a2", "一、总则 › 第二条"),
            ("a3", "二、支持标准 › 第三条"),
            ("a4", "三、附则 › 第四条"),
        ],
    ),
    "一、 in an article": (
        f"某市办法\n第一条 {LONG}\n第二条 符合下列条件：\n一、{LONG}\n二、{LONG}\n第三条 {LONG}",
        [("a1", "第一条"), ("a2", "第二条"), ("a3", "第三条")],
    ),
    "annexes with numbers of their own": (
        f"某市管理办法\n第一条 {LONG}\n第二条 {LONG}\n附件：1.申报指南\n2.名单\n某市科学技术局\n2024年1月5日\n"
        f"附件1\n申报指南\n一、条件\n{LONG}\n"
        f"二、材料\n{LONG}\n附件2\n名单\n一、企业\n{LONG}",
        [
            ("a1", "第一条"),
            ("a2", "第二条"),
            ("att1.s1", "附件1 申报指南 › 一、条件"),
            ("att1.s2", "附件1 申报指南 › 二、材料"),
            ("att2.s1", "附件2 名单 › 一、企业"),
        ],
    ),
    "一是 二是 三是 stay in their clause": (
        f"某市方案\n一、工作要求\n一是{LONG}二是{LONG}三是{LONG}\n二、实施步骤\n{LONG}",
        [("s1", "一、工作要求"), ("s2", "二、实施步骤")],
    ),
    "a gap in the numbers": (
        f"某市方案\n1.{LONG}\n2.{LONG}\n4.{LONG}",
        [("s1", "1."), ("s2", "2."), ("s4", "4.")],
    ),
    "the same number twice": (
        f"某市方案\n一、目标\n{LONG}\n二、任务\n{LONG}\n二、保障\n{LONG}",
        [("s1", "一、目标"), ("s2", "二、任务"), ("s2-2", "二、保障")],
    ),
    "no numbers at all: a clause a paragraph": (
        f"关于某事的公告\n{LONG}\n{LONG}\n{LONG}",
        [("p1", ""), ("p2", ""), ("p3", "")],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_outline(name):
    text, expected = CASES[name]
    assert paths(text) == expected


def test_markup_makes_headings_and_rows():
    text = (
        f"某市申报指南\n资助标准和管理要求，以及其他事项\n{LONG}\n级别：国家级；标准：100万元。\n级别：省级；"
        f"标准：50万元。\n{LONG}"
    )
    clean_text = clean(text).text
    at = [clean_text.index(words) for words in ("资助标准", "级别：国家级", "级别：省级")]
    assert paths(text, Hints({at[0]: 1}, frozenset(at[1:]))) == [
        ("h1", "资助标准和管理要求，以及其他事项"),
        ("h1.t1", "资助标准和管理要求，以及其他事项"),
        ("h1.t2", "资助标准和管理要求，以及其他事项"),
        ("h1.t3", "资助标准和管理要求，以及其他事项"),
    ]
