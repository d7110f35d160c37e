"""Contacts on a page, in files and in what is kept."""

from __future__ import annotations

import io

import pdfplumber
import pytest
from docx import Document

from bot.web.answers.contacts import beside, dialled, linked
from bot.web.answers.export import as_docx, as_markdown, as_pdf
from bot.web.answers.html import answer_html
from tests.bot.web.fake_assistant import CONTACT, OFFICE_TEXT, QUESTION, answer

SAID = "请联系榆川市科学技术局（电话：0999-1234567转801、12345）。"
NUMBER_ALONE = CONTACT.model_copy(update={"address": "", "hours": "", "web": ""})


def with_contact(text: str = OFFICE_TEXT, contact=CONTACT):
    return answer(QUESTION, text).model_copy(update={"contacts": (contact,)})


@pytest.mark.parametrize(
    ("phone", "html"),
    [
        ("0931-1234567", '<a class="tel" href="tel:09311234567">0931-1234567</a>'),
        ("(0931)1234567", '<a class="tel" href="tel:09311234567">(0931)1234567</a>'),
        ("+86 931 1234567", '<a class="tel" href="tel:+869311234567">+86 931 1234567</a>'),
        ("12345转8", '<a class="tel" href="tel:12345">12345</a>转8'),
        ("123、456", '<a class="tel" href="tel:123">123</a>、<a class="tel" href="tel:456">456</a>'),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_a_number_can_be_dialled(phone, html):
    assert dialled(phone) == html


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ("<p>电话：0999-1234567转801</p>", 1),
        ("<p>12345，0999-1234567</p>", 2),
        ("<p>123456元，0999-12345678</p>", 0),
        ('<a href="/policies/12345">甲</a>', 0),
        ("<p>0931-7654321</p>", 0),
    ],
)
def test_only_numbers_on_file_are_links_in_a_text(html, links):
    assert linked(html, [CONTACT]).count("<a class=") == links
    assert linked(html, []) == html


@pytest.mark.parametrize(
    ("html", "names", "expected"),
    [
        ("<p>市科技局</p><p>乙</p>", ["市科技局"], "<p>市科技局</p>|<p>乙</p>"),
        ("<p>市科技局</p><p>由市科技局</p><p>乙</p>", ["市科技局"], "<p>市科技局</p><p>由市科技局</p>|<p>乙</p>"),
        ("<p>甲</p><ul><li>市科技局</li></ul>", ["市科技局"], "<p>甲</p><ul><li>市科技局</li></ul>|"),
        ("<p>a&amp;b</p><p>乙</p>", ["a&b"], "<p>a&amp;b</p>|<p>乙</p>"),
    ],
)
def test_the_block_stands_beside_the_office(html, names, expected):
    assert beside(html, "|", names) == expected


def test_an_answer_shows_its_contact_once():
    html = answer_html(with_contact())
    assert html.count("榆川市科学技术局") == 1
    assert html.index("责任单位：市科技局") < html.index("榆川市科学技术局") < html.index("20万元")
    for piece in ("tel:09991234567", "tel:12345", "东大街1号", "8:30—12:00", 'href="https://kjj.example.cn"'):
        assert piece in html
    assert "Phone" in answer_html(with_contact(), lang="en")
    said = answer_html(with_contact(SAID, NUMBER_ALONE))
    assert (said.count("榆川市科学技术局"), said.count("tel:09991234567")) == (1, 1)
    assert "contacts" not in answer_html(answer(QUESTION))


def test_what_stands_in_the_file_is_text_on_the_page():
    odd = CONTACT.model_copy(update={"name": "<b>局</b>", "address": "<script>", "hours": "<i>"})
    html = answer_html(with_contact(contact=odd))
    assert not any(tag in html for tag in ("<b>", "<script>", "<i>"))


def written(kept) -> dict[str, str]:
    with pdfplumber.open(io.BytesIO(as_pdf(kept, "https://kjj.example.cn"))) as pdf:
        printed = "".join(page.extract_text() for page in pdf.pages).replace("\n", "")
    word = Document(io.BytesIO(as_docx(kept, "https://kjj.example.cn")))
    return {
        "md": as_markdown(kept, "https://kjj.example.cn").decode(),
        "docx": "".join(paragraph.text for paragraph in word.paragraphs),
        "pdf": printed,
    }


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_every_file_has_the_contact_once(kind):
    text = written(with_contact())[kind]
    assert "联系方式" in text
    assert all(value in text.replace(" ", "") for value in ("0999-1234567转801", "榆川市东大街1号", "8:30—12:00"))
    said = written(with_contact(SAID, NUMBER_ALONE))[kind]
    assert (said.count("0999-1234567"), "联系方式" in said) == (1, False)
    assert "联系方式" not in written(answer(QUESTION))[kind]


def test_the_interface_gives_contacts(client):
    asked = client.post("/api/ask", json={"question": "孵化器归谁管"}).json()
    assert asked["contacts"] == [CONTACT.model_dump()]
    assert client.post("/api/ask", json={"question": QUESTION}).json()["contacts"] == []
