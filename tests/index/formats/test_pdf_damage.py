"""PDF files whose letters have no meaning, and broken, locked, endless and exploding ones."""

from __future__ import annotations

import io
import logging
import random
import re
import zlib
from collections.abc import Mapping, Sequence

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from index.errors import DocumentError
from index.formats.pdf.document import read_pdf
from tests.index.formats.test_pdf import paragraph, pdf_of, put


def stream(data: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


def raw_pdf(content: bytes, letters: Mapping[int, str] | None, forms: Sequence[bytes] = ()) -> bytes:
    """One page with a font of which only `letters` are known; `content` is its stream."""
    known = "".join(f"<{code:04x}> <{text.encode('utf-16-be').hex()}>\n" for code, text in (letters or {}).items())
    cmap = f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange {len(letters or {})} beginbfchar {known}"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> /XObject << /X 8 0 R >> >> >>",
        content if content.startswith(b"<<") else stream(content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [6 0 R]%s >>"
        % (b"" if letters is None else b" /ToUnicode 7 0 R"),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        stream(f"{cmap} endbfchar endcmap".encode()),
        *forms,
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + tail


def written(text: str, unknown: str = "") -> bytes:
    codes = "".join(f"{n:04x}" for n in range(1, len(text) + 1))
    letters = {n: char for n, char in enumerate(text, 1) if char not in unknown}
    return raw_pdf(f"BT /F 12 Tf 60 700 Td <{codes}> Tj ET".encode(), letters)


@pytest.mark.parametrize(
    ("text", "unknown", "expected"),
    [
        ("⼀、⽀持⾼新：2025年3⽉1⽇，⻓三⻆⻔⻋", "", "一、支持高新：2025年3月1日，长三角门车"),
        ("\uf0b7支持标准\ue005为一次性二十万元", "", "支持标准 为一次性二十万元"),
        ("给予一次性50万元奖励补助", "5", "给予一次性\ufffd\ufffd万元奖励补助"),
        ("给予一次性150万元奖励补助", "1", "给予一次性\ufffd\ufffd\ufffd万元奖励补助"),
        ("给予一次性50万元奖励补助", "励", "给予一次性50万元奖\ufffd补助"),
    ],
)
def test_letters_that_stand_for_others_or_for_nothing(text, unknown, expected):
    found = read_pdf(written(text, unknown), "a.pdf")
    assert found.text == expected
    assert [code for code, _ in found.warnings] == ["pdf_letters_unknown"] * bool(unknown)


def nested(depth: int, times: int) -> bytes:
    kind = "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
    return raw_pdf(b"/X Do", {1: "字"}, [stream(b"/X Do " * times, kind % (n + 9)) for n in range(depth)])


BOMB = stream(zlib.compress(b" " * 50_000_000, 9), "/Filter /FlateDecode")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (raw_pdf(b"BT /F 12 Tf 60 700 Td <0001000200030004> Tj ET", None), "do not say what their letters are"),
        (raw_pdf(b"BT /F 1 Tf 60 700 Td " + b"<0001> Tj " * 2001 + b"ET", {1: "字"}), "more than 2000 letters"),
        (nested(40, 2), "more than 500 figures"),
        (nested(2000, 1), "not a readable PDF"),
        (raw_pdf(BOMB, {1: "字"}), "no text"),
        (pdf_of(lambda canvas, _: paragraph(canvas, 700), 2)[:-400], "not a readable PDF"),
        (pdf_of(lambda canvas, _: put(canvas, 60, 700, "补助50万元"), 1001), "more than 1000; split it"),
        (re.sub(rb"/Count 2", b"/Count 9", pdf_of(lambda canvas, _: paragraph(canvas, 700), 2)), "only 2 of its 9"),
    ],
    ids=["letters", "long page", "many forms", "deep forms", "bomb", "cut off", "pages", "lost pages"],
)
def test_what_cannot_be_read_is_refused(data, words, monkeypatch):
    monkeypatch.setattr("index.formats.pdf.device.MAX_CHARS", 2000)
    monkeypatch.setattr("index.formats.pdf.device.MAX_FIGURES", 500)
    with pytest.raises(DocumentError, match=words) as error:
        read_pdf(data, "a.pdf")
    assert str(error.value).startswith("a.pdf: ")


def test_nothing_but_a_document_error_comes_of_damage():
    good = pdf_of(lambda canvas, _: paragraph(canvas, 700), 2)
    chance = random.Random(7)
    for _ in range(60):
        damaged = bytearray(good)
        for _ in range(chance.choice((1, 5, 40))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_pdf(bytes(damaged), "a.pdf")
        except DocumentError:
            continue


@pytest.mark.parametrize(("password", "opens"), [("", True), ("secret", False)])
def test_an_empty_password_opens(password, opens):
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption(password, ownerPassword="owner", canPrint=0))
    put(canvas, 80, 700, "support of up to 500000", font="Helvetica")
    canvas.save()
    if opens:
        assert read_pdf(out.getvalue(), "a.pdf").text == "support of up to 500000"
    else:
        with pytest.raises(DocumentError, match="encrypted"):
            read_pdf(out.getvalue(), "a.pdf")


def test_odd_fonts_are_not_reported_and_the_logger_is_left_as_it_was(caplog):
    data = written("给予一次性50万元奖励补助").replace(b"/DW 1000", b"/DW 1000 /FontDescriptor << /FontBBox [null] >>")
    with caplog.at_level(logging.WARNING):
        read_pdf(data, "a.pdf")
    assert not caplog.records
    assert logging.getLogger("pdfminer").level == logging.NOTSET


def test_notes_and_fields_are_named_and_not_read():
    def draw(canvas, _):
        paragraph(canvas, 700)
        canvas.acroForm.textfield(name="a", value="up to 20", x=80, y=500)

    found = read_pdf(pdf_of(draw), "a.pdf")
    assert "20万元" not in found.text.replace("200万元", "")
    assert found.warnings == (("pdf_notes", "第1页的批注或表单内容未读取：“up to 20”。"),)
