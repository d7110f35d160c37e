"""Files that are made to stop a reader, or to cost it all time or memory; each with what becomes of it."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tests.index.formats.old_makers import Doc, Xls
from tests.index.formats.rtf_files import HEAD, gb
from tests.index.formats.test_pdf_damage import raw_pdf, stream
from tests.index.formats.word_files import links, p, packed, part
from tests.index.makers import make_docx, make_html, make_mht
from tests.index.seeds import seeds

READ = ""  # the words of what is read
LIMIT = "reading takes more than"
GOOD = "对孵化器给予30万元补助。"


@dataclass(frozen=True)
class Hostile:
    """A file, and a part of the message that names it, or READ; `endless` where only the limits of its process help."""

    name: str
    make: Callable[[], bytes]
    words: str
    endless: bool = False


def zipped(parts: dict[str, bytes], like: bytes = b"") -> bytes:
    """A zip of `parts`; the others are those of the zip `like`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        if like:
            with zipfile.ZipFile(io.BytesIO(like)) as old:
                parts = {name: old.read(name) for name in old.namelist()} | parts
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def of_main(xml: str | bytes) -> bytes:
    return zipped({"word/document.xml": xml if isinstance(xml, bytes) else xml.encode()}, make_docx(["办法"]))


def sheet(rows: str, more: str = "", behind: str = "") -> bytes:
    """A workbook with the rows of one sheet as markup."""
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{name}">{more}<sheetData>{rows}</sheetData>{behind}</worksheet>'
    return zipped({"xl/worksheets/sheet1.xml": xml.encode()}, seeds()["book.xlsx"])


def cell(place: str, text: str = GOOD) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'

# Zips


STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    ),
}
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {a} "{f"&{b};" * 10}">' for b, a in pairwise(f"a{i}" for i in range(12)))
    + "]>"
)
BODY = part("document", "<w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body>").partition("?>")[2]
PASSWD = '<!DOCTYPE x [<!ENTITY a11 SYSTEM "file:///etc/passwd">]>'


