"""Old Word documents: the same comes out of them as out of a .docx."""

from __future__ import annotations

import pytest

from index.errors import DocumentError
from index.formats.lines import Loaded
from index.formats.load import load
from index.formats.old_word.document import read_doc
from tests.index.formats.old_makers import DELETED, HIDDEN, IN_TABLE, RAISED, STRUCK, Doc, Line, compound, row_end, sprm


def read(document: Doc) -> Loaded:
    return read_doc(document.data(), "a.doc")


def cell(text: str) -> Line:
    return Line([text], IN_TABLE, "\x07")


def row(*texts: str, edges=(0, 2000, 4000), merged=()) -> list[Line]:
    return [*map(cell, texts), Line([], row_end(edges, merged), "\x07")]


def listed(text: str, level: int = 0, use: int = 1) -> Line:
    return Line([text], sprm(0x460B, use) + sprm(0x260A, level))


TITLE = "某市补助办法"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param([TITLE, "一、对象", "在本市注册的企业。"], f"{TITLE}\n一、对象\n在本市注册的企业。", id="lines"),
        pytest.param([TITLE, "首段\x0b次行\x0c下页"], f"{TITLE}\n首段\n次行\n下页", id="breaks of lines and pages"),
        pytest.param(["𠮷林省\t补助<5%&"], "𠮷林省 补助<5%&", id="letters of two units, marks of XML"),
        pytest.param(["见\x13 HYPERLINK x \x14办法\x15。"], "见办法。", id="a field shows its result"),
        pytest.param(["\x13A \x13B \x14内\x15 \x14外\x15。"], "外。", id="a field inside an instruction"),
        pytest.param([Line([("100", DELETED), "50万元"])], "50万元", id="deleted"),
        pytest.param([Line(["给予", ("（内部）", HIDDEN), "50万元"])], "给予50万元", id="hidden"),
        pytest.param([Line([("100", STRUCK), "50万元"])], "50万元", id="struck out"),
        pytest.param([Line(["面积10", ("7", RAISED), "亩"])], "面积10⁷亩", id="raised"),
        pytest.param(["图\x01\x08注"], "图注", id="pictures"),
    ],
)
def test_text_is_what_the_document_shows(lines, text):
    assert read(Doc(lines)).text == text


def test_what_is_left_out_is_told():
    found = read(Doc([Line([("甲", DELETED), ("乙", HIDDEN), ("丙", STRUCK), "丁"])]))
    assert {code for code, _ in found.warnings} == {"tracked_changes", "hidden_text", "struck_text"}


def test_rows_are_sentences():
    table = [*row("级别", "标准"), *row("国家级", "100万元"), *row("省级", "50万元")]
    found = read(Doc([TITLE, *table, "附则"]))
    assert found.text.split("\n") == [TITLE, "级别：国家级；标准：100万元。", "级别：省级；标准：50万元。", "附则"]
    assert len(found.rows) == 2


def test_merged_cells_stand_in_each_place():
    table = [
        *row("级别", "事项", "标准", edges=(0, 1000, 2000, 3000)),
        *row("国家级", "认定", "100万元", edges=(0, 1010, 2000, 3000), merged=(0x60, 0, 0)),
        *row("", "运营", "30万元", edges=(0, 990, 2000, 3000), merged=(0x20, 0, 0)),
        *row("省级", "不另行补助", edges=(0, 1000, 3000)),
    ]
    assert read(Doc([TITLE, *table])).text.split("\n")[1:] == [
        "级别：国家级；事项：认定；标准：100万元。",
        "级别：国家级；事项：运营；标准：30万元。",
        "级别：省级；事项：不另行补助；标准：不另行补助。",
    ]


def test_automatic_numbers_are_printed():
    lists = [[(39, "\0、"), (39, "（\1）")], [(0, "\0.")]]
    lines = [
        listed("总体要求"),
        listed("认定", 1),
        listed("运营", 1),
        listed("附则"),
        listed("50万元", use=2),
        listed("80万元", use=2),
        Line(["不编号"], sprm(0x460B, 0)),
    ]
    assert read(Doc(lines, lists=lists)).text.split("\n") == [
        "一、总体要求",
        "（一）认定",
        "（二）运营",
        "二、附则",
        "1. 50万元",
        "2. 80万元",
        "不编号",
    ]


def test_notes_stand_with_their_lines():
    found = read(Doc(["给予50万元补助\x02。", "附则"], notes=["已享受的除外。"]))
    assert "已享受的除外" in found.text
    assert found.text.index("已享受") < found.text.index("附则")


def test_text_boxes_are_read():
    assert read(Doc([TITLE], boxes=["咨询电话另行公布"])).text == f"{TITLE}\n咨询电话另行公布"


def test_levels_of_headings():
    found = read(Doc([Line(["总则"], sprm(0x2640, 1)), "第一条 内容。"]))
    assert found.headings == {0: 2}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (Doc([TITLE], flags=0x0100).data(), "encrypted"),
        (Doc([TITLE], version=0x68).data(), "before Word 97"),
        (compound({"WordDocument": b"\xec\xa5\xc1\x00" + b"\xff" * 5000, "1Table": b""}), "open it in Word"),
        (Doc([TITLE]).data()[:3000], "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "damaged"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_mend(data, words):
    with pytest.raises(DocumentError, match=words):
        read_doc(data, "a.doc")


@pytest.mark.parametrize("name", ["a.doc", "a.wps", "a.docx", "a.xls"])
def test_the_format_is_known_by_what_the_file_holds(tmp_path, name):
    (tmp_path / name).write_bytes(Doc([TITLE]).data())
    loaded, found = load(tmp_path / name)
    assert (loaded.text, found) == (TITLE, ".doc")
