"""Answers as HTML. Whatever comes from a visitor, a document or a model is escaped here."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from bot.answer.contacts import unsaid
from bot.models import Answer
from bot.web.answers.condense import by_document, condensed
from bot.web.answers.contacts import beside, dialled, linked
from bot.web.language.translate import CHINESE
from bot.web.pages.clauses import citation_link
from bot.web.pages.render import templates

_MARKER = re.compile(r"( ?)(</span>)?(\[\d+\])")
_PAGES = ("/policies", "/supports", "/match")  # that an answer may send a visitor to
_OURS = re.compile(r'href="/(?=policies|supports"|match")')


def _markdown() -> MarkdownIt:
    """Paragraphs, lists, tables, emphasis, and links to our own pages: no HTML, images or other links."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable("table").disable(["html_block", "html_inline", "image", "autolink", "code", "reference", "entity"])
    parser.validateLink = lambda url: url in _PAGES or url.startswith("/policies/")  # type: ignore[method-assign]
    return parser


_parser = _markdown()


def answer_text(answer: Answer, base: str = "", lang: str = CHINESE) -> Markup:
    """The text of an answer, each marker a link to its clause. A marker without a citation stays plain text."""
    citations = {citation.marker: citation for citation in answer.citations}

    def chip(match: re.Match[str]) -> str:
        blank, end, marker = match.groups("")
        citation = citations.get(marker)
        if not citation:
            return match[0]
        return f"{end}{'&nbsp;' if blank else ''}{citation_link(citation, base)}"  # no marker alone on a line

    html = _MARKER.sub(chip, condensed(linked(_parser.render(answer.text), answer.contacts), answer, lang))
    return Markup(_OURS.sub(f'href="{escape(base)}/', html) if base else html)


def answer_html(answer: Answer, base: str = "", lang: str = CHINESE, *, checking: bool = False) -> str:
    """A whole answer: text, warnings, sources, tools, label. No blank line, so that Markdown around leaves it alone.

    While a language model is `checking` it, a line says so in place of the tools.
    """
    body = answer_text(answer, base, lang)
    if contacts := unsaid(answer):
        block = templates.get_template("contacts.html").render(contacts=contacts, dialled=dialled, lang=lang)
        body = Markup(beside(str(body), block, [contact.named for contact in contacts]))
    html = templates.get_template("answer.html").render(
        answer=answer,
        body=body,
        sources=by_document(answer.citations),
        base=base,
        lang=lang,
        checking=checking,
    )
    return _one_block(html)


def question_html(question: str) -> str:
    """A visitor's question as text."""
    return _one_block(f'<div class="question">{escape(question)}</div>')


def notice_html(sentence: str) -> str:
    """A sentence of ours in place of an answer."""
    return f'<div class="answer" role="alert"><p>{escape(sentence)}</p></div>'


def draft_html(text: str) -> str:
    """The part of an answer that has come so far."""
    return _one_block(f'<div class="answer draft">{escape(text)}</div>')


def _one_block(html: str) -> str:
    """Blank lines would end an HTML block in Markdown."""
    return re.sub(r"\s*\n\s*", "\n", html.strip())
