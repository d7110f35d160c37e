"""`/answers`: an answer as a file to keep, and what leads on from it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.models import Answer, NextStep
from bot.web.pages.render import site_of
from bot.web.service import Service
from bot.web.storage.transcripts import Transcripts

_STEPS_KEPT = 1024  # answers of which it is known what leads on from them


def answer_or_404(transcripts: Transcripts, answer_id: str) -> Answer:
    """The answer with that id, while it is kept."""
    answer = transcripts.find(answer_id)
    if answer is None:
        raise HTTPException(404, "answer_not_found")
    return answer


def router(service: Service, transcripts: Transcripts) -> APIRouter:
    """What is asked for once an answer is shown."""
    routes = APIRouter(include_in_schema=False)

    @lru_cache(maxsize=_STEPS_KEPT)
    def steps_of(answer_id: str) -> Sequence[NextStep]:
        return service.next_steps(answer_or_404(transcripts, answer_id))

    @routes.get("/answers/{answer_id}.{kind}")
    def answer_file(request: Request, answer_id: str, kind: Literal["md", "docx", "pdf"]) -> Response:
        from bot.web.answers import export  # half a second of imports that most visitors never need

        answer = answer_or_404(transcripts, answer_id)
        body = export.WRITERS[kind](answer, site_of(request))
        headers = {"content-disposition": f'attachment; filename="answer.{kind}"', "cache-control": "no-store"}
        return Response(body, media_type=export.MEDIA_TYPES[kind], headers=headers)

    @routes.get("/answers/{answer_id}/next")
    def next_steps(answer_id: str) -> JSONResponse:
        """Asked for once an answer is shown, so that the answer does not wait for it."""
        answer_or_404(transcripts, answer_id)  # one that was deleted leads nowhere
        return JSONResponse([step.model_dump() for step in steps_of(answer_id)], headers={"cache-control": "no-store"})

    return routes
