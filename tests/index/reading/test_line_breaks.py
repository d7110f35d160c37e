"""Text in lines of one width, as tools write it that take text out of set pages."""

import re
from itertools import count

import pytest

from index.document import read_text
from index.reading.clean import clean
from index.reading.line_breaks import width

NOTICE = "江州市人民政府办公室关于印发江州市优化营商环境若干措施的通知（2023 年4 月28 日）"
PARAGRAPHS = [
    "江政办发〔2023〕11 号",
    "各县（市、区）人民政府，市政府直属各单位：",
    "现将《江州市优化营商环境若干措施》印发给你们，请认真组织实施。",
    "江州市人民政府办公室",
    "2023 年4 月28 日",
    "（此件公开发布）",
    "江州市优化营商环境若干措施",
    "为深入贯彻落实优化营商环境决策部署，围绕企业全生命周期需求，更大程度激发市场活力，进一步打造“最优”营商环境，"
    "结合我市实际，现提出以下措施。",
    "一、支持企业创新",
    "（一）加大研发投入，落实奖补政策",
    "对首次认定的高新技术企业（含外地迁入企业）给予一次性20 万元奖励，其中规模以上企业再给予10 万元；"
    "对市区上年度允许加计扣除研发费用达到100 万元以上且年增长15%以上的企业，按10%给予不超过200 万元的补助。",
    "（二）优化融资服务",
    "对获得科技贷款的企业按照实际支付利息的50%给予贴息，单户最高不超过30 万元，同一笔贷款不重复享受，贴息期限最长不超过"
    "12 个月。（责任单位：市科技局、市财政局、市地方金融监管局、人民银行江州中心支行，各县（市、区）人民政府）",
    "二、附则",
    "本措施自2023 年6 月1 日起施行，有效期至2035 年12 月31 日，由市科技局负责解释，此前的规定与本措施不一致的，"
    "以本措施为准。",
]
TIGHT = [p.replace(" 年", "年").replace(" 月", "月").replace(" 日", "日").replace(" 万", "万") for p in PARAGRAPHS]
TIGHT = [p.replace(" 号", "号").replace(" 个", "个") for p in TIGHT]


def set_lines(paragraph: str, full: int, indent: float = 2.0) -> list[str]:
    """The paragraph as set: lines of one width, the first of them shorter; nothing begins with a closing mark."""
    lines, line = [], ""
    room = full - indent if len(paragraph) > full else full
    for char in paragraph:
        if width(line + char) > room and char not in "，。；：）”、%":
            lines.append(line)
            line, room = "", full
        line += char
    return [*lines, line]


def in_pieces(lines: list[str]) -> list[str]:
    """The same as some tools write it: set lines break at marks, too."""
    marks = count(1)
    text = re.sub("[，”]", lambda m: m[0] if next(marks) % 3 else f"{m[0]}\n", "\n".join(lines))
    return [line for line in text.split("\n") if line]


def page(full: int, *, pieces: bool = False, title_at: int = 26) -> str:
    body = [line for p in PARAGRAPHS[1:] for line in set_lines(p, full)]
    body = in_pieces(body) if pieces else body
    return "\n".join([NOTICE[:title_at], NOTICE[title_at:], PARAGRAPHS[0], *body])


@pytest.mark.parametrize("full", [28, 36, 40])
@pytest.mark.parametrize("title_at", [20, 26])
def test_paragraphs_are_whole_and_all_else_keeps_its_line(full, title_at):
    text = clean(page(full, title_at=title_at)).text
    assert text.split("\n") == [NOTICE.replace("2023 年4 月28 日", "2023年4月28日"), *TIGHT]


@pytest.mark.parametrize("full", [36, 40])
def test_no_sentence_is_cut_where_set_lines_are_in_pieces(full):
    lines = clean(page(full, pieces=True)).text.split("\n")
    for paragraph in TIGHT:
        sentences = paragraph.split("。")
        for sentence in sentences:
            assert any(sentence in line for line in lines), sentence
    for own in ("江州市人民政府办公室", "2023年4月28日", "一、支持企业创新", "（二）优化融资服务", "二、附则"):
        assert own in lines


@pytest.mark.parametrize("mark", ["# Page {}:", "\n## 第 {} 页\n", "- {} -", "\f"])
def test_pages_do_not_matter(mark):
    numbers = count(1)
    rows = page(36).split("\n")
    paged = "\n".join(mark.format(next(numbers)) + "\n" + row if i % 9 == 5 else row for i, row in enumerate(rows))
    assert clean(paged).text == clean(page(36)).text


@pytest.mark.parametrize("number", ["", "4. ", "12.", "9、"])
def test_the_number_of_a_collection_costs_nothing(number):
    document = read_text(number + page(36), "a.txt")
    assert document.title == "江州市优化营商环境若干措施"
    assert document.doc_number == "江政办发〔2023〕11号"
    assert document.issued_on == "2023-04-28"
    assert [w.code for w in document.warnings] == []


def test_a_list_number_that_is_the_documents_own_stays():
    text = "1. 支持对象\n在本市注册的科技型中小企业。\n2. 支持标准\n给予10万元补助。"
    assert clean(text).text == text


def test_blanks_of_cells_and_of_ordinary_print_stay():
    text = "某市措施\nA类 120万元 每月8000元\n第一条 对入库企业给予奖励，共3 个等次，奖励100万元。"
    assert clean(text).text == text


def test_a_title_over_several_lines_needs_no_set_text():
    text = "江州市人民政府关于印发江州市\n2023\n 年科技创新工作\n要点的通知\n江政发〔2023〕1号\n一、支持企业创新。"
    assert clean(text).text.split("\n")[0] == "江州市人民政府关于印发江州市2023年科技创新工作要点的通知"


@pytest.mark.parametrize(
    "text",
    [
        "江州市人民政府\n关于印发科技创新办法的通知\n各单位：",
        "江州市科技局关于印发科技创新办法的通知\n江州市科技创新办法\n第一条 为支持创新，制定本办法。",
        "首页 区县 政策 新闻\n江州市科技局关于支持企业创新的通知\n第一条 为支持创新，制定本办法。",
    ],
)
def test_lines_above_and_below_a_title_are_not_of_it(text):
    assert "关于" in clean(text).text
    assert all(line in text.split("\n") for line in clean(text).text.split("\n"))
