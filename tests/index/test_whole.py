"""Two whole documents of other kinds than the first corpus: a call for projects as PDF, a regulation as Word."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from index.document import read_document
from index.models import PolicyDocument
from tests.index.makers import Grid, make_docx, make_pdf

TODAY = date(2026, 11, 21)


def read(tmp_path: Path, name: str, data: bytes) -> PolicyDocument:
    (tmp_path / name).write_bytes(data)
    return read_document(tmp_path / name, tmp_path, today=TODAY)


def outline(document: PolicyDocument) -> list[tuple[str, str]]:
    return [(clause.clause_id.removeprefix(document.doc_id + "."), clause.path) for clause in document.clauses]


CAPABLE = (
    "申报单位应当建立健全科研项目管理制度，配备与项目实施相适应的研发人员、仪器设备和场地，近三年内无严重失信记录，"
    "能够按期完成项目合同约定的各项任务和指标。"
)
GUIDE = [
    "银川市2026年度重点研发项目申报指南",
    "为做好2026年度重点研发项目组织工作，现就申报事项说明如下。",
    "一、支持领域与标准",
    "本年度设置三个专题，支持标准见下表。",
    Grid(
        [
            ["专题", "支持方式", "资助额度", "执行期限"],
            ["智能制造", "前资助", "不超过200万元", "2年"],
            ["生物医药", "前资助与后补助相结合", "不超过300万元", "3年"],
            ["绿色低碳", "后补助", "不超过100万元", "2年"],
        ],
        borders=False,
    ),
    "资助额度不超过项目总投入的40%，其余由申报单位自筹。",
    "二、申报条件",
    f"（一）{CAPABLE}",
    "（二）项目负责人年龄不超过55周岁。在研市级项目不超过1项。",
    "三、申报时间与方式",
    "网上申报时间为2026年3月1日9时至4月10日17时。各县区科技局于4月20日前完成审核推荐。",
    None,
    "四、组织管理",
    "1.市科技局会同市财政局负责项目评审。立项结果公示5个工作日。",
    "2.项目承担单位对申报材料的真实性负责。",
    "五、联系方式",
    "业务咨询：银川市科学技术局规划处，0951-00000001、0951-00000002",
    "技术支持：银川市科技信息中心，0951-00000003",
    "银川市科学技术局",
    "2026年2月10日",
]


def test_a_call_for_projects_with_a_table_without_borders(tmp_path):
    document = read(tmp_path, "指南.pdf", make_pdf(GUIDE, header="申报指南"))
    assert document.title == "银川市2026年度重点研发项目申报指南"
    assert document.jurisdiction == "宁夏回族自治区/银川市"
    assert (document.issuers, document.issued_on) == (("银川市科学技术局",), "2026-02-10")
    assert document.validity == "unknown"
    assert [w.message for w in document.warnings] == ["申报已于2026年4月10日截止，现已不再受理。"]
    assert outline(document) == [
        ("p1", "引言"),
        ("s1", "一、支持领域与标准"),
        ("s1.t1", "一、支持领域与标准"),
        ("s1.t2", "一、支持领域与标准"),
        ("s1.t3", "一、支持领域与标准"),
        ("s1.t4", "一、支持领域与标准"),
        ("s2.1", "二、申报条件 › （一）"),
        ("s2.2", "二、申报条件 › （二）"),
        ("s3", "三、申报时间与方式"),
        ("s4.1", "四、组织管理 › 1."),
        ("s4.2", "四、组织管理 › 2."),
        ("s5", "五、联系方式"),
    ]
    texts = [clause.text for clause in document.clauses]
    assert texts[2:6] == [
        "专题：智能制造；支持方式：前资助；资助额度：不超过200万元；执行期限：2年。",
        "专题：生物医药；支持方式：前资助与后补助相结合；资助额度：不超过300万元；执行期限：3年。",
        "专题：绿色低碳；支持方式：后补助；资助额度：不超过100万元；执行期限：2年。",
        "资助额度不超过项目总投入的40%，其余由申报单位自筹。",
    ]
    assert texts[6] == f"（一）{CAPABLE}"
    assert document.clauses[9].responsible_units == ("市科技局", "市财政局")
    assert texts[-1].splitlines() == ["五、联系方式", *GUIDE[-4:-2]]
    assert [clause.page for clause in document.clauses] == [1] * 9 + [2] * 3


REGULATION = [
    "宁夏回族自治区科技创新促进条例",
    "（2024年9月26日自治区人民代表大会常务委员会第十次会议通过）",
    "目　　录",
    "第一编　总则",
    "第一章　一般规定",
    "第二编　创新主体",
    "第一章　企业",
    "第一节　研发投入",
    "第二节　人才引进",
    "第二章　高等院校",
    "第三编　附则",
    "第一编　总则",
    "第一章　一般规定",
    "第一条　为了促进科技创新，根据《中华人民共和国科学技术进步法》和有关法律、行政法规，结合自治区实际，制定本条例。",
    "第二条　自治区行政区域内的科技创新活动，适用本条例。",
    "自治区科学技术主管部门负责本条例的组织实施。发展改革、财政等部门按照各自职责做好相关工作。",
    "第二编　创新主体",
    "第一章　企业",
    "第一节　研发投入",
    "第三条　企业研究开发投入符合下列条件之一的，给予补助：",
    "（一）年度投入达到下列标准：",
    "1.规模以上企业不低于500万元；",
    "2.其他企业不低于100万元。",
    "（二）投入强度不低于3%。",
    "前款规定的补助不超过投入总额的10%，每家企业每年最高200万元。",
    "第四条　申请第三条第一款第（一）项补助的，应当在每年6月30日前提出。",
    "第二节　人才引进",
    "第五条　企业引进的高层次人才，由人民政府人力资源社会保障部门会同科学技术主管部门给予支持。",
    "第二章　高等院校",
    "第六条　高等院校应当将不低于70%的转化收益奖励给成果完成人。",
    "第三编　附则",
    "第七条　本条例自2024年12月1日起施行。2008年施行的《宁夏回族自治区科技进步条例》同时废止。",
]


def test_a_regulation_of_parts_chapters_sections_and_articles(tmp_path):
    document = read(tmp_path, "条例.docx", make_docx(REGULATION))
    assert document.title == "宁夏回族自治区科技创新促进条例"
    assert document.jurisdiction == "宁夏回族自治区"
    assert (document.effective_on, document.expires_on, document.validity) == ("2024-12-01", None, "unknown")
    assert document.repeals == ("宁夏回族自治区科技进步条例",)
    assert document.based_on == ("中华人民共和国科学技术进步法",)
    assert document.warnings == ()
    first = "第二编 创新主体 › 第一章 企业"
    assert outline(document) == [
        ("a1", "第一编 总则 › 第一章 一般规定 › 第一条"),
        ("a2", "第一编 总则 › 第一章 一般规定 › 第二条"),
        ("a3", f"{first} › 第一节 研发投入 › 第三条"),
        ("a4", f"{first} › 第一节 研发投入 › 第四条"),
        ("a5", f"{first} › 第二节 人才引进 › 第五条"),
        ("a6", "第二编 创新主体 › 第二章 高等院校 › 第六条"),
        ("a7", "第三编 附则 › 第七条"),
    ]
    assert document.clauses[2].text.splitlines()[0].startswith("第三条 企业研究开发投入")
    assert document.clauses[2].text.splitlines()[1:] == REGULATION[20:25]
    assert document.clauses[4].responsible_units == ("人民政府人力资源社会保障部门", "科学技术主管部门")
    kept = "".join(clause.text for clause in document.clauses)
    assert "目录" not in kept
    assert "通过）" not in kept
