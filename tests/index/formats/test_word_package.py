"""Every .docx is read or refused with the mend: Strict files, macros, damaged and hostile ones."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO

import pytest

from index.errors import DocumentError
from index.formats.word.document import read_docx
from tests.index.formats.word_files import codes, item, level, lines, links, numbering, p, packed, part, row, table

BODY = p("一、支持标准") + item("50万元。")
LIST = numbering(level(0, "decimal", "%1."))
LINES = ["一、支持标准", "1. 50万元。"]
WHOLE = packed(BODY, numbering=LIST, styles="", footnotes="")


def repacked(data: bytes, change) -> bytes:
    """The same file with its parts changed: `change(name, bytes)` gives (name, bytes), or None for a part less."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if changed := change(name, old.read(name)):
                new.writestr(*changed)
    return out.getvalue()


def strict(name: str, data: bytes) -> tuple[str, bytes]:
    for kind in (b"wordprocessingml", b"officeDocument", b"drawingml"):
        usual, other = b"http://schemas.openxmlformats.org/%s/2006/" % kind, b"http://purl.oclc.org/ooxml/%s/" % kind
        data = data.replace(usual, other)
    return name, data


@pytest.mark.parametrize(
    "change",
    [
        strict,
        lambda name, data: (name.replace("/", "\\"), data),
        lambda name, data: (name.upper(), data),
        lambda name, data: None if name.endswith(".rels") else (name, data),
        lambda name, data: (name, data.replace(b'Target="', b'Target="/word/') if "document" in name else data),
        lambda name, data: None if "styles" in name or "footnotes" in name else (name, data),
        lambda name, data: (name, b"<broken" if "styles" in name else data),
        lambda name, data: (
            "word/a b.xml" if name == "word/document.xml" else name,
            data.replace(b"word/document.xml", b"word/a b.xml").replace(b'"rId0"', b'"rId0" x=""'),
        ),
    ],
    ids=["strict", "backslashes", "capitals", "no links", "whole names", "no styles", "broken styles", "main part"],
)
def test_odd_files_are_read(change):
    found = read_docx(repacked(WHOLE, change), "a.docx").text.split("\n")
    assert [line.removeprefix("1. ") for line in found] == ["一、支持标准", "50万元。"]


def test_strict_files_and_whole_ones_read_the_same():
    assert lines(repacked(WHOLE, strict)) == lines(WHOLE) == LINES


def test_a_damaged_part_is_told_and_a_missing_one_is_not_missed():
    assert codes(repacked(WHOLE, lambda name, data: (name, b"<x" if "numbering" in name else data))) == [
        "part_not_read"
    ]
    assert codes(repacked(WHOLE, lambda name, data: None if "numbering" in name else (name, data))) == []


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)


def with_main(xml: str) -> bytes:
    return packed("", more={"word/document.xml": xml})


DEEP = "<w:sdt><w:sdtContent>" * 2500 + p("甲") + "</w:sdtContent></w:sdt>" * 2500


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            with_main(BOMB + "]>" + part("document", "<w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body>")[38:]),
            "save",
        ),
        (packed(BODY, more={"word/styles.xml": BOMB + "]>" + part("styles", "")[38:]}), "entities"),
        (packed(DEEP), "not a Word document"),
        (packed("<w:smartTag>" * 5000 + "</w:smartTag>" * 5000), "not a Word document"),
        (with_main("<w:document"), "not a Word document"),
        (with_main("<html/>"), "not a Word document"),
        (with_main(""), "not a Word document"),
        (WHOLE[: len(WHOLE) // 2], "not a Word document"),
        (b"PK\x05\x06" + bytes(18), "not a Word document"),
        (b"", "not a Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "encrypted"),
    ],
)
def test_what_cannot_be_read_is_refused(data, words):
    with pytest.raises(DocumentError, match=words):
        read_docx(data, "a.docx")


def test_what_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr("index.formats.word.package.MAX_UNPACKED", 100)
    with pytest.raises(DocumentError, match="split it"):
        read_docx(WHOLE, "a.docx")


def test_a_document_of_pictures_is_refused_with_the_mend():
    picture = (
        '<w:r><w:drawing><wp:extent cx="7000000" cy="9000000"/><a:graphic><a:graphicData><pic:pic/></a:graphicData>'
        "</a:graphic></w:drawing></w:r>"
    )
    with pytest.raises(DocumentError, match="OCR"):
        read_docx(packed(p(picture)), "a.docx")


def test_tables_in_tables_down_to_the_limit():
    deep = p("50万元。")
    for _ in range(60):
        deep = table(row(f"<w:tc>{deep}</w:tc>", "乙"))
    assert "50万元" in read_docx(packed(deep), "a.docx").text


def test_a_document_that_embeds_itself_ends():
    inner = packed(p("甲"))
    for _ in range(6):
        more = {"word/_rels/document.xml.rels": links(("rId7", "aFChunk", "a.docx")), "word/a.docx": inner}
        inner = packed(p("甲") + '<w:altChunk r:id="rId7"/>', more=more)
    assert lines(inner) == ["甲"] * 4
    assert codes(inner) == ["part_not_read"]


def test_nothing_but_a_document_error_comes_of_damage():
    rng = random.Random(7)
    with zipfile.ZipFile(BytesIO(WHOLE)) as package:
        main = package.read("word/document.xml").decode()
    for _ in range(200):
        at, to = sorted(rng.sample(range(len(main)), 2))
        data = bytearray(with_main(main[:at] + main[to:]) if rng.random() < 0.5 else WHOLE)
        for _ in range(rng.randrange(4)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            read_docx(bytes(data), "a.docx")
        except DocumentError as error:
            assert "\n" not in str(error)
