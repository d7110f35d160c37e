"""Links to a clause, and the sentence that is marked in it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from markupsafe import Markup, escape

from bot.models import Citation


def clause_url(base: str, doc_id: str, clause_id: str, mark: str = "") -> str:
    """The readable page of a document at one clause, with the sentence `mark` in it highlighted."""
    query = f"?{urlencode({'mark': mark})}" if mark else ""
    return f"{base}/policies/{quote(doc_id)}{query}#{quote(clause_id)}"


def marked_url(url: str, sentence: str) -> str:
    """The address of a clause with a sentence to mark in it."""
    path, _, clause = url.partition("#")
    return f"{path}?{urlencode({'mark': sentence.split(chr(10))[0]})}#{clause}"


def citation_link(citation: Citation, base: str = "") -> Markup:
    url = clause_url(base, citation.doc_id, citation.clause_id, citation.quote)
    label = f"出处 {citation.marker.strip('[]')}：{citation.title}"
    return Markup('<a class="cite" href="{}" aria-label="{}" title="{}">{}</a>').format(
        Markup(escape(url)), label, label, citation.marker
    )


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
