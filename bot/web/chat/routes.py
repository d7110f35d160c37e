"""`/` and `/embed` as the server renders them: the first screen, and a form that works without JavaScript."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from bot.errors import QuestionError
from bot.web.answers.html import answer_html
from bot.web.chat.mount import gradio_entry
from bot.web.guard import TOO_MANY
from bot.web.language import texts
from bot.web.language.translate import translated
from bot.web.pages.render import base_of, language_of, page
from bot.web.service import NotReady, Service
from bot.web.storage.transcripts import Transcripts
from index.models import PolicyDocument, Validity

_NOT_HOLDING = frozenset({Validity.DRAFT, Validity.EXPIRED, Validity.REPEALED})
_SESSION = re.compile(r"[\w.:-]{1,64}")


@dataclass(frozen=True)
class Posted:
    """What the form of a chat page sends."""

    question: str = ""
    session: str = ""
    jurisdiction: str = ""
    title: str = ""
    renew: bool = False

    @classmethod
    def read(cls, body: bytes) -> Posted:
        """The form; a session that is none of ours becomes a new one."""
        fields = {name: values[-1] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        session = fields.get("session", "")
        return cls(
            question=fields.get("ask") or fields.get("question", ""),  # an example that was pressed, or the field
            session=session if _SESSION.fullmatch(session) else secrets.token_urlsafe(16),
            jurisdiction=fields.get("jurisdiction", "")[:60],
            title=fields.get("title", "")[:40],
            renew=fields.get("do") == "renew",
        )


def forget(service: Service, transcripts: Transcripts, session: str) -> None:
    """Delete a conversation: what a page shows of it, and what follow-ups know of it."""
    transcripts.delete(session)
    service.assistant.forget(session)


def none_holds(documents: Iterable[PolicyDocument], place: str) -> bool:
    """Whether a place has documents of its own, and all of them are drafts or have lapsed."""
    own = [document.validity for document in documents if document.jurisdiction == place]
    return bool(own) and all(validity in _NOT_HOLDING for validity in own)


def router(service: Service, transcripts: Transcripts, *, bureau: str, home: str, max_chars: int) -> APIRouter:
    """`/` and `/embed`."""
    routes = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    def show(request: Request, posted: Posted, *, notice: str = "", status: int = 200) -> HTMLResponse:
        """The page with all that was said in the session, and what was posted still in the field."""
        lang, base = language_of(request), base_of(request)
        assistant = service.assistant if service.ready else None
        turns = [
            (answer.question, Markup(answer_html(answer, base, lang)))
            for answer in (transcripts.of(posted.session) if posted.session else ())
        ]
        embedded = request.url.path.endswith("/embed")
        response = page(
            request,
            "chat/embed.html" if embedded else "chat/chat.html",
            bureau=bureau,
            status=status,
            here="chat",
            embedded=embedded,
            field="question" if embedded else "first-question",  # Gradio's own takes the name at `/`
            heading=posted.title or translated(texts.TITLE, lang),
            posted=posted,
            turns=turns,
            notice=translated(notice, lang),
            examples=list(assistant.proposals.examples()) if assistant else [],
            unheld=home if assistant and none_holds(assistant.index.documents(), home) else "",
            places=list(assistant.index.jurisdictions()) if assistant else [],
            max_chars=max_chars,
            gradio=gradio_entry(),
        )
        if posted.session:
            response.headers["cache-control"] = "no-store"
        return response

    def reply(request: Request, posted: Posted) -> HTMLResponse:
        wait = request.scope.get(TOO_MANY)
        if wait:
            refused = show(request, posted, notice=texts.TOO_MANY, status=429)
            refused.headers["retry-after"] = str(int(wait) + 1)
            return refused
        try:
            if posted.renew:
                forget(service, transcripts, posted.session)
                return show(request, replace(posted, session="", question=""))
            place = posted.jurisdiction or None
            answer = service.ask(posted.question, session_id=posted.session, jurisdiction=place)
        except QuestionError as error:
            return show(request, posted, notice=error.message, status=422)
        except NotReady:
            return show(request, posted, notice=texts.STARTING, status=503)
        transcripts.add(posted.session, answer)
        return show(request, replace(posted, question=""))

    @routes.api_route("/", methods=["GET", "HEAD"])
    def chat(request: Request, q: str = "") -> HTMLResponse:
        if not service.ready:
            raise NotReady
        return show(request, Posted(question=q[:max_chars]))

    @routes.get("/embed")
    def embed(request: Request, q: str = "", title: str = "", jurisdiction: str = "") -> HTMLResponse:
        return show(request, Posted(question=q[:max_chars], title=title[:40], jurisdiction=jurisdiction[:60]))

    @routes.post("/")
    @routes.post("/embed")
    async def ask(request: Request) -> HTMLResponse:
        posted = Posted.read(await request.body())
        return await run_in_threadpool(reply, request, posted)

    @routes.get("/favicon.ico")
    def icon(request: Request) -> RedirectResponse:
        return RedirectResponse(f"{base_of(request)}/ui/icon.png", 308)

    return routes
