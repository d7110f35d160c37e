"""OFD: letters at places become lines and paragraphs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest

from index.errors import DocumentError
from index.formats.lines import Loaded
from index.formats.load import load
from index.formats.ofd import read_ofd
from tests.index.formats.ofd_files import make, text


def read(*pages: str, **about: Mapping[str, str]) -> Loaded:
    return read_ofd(make(pages, **about), "a.ofd")


PARAGRAPH = (
    "为支持本市科技型中小企业发展，市科技局对新认定的市级孵化器给予一次性三十万元补助，"
    "同一企业同一年度只享受一次，具体办法由市科技局另行制定。"
)


def test_lines_become_paragraphs_in_reading_order():
    lines = [text(35, 60, PARAGRAPH[:30]), text(25, 70, PARAGRAPH[30:62]), text(25, 80, PARAGRAPH[62:])]
    found = read("".join([*reversed(lines), text(60, 40, "某市补助办法", size=8)]))
    assert found.text.split("\n") == ["某市补助办法", PARAGRAPH]


def test_parts_of_a_line_are_joined_and_pages_are_known():
    first = text(25, 40, "给予") + text(35, 40, "50", code='DeltaX="2.5"') + text(40, 40, "万元补助。")
    found = read(first, text(25, 40, "本办法自印发之日起施行。"))
    assert found.text.split("\n") == ["给予50万元补助。", "本办法自印发之日起施行。"]
    assert [found.page_of(0), found.page_of(12)] == [1, 2]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (text(25, 40, "补助办法", about='CTM="0.5 0 0 0.5 0 0"'), "补助办法"),
        (text(25, 40, "补助办法", code='DeltaX="5 5 5"'), "补助办法"),
        (text(25, 40, "补助办法", code=""), "补助办法"),
        (text(25, 40, "补助办法") * 2, "补助办法"),
        (text(25, 40, "补助办法") + text(25, 60, "看不见的文字", about='Visible="false"'), "补助办法"),
        (text(25, 40, "补助办法条文", code='DeltaX="5 5 -10 5 5" DeltaY="0 0 7 0 0"'), "补助办\n法条文"),
    ],
)
def test_places_of_letters(page, expected):
    assert read(page).text == expected


def test_what_runs_across_the_page_is_left_out_and_told():
    page = text(25, 40, "补助办法") + text(25, 80, "内部资料", about='CTM="0.7 0.7 -0.7 0.7 0 0"')
    found = read(page)
    assert found.text == "补助办法"
    assert [(code, "内部资料" in message) for code, message in found.warnings] == [("ofd_slanted", True)]


def test_a_template_is_part_of_the_page():
    found = read(text(25, 60, "正文。"), templates={"t": text(60, 30, "某市科技局文件", size=9)})
    assert found.text == "某市科技局文件\n正文。"


@pytest.mark.parametrize("change", [("/2016", ""), ("ofd:", ""), ("Pages/0.xml", "/Doc_0/Pages/0.xml")])
def test_programs_do_not_agree_on_names(change):
    with zipfile.ZipFile(io.BytesIO(make([text(25, 40, "补助办法")]))) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    parts = {
        name: part.replace(*change).replace("xmlns:ofd", "xmlns" if change[0] == "ofd:" else "xmlns:ofd")
        for name, part in parts.items()
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert read_ofd(out.getvalue(), "a.ofd").text == "补助办法"


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (make(['<ofd:ImageObject ID="2" Boundary="0 0 210 297"/>']), "OCR"),
        (make([], extra={"OFD.xml": b"<a"}), "no OFD document"),
        (make([], extra={"OFD.xml": f"{BOMB}<x>&b;</x>".encode()}), "no OFD document"),
        (make([text(25, 40, "补助办法")])[:400], "no OFD document"),
        (b"PK\x03\x04", "no OFD document"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_mend(data, words):
    with pytest.raises(DocumentError, match=words):
        read_ofd(data, "a.ofd")


@pytest.mark.parametrize("name", ["a.ofd", "a.pdf", "a.docx"])
def test_the_format_is_known_by_what_the_file_holds(tmp_path, name):
    (tmp_path / name).write_bytes(make([text(25, 40, "补助办法")]))
    loaded, found = load(tmp_path / name)
    assert (loaded.text, found) == ("补助办法", ".ofd")
