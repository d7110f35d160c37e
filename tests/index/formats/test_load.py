"""A file is read by what it holds, not by what it is called."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from index.document import read_document
from index.errors import DocumentError
from index.formats.load import load
from tests.index.formats.old_makers import compound
from tests.index.makers import make_docx, make_html, make_mht

TEXT = ["某市补助办法", "一、补助标准", "对孵化器给予30万元补助。"]


def write(tmp_path: Path, name: str, data: bytes) -> Path:
    (tmp_path / name).write_bytes(data)
    return tmp_path / name


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc"])
def test_a_page_that_was_saved_as_one_file(tmp_path, name, charset):
    page = make_html(TEXT[1:], title=TEXT[0], charset=charset)
    loaded, found = load(write(tmp_path, name, make_mht(page, charset)))
    assert found == ".mht"
    assert TEXT[2] in loaded.text


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.htm", "a.txt"])
def test_a_page_under_another_name(tmp_path, name):
    assert load(write(tmp_path, name, make_html(TEXT[1:], title=TEXT[0])))[1] == ".html"


@pytest.mark.parametrize("name", ["a.docx", "a.docm", "a.wps"])
def test_a_word_document_under_another_name(tmp_path, name):
    loaded, found = load(write(tmp_path, name, make_docx(TEXT)))
    assert (found, loaded.text) == (".docx", "\n".join(TEXT))


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        ("a.docm", make_docx(TEXT), []),
        ("a.htm", make_html(TEXT[1:], title=TEXT[0]), []),
        ("a.doc", make_docx(TEXT), ["mislabelled"]),
    ],
)
def test_a_wrong_name_is_told(tmp_path, name, data, codes):
    document = read_document(write(tmp_path, name, data), tmp_path)
    assert [warning.code for warning in document.warnings if warning.code == "mislabelled"] == codes


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("gb2312", "utf-8"), ("gbk", "utf-8-sig"), ("gb2312", "gb18030"), ("utf-8", "gb18030"), ("gb18030", "utf-8")],
)
def test_a_page_that_says_another_charset(tmp_path, charset, encoding):
    page = f'<html><head><meta charset="{charset}"></head><body><p>{TEXT[2]}</p></body></html>'
    assert load(write(tmp_path, "a.html", page.encode(encoding)))[0].text == TEXT[2]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.zip", zipped(a=b"x"), "unpack it"),
        ("a.docx", zipped(a=b"x"), "unpack it"),
        ("a.docx", make_docx(TEXT)[:2000], "damaged"),
        ("a.doc", compound({"EncryptedPackage": b"x"}), "take the password off"),
        ("a.docx", compound({"EncryptedPackage": b"x"}), "take the password off"),
        ("a.doc", compound({"PowerPoint Document": b"x"}), "neither a Word document nor a workbook"),
        ("a.xlsx", b"text", "not a xlsx file"),
        ("a.rtf", b"text", "not a rtf file"),
        ("a.csv", "级别,标准".encode(), "not a known format"),
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: text/plain\n\ntext", "no page"),
    ],
)
def test_what_cannot_be_read_is_named_with_the_mend(tmp_path, name, data, words):
    with pytest.raises(DocumentError, match=words) as error:
        load(write(tmp_path, name, data))
    assert str(error.value).startswith(name)


@pytest.mark.parametrize("inside", ["word/document.xml", "xl/workbook.xml", "OFD.xml"])
def test_a_small_zip_that_unpacks_to_much(tmp_path, inside):
    with pytest.raises(DocumentError, match="unpacks to"):
        load(write(tmp_path, "a.docx", zipped(**{inside: bytes(210_000_000)})))
