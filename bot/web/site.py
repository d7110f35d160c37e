"""The whole site: routes, errors, files, chat and guard, put together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.middleware.gzip import GZipMiddleware

from bot.settings import Settings
from bot.web import api, pages, talk
from bot.web.assets import FOLDER, Assets
from bot.web.door import Chat, ChatDoor
from bot.web.feedback import Feedback
from bot.web.guard import Guard, Prefix, RateLimit
from bot.web.service import Service
from bot.web.transcripts import Transcripts


def create_site(settings: Settings, service: Service) -> FastAPI:
    """The ASGI app over `service`, which the caller starts. The chat loads when the app starts.

    Raises:
        SettingsError: conversations and feedback cannot be kept where the settings say.
    """
    transcripts = Transcripts(settings.conversations.with_name("transcripts.sqlite"), settings.session_hours)
    feedback = Feedback(settings.conversations.with_name("feedback.sqlite"))
    bureau = settings.bureau_name

    def make_chat() -> FastAPI:
        from bot.web import chat  # gradio: seconds

        return chat.make(service, transcripts, max_chars=settings.max_question_chars)

    chat = Chat(make_chat, service)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        running = asyncio.create_task(chat.run())
        yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        service.stop()
        feedback.close()
        transcripts.close()

    app = FastAPI(title="Policy assistant", version="0.1.0", docs_url=None, redoc_url=None, lifespan=lifespan)
    api.handle_errors(app, bureau=bureau)
    app.include_router(api.router(service, transcripts, feedback))
    home, max_chars = settings.home_jurisdiction, settings.max_question_chars
    app.include_router(pages.router(service, transcripts, bureau=bureau, home=home))
    app.include_router(talk.router(service, transcripts, bureau=bureau, home=home, max_chars=max_chars))
    app.mount("/ui", Assets(directory=FOLDER))

    @app.get("/widget.js", include_in_schema=False)
    def widget() -> FileResponse:
        return FileResponse(FOLDER / "widget.js", media_type="text/javascript")

    app.add_middleware(ChatDoor, chat=chat, service=service)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    limit = RateLimit(settings.rate_per_minute)
    app.add_middleware(Guard, limit=limit, bureau=bureau, frame_ancestors=settings.frame_ancestors)
    app.add_middleware(Prefix, prefix=settings.root_path)
    return app