def strict() -> bytes:
    with zipfile.ZipFile(io.BytesIO(make_docx(["某市补助办法", "一、补助标准", GOOD]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for old, new in STRICT.items():
        parts = {name: data.replace(old, new) for name, data in parts.items()}
    return zipped(parts)


def lying() -> bytes:
    """A zip whose members say that they are small."""
    data = bytearray(of_main(b" " * 300_000_000))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = data.find(mark)
        while place >= 0:
            struct.pack_into("<I", data, place + at, 100)
            place = data.find(mark, place + 4)
    return bytes(data)


def nested_zip() -> bytes:
    inner = packed(p("甲"))
    for _ in range(40):
        more = {"word/_rels/document.xml.rels": links(("rId7", "aFChunk", "a.docx")), "word/a.docx": inner}
        inner = packed(p(GOOD) + '<w:altChunk r:id="rId7"/>', more=more)
    return inner


def linking(target: str, mode: str = "") -> bytes:
    """A document that takes in another file, of its own zip or of the world around it."""
    more = {"word/_rels/document.xml.rels": links(("rId7", "aFChunk", target)).replace('"/>', f'" {mode}/>')}
    return packed(p(GOOD) + '<w:altChunk r:id="rId7"/>' * 3, more=more)


ZIPS = (
    Hostile("bomb.docx", lambda: of_main(b" " * 210_000_000), "it unpacks to"),
    Hostile("lying.docx", lying, "it is not a Word document"),
    Hostile("blanks.docx", lambda: of_main(b"<x>" + b" " * 190_000_000 + b"</x>"), "it is not a Word document"),
    Hostile("entities.docx", lambda: of_main(BOMB + BODY), "save it"),
    Hostile("outside.docx", lambda: of_main(PASSWD + BODY), "entities"),
    Hostile("entities.ofd", lambda: zipped({"OFD.xml": (BOMB + "<x>&a11;</x>").encode()}), "no OFD document"),
    Hostile(
        "entities.xlsx", lambda: zipped({"xl/workbook.xml": (BOMB + "<x>&a11;</x>").encode()}, sheet("")), "no workbook"
    ),
    Hostile("strict.docx", strict, READ),
    Hostile("half.docx", lambda: make_docx(["办法"])[:5000], "damaged"),
    Hostile("head.docx", lambda: b"PK\x03\x04" + bytes(100), "damaged"),
    Hostile("members.docx", lambda: zipped({f"word/{i}": b"" for i in range(40_000)}), "not a Word document"),
    Hostile("nested.docx", nested_zip, READ),
    Hostile("self.docx", lambda: linking("document.xml"), READ),
    Hostile("world.docx", lambda: linking("file:///etc/passwd", 'TargetMode="External"'), READ),
    Hostile("parent.docx", lambda: linking("../../../../etc/passwd"), READ),
    Hostile("deep.docx", lambda: packed("<w:tbl><w:tr><w:tc>" * 5000), "not a Word document"),
    Hostile("letters.docx", lambda: packed(p("给予" * 50_000)), READ),
    Hostile("deep.ofd", lambda: zipped({"OFD.xml": b"<a>" * 100_000 + b"</a>" * 100_000}), "no text in it"),
    Hostile("rows.xlsx", lambda: sheet("<row/>" * 200_000 + f'<row r="1048576">{cell("A1048576")}</row>'), READ),
    Hostile("far.xlsx", lambda: sheet(f'<row r="1048576">{cell("XFD1048576")}</row>'), READ),
    Hostile("wide.xlsx", lambda: sheet(f"<row>{cell('A1')}</row>", '<dimension ref="A1:XFD1048576"/>'), READ),
    Hostile("broken.xlsx", lambda: sheet("", "</sheetData>"), "no workbook"),
    Hostile("merged.xlsx", lambda: sheet(f"<row>{cell('A1')}</row>", behind=MERGED), LIMIT, endless=True),
)  # fmt: skip

# Markup and text


def nested(tag: str, depth: int) -> bytes:
    return f"<html><body>{f'<{tag}>' * depth}{GOOD}{f'</{tag}>' * depth}".encode()


def parts_in_parts() -> bytes:
    """A saved page whose parts are nested."""
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{i}"\n\n--b{i}\n' for i in range(3000))
    return f"MIME-Version: 1.0\n{head}Content-Type: text/html\n\n<p>{GOOD}</p>".encode()


def run(text: str, size: int = 60_000) -> Callable[[], bytes]:
    """One text again and again."""
    return lambda: ("某市补助办法\n" + text * (size // len(text.encode()))).encode()


RUNS = (
    *("第一", "第一条", "给予", "给予10万元、", "（一）", "（", "(", "《", "〔2024〕", "1", "1,000,", "1.", "万元"),
    *(
        "亿元以上",
        "年",
        "2024年1月",
        "一",
        "责任单位：",
        "同时废止《",
        "、",
        " ",
        "　",
        " \n",
        "一、\n",
        "第一条 甲。\n",
    ),
    *("兰州市", "关于印发", "附件1", "%", "不超过", "的", "“", "a@", "级别\t标准\n", "—", "……", "①", "有效期"),
    *(
        "《甲办法》（兰政发〔2017〕1号）和《乙办法》",
        "市科技局会同市财政局",
        "【关闭】【打印】\n",
        "（市、区）\n",
        "给予1,000",
    ),
)
TEXTS = (
    *(Hostile(f"run {i:02} {text.strip()[:6]}.txt".replace("\t", " "), run(text), READ) for i, text in enumerate(RUNS)),
    Hostile("repetitions.txt", lambda: ("（一）给予10万元、" * 500 + "1,000," * 3000 + "（" * 3000).encode(), READ),
    Hostile("line.txt", run("对新认定的孵化器给予补助", 200_000), READ),
    Hostile("blanks.txt", lambda: b" " * 40_000_000 + GOOD.encode(), "more than 5000000"),
    Hostile("nothing.txt", lambda: b" \n" * 20_000_000, "the file is empty"),
    Hostile("breaks.txt", lambda: b"\n" * 200_000 + GOOD.encode(), READ),
    Hostile("clauses.txt", run("第一条　对孵化器给予30万元补助。\n", 100_000), READ),
    Hostile("zeros.txt", lambda: f"某市\0补助\0办法\n{GOOD}".encode(), "not a text file"),
    Hostile("noise.txt", lambda: bytes(range(1, 256)) * 200, "neither UTF-8"),
    Hostile("empty.txt", lambda: b"", "the file is empty"),
    Hostile("brackets.md", run("[("), READ),
    Hostile("links.md", run("[a](("), READ),
    Hostile("stars.md", run("**a*"), READ),
    Hostile("ticks.md", run("`"), READ),
    Hostile("pipes.md", run("|a" * 300 + "\n", 300_000), READ),
    Hostile("tags.md", run("<a "), READ),
    Hostile("deep.html", lambda: nested("div", 5000), READ),
    Hostile("bold.html", lambda: nested("b", 5000), READ),
    Hostile("tables.html", lambda: nested("table><tr><td", 3000), READ),
    Hostile("lists.html", lambda: nested("ul><li", 3000), READ),
    Hostile("cells.html", lambda: make_html(["<table>" + "<tr><td colspan=50>甲</td></tr>" * 5_000]), READ),
    Hostile("comments.html", lambda: b"<html><body>" + b"<!--" * 100_000, "no text"),
    Hostile("parts.mht", parts_in_parts, "nested too deep"),
    Hostile("heads.mht", lambda: b"A: b\n" * 100_000 + make_mht(b"<p>x</p>", "utf-8"), "not a mht file"),
    Hostile("deep.jsonl", lambda: b"[" * 200_000, "line 1 is not"),
    Hostile("digits.jsonl", lambda: b'{"id": ' + b"1" * 100_000 + b', "title": "a", "text": "b"}', "line 1 is not"),
    Hostile("halves.jsonl", lambda: rb'{"id": "\ud800", "title": "a\udc00", "text": "b\ud800"}', READ),
)

# PDF, rich text, programs before 2007


def plain_pdf(tree: str) -> bytes:
    """A PDF whose tree of pages is as told."""
    return (
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n"
        + tree.encode()
        + b"\nendobj\ntrailer << /Size 9 /Root 1 0 R >>\n%%EOF"
    )


def deflated(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, f"/Filter [{' /FlateDecode' * times}]")


def cyclic(data: bytes) -> bytes:
    """A compound file whose table of sectors leads in circles."""
    count, first = struct.unpack_from("<I", data, 44)[0], struct.unpack_from("<I", data, 76)[0]
    changed = bytearray(data)
    at = 512 * (first + 1)
    for i in range(128 * count):
        value = struct.unpack_from("<I", changed, at + 4 * i)[0]
        if value < 0xFFFFFFF0:
            struct.pack_into("<I", changed, at + 4 * i, max(0, i - 1))
    return bytes(changed)


def long_doc() -> bytes:
    """A Word document that says that its text has two thousand million letters."""
    data = bytearray(Doc(["某市补助办法", GOOD]).data())
    place = data.find(struct.pack("<H", 0xA5EC))
    struct.pack_into("<i", data, place + 0x4C, 0x7FFFFFFF)
    return bytes(data)


def wide_xls() -> bytes:
    """A workbook of old with a cell at the far end of its sheet."""
    size = 6 + 3 + 2 * len(GOOD)
    near, far = (struct.pack("<5H", 0x204, size, *place, 15) for place in ((1, 0), (65535, 255)))
    return Xls({"a": [["某市补助办法"], [GOOD]]}).data().replace(near, far)


LETTERS = {1: "字"}
BINARIES = (
    Hostile("count.pdf", lambda: plain_pdf("<< /Type /Pages /Kids [] /Count 1000000000 >>"), "of its 1000000000 pages"),
    Hostile("loop.pdf", lambda: plain_pdf("<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 9 >>"), "pages"),
    Hostile("self.pdf", lambda: plain_pdf("2 0 R"), LIMIT, endless=True),
    Hostile("arrays.pdf", lambda: plain_pdf("[" * 100_000), "not a readable PDF"),
    Hostile("bomb.pdf", lambda: raw_pdf(deflated(b" " * 100_000_000), LETTERS), "there is no text"),
    Hostile("bombs.pdf", lambda: raw_pdf(deflated(b" " * 100_000_000, 3), LETTERS), "there is no text"),
    Hostile("letters.pdf", lambda: raw_pdf(b"BT /F 12 Tf " + b"<0001> Tj " * 110_000, LETTERS), "letters"),
    Hostile("lines.pdf", lambda: raw_pdf(b"0 0 m 9 9 l S " * 110_000, LETTERS), "lines"),
    Hostile("braces.rtf", lambda: b"{\\rtf1" + b"{" * 100_000, "nested too deep"),
    Hostile("bin.rtf", lambda: (HEAD + gb(GOOD) + r"\bin999999999 x}").encode(), READ),
    Hostile("words.rtf", lambda: (HEAD + r"\b\i0" * 50_000 + gb(GOOD) + "}").encode(), READ),
    Hostile("cells.rtf", lambda: (HEAD + r"\trowd" + r"\cellx9\intbl a\cell" * 5_000 + r"\row}").encode(), READ),
    Hostile("cyclic.doc", lambda: cyclic(seeds()["old.doc"]), READ),
    Hostile("cyclic.xls", lambda: cyclic(seeds()["old.xls"]), "no whole workbook"),
    Hostile("far.xls", wide_xls, READ),
    Hostile("long.doc", long_doc, READ),
)  # fmt: skip

ALL = (*ZIPS, *TEXTS, *BINARIES)
