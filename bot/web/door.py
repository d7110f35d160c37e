"""The way to the Gradio chat: which of its paths are open, and what stands there until it is loaded."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.guard import local_path, refuse
from bot.web.language import language
from bot.web.render import templates
from bot.web.service import Service

# All that the chat needs of Gradio. It also serves uploads, files, proxies, histories and a description of
# its functions to anybody: those paths lead nowhere here.
OPEN = re.compile(
    r"/(config|theme\.css|favicon\.ico)?$"
    r"|/(svelte|static|assets)/"
    r"|/gradio_api/(queue/(join|data)|heartbeat/\w+|startup-events|reset|cancel|app_id|theme\.css)(/|$)"
)


class ChatDoor:
    """ASGI middleware that hands the chat's own paths to it, and everything else to `app`.

    `make` builds the chat in a thread, because importing Gradio takes seconds; `run` must be awaited for as long as
    the chat serves. Until the assistant is ready, the page says that it starts; then it is held back for the chat.
    """

    def __init__(self, app: ASGIApp, chat: Chat, service: Service, bureau: str) -> None:
        self._app = app
        self._chat = chat
        self._service = service
        self._bureau = bureau

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not OPEN.match(path := local_path(scope)):
            await self._app(scope, receive, send)
        elif self._service.ready and (chat := await self._chat.loaded()):
            await chat(scope, receive, send)
        elif path == "/":
            html = templates.get_template("starting.html").render(
                base=scope.get("root_path", "").rstrip("/"),
                bureau=self._bureau,
                lang=language(Headers(scope=scope).get("accept-language", "")),
            )
            response = HTMLResponse(html, 503, headers={"retry-after": "3", "cache-control": "no-store"})
            await response(scope, receive, send)
        else:
            await refuse(send, 503, "starting", {"retry-after": "3"})


class Chat:
    """A FastAPI app with the chat mounted. It is made after the assistant is loaded, which people wait for longer."""

    def __init__(self, make: Callable[[], FastAPI], service: Service) -> None:
        self._make = make
        self._service = service
        self._made = asyncio.Event()
        self._app: FastAPI | None = None

    async def loaded(self, timeout: float = 30.0) -> FastAPI | None:
        """The app, waiting up to `timeout` seconds for it."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._made.wait(), timeout)
        return self._app

    async def run(self) -> None:
        """Make the chat, and keep it running until this is cancelled."""
        await asyncio.to_thread(self._service.wait, None)
        app = await asyncio.to_thread(self._make)
        async with app.router.lifespan_context(app):
            self._app = app
            self._made.set()
            await asyncio.Event().wait()
