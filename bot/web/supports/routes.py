"""`/supports`: the list of supports, and the same as a table to download."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from bot.web.language import texts
from bot.web.pages.render import page, site_of
from bot.web.pages.tables import table_file
from bot.web.service import Index, Service
from bot.web.supports import wording
from bot.web.supports.choice import SupportChoice
from index.models import PolicyWarning


def doubts(index: Index) -> dict[str, list[PolicyWarning]]:
    """What makes the figures of each document uncertain."""
    return {d.doc_id: [w for w in d.warnings if w.code in texts.DOUBTS] for d in index.documents()}


def router(service: Service, *, bureau: str, home: str) -> APIRouter:
    """The pages of supports of a bureau, whose own place is `home`."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/supports")
    def supports_page(request: Request, choice: Annotated[SupportChoice, Query()]) -> HTMLResponse:
        index = service.assistant.index
        every = index.supports()
        return page(
            request,
            "supports.html",
            bureau=bureau,
            here="supports",
            sheet=choice.sheet(every, home, request.url.query),
            choice=choice,
            query=request.url.query,
            places=sorted({item.jurisdiction for item in every}),
            kinds={item.kind for item in every},
            validities={item.validity for item in every},
            titles={d.doc_id: d.title for d in index.documents()},
            doubts=doubts(index),
            standard=wording.standard,
            question=wording.question,
        )

    @routes.get("/supports.{kind}")
    def supports_file(
        request: Request, kind: Literal["csv", "xlsx"], choice: Annotated[SupportChoice, Query()]
    ) -> Response:
        link = f"{site_of(request)}/supports"
        index = service.assistant.index
        items = choice.of(index.supports(), home)
        return table_file("supports", kind, wording.COLUMNS, wording.rows(items, link, doubts(index)))

    return routes
