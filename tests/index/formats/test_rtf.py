"""Rich text: what is shown is read, in the code pages of Chinese programs."""

from __future__ import annotations

import pytest

from index.errors import DocumentError
from index.formats.lines import Loaded
from index.formats.load import load
from index.formats.rtf.document import read_rtf
from tests.index.formats.rtf_files import HEAD, gb


def read(body: str, head: str = HEAD) -> Loaded:
    return read_rtf((head + gb(body) + "}").encode("ascii"), "a.rtf")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        pytest.param(r"\pard 某市补助办法\par 一、对象\par 企业。", "某市补助办法\n一、对象\n企业。", id="lines"),
        pytest.param(r"\u26576?\u24066?补助\par", "某市补助", id="letters by number, with substitutes"),
        pytest.param(r"{\uc2\u26576 ??\u24066\'3f\'3f}补助\par", "某市补助", id="longer substitutes"),
        pytest.param(r"{\u-10174?\u-8265?}林省\par", "𠮷林省", id="a letter of two units"),
        pytest.param(r"给予{\b\fs32 50}万元\par", "给予50万元", id="looks"),
        pytest.param(r"给予{\f1 50}\f0 万元\line 每年\tab 一次\par", "给予50万元\n每年 一次", id="fonts, breaks"),
        pytest.param(r"给予{\v （内部）}50万元\par", "给予50万元", id="hidden"),
        pytest.param(r"给予{\strike 100}\strike0 50万元\par", "给予50万元", id="struck out"),
        pytest.param(r"给予{\deleted 100}50万元\par", "给予50万元", id="deleted"),
        pytest.param(r"10{\super 7}亩\par", "10⁷亩", id="raised"),
        pytest.param(r"{\header 页眉\par}{\*\generator 程序;}{\info{\title 题}}正文\par", "正文", id="parts"),
        pytest.param(r"{\field{\*\fldinst HYPERLINK x}{\fldrslt 办法}}全文\par", "办法全文", id="a field"),
        pytest.param(r"{\pict\wmetafile8 0102}图\par", "图", id="a picture"),
        pytest.param(r"{\pard{\listtext\tab 一、}总体要求\par}", "一、总体要求", id="a number of a list"),
        pytest.param(r"正文{\shp{\*\shpinst\shpleft0{\shptxt 框内\par}}}继续\par", "框内\n正文继续", id="a text box"),
        pytest.param(r"\{甲\}\~乙\par", "{甲}\xa0乙", id="marks"),
        pytest.param(r"正文\par}}}}", "正文", id="braces too many"),
        pytest.param(r"{{{正文\par", "正文", id="braces too few"),
    ],
)
def test_text_is_what_the_document_shows(body, text):
    assert read(body).text == text


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fnil\fcharset134 SimSun;}}\f0 ", "某市"),
        (r"{\rtf1\ansi\ansicpg936 ", "某市"),
        (r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fnil\fcharset0 Arial;}}\f0 ", "某市"),
    ],
)
def test_code_pages(head, text):
    assert read(text + r"\par", head).text == text


def test_letters_that_are_not_written_as_numbers():
    assert read_rtf((HEAD + "某市补助办法\\par}").encode("gb18030"), "a.rtf").text == "某市补助办法"


def test_rows_are_sentences():
    def row(*cells: str, marks: str = "") -> str:
        inside = "".join(f"{cell}\\cell " for cell in cells)
        return rf"\trowd{marks}\cellx3000\cellx6000\pard\intbl {inside}\row "

    table = row("级别", "标准") + row("国家级", "100万元", marks=r"\clvmgf") + row("", "30万元", marks=r"\clvmrg")
    found = read(rf"\pard 标准如下\par {table}\pard 附则\par")
    assert found.text.split("\n") == [
        "标准如下",
        "级别：国家级；标准：100万元。",
        "级别：国家级；标准：30万元。",
        "附则",
    ]
    assert len(found.rows) == 2


def test_notes_stand_with_their_lines():
    found = read(r"给予50万元补助{\footnote 已享受的除外。}。\par 附则\par")
    assert "已享受的除外" in found.text
    assert found.text.index("已享受") < found.text.index("附则")


def test_what_is_left_out_is_told():
    found = read(r"{\v 甲}{\strike 乙}{\deleted 丙}丁\par")
    assert {code for code, _ in found.warnings} == {"tracked_changes", "hidden_text", "struck_text"}


def test_braces_beyond_reason():
    with pytest.raises(DocumentError, match="too deep"):
        read("{" * 5000)


@pytest.mark.parametrize("name", ["a.rtf", "a.doc", "a.wps"])
def test_the_format_is_known_by_what_the_file_holds(tmp_path, name):
    (tmp_path / name).write_bytes((HEAD + gb(r"某市补助办法\par") + "}").encode())
    loaded, found = load(tmp_path / name)
    assert (loaded.text, found) == ("某市补助办法", ".rtf")
