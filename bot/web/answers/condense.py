"""An answer as it is read on a page: nothing stands twice. Its text for the JSON interface and exports stays whole."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import escape

from bot.models import Answer, Citation
from bot.web.language import texts
from bot.web.language.translate import translated

_FROM = re.compile(r"——(《[^\n<\[]*》)([^\n<\[]*)")  # whence a quote is, at its end
_NOTICE = re.compile(r"<blockquote>.*?</blockquote>", re.DOTALL)
_ITEM = re.compile(r"<li>(.*?)</li>", re.DOTALL)
_FIGURE = re.compile(r"<p>(?=<strong>)")  # how much, for whom: the answer itself
_QUOTED = re.compile(r"：(“.*”)", re.DOTALL)


def condensed(html: str, answer: Answer, lang: str) -> str:
    """The rendered text of an answer, further clauses folded, titles that the list of sources gives left out."""
    html = _FIGURE.sub('<p class="figure">', _folded(html, lang))
    alone = _alone(answer)
    html = _attributed(html, alone)
    for title in alone:
        html = _NOTICE.sub(lambda m, title=title: m[0].replace(title, texts.THIS_DOCUMENT), html)  # type: ignore[misc]
        html = html.replace(f"<p>{title}", f"<p>{texts.THIS_DOCUMENT}")
    return html


def by_document(citations: Sequence[Citation]) -> list[list[Citation]]:
    """Citations by document, in the order in which an answer names the documents."""
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(citation.doc_id, []).append(citation)
    return list(found.values())


def _alone(answer: Answer) -> list[str]:
    """The title that need not be told from others, where an answer rests on one document."""
    titles = {c.doc_id: c.title for c in answer.citations}
    return [f"《{escape(title)}》" for title in titles.values()] if len(titles) == 1 else []


def _attributed(html: str, alone: Sequence[str]) -> str:
    """Where each quote is from; without the title where it is that of the quote before, or the answer's only one."""
    before = ""

    def attribution(match: re.Match[str]) -> str:
        nonlocal before
        known = match[1] == before or match[1] in alone
        before = match[1]
        return f'<span class="from">——{match[2] if known and match[2].strip() else match[1] + match[2]}</span>'

    return _FROM.sub(attribution, html)


def _folded(html: str, lang: str) -> str:
    """Related clauses under a summary, those left out whose sentence was quoted before."""
    head = texts.related()
    listed = re.compile(rf"<p>{re.escape(str(escape(head)))}</p>\s*<ul>(.*?)</ul>", re.DOTALL)

    def fold(match: re.Match[str]) -> str:
        before = html[: match.start()]
        items = [i[0] for i in _ITEM.finditer(match[1]) if not ((q := _QUOTED.search(i[1])) and q[1] in before)]
        if not items:
            return ""
        title = translated(head.rstrip("："), lang)
        return f'<details class="related"><summary>{title}（{len(items)}）</summary><ul>{"".join(items)}</ul></details>'

    return listed.sub(fold, html)
