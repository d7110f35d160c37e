"""The Gradio chat in the site: made in the background, which of its paths are open, what its own page would load."""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.errors import refuse
from bot.web.guard import local_path
from bot.web.service import Service

# All that the chat needs of Gradio. It also serves uploads, files, proxies, histories and a description of
# its functions to anybody: those paths lead nowhere here.
OPEN_PATHS = re.compile(
    r"/(config|theme\.css)$"
    r"|/(svelte|static|assets)/"
    r"|/gradio_api/(queue/(join|data)|heartbeat/\w+|startup-events|reset|cancel|app_id|theme\.css)(/|$)"
)


class ChatMount:
    """ASGI middleware that hands the chat's own paths to it, and everything else to `app`.

    Until the chat is made its paths say that it starts; the page at `/` is not Gradio's and does not wait for it.
    """

    def __init__(self, app: ASGIApp, chat: LazyChat, service: Service) -> None:
        self._app = app
        self._chat = chat
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not OPEN_PATHS.match(path := local_path(scope)):
            await self._app(scope, receive, send)
        elif self._service.ready and (chat := await self._chat.loaded()):
            await chat(scope, receive, _kept(send) if path.startswith("/assets/") else send)
        else:
            await refuse(send, 503, "starting", {"retry-after": "3"})


def _kept(send: Send) -> Send:
    """What bears a hash in its name never changes: the browser need not ask again."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            MutableHeaders(scope=message)["cache-control"] = "public, max-age=31536000, immutable"
        await send(message)

    return sending


@cache
def gradio_entry() -> tuple[str, str]:
    """The script and the style sheet that Gradio's own page starts with; found without importing Gradio."""
    spec = find_spec("gradio")
    assert spec and spec.submodule_search_locations, "gradio is not installed"
    html = Path(spec.submodule_search_locations[0], "templates", "frontend", "index.html").read_text("utf-8")
    (script,) = re.findall(r'<script type="module" crossorigin src="\./(assets/[^"]+)"', html)
    (style,) = re.findall(r'<link rel="stylesheet" crossorigin href="\./(assets/[^"]+)"', html)
    return script, style


class LazyChat:
    """A FastAPI app with the chat mounted, made after the assistant is loaded, which people wait for longer.

    `make` builds the chat in a thread, because importing Gradio takes seconds; `run` must be awaited for as long as
    the chat serves.
    """

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
