"""A page that was copied into one line gets its lines back; a long paragraph stays as it is."""

from __future__ import annotations

from datetime import date

import pytest

from index.document import read_text
from index.language.spans import Tracked
from index.reading.breaks import LONG_LINE, restore_breaks

SENTENCE = "各县区要加强组织领导，细化工作举措，完善配套政策，确保各项任务落到实处、取得实效。"
PAGE = [
    "首页",
    "政策库",
    "项目申报",
    "当前位置：首页>政策库>铜陵",
    "铜陵市人民政府关于支持科技型企业成长的若干意见",
    "铜政〔2024〕18号",
    "发布时间：2024-05-20",
    "点击：310",
    "各县区人民政府，市政府各部门，各有关单位：",
    "为支持科技型企业成长，结合我市实际，提出如下意见。",
    "一、总体要求",
    SENTENCE * 4,
    "二、支持措施",
    "（一）支持研发投入。对首次通过 CNAS 认可的企业，给予 20 万元奖励。（责任单位：市科技局、市财政局）",
    "（二）支持平台建设。对新认定的省级重点实验室，给予50万元奖励。（责任单位：市科技局）",
    "三、保障措施",
    SENTENCE.replace("各县区", "市各部门") * 4,
    "本意见自印发之日起施行，有效期5年。",
    "铜陵市人民政府",
    "2024年5月16日",
    "上一篇：没有了",
    "热门推荐：商标注册",
    "皖ICP备00000000号",
    "Copyright 铜陵企业服务 All Rights Reserved",
]


def test_a_page_in_one_line_is_read_like_the_page():
    flat = read_text(" ".join(PAGE), "flat.txt", today=date(2026, 1, 1))
    page = read_text("\n".join(PAGE), "flat.txt", today=date(2026, 1, 1))
    assert flat.clean_text == page.clean_text
    assert flat.clauses == page.clauses
    assert [warning.code for warning in flat.warnings] == ["breaks_lost", "furniture_removed"]
    assert (flat.title, flat.doc_number) == (PAGE[4], "铜政〔2024〕18号")
    assert (flat.issuers, flat.jurisdiction) == (("铜陵市人民政府",), "安徽省/铜陵市")
    assert (flat.issued_on, flat.published_on) == ("2024-05-16", "2024-05-20")
    assert (flat.effective_on, flat.expires_on, flat.validity) == ("2024-05-16", "2029-05-15", "in_force")
    assert [clause.path for clause in flat.clauses] == [
        "引言",
        "一、总体要求",
        "二、支持措施 › （一）支持研发投入",
        "二、支持措施 › （二）支持平台建设",
        "三、保障措施",
    ]
    assert "CNAS 认可的企业，给予 20 万元" in flat.clauses[2].text


def test_a_regulation_in_one_line():
    lines = ["某市科技创新促进办法", "第一章 总则", f"第一条 {SENTENCE * 6}", "第二章 附则"]
    lines += [f"第二条 {SENTENCE * 6}", f"第三条 {SENTENCE}"]
    assert restore_breaks(Tracked.of(" ".join(lines))).text.split("\n") == lines


@pytest.mark.parametrize(
    "line",
    [
        # one paragraph, however long, with numbers that head nothing
        SENTENCE * 20 + " 一、二等奖按 （一） 的规定执行。",
        # a short line with headings
        " ".join(["一、总则", "二、措施", "三、附则", SENTENCE])[: LONG_LINE - 1],
        # a list of numbers of one level lower
        " ".join(f"{n}.{SENTENCE * 2}" for n in range(1, 10)),
    ],
)
def test_a_long_paragraph_stays_one_line(line):
    assert restore_breaks(Tracked.of(line)).text == line


GLUED = (
    "榆川市人民政府关于印发《榆川市支持创新若干政策》的通知\n各县（市、区）人民政府，市级各部门："
    "《榆川市支持创新若干政策》已经审议通过，现印发给你们。榆川市人民政府2024年5月6日榆川市支持创新若干政策"
    "为支持创新，制定本政策。一、支持平台1.对省级平台给予50万元奖励。2.对市级平台给予1.5万元奖励。（责任单位：市科技局）"
    f"二、支持人才。{SENTENCE * 12}三、附则。本政策自印发之日起施行，有效期2年。"
    "相关附件：二维码开始扫一扫在手机打开当前页"
)


def test_a_page_with_nothing_for_its_line_ends():
    document = read_text(GLUED, "page.txt", today=date(2024, 6, 1))
    last = [c.path.split(" › ")[-1] for c in document.clauses][-4:]
    assert last == ["1.", "2.", "二、支持人才", "三、附则"]
    assert document.title == "榆川市支持创新若干政策" and document.issued_on == "2024-05-06"
    assert "breaks_lost" in {w.code for w in document.warnings} and "扫一扫" not in document.clean_text


def test_a_long_paragraph_keeps_its_numbers():
    paragraph = "主要任务：" + "".join(f"{n}.{SENTENCE}" for n in range(1, 16))
    text = f"{paragraph}\n" + f"{SENTENCE}\n" * 30
    assert restore_breaks(Tracked.of(text)).text == text
