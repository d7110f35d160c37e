"""Damage on pages never seen before gets its warning; a clean page gets none."""

from __future__ import annotations

from datetime import date

import pytest

from index.document import read_text

CLEAN = (
    "兰州市科技创新办法\n兰科发〔2024〕3号\n为支持企业创新，根据《甘肃省科技创新条例》（甘人发〔2020〕10号），"
    "结合兰州市实际，制定本办法。\n"
    "第一条 到2025年，全市研发投入达到100亿元，培育企业300家，给予每家最高50万元补助。\n"
    "第二条 本办法由市科技局解释。\n兰州市科学技术局\n2024年1月5日"
)


def codes(text):
    return [warning.code for warning in read_text(text, "某.txt", today=date(2026, 1, 1)).warnings]


def test_a_clean_page_gets_no_warning():
    assert codes(CLEAN) == []


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda t: t.replace("0", ""), "digits_lost"),
        (lambda t: t.replace("到2025年", "到225年"), "digits_lost"),
        (lambda t: t.replace("〔2020〕10号", "〔220〕10号"), "digits_lost"),
        (
            lambda t: t[: t.index("由市科技局解释")].replace(
                "第二条 本办法", "第二条 申请人应当按照要求提交有关材料并对材料"
            ),
            "truncated",
        ),
        (lambda t: t.replace("兰科发〔2024〕3号", "兰科发〔20243"), "marks_lost"),
        (lambda t: t.replace("兰科发〔2024〕3号", "兰科发〔20243"), "number_uncertain"),
        (lambda t: t.replace("2024年1月5日", "202415"), "date_uncertain"),
        (lambda t: t.replace("2024年1月5日", "2024115"), "date_uncertain"),
        (lambda t: t.replace("给予每家", "给予锟斤拷每家"), "mojibake"),
        (lambda t: t.replace("给予每家", "给予\ufffd\ufffd每家"), "mojibake"),
        (lambda t: t.replace("给予每家", "给予(cid:1234)每家"), "mojibake"),
        (lambda t: t.replace("第二条", t.split("\n")[2] + "\n第二条"), "repeated_text"),
        (lambda t: "代开各类发票 加微信：fapiao8888 低价代写\n" + t, "spam_removed"),
        (lambda t: "首页 新闻 政策 服务\n" + t + "\n打印本页 关闭窗口", "furniture_removed"),
        (
            lambda t: t.replace("为支持企业创新", "為支持企業創新發展，實現產業轉型，加強對科技成果轉化的資金支持"),
            "script_converted",
        ),
    ],
)
def test_damage(damage, code):
    assert code in codes(damage(CLEAN))


@pytest.mark.parametrize(
    "sentence",
    [
        "企业成立满3年，连续3年增长，项目周期不超过2年，设立于100年前的老字号除外。",
        "项目实施期到22年左右的企业，给予12%的补助。",
        "支持金额为217万元，面积216平方米，占比2.5%。",
    ],
)
def test_quantities_are_no_lost_digits(sentence):
    assert "digits_lost" not in codes(CLEAN.replace("第二条", f"{sentence}\n第二条"))


@pytest.mark.parametrize(
    "end", ["责任单位：市科技局、市财政局、各县区人民政府、市发展改革委员会", "（责任单位：市科技局、市财政局）"]
)
def test_a_line_of_offices_is_an_end(end):
    assert codes(CLEAN.replace("本办法由市科技局解释。", "加强组织领导，落实主体责任。\n" + end)) == []


def test_warnings_are_one_plain_sentence_each():
    for warning in read_text(CLEAN.replace("0", ""), "某.txt").warnings:
        assert warning.message.endswith("。")
        assert "\n" not in warning.message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("某市甲办法\n第一条 为了创新。\n第二条 有钱。\n某市乙办法\n第一条 为了人才。\n第二条 有房。", True),
        ("某市甲办法\n第一条 为了创新。\n第二条 按本办法第一条执行。", False),
        ("某市甲办法\n第一条 为了创新。\n第二条 有钱。\n附件1\n某市乙细则\n第一条 为了人才。\n第二条 有房。", False),
    ],
)
def test_several_documents_in_one_file(text, told):
    assert ("several_documents" in codes(text)) is told
