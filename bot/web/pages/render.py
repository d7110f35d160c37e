"""The templates, and a whole page as a response. Whatever comes from a visitor or a document is escaped in them."""

from __future__ import annotations

from pathlib import Path

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.web.language import texts
from bot.web.language.translate import CHINESE, in_page, language
from bot.web.pages.assets import asset
from bot.web.pages.clauses import citation_link, clause_body, clause_url, marked
from bot.web.pages.formats import chinese_date, inferred, place, yuan

FOLDER = Path(__file__).parent / "templates"


def environment() -> Environment:
    """Templates, escaping everything; an unknown variable is an error."""
    env = Environment(
        loader=FileSystemLoader(FOLDER),
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
    )
    return env


templates = environment()


def base_of(request: Request) -> str:
    """The prefix that a proxy serves us under, without a slash at its end."""
    root: str = request.scope.get("root_path", "")
    return root.rstrip("/")


def site_of(request: Request) -> str:
    """The address that visitors know us under, prefix and all."""
    return f"{request.url.scheme}://{request.url.netloc}{base_of(request)}"


def language_of(request: Request) -> str:
    """The language that the browser prefers."""
    return language(request.headers.get("accept-language", ""))


def page(request: Request, template: str, *, bureau: str, status: int = 200, **values: object) -> HTMLResponse:
    """A rendered template."""
    html = templates.get_template(template).render(
        base=base_of(request), site=site_of(request), bureau=bureau, lang=language_of(request), **values
    )
    return HTMLResponse(html, status, headers={"cache-control": "no-cache", "vary": "accept-language"})
