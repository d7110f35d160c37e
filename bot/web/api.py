"""`/api`: the JSON interface; `/healthz` and `/readyz`."""

from __future__ import annotations

import json
from itertools import chain
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.match import Enterprise, Matching
from bot.models import Answer, Composed, SearchHit
from bot.web.answers.html import answer_html
from bot.web.answers.routes import answer_or_404
from bot.web.chat.routes import forget
from bot.web.errors import ErrorBody
from bot.web.match.results import matching_of
from bot.web.pages.render import base_of, language_of
from bot.web.policies.routes import document_or_404
from bot.web.service import Service
from bot.web.storage.feedback import Feedback
from bot.web.storage.transcripts import Transcripts
from index.models import PolicyDocument, SupportItem


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


def router(service: Service, transcripts: Transcripts, feedback: Feedback) -> APIRouter:
    """The routes under /api, and the two that say how the process is."""
    wrong: dict[int | str, dict[str, Any]] = {status: {"model": ErrorBody} for status in (400, 404, 413, 422, 429, 503)}
    routes = APIRouter(responses=wrong)

    @routes.post("/api/ask", response_model=Answer, tags=["ask"])
    def ask(request: Request, body: Question, html: bool = False) -> Response:
        """Answer a question; with `Accept: text/event-stream`, events `token` and then `answer`.

        `html=true` adds the answer as a piece of HTML, as the chat shows it, and keeps it for a while under its id,
        for exports and feedback; where a language model is asked, an event `composed` before shows what it is asked of.
        """

        kept: list[str] = []  # the id under which the composed answer is kept, which the final one takes over

        def whole(answer: Answer, *, checking: bool = False) -> dict[str, Any]:
            if not html:
                return answer.model_dump(mode="json")
            session = body.session_id or ""
            named = transcripts.replace(kept[0], answer) if kept else transcripts.add(session, answer)
            kept[:] = [str(named.id)]
            shown = answer_html(named, base_of(request), language_of(request), checking=checking)
            return {**named.model_dump(mode="json"), "html": shown}

        def event(piece: str | Composed | Answer) -> str:
            if isinstance(piece, Composed):
                if not html:
                    return ""
                name, data = "composed", whole(piece.answer, checking=True)
            else:
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
        feedback.add(answer_or_404(transcripts, body.answer_id), body.helpful, body.reason)

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
