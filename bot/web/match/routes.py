"""`/match`: the form of 政策匹配, its result, and the same as a table to download."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from bot.match import Enterprise
from bot.web.match import results
from bot.web.match.form import Form, read_form
from bot.web.pages.render import base_of, page, site_of
from bot.web.pages.tables import table_file
from bot.web.service import Service


def posted(body: bytes, home: str) -> Form:
    """A posted form of /match."""
    try:
        return read_form(body, home)
    except ValueError as error:
        raise HTTPException(400, "bad_request") from error


def router(service: Service, *, bureau: str, home: str) -> APIRouter:
    """The pages of 政策匹配 of a bureau, whose own place is `home`."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def match_page(request: Request, form: Form, shown: bool) -> HTMLResponse:
        index = service.assistant.index
        result = results.matching_of(index, form.enterprise)
        documents = index.documents()
        local = results.documents_of(documents, form.enterprise.place)
        return page(
            request,
            "match.html",
            bureau=bureau,
            here="match",
            places={p: results.all_lapsed(results.documents_of(documents, p)) for p in index.jurisdictions()},
            titles={d.doc_id: d.title for d in documents},
            damaged={d.doc_id for d in documents if any(w.code == "digits_lost" for w in d.warnings)},
            documents=[d for d in local if d.doc_id in result.cited()],
            shown=shown,
            **results.view(form, result, local, base_of(request)),
        )

    @routes.get("/match")
    def match_form(request: Request) -> HTMLResponse:
        places = service.assistant.index.jurisdictions()
        return match_page(request, Form(Enterprise(place=home if home in places else [*places, home][0])), shown=False)

    @routes.post("/match")
    async def match_result(request: Request) -> HTMLResponse:
        form = posted(await request.body(), home)
        return await run_in_threadpool(match_page, request, form, shown=True)

    @routes.post("/match.{kind}")
    async def match_file(request: Request, kind: Literal["csv", "xlsx"]) -> Response:
        form = posted(await request.body(), home)
        if form.wrong:  # no file of what was not understood
            return await run_in_threadpool(match_page, request, form, shown=True)
        index = service.assistant.index
        result = await run_in_threadpool(results.matching_of, index, form.enterprise)
        titles = {d.doc_id: d.title for d in index.documents()}
        return table_file("match", kind, results.COLUMNS, results.rows(result.matches, titles, site_of(request)))

    return routes
