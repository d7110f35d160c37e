"""An answer as a file to keep: Markdown, Word, PDF. Each has its sources, and says in its metadata too what it is."""

from __future__ import annotations

import io
import re
from datetime import UTC, date, datetime
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as TableOfPdf

from bot.models import Answer, Citation
from bot.web.language import texts
from bot.web.pages.formats import chinese_date, place

MEDIA_TYPES = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
CONTACTS = "联系方式"
Table = list[list[str]]
_ROW = re.compile(r"\|(?![|\s:-]+$).*\|")
_RULE = re.compile(r"[|\s:-]+")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_OWN = re.compile(r"\]\(/")  # the beginning of a link to a page of ours
_LINK = re.compile(r"\[([^\]]+)\]\(/[^)]*\)")
# Signs that the typeface of the PDF lacks or has under another code; half of the rest of Unicode it cannot show.
_SONG = str.maketrans({"·": "・", "•": "・", "‧": "・", "›": ">", "‹": "<", "⁄": "/"})
_BEYOND = re.compile(r"[^\u0000-\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # no XML can hold these


def source(citation: Citation) -> str:
    """A citation as one line."""
    facts = [citation.doc_number, chinese_date(citation.issued_on), place(citation.jurisdiction)]
    known = [fact for fact in (*facts, texts.VALIDITY[citation.validity], citation.clause_path) if fact]
    return f"{citation.marker} 《{citation.title}》 {' · '.join(known)}"


def blocks(answer: Answer) -> list[str | Table]:
    """The paragraphs and tables of an answer, without marks of Markdown except **bold**."""
    text = _LINK.sub(r"\1", _CONTROL.sub("", answer.text))
    found: list[str | Table] = []
    for line in (line.strip().lstrip(">").strip() for line in text.split("\n")):
        if _ROW.fullmatch(line):
            row = [cell.strip() for cell in line.strip("|").split("|")]
            if found and isinstance(found[-1], list):
                found[-1].append(row)
            else:
                found.append([row])
        elif line and not _RULE.fullmatch(line):
            found.append(line)
    return found


def as_markdown(answer: Answer, site: str) -> bytes:
    """With front matter that programs can read; links lead to `site`."""
    head = [
        "---",
        f"date: {date.today().isoformat()}",
        f"label: {texts.label(answer.generated)}",
        f"ai_generated: {answer.generated}".lower(),
    ]
    contacts = "\n".join(f"- {line}" for line in texts.contacts(answer))
    body = [
        f"# {_CONTROL.sub('', answer.question)}",
        _OWN.sub(lambda _: f"]({site}/", answer.text),
        *([f"## {CONTACTS}", contacts] if contacts else []),
        "## 出处",
    ]
    cited = [f"- {source(c)}\n  > {c.quote}\n\n  {site}{c.url}" for c in answer.citations]
    return "\n\n".join(["\n".join([*head, "---"]), *body, *cited, texts.label(answer.generated), ""]).encode()


def as_docx(answer: Answer, site: str) -> bytes:
    """A Word file."""
    document = Document()
    properties = document.core_properties
    properties.title = _CONTROL.sub("", answer.question)[:200]
    properties.comments = texts.label(answer.generated)
    properties.keywords = _keywords(answer)
    properties.author = texts.TITLE
    properties.created = properties.modified = datetime.now(UTC)
    document.add_heading(_CONTROL.sub("", answer.question), 1)
    document.add_paragraph(texts.label(answer.generated))
    for block in blocks(answer):
        if isinstance(block, str):
            _write(document.add_paragraph(), block)
            continue
        table = document.add_table(len(block), max(map(len, block)), "Table Grid")
        for cells, row in zip(block, table.rows, strict=True):
            for text, cell in zip(cells, row.cells, strict=False):
                _write(cell.paragraphs[0], text)
    if contacts := texts.contacts(answer):
        document.add_heading(CONTACTS, 2)
        for line in contacts:
            document.add_paragraph(line)
    document.add_heading("出处", 2)
    for citation in answer.citations:
        document.add_paragraph(source(citation))
        document.add_paragraph(citation.quote, style="Intense Quote")
        document.add_paragraph(f"{site}{citation.url}")
    document.add_paragraph(f"整理日期：{chinese_date(date.today().isoformat())}")
    for style in ("Normal", "Heading 1", "Heading 2", "Intense Quote"):
        fonts = document.styles[style].element.get_or_add_rPr().get_or_add_rFonts()
        fonts.attrib.pop(qn("w:eastAsiaTheme"), None)  # a theme without a Chinese typeface
        fonts.set(qn("w:eastAsia"), "宋体")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(answer: Answer, site: str) -> bytes:
    """A PDF in the reader's own Song typeface (nothing is embedded)."""
    said = texts.label(answer.generated)
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=11, leading=19, spaceAfter=6, wordWrap="CJK")
    title = ParagraphStyle("title", body, fontSize=16, leading=24, spaceAfter=10)
    small = ParagraphStyle("small", body, fontSize=9, leading=14, textColor=HexColor("#4d5a68"))
    story: list[Flowable] = [Paragraph(_xml(answer.question), title), Paragraph(_xml(said), small)]
    for block in blocks(answer):
        story.append(Paragraph(_xml(block), body) if isinstance(block, str) else _pdf_table(block, small))
    if contacts := texts.contacts(answer):
        story += [Paragraph(CONTACTS, title), *(Paragraph(_xml(line), body) for line in contacts)]
    story.append(Paragraph("出处", title))
    for citation in answer.citations:
        story += [
            Paragraph(_xml(source(citation)), body),
            Paragraph(_xml(f"“{citation.quote}”"), small),
            Paragraph(_xml(f"{site}{citation.url}"), small),
        ]
    story.append(Paragraph(f"整理日期：{chinese_date(date.today().isoformat())}", small))
    out = io.BytesIO()
    SimpleDocTemplate(
        out,
        pagesize=A4,
        title=answer.question[:200],
        subject=said,
        author=texts.TITLE,
        keywords=[_keywords(answer)],
        lang="zh-CN",
    ).build(story)
    return out.getvalue()


def _write(paragraph: WordParagraph, text: str) -> None:
    for number, piece in enumerate(_BOLD.split(text)):
        paragraph.add_run(piece).bold = number % 2 == 1


def _pdf_table(rows: Table, style: ParagraphStyle) -> Flowable:
    width = max(map(len, rows))
    cells = [[Paragraph(_xml(cell), style) for cell in (*row, *[""] * (width - len(row)))] for row in rows]
    lined = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, HexColor("#d5dce4")), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return TableOfPdf(cells, style=lined, repeatRows=1, spaceAfter=6)


def _keywords(answer: Answer) -> str:
    return "人工智能生成, AIGC" if answer.generated else "程序自动整理, 参考回答"


def _xml(text: str) -> str:
    shown = _BEYOND.sub("〓", _CONTROL.sub("", text).translate(_SONG))
    return _BOLD.sub(r"<b>\1</b>", escape(shown))


WRITERS = {"md": as_markdown, "docx": as_docx, "pdf": as_pdf}
