"""`/policies`: the list of documents, a document to read and to keep; `/clause`: a clause for the panel."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from bot.web.language.translate import CHINESE
from bot.web.pages.paging import sheet
from bot.web.pages.render import base_of, language_of, page, site_of, templates
from bot.web.policies import layout, search
from bot.web.policies.search import DocumentChoice
from bot.web.policies.text_file import as_text
from bot.web.service import Index, Service
from index.models import Clause, PolicyDocument


def document_or_404(index: Index, doc_id: str) -> PolicyDocument:
    document = index.document(doc_id)
    if document is None:
        raise HTTPException(404, "document_not_found")
    return document


def clause_html(document: PolicyDocument, clause: Clause, mark: str, base: str = "", lang: str = CHINESE) -> str:
    """A clause with the facts about its document, for the panel."""
    return templates.get_template("clause.html").render(
        document=document, clause=clause, mark=mark, base=base, lang=lang
    )


def router(service: Service, *, bureau: str) -> APIRouter:
    """The pages of documents."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @routes.get("/policies")
    def policies(request: Request, choice: Annotated[DocumentChoice, Query()]) -> HTMLResponse:
        assistant = service.assistant
        every = assistant.index.documents()
        chosen = choice.of(every)
        return page(
            request,
            "documents.html",
            bureau=bureau,
            here="policies",
            sheet=sheet(chosen, choice.page, request.url.query),
            passages=search.search(assistant, choice.q, chosen),
            choice=choice,
            places=sorted({d.jurisdiction for d in every if d.jurisdiction}),
            validities={d.validity for d in every},
            years=sorted({search.year(d) for d in every} - {""}, reverse=True),
            issuers=sorted({issuer for d in every for issuer in d.issuers}),
        )

    @routes.get("/policies/{doc_id}.txt")
    def policy_text(request: Request, doc_id: str) -> Response:
        document = document_or_404(service.assistant.index, doc_id)
        url = f"{site_of(request)}/policies/{doc_id}"
        headers = {
            "content-disposition": "attachment; filename*=UTF-8''" + quote(f"{document.title[:80]}.txt", safe="")
        }
        return Response(as_text(document, url), media_type="text/plain; charset=utf-8", headers=headers)

    @routes.get("/policies/{doc_id}")
    def policy(request: Request, doc_id: str, mark: str = "") -> HTMLResponse:
        document = document_or_404(service.assistant.index, doc_id)
        parts = layout.blocks(document)
        return page(
            request,
            "document.html",
            bureau=bureau,
            here="policies",
            document=document,
            blocks=parts,
            contents=layout.contents(parts),
            mark=mark[:1000],
        )

    @routes.get("/clause")
    def clause(request: Request, id: str, mark: str = "") -> HTMLResponse:
        index = service.assistant.index
        found = index.clause(id)
        if found is None:
            raise HTTPException(404, "not_found")
        document = document_or_404(index, found.doc_id)
        return HTMLResponse(clause_html(document, found, mark[:1000], base_of(request), language_of(request)))

    return routes
