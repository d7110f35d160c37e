"""Pages that the server renders: documents, supports, matching, exports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from bot.match import Enterprise
from bot.web import finding, layout, matching, supports, tables, texts
from bot.web.download import as_text
from bot.web.finding import DocumentChoice
from bot.web.language import language
from bot.web.matching import Form
from bot.web.paging import sheet
from bot.web.render import clause_html, templates
from bot.web.service import Index, Service
from bot.web.supports import Choice
from bot.web.transcripts import Transcripts
from index.models import PolicyDocument, PolicyWarning


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


def table_file(name: str, kind: Literal["csv", "xlsx"], columns: tables.Row, rows: Iterable[tables.Row]) -> Response:
    """A table to download."""
    headers = {"content-disposition": f'attachment; filename="{name}.{kind}"', "cache-control": "no-store"}
    return Response(tables.WRITERS[kind](columns, rows), media_type=tables.MEDIA_TYPES[kind], headers=headers)


def doubts(index: Index) -> dict[str, list[PolicyWarning]]:
    """What makes the figures of each document uncertain."""
    return {d.doc_id: [w for w in d.warnings if w.code in texts.DOUBTS] for d in index.documents()}


def posted(body: bytes, home: str) -> Form:
    """A posted form of /match."""
    try:
        return matching.read_form(body, home)
    except ValueError as error:
        raise HTTPException(400, "bad_request") from error


def document_or_404(index: Index, doc_id: str) -> PolicyDocument:
    document = index.document(doc_id)
    if document is None:
        raise HTTPException(404, "document_not_found")
    return document


def router(service: Service, transcripts: Transcripts, *, bureau: str, home: str) -> APIRouter:
    """The pages of a bureau, whose own place is `home`."""
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
            passages=finding.search(assistant, choice.q, chosen),
            choice=choice,
            places=sorted({d.jurisdiction for d in every if d.jurisdiction}),
            validities={d.validity for d in every},
            years=sorted({finding.year(d) for d in every} - {""}, reverse=True),
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

    @routes.get("/supports")
    def supports_page(request: Request, choice: Annotated[Choice, Query()]) -> HTMLResponse:
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
            standard=supports.standard,
            question=supports.question,
        )

    @routes.get("/supports.{kind}")
    def supports_file(request: Request, kind: Literal["csv", "xlsx"], choice: Annotated[Choice, Query()]) -> Response:
        link = f"{site_of(request)}/supports"
        index = service.assistant.index
        items = choice.of(index.supports(), home)
        return table_file("supports", kind, supports.COLUMNS, supports.rows(items, link, doubts(index)))

    def match_page(request: Request, form: Form, shown: bool) -> HTMLResponse:
        index = service.assistant.index
        result = matching.matching_of(index, form.enterprise)
        documents = index.documents()
        local = matching.documents_of(documents, form.enterprise.place)
        return page(
            request,
            "match.html",
            bureau=bureau,
            here="match",
            places={p: matching.all_lapsed(matching.documents_of(documents, p)) for p in index.jurisdictions()},
            titles={d.doc_id: d.title for d in documents},
            damaged={d.doc_id for d in documents if any(w.code == "digits_lost" for w in d.warnings)},
            documents=[d for d in local if d.doc_id in result.cited()],
            shown=shown,
            **matching.view(form, result, local, base_of(request)),
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
        result = await run_in_threadpool(matching.matching_of, index, form.enterprise)
        titles = {d.doc_id: d.title for d in index.documents()}
        return table_file("match", kind, matching.COLUMNS, matching.rows(result.matches, titles, site_of(request)))

    @routes.get("/answers/{answer_id}.{kind}")
    def answer_file(request: Request, answer_id: str, kind: Literal["md", "docx", "pdf"]) -> Response:
        from bot.web import export  # half a second of imports that most visitors never need

        answer = transcripts.find(answer_id)
        if answer is None:
            raise HTTPException(404, "answer_not_found")
        body = export.WRITERS[kind](answer, site_of(request))
        headers = {"content-disposition": f'attachment; filename="answer.{kind}"', "cache-control": "no-store"}
        return Response(body, media_type=export.MEDIA_TYPES[kind], headers=headers)

    return routes
