"""Automatic numbers of Word: never part of a figure, and as Word prints them."""

from __future__ import annotations

import pytest

from index.formats.word.numerals import print_number
from index.language.figures import find_figures
from tests.index.formats.word_files import codes, item, level, lines, numbering, p, packed

HAN = level(0, "chineseCountingThousand", "%1、")
ARABIC = level(0, "decimal", "%1.")
PAREN = level(1, "chineseCountingThousand", "（%2）")


@pytest.mark.parametrize(
    ("kind", "text", "more", "words", "line"),
    [
        ("decimal", "%1.", "", "50万元，奖励给众创空间。", "1. 50万元，奖励给众创空间。"),
        ("decimal", "%1", '<w:suff w:val="nothing"/>', "50万元。", "1 50万元。"),
        ("decimal", "%1.", '<w:suff w:val="space"/>', "５０万元。", "1. ５０万元。"),
        ("decimal", "（%1）", "", "100万元。", "（1） 100万元。"),
        ("chineseCountingThousand", "%1", '<w:suff w:val="nothing"/>', "百万元。", "一 百万元。"),
        ("chineseCountingThousand", "第%1条", "", "为支持创新。", "第一条 为支持创新。"),
        ("chineseCountingThousand", "%1、", "", "总体要求", "一、总体要求"),
        ("bullet", "●", "", "50万元。", "50万元。"),
        ("none", "注：", "", "说明。", "注：说明。"),
    ],
)
def test_a_number_is_set_apart_from_a_figure(kind, text, more, words, line):
    assert lines(packed(item(words), numbering=numbering(level(0, kind, text, more)))) == [line]


def test_the_figure_after_a_number_is_read_as_it_stands():
    text = "\n".join(lines(packed(item("50万元。") + item("55万元。"), numbering=numbering(ARABIC))))
    assert [figure.value for figure in find_figures(text)] == [500_000, 550_000]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/>'
    '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="1"/></w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="af"><w:basedOn w:val="1"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="0"/>'
    '</w:numPr></w:pPr></w:style><w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="2"/>'
    "</w:numPr></w:pPr></w:style>"
)


def styled(text: str, style: str, more: str = "") -> str:
    return p(text, properties=f'<w:pStyle w:val="{style}"/>{more}')


def test_numbers_come_from_styles_and_what_they_are_based_on():
    body = styled("甲", "af") + styled("乙", "2") + styled("丙", "x") + styled("丁", "1")
    assert lines(packed(body, numbering=numbering(HAN, PAREN), styles=STYLES)) == ["一、甲", "（一）乙", "丙", "二、丁"]


def test_a_level_alone_takes_the_list_of_its_style_and_list_0_is_none():
    body = (
        item("甲", 0, None, '<w:pStyle w:val="1"/>')
        + item("乙", 1, None, '<w:pStyle w:val="1"/>')
        + item("丙", 0, 0, '<w:pStyle w:val="1"/>')
    )
    assert lines(packed(body, numbering=numbering(HAN, PAREN), styles=STYLES)) == ["一、甲", "（一）乙", "丙"]


def test_a_level_may_name_its_style():
    levels = [
        level(0, "decimal", "%1.", '<w:pStyle w:val="af"/>'),
        level(1, "decimal", "（%2）", '<w:pStyle w:val="1"/>'),
    ]
    body = styled("甲", "af") + styled("乙", "1")
    assert lines(packed(body, numbering=numbering(*levels), styles=STYLES)) == ["1.甲", "（1）乙"]


def test_a_list_may_be_that_of_a_numbering_style():
    lists = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="list"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6">LINK{HAN}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>'
    )
    for link in ('<w:styleLink w:val="list"/>', ""):
        body = item("甲") + item("乙", 0, 2)
        assert lines(packed(body, numbering=lists.replace("LINK", link), styles=STYLES)) == ["一、甲", "二、乙"]


