"""The JSON interface, and errors in the form that it promises: `{"error": {"code", "message"}}`."""

from __future__ import annotations

import json
import logging
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from starlette.exceptions import HTTPException

from bot.errors import QuestionError
from bot.match import Enterprise, Matching
from bot.models import Answer, SearchHit
from bot.web import texts
from bot.web.feedback import Feedback
from bot.web.matching import matching_of
from bot.web.pages import base_of, document_or_404, language_of, page
from bot.web.render import answer_html
from bot.web.service import NotReady, Service
from bot.web.talk import forget
from bot.web.transcripts import Transcripts
from index.models import PolicyDocument, SupportItem

log = logging.getLogger(__name__)


def _encodable(text: str) -> str:
    """JSON can spell half a character (a lone surrogate), which no database or response can carry."""
    text.encode("utf-8")
    return text


Text = Annotated[str, AfterValidator(_encodable)]
Session = Annotated[str, Field(max_length=64, pattern=r"^[\w.:-]+$")]


class Question(BaseModel):
    """A question as it is posted. `session_id` is any name of the caller's for one conversation."""

    model_config = ConfigDict(extra="ignore")

    question: Text
    session_id: Session | None = None
    jurisdiction: Annotated[Text, Field(max_length=60)] | None = None


class Opinion(BaseModel):
    """What a visitor says of an answer."""

    answer_id: str
    helpful: bool
    reason: Annotated[Text, Field(max_length=500)] = ""


class Conversation(BaseModel):
    """A conversation by its session. Posted, because addresses are written into logs."""

    session_id: Session


class Conversations(BaseModel):
    """Conversations by their sessions: one, or several at once, which count as one request."""

    session_id: Session | None = None
    session_ids: Annotated[list[Session], Field(max_length=50)] = []

    @model_validator(mode="after")
    def _some(self) -> Conversations:
        if not self.sessions():
            raise ValueError("session_id or session_ids must name a conversation")
        return self

    def sessions(self) -> list[str]:
        return [*([self.session_id] if self.session_id else []), *self.session_ids]


class ErrorDetail(BaseModel):
    code: str
    message: str


class ErrorBody(BaseModel):
    """What every 4xx and 5xx carries."""

    error: ErrorDetail


def error_response(status: int, code: str, message: str | None = None) -> JSONResponse:
    message = message or texts.ERRORS.get(code, texts.ERRORS["bad_request"])
    return JSONResponse({"error": {"code": code, "message": message}}, status)


