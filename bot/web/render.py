"""Answers, clauses and documents as HTML. Whatever comes from a visitor, a document or a model is escaped here."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from bot.answer.contacts import unsaid
from bot.models import Answer, Citation
from bot.web import texts
from bot.web.assets import asset
from bot.web.brief import brief, sources
from bot.web.contacts import beside, dialled, linked
from bot.web.language import CHINESE, in_page
from index.models import Clause, PolicyDocument

FOLDER = Path(__file__).parent
_MARKER = re.compile(r"\[(\d+)\]")
_PAGES = ("/policies", "/supports", "/match")  # that an answer may send a visitor to
_OURS = re.compile(r'href="/(?=policies|supports"|match")')


def _markdown() -> MarkdownIt:
    """Paragraphs, lists, tables, emphasis, and links to our own pages: no HTML, images or other links."""
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.enable("table").disable(["html_block", "html_inline", "image", "autolink", "code", "reference", "entity"])
    parser.validateLink = lambda url: url in _PAGES or url.startswith("/policies/")  # type: ignore[method-assign]
    return parser


_parser = _markdown()


def clause_url(base: str, doc_id: str, clause_id: str, mark: str = "") -> str:
    """The readable page of a document at one clause, with the sentence `mark` in it highlighted."""
    query = f"?{urlencode({'mark': mark})}" if mark else ""
    return f"{base}/policies/{quote(doc_id)}{query}#{quote(clause_id)}"


def marked(text: str, sentence: str) -> Markup:
    """`text` with its first occurrence of `sentence` in a <mark>, line breaks kept."""
    before, found, after = text.partition(sentence) if sentence else (text, "", "")
    if not found:
        return escape(text)
    return escape(before) + Markup("<mark>{}</mark>").format(found) + escape(after)


def clause_body(text: str, lead: int, sentence: str) -> Markup:
    """A clause with its heading set off and `sentence` marked; a sentence that begins in the heading goes first."""
    at = text.find(sentence) if sentence else -1
    if not lead or 0 <= at < lead:
        return marked(text, sentence)
    return Markup("<strong>{}</strong>{}").format(text[:lead], marked(text[lead:], sentence))


def answer_text(answer: Answer, base: str = "", lang: str = CHINESE) -> Markup:
    """The text of an answer, each marker a link to its clause. A marker without a citation stays plain text."""
    citations = {citation.marker: citation for citation in answer.citations}

    def chip(match: re.Match[str]) -> str:
        citation = citations.get(match[0])
        return str(citation_link(citation, base)) if citation else match[0]

    html = _MARKER.sub(chip, brief(linked(_parser.render(answer.text), answer.contacts), answer, lang))
    return Markup(_OURS.sub(f'href="{escape(base)}/', html) if base else html)


def citation_link(citation: Citation, base: str = "") -> Markup:
    url = clause_url(base, citation.doc_id, citation.clause_id, citation.quote)
    label = f"出处 {citation.marker.strip('[]')}：{citation.title}"
    return Markup('<a class="cite" href="{}" aria-label="{}" title="{}">{}</a>').format(
        Markup(escape(url)), label, label, citation.marker
    )


def chinese_date(iso: str | None) -> str:
    """2019-03-26 → 2019年3月26日; what is no whole date stays as it is."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    return f"{day.year}年{day.month}月{day.day}日"


def inferred(document: PolicyDocument, field: str) -> str:
    """（推定） after a value that was made out of damaged text."""
    return "（推定）" if any(e.field == field and e.source == "inferred" for e in document.evidence) else ""


def yuan(amount: float) -> str:
    """300000 → 30万元, 1500 → 1500元."""
    return f"{amount / 10000:g}万元" if amount >= 10000 else f"{amount:g}元"


def place(jurisdiction: str) -> str:
    """甘肃省/武威市/凉州区 → 甘肃省武威市凉州区."""
    return jurisdiction.replace("/", "")


def environment() -> Environment:
    """Templates, escaping everything; an unknown variable is an error."""
    env = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(chinese_date=chinese_date, yuan=yuan, place=place)
    env.globals.update(
        _=in_page,
        asset=asset,
        lang=CHINESE,
        texts=texts,
        clause_url=clause_url,
        inferred=inferred,
        marked=marked,
        clause_body=clause_body,
        citation_link=citation_link,
        dialled=dialled,
    )
    return env


templates = environment()


def answer_html(answer: Answer, base: str = "", lang: str = CHINESE) -> str:
    """A whole answer: text, warnings, sources, tools, label. No blank line, so that Markdown around leaves it alone."""
    body = answer_text(answer, base, lang)
    if contacts := unsaid(answer):
        block = templates.get_template("contacts.html").render(contacts=contacts, lang=lang)
        body = Markup(beside(str(body), block, [contact.named for contact in contacts]))
    html = templates.get_template("answer.html").render(
        answer=answer,
        body=body,
        sources=sources(answer.citations),
        base=base,
        lang=lang,
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


def clause_html(document: PolicyDocument, clause: Clause, mark: str, base: str = "", lang: str = CHINESE) -> str:
    """A clause with the facts about its document, for the panel."""
    return templates.get_template("clause.html").render(
        document=document, clause=clause, mark=mark, base=base, lang=lang
    )


def _one_block(html: str) -> str:
    """Blank lines would end an HTML block in Markdown."""
    return re.sub(r"\s*\n\s*", "\n", html.strip())