@pytest.mark.parametrize(
    ("restart", "numbers"),
    [
        ('<w:lvlRestart w:val="0"/>', ["第1条", "第2条", "第3条", "第4条"]),
        ("", ["第1条", "第1条", "第2条", "第1条"]),
        ('<w:lvlRestart w:val="1"/>', ["第1条", "第2条", "第3条", "第1条"]),
    ],
)
def test_when_a_count_starts_again(restart, numbers):
    levels = [level(0, "decimal", "第%1章"), level(1, "decimal", "第%2节"), level(2, "decimal", "第%3条", restart)]
    order = [(0, "x"), (1, "x"), (2, "a"), (1, "x"), (2, "b"), (2, "c"), (0, "x"), (1, "x"), (2, "d")]
    found = lines(packed("".join(item(text, at) for at, text in order), numbering=numbering(*levels)))
    assert [line.split(" ")[0] for line in found if "条" in line] == numbers


def test_overrides_start_anew_and_may_bring_a_level_of_their_own():
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num><w:num w:numId="3">'
        '<w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="7"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1)"/></w:lvl></w:lvlOverride></w:num>'
    )
    body = item("甲") + item("乙") + item("丙", 0, 2) + item("丁", 0, 2) + item("戊", 0, 3)
    assert lines(packed(body, numbering=numbering(ARABIC, nums=nums))) == ["1.甲", "2.乙", "1.丙", "2.丁", "III)戊"]


def test_legal_numbers_are_decimal_throughout():
    levels = [level(0, "chineseCounting", "第%1章"), level(1, "decimal", "%1.%2", "<w:isLgl/>")]
    body = item("甲") + item("乙", 1) + item("丙", 1)
    assert lines(packed(body, numbering=numbering(*levels))) == ["第一章 甲", "1.1 乙", "1.2 丙"]


def test_every_shown_paragraph_of_a_list_counts():
    empty = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    deleted = item("乙").replace("<w:numPr>", "<w:rPr><w:del/></w:rPr><w:numPr>").replace("<w:r>", "<w:del><w:r>")
    deleted = deleted.replace("</w:r>", "</w:r></w:del>")
    found = lines(packed(item("甲") + empty + item("丙") + deleted + item("丁"), numbering=numbering(ARABIC)))
    assert found == ["1.甲", "3.丙", "4.丁"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("chineseCountingThousand", {1: "一", 12: "十二", 105: "一百零五"}),
        ("japaneseCounting", {10: "十", 110: "百十"}),
        ("ideographDigital", {10: "一〇"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 13: "丙子"}),
        ("ideographLegalTraditional", {3: "叁", 12: "壹拾贰", 20: "贰拾"}),
        ("decimalEnclosedCircleChinese", {1: "①", 20: "⑳", 21: "㉑", 51: "51"}),
        ("decimalFullWidth", {10: "１０"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("upperRoman", {4: "IV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 27: "AA", 28: "BB"}),
        ("lowerLetter", {3: "c"}),
        ("001", {7: "007"}),
        ("something new", {5: "5"}),
        ("chineseCounting", {0: "0", 10_000: "10000", -1: "-1"}),
    ],
)
def test_number_formats(kind, values):
    assert {value: print_number(value, kind) for value in values} == values


@pytest.mark.parametrize(
    "broken", [b"", b"<not xml", b"<w:numbering/>", b'<x xmlns="y"><num/></x>', '<?xml version="1.0"?><a>㐀'.encode()]
)
def test_damaged_lists_never_stop_a_document(broken):
    data = packed(item("支持标准"), more={"word/numbering.xml": broken, "word/styles.xml": broken})
    assert lines(data) == ["支持标准"]
    assert set(codes(data)) <= {"part_not_read"}


def test_odd_lists_never_stop_a_document():
    odd = numbering(
        level(0, "decimal", "%1.").replace('w:ilvl="0"', 'w:ilvl="x"').replace('w:val="1"', 'w:val="99999999999"', 1),
        nums='<w:num/><w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride/></w:num><w:num w:numId="2"/>',
    )
    assert lines(packed(item("甲") + item("乙", 7) + item("丙", 0, 2) + item("丁", 0, 9), numbering=odd))[0] == "1.甲"