def router(service: Service, transcripts: Transcripts, feedback: Feedback) -> APIRouter:
    """The routes under /api, and the two that say how the process is."""
    wrong: dict[int | str, dict[str, Any]] = {status: {"model": ErrorBody} for status in (400, 404, 413, 422, 429, 503)}
    routes = APIRouter(responses=wrong)

    @routes.post("/api/ask", response_model=Answer, tags=["ask"])
    def ask(request: Request, body: Question, html: bool = False) -> Response:
        """Answer a question; with `Accept: text/event-stream`, events `token` and then `answer`.

        `html=true` adds the answer as a piece of HTML, as the chat shows it, and keeps it for a while under its id,
        for exports and feedback.
        """

        def whole(answer: Answer) -> dict[str, Any]:
            if not html:
                return answer.model_dump(mode="json")
            kept = transcripts.add(body.session_id or "", answer)
            return {**kept.model_dump(mode="json"), "html": answer_html(kept, base_of(request), language_of(request))}

        def event(piece: str | Answer) -> str:
            name, data = ("answer", whole(piece)) if isinstance(piece, Answer) else ("token", {"text": piece})
            return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"

        if "text/event-stream" in request.headers.get("accept", ""):
            pieces = service.stream(body.question, session_id=body.session_id, jurisdiction=body.jurisdiction)
            # A wrong question shows at the first step: then the status can still say so.
            first = next(pieces)
            return StreamingResponse(
                (event(piece) for piece in chain([first], pieces)),
                media_type="text/event-stream",
                headers={"cache-control": "no-store", "x-accel-buffering": "no"},
            )
        with service.traffic.answering():
            answer = service.assistant.ask(body.question, session_id=body.session_id, jurisdiction=body.jurisdiction)
        return JSONResponse(whole(answer), headers={"cache-control": "no-store"})

    @routes.get("/api/search", tags=["read"])
    def search(
        q: Annotated[str, Query(min_length=1, max_length=500)], k: Annotated[int, Query(ge=1, le=100)] = 10
    ) -> list[SearchHit]:
        return list(service.assistant.search(q, k))

    @routes.get("/api/documents", tags=["read"])
    def documents() -> list[dict[str, Any]]:
        """Every document, without its clauses."""
        return [
            d.model_dump(mode="json", exclude={"clauses", "clean_text"}) for d in service.assistant.index.documents()
        ]

    @routes.get("/api/documents/{doc_id}", tags=["read"])
    def document(doc_id: str) -> PolicyDocument:
        return document_or_404(service.assistant.index, doc_id)

    @routes.get("/api/supports", tags=["read"])
    def supports(doc_id: str | None = None) -> list[SupportItem]:
        return list(service.assistant.index.supports(doc_id))

    @routes.post("/api/match", tags=["read"])
    def match(body: Enterprise) -> Matching:
        """An enterprise against every support of its place. Nothing of it is kept."""
        return matching_of(service.assistant.index, body)

    @routes.get("/api/examples", tags=["read"])
    def examples() -> list[str]:
        """Questions that the documents were found to answer, one a kind."""
        return list(service.assistant.proposals.examples())

    @routes.post("/api/feedback", status_code=204, tags=["ask"])
    def opinion(body: Opinion) -> None:
        """Keep what a visitor says of an answer that came with `html=true`."""
        answer = transcripts.find(body.answer_id)
        if answer is None:
            raise HTTPException(404, "answer_not_found")
        feedback.add(answer, body.helpful, body.reason)

    @routes.post("/api/conversations", tags=["ask"])
    def conversation(body: Conversation) -> dict[str, list[str]]:
        """The ids of the answers that are kept of a conversation that was held with `html=true`, oldest first."""
        return {"answers": [str(answer.id) for answer in transcripts.of(body.session_id)]}

    @routes.post("/api/conversations/delete", status_code=204, tags=["ask"])
    def delete(body: Conversations) -> None:
        """Delete conversations and what is known of them for follow-ups."""
        for session in body.sessions():
            forget(service, transcripts, session)

    @routes.get("/healthz", tags=["state"])
    def healthz() -> dict[str, str]:
        """The process is up."""
        return {"status": "ok"}

    @routes.get("/readyz", tags=["state"])
    def readyz() -> dict[str, str]:
        """The index and the model are loaded; 503 until then."""
        _ = service.assistant
        return {"status": "ready"}

    return routes


def handle_errors(app: FastAPI, *, bureau: str) -> None:
    """Give every error the promised form; a page for a browser that asked for a page."""

    def respond(request: Request, status: int, code: str, message: str | None = None) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
        if wants_page and request.method in {"GET", "HEAD"}:
            sentence = message or texts.ERRORS.get(code, texts.ERRORS["bad_request"])
            return page(request, "error.html", bureau=bureau, here="", status=status, code=status, sentence=sentence)
        return error_response(status, code, message)

    @app.exception_handler(QuestionError)
    def question(_: Request, error: QuestionError) -> Response:
        return error_response(422, error.code, error.message)

    @app.exception_handler(NotReady)
    def starting(request: Request, _: NotReady) -> Response:
        response = respond(request, 503, "starting")
        response.headers["retry-after"] = "3"
        return response

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        problems = error.errors()
        if any(problem["type"] == "json_invalid" for problem in problems):
            return error_response(400, "invalid_json")
        where = "、".join(sorted({str(problem["loc"][-1]) for problem in problems}))
        return respond(request, 422, "bad_request", f"{texts.ERRORS['bad_request']}（{where}）")

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        names = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 415: "unsupported_media_type"}
        code = error.detail if error.detail in texts.ERRORS else names.get(error.status_code, "bad_request")
        response = respond(request, error.status_code, code)
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        log.error("unexpected error on %s", request.url.path, exc_info=error)
        return respond(request, 500, "internal")
