"""Makes documents in each format for the tests: nothing binary is checked in."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle


@dataclass(frozen=True)
class Grid:
    """A table; without `borders` only the places of its cells tell."""

    rows: Sequence[Sequence[str]]
    borders: bool = True


Block = str | Grid


def make_docx(blocks: Sequence[Block]) -> bytes:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Grid):
            table = document.add_table(rows=0, cols=len(block.rows[0]))
            for row in block.rows:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(block)
    return docx_bytes(document)


def docx_bytes(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_numbering(document, formats: Sequence[tuple[str, str]]) -> int:
    """A list of several levels (number format, text such as "（%2）"); gives the id that paragraphs refer to."""
    root = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(formats)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return 77


def add_numbered(document, text: str, number_id: int, level: int) -> None:
    paragraph = document.add_paragraph(text)
    properties = paragraph._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", number_id)):
        element = OxmlElement(tag)
        element.set(qn("w:val"), str(value))
        number.append(element)
    properties.append(number)


def add_text_box(document, text: str) -> None:
    paragraph = document.add_paragraph("")
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    paragraph._p.append(parse_xml(box))


def make_html(blocks: Sequence[Block], *, title: str = "", charset: str = "utf-8") -> bytes:
    """A page as government sites have them: menu, place in the site, article, related links, footer."""
    body = []
    for block in blocks:
        if isinstance(block, Grid):
            rows = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in block.rows)
            body.append(f"<table>{rows}</table>")
        else:
            body.append(f"<p style='text-indent:2em'>{block}</p>")
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}-某市科学技术局</title>
<meta name="PubDate" content="2024-03-05 10:00"><style>p{{}}</style><script>var a = "一、脚本";</script></head><body>
<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li>
<li><a href="/fw">办事服务</a></li></ul></div>
<div>您的位置：<a href="/">首页</a> &gt; <a href="/zc">政策文件</a></div>
<div id="article"><h1>{title}</h1>{"".join(body)}</div>
<div><a href="/1">上一篇：关于举办培训班的通知</a><a href="/2">下一篇：关于开展检查的通知</a></div>
<div class="foot">主办：某市科学技术局 <span>ICP备12345678号</span></div></body></html>"""
    return page.encode(charset)


def make_mht(page: bytes, charset: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content("fallback")
    message.add_alternative(page, maintype="text", subtype="html", params={"charset": charset})
    return message.as_bytes()


def make_pdf(
    blocks: Sequence[Block | None], *, header: str = "", password: str | None = None, width: float = A4[0]
) -> bytes:
    """A PDF with numbered pages; None begins a new page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("p", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    centred = ParagraphStyle("t", parent=style, alignment=1, firstLineIndent=0, fontSize=16, leading=26)
    story = []
    for i, block in enumerate(blocks):
        if block is None:
            story.append(PageBreak())
        elif isinstance(block, Grid):
            cells = [
                [Paragraph(c, ParagraphStyle("c", parent=style, firstLineIndent=0)) for c in r] for r in block.rows
            ]
            lines = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if block.borders else []
            widths = None if block.borders else [100] * len(block.rows[0])
            story.append(
                Table(cells, colWidths=widths, style=TableStyle([*lines, ("VALIGN", (0, 0), (-1, -1), "TOP")]))
            )
        else:
            story.append(Paragraph(block, centred if i == 0 else style))

    def furniture(canvas, document) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(A4[0] / 2, 30, f"— {document.page} —")
        canvas.drawCentredString(A4[0] / 2, A4[1] - 30, header)

    out = io.BytesIO()
    template = SimpleDocTemplate(out, pagesize=(width, A4[1]), encrypt=password)
    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def make_scan(pages: int = 1) -> bytes:
    """A PDF of pictures only."""
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for _ in range(pages):
        canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "white")), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
