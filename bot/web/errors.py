"""Errors in the form that the interface promises, `{"error": {"code", "message"}}`, or as a page for a browser."""

from __future__ import annotations

import json
import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import Send

from bot.errors import QuestionError
from bot.web.language.texts import ERRORS
from bot.web.pages.render import page
from bot.web.service import NotReady

log = logging.getLogger(__name__)


class ErrorDetail(BaseModel):
    code: str
    message: str


class ErrorBody(BaseModel):
    """What every 4xx and 5xx carries."""

    error: ErrorDetail


def error_response(status: int, code: str, message: str | None = None) -> JSONResponse:
    message = message or ERRORS.get(code, ERRORS["bad_request"])
    return JSONResponse({"error": {"code": code, "message": message}}, status)


async def refuse(send: Send, status: int, code: str, headers: dict[str, str] | None = None) -> None:
    """Answer with the error object of the JSON interface."""
    body = json.dumps({"error": {"code": code, "message": ERRORS[code]}}, ensure_ascii=False).encode()
    head = {"content-type": "application/json; charset=utf-8", "content-length": str(len(body)), **(headers or {})}
    raw = [(k.encode(), v.encode()) for k, v in head.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


def handle_errors(app: FastAPI, *, bureau: str) -> None:
    """Give every error the promised form; a page for a browser that asked for a page."""

    def respond(request: Request, status: int, code: str, message: str | None = None) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
        if wants_page and request.method in {"GET", "HEAD"}:
            sentence = ERRORS.get(code, ERRORS["bad_request"])
            return page(request, "error.html", bureau=bureau, here="", status=status, code=status, sentence=sentence)
        return error_response(status, code, message)

    @app.exception_handler(QuestionError)
    def question(_: Request, error: QuestionError) -> Response:
        return error_response(422, error.code, error.message)

    @app.exception_handler(NotReady)
    def starting(request: Request, _: NotReady) -> Response:
        response = respond(request, 503, "starting")
        response.headers.update({"retry-after": "3", "cache-control": "no-store"})
        return response

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        problems = error.errors()
        if any(problem["type"] == "json_invalid" for problem in problems):
            return error_response(400, "invalid_json")
        where = "、".join(sorted({str(problem["loc"][-1]) for problem in problems}))
        return respond(request, 422, "bad_request", f"{ERRORS['bad_request']}（{where}）")

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> Response:
        names = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large", 415: "unsupported_media_type"}
        code = error.detail if error.detail in ERRORS else names.get(error.status_code, "bad_request")
        response = respond(request, error.status_code, code)
        for name, value in (error.headers or {}).items():
            response.headers[name] = value
        return response

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        log.error("unexpected error on %s", request.url.path, exc_info=error)
        return respond(request, 500, "internal")
