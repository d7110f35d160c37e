"""The five documents of the first corpus: their facts, their damage, every measure one clause."""

from __future__ import annotations

import unicodedata
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from index.document import read_document
from index.folder import document_files
from index.models import PolicyDocument

ROOT = Path(__file__).parents[2] / "documents"


@cache
def document(start: str) -> PolicyDocument:
    path = next(path for path in document_files(ROOT) if path.name.startswith(start))
    return read_document(path, ROOT, today=date(2026, 1, 1))


FACTS = {
    "lanzhou-2019": {
        "title": "兰州市建立“四棒接力”工作机制促进科技成果转移转化的实施方案（送审稿）",
        "doc_number": None,
        "issuers": ("兰州市科学技术局",),
        "jurisdiction": "甘肃省/兰州市",
        "issued_on": "2019-03-26",
        "published_on": "2019-03-26",
        "effective_on": None,
        "validity": "draft",
    },
    "liangzhou": {
        "title": "凉州区促进科技成果转移转化实施方案",
        "doc_number": None,
        "issuers": ("凉州区人民政府办公室",),
        "jurisdiction": "甘肃省/武威市/凉州区",
        "issued_on": "2017-02-23",
        "published_on": None,
        "effective_on": None,
        "validity": "unknown",
    },
    "lanzhou-2017": {
        "title": "兰州市人民政府办公厅关于认真贯彻落实省委书记林铎同志调研兰州科技创新工作讲话精神的通知",
        "doc_number": "兰政办发〔2017〕145号",
        "issuers": ("兰州市人民政府办公厅",),
        "jurisdiction": "甘肃省/兰州市",
        "issued_on": "2017-05-19",
        "published_on": "2017-06-07",
        "effective_on": None,
        "validity": "unknown",
    },
    "lixia": {
        "title": "历下区加快科技成果转化若干措施的实施办法（征求意见稿）",
        "doc_number": None,
        "issuers": (),
        "jurisdiction": "山东省/济南市/历下区",
        "issued_on": None,
        "published_on": None,
        "effective_on": None,
        "validity": "draft",
    },
    "panjin": {
        "title": "盘锦市 关于推进科技创新加快产校地企融协同发展（2019—2021）的实施意见",
        "doc_number": "盘政办发〔2019〕29号",
        "issuers": ("盘锦市人民政府办公室",),
        "jurisdiction": "辽宁省/盘锦市",
        "issued_on": "2019-07-04",
        "published_on": "2019-11-13",
        "effective_on": None,
        "validity": "expired",
    },
}


@pytest.mark.parametrize("start", FACTS)
def test_facts(start):
    read = document(start).model_dump()
    assert {key: read[key] for key in FACTS[start]} == FACTS[start]


WARNINGS = {
    "lanzhou-2019": {"not_in_force", "validity_conflict", "furniture_removed"},
    "liangzhou": {"date_uncertain", "year_inferred", "digits_lost", "furniture_removed"},
    "lanzhou-2017": {"date_uncertain", "furniture_removed"},
    "lixia": {"not_in_force", "truncated", "slices_removed", "furniture_removed"},
    "panjin": {
        "title_marks_lost",
        "number_uncertain",
        "date_uncertain",
        "not_in_force",
        "marks_lost",
        "script_converted",
    },
}


@pytest.mark.parametrize("start", WARNINGS)
def test_damage(start):
    warnings = document(start).warnings
    assert {warning.code for warning in warnings} == WARNINGS[start]
    assert len(warnings) == len(WARNINGS[start])
    assert all(warning.message.endswith("。") for warning in warnings)


# The keys of the clauses: what a person would count as one measure.
CLAUSES = {
    "lanzhou-2019": "letter p1 s1 s2.1.1 s2.1.2 s2.1.3 s2.2.4 s2.2.5 s2.2.6",
    "liangzhou": "letter p1 s1 s2 s3 " + " ".join(f"s3.{n}" for n in range(1, 17)) + " s4.1 s4.2 s4.3",
    "lanzhou-2017": "p1 s1.1 s1.2 s1.3 s2.1 s2.2 s2.3 s2.4 s2.5 s2.6 s3.1 s3.2 s3.3 s3.4 s3.5 "
    + " ".join(f"s4.{n}" for n in range(1, 11))
    + " s5.1.1 s5.1.2 s5.1.3 s5.2.1 s5.2.2 s5.2.3 s5.2.4 s5.3.1 s5.3.2 s5.3.3",
    "lixia": "p1 s1 s2.1 s2.2 s2.3 s3.1.1 s3.1.2 s3.2.3 s3.2.4 s3.3.5 s3.3.6 s3.3.7 s3.4.8",
    "panjin": "letter p1 s1.1 s1.2 s2.1 s2.1.1 s2.1.2 s2.1.3 s2.1.4 s2.2 s2.2.5 s2.2.6 s2.2.7 s2.3 s2.3.8 "
    "s2.3.9 s2.3.10 "
    "s2.3.11 s2.4 s2.4.12 s2.4.13 s2.4.14 s2.5 s2.5.15 s2.5.16 s2.5.17 s2.6 s2.6.18 s2.6.19 s2.6.20 s2.6.21 "
    "s3.1 s3.2 s3.3",
}


