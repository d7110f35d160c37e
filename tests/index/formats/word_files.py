"""Makes .docx files out of their markup, for what no program writes on order."""

from __future__ import annotations

import io
import zipfile

from index.formats.word.document import read_docx

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def part(tag: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {_DECLARED}>{inside}</w:{tag}>'


def links(*items: tuple[str, str, str]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Type="{_TYPE}/{kind}" Target="{target}"/>' for i, kind, target in items)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def packed(body: str, *, more: dict[str, str | bytes] | None = None, **parts: str) -> bytes:
    """A file with the body and the given parts (`styles="<w:style …>"`); `more` are parts by name, as they are."""
    kinds = [(f"rId{i}", kind, f"{kind}.xml") for i, kind in enumerate(parts)]
    files: dict[str, str | bytes] = {
        "_rels/.rels": links(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": links(*kinds),
        **{f"word/{kind}.xml": part(kind, inside) for kind, inside in parts.items()},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def lines(data: bytes) -> list[str]:
    return read_docx(data, "a.docx").text.split("\n")


def codes(data: bytes) -> list[str]:
    return [code for code, _ in read_docx(data, "a.docx").warnings]


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str, properties: str = "") -> str:
    """A paragraph of runs (markup) and plain words."""
    runs = "".join(item if item.startswith("<") else run(item) for item in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def item(text: str, level: int | None = 0, number: int | None = 1, more: str = "") -> str:
    """A paragraph of a list; None leaves its level or its list to the style."""
    told = (f'<w:ilvl w:val="{level}"/>' if level is not None else "") + (
        f'<w:numId w:val="{number}"/>' if number is not None else ""
    )
    return p(text, properties=f"{more}<w:numPr>{told}</w:numPr>")


def level(at: int, kind: str, text: str, more: str = "") -> str:
    """One level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def cell(*inside: str, properties: str = "") -> str:
    blocks = "".join(part if part.startswith(("<w:p>", "<w:tbl>")) else p(part) for part in inside)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    inside = "".join(c if c.startswith("<") else cell(c) for c in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"
