"""Answers as files, and what visitors say of them."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime

import pdfplumber
import pytest
from docx import Document

from bot.web.answers.export import as_docx, as_markdown, as_pdf
from bot.web.language import texts
from tests.bot.web.fake_assistant import QUESTION, QUOTE, answer

SITE = "https://kjj.example.cn"
ODD = "<b>&amp;\x0b](x) **粗** 问"


@pytest.mark.parametrize("generated", [False, True])
def test_every_file_says_what_it_is_and_where_it_is_from(generated):
    kept = answer(QUESTION).model_copy(update={"generated": generated})
    label = texts.label(generated)
    word = Document(io.BytesIO(as_docx(kept, SITE)))
    with pdfplumber.open(io.BytesIO(as_pdf(kept, SITE))) as pdf:
        printed = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
        metadata = pdf.metadata
    files = {
        "md": as_markdown(kept, SITE).decode(),
        "docx": "".join(paragraph.text for paragraph in word.paragraphs),
        "pdf": printed,
    }
    for text in files.values():
        assert "20万元" in text
        assert QUOTE in text
        assert "草案（未正式施行）" in text
        assert "2024年3月5日" in text
        assert label in text
        assert f"{SITE}/policies/plan#plan-2" in text
    assert f"ai_generated: {str(generated).lower()}" in files["md"]
    assert word.core_properties.comments == label
    assert word.core_properties.created.date() == datetime.now(UTC).date()
    assert (word.core_properties.author, metadata["Author"]) == (texts.TITLE, texts.TITLE)
    assert metadata["Subject"] == label
    assert ("AIGC" in word.core_properties.keywords) == ("AIGC" in metadata["Keywords"]) == generated


@pytest.mark.parametrize("write", [as_docx, as_pdf, as_markdown])
def test_odd_characters_break_no_file(write):
    assert len(write(answer(ODD, f"{ODD}\n\n> {ODD}\n\n| a | b |\n| --- | --- |\n| {ODD} | 1 |[1]"), SITE)) > 100


def test_links_to_pages_of_ours_lead_to_the_site():
    text = (
        "全部在[扶持事项](/supports)，逐条核对用[政策匹配](/match)；文件见[列表](/policies)和[原文](/policies/plan)。"
    )
    written = as_markdown(answer(QUESTION, text), SITE).decode()
    for path in ("supports", "match", "policies", "policies/plan"):
        assert f"]({SITE}/{path})" in written
    assert "](/" not in written


@pytest.mark.parametrize("write", [as_docx, as_pdf])
def test_a_table_is_a_table(write):
    table = "| 项目 | 兰州市 |\n| --- | --- |\n| 国家级孵化器 | **100万元**[1] |\n| 市级孵化器 | 30万元 |"
    file = io.BytesIO(write(answer(QUESTION, f"两地比较：\n\n{table}\n\n以正式文件为准。"), SITE))
    if write is as_docx:
        [found] = Document(file).tables
        rows = [[cell.text for cell in row.cells] for row in found.rows]
        shown = "".join(p.text for p in Document(file).paragraphs)
    else:
        with pdfplumber.open(file) as pdf:
            rows = pdf.pages[0].extract_tables()[0]
            shown = "".join(page.extract_text() for page in pdf.pages)
    assert rows == [["项目", "兰州市"], ["国家级孵化器", "100万元[1]"], ["市级孵化器", "30万元"]]
    assert "|" not in shown
    assert "以正式文件为准。" in shown


def test_the_pdf_has_no_sign_that_its_typeface_lacks():
    kept = answer("泛海扬帆·兰州启航 › 𠮷", "“给予20万元” • 见[1]")
    with pdfplumber.open(io.BytesIO(as_pdf(kept, SITE))) as pdf:
        printed = pdf.pages[0].extract_text()
    assert re.search("泛海扬帆[·・]兰州启航 > 〓", printed)
    assert not set("›•𠮷") & set(printed)