@pytest.mark.parametrize("start", CLAUSES)
def test_every_measure_is_one_clause(start):
    read = document(start)
    assert [clause.clause_id.removeprefix(read.doc_id + ".") for clause in read.clauses] == CLAUSES[start].split()


@pytest.mark.parametrize(
    ("start", "key", "path", "first", "last", "units"),
    [
        (
            "lanzhou-2019",
            "s2.2.4",
            "二、重点任务 › （二）加强孵化载体建设，构建创新创业孵化体系 › 4.加快孵化器众创空间等载体培育",
            "4.加快孵化器众创空间等载体培育。推动众创空间",
            "市发改委、市工信局、市政府国资委配合)",
            ("市科技局", "兰州新区", "高新区", "经济区", "市发改委", "市工信局", "市政府国资委"),
        ),
        (
            "lanzhou-2019",
            "s2.2.5",
            "二、重点任务 › （二）加强孵化载体建设，构建创新创业孵化体系 › "
            "5.推进兰州新区、高新区、经济区与在兰高校院所建立对接机制",
            "5.推进兰州新区",
            "在兰有关高校院所配合)",
            ("兰州新区", "高新区", "经济区管委会", "市科技局", "在兰有关高校院所"),
        ),
        (
            "liangzhou",
            "s3.7",
            "三、重点任务 › （七）促进技术市场交易",
            "(七)促进技术市场交易。\n落实措施:",
            "责任单位:区科技局,各乡镇、街道和工业园区管委会",
            ("区科技局", "各乡镇", "街道", "工业园区管委会"),
        ),
        (
            "lanzhou-2017",
            "s5.2.4",
            "五、营造科技创新的良好环境 › （二）增强创新创业活力 › 4.",
            "4.继续开展“泛海扬帆·兰州启航",
            "(责任单位:市人社局)",
            ("市人社局",),
        ),
        (
            "lixia",
            "s3.4.8",
            "三、主要任务 › （四）实施科技成果转化数字化提升行动 › 8.",
            "8 .依托济南科技成果转化“1+6+N”平台",
            "对高校院所和科技企业科研资源的精准管理",
            (),
        ),
        (
            "panjin",
            "s2.1.2",
            "二、重点工作任务 › （一）实施高端创新平台建设工程 › 2.建设院士专家工作站",
            "2.建设院士专家工作站。加强与两院院士",
            "责任单位:市科技局,各县区政府、经济区管委会)",
            ("市科协", "市科技局", "各县区政府", "经济区管委会"),
        ),
    ],
)
def test_clauses(start, key, path, first, last, units):
    clause = next(c for c in document(start).clauses if c.clause_id.endswith("." + key))
    assert clause.path == path
    assert clause.text.startswith(first)
    assert clause.text.endswith(last)
    assert clause.responsible_units == units


FURNITURE = (
    "打印本页", "关闭窗口", "ICP备", "验证码", "版权声明", "站长QQ", "索引号", "浏览次数", "由会员分享",
    "配套讲稿", "特殊限制",
    "首 页", "大汉网络", "珍藏版", "文章属性", "【",
)  # fmt: skip


@pytest.mark.parametrize("start", FACTS)
def test_no_clause_holds_a_line_of_the_page(start):
    for clause in document(start).clauses:
        assert [words for words in FURNITURE if words in clause.text] == []


@pytest.mark.parametrize("start", FACTS)
def test_evidence_stands_in_the_original(start):
    read = document(start)
    original = (ROOT / read.source_file).read_text("utf-8")
    proved = {item.field for item in read.evidence}
    for name in ("title", "doc_number", "issued_on", "published_on", "jurisdiction"):
        assert not getattr(read, name) or name in proved
    for item in read.evidence:
        if item.start is not None:
            printed = original[item.start : item.end]
            digits = "".join(c for c in item.text if c.isdigit())
            assert "".join(c for c in unicodedata.normalize("NFKC", printed) if c.isdigit()) == digits


def test_lines_broken_inside_words_are_joined():
    texts = "".join(clause.text for clause in document("lanzhou-2019").clauses)
    assert "(甘办发〔2018〕65号)要求" in texts
    assert "自主知识产权的" in texts
    assert "企业与高校、院所共建" in texts
    assert "不断提升孵化能力" in texts


def test_slices_are_joined():
    texts = "".join(clause.text for clause in document("lixia").clauses)
    assert "贯彻落实市第十二次党代会" in texts
    assert "打造培育科创企业" in texts
    assert "科技型中小企业-高新技术企业-科技创新领军企业" in texts
