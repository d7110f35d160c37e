"""The whole site: routes, errors, files, chat and guard, put together."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

from fastapi import FastAPI
from fastapi.responses import FileResponse
from starlette.middleware.gzip import GZipMiddleware

from bot.settings import Settings
from bot.web import api
from bot.web.answers import routes as answers
from bot.web.chat import routes as chat
from bot.web.chat.mount import ChatMount, LazyChat
from bot.web.errors import handle_errors
from bot.web.guard import Guard, Prefix, RateLimit
from bot.web.match import routes as match
from bot.web.pages.assets import FOLDER, Assets
from bot.web.policies import routes as policies
from bot.web.service import Service
from bot.web.storage.feedback import Feedback
from bot.web.storage.transcripts import Transcripts
from bot.web.supports import routes as supports


def create_site(settings: Settings, service: Service) -> FastAPI:
    """The ASGI app over `service`, which the caller starts. The chat loads when the app starts.

    Raises:
        SettingsError: conversations and feedback cannot be kept where the settings say.
    """
    transcripts = Transcripts(settings.conversations.with_name("transcripts.sqlite"), settings.session_hours)
    feedback = Feedback(settings.conversations.with_name("feedback.sqlite"))
    bureau = settings.bureau_name

    def make_chat() -> FastAPI:
        from bot.web.chat import gradio_chat  # gradio: seconds

        return gradio_chat.make(service, transcripts, max_chars=settings.max_question_chars)

    gradio = LazyChat(make_chat, service)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        running = asyncio.create_task(gradio.run())
        yield
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        service.stop()
        feedback.close()
        transcripts.close()

    app = FastAPI(title="Policy assistant", version="0.1.0", docs_url=None, redoc_url=None, lifespan=lifespan)
    handle_errors(app, bureau=bureau)
    app.include_router(api.router(service, transcripts, feedback))
    home, max_chars = settings.home_jurisdiction, settings.max_question_chars
    app.include_router(chat.router(service, transcripts, bureau=bureau, home=home, max_chars=max_chars))
    app.include_router(answers.router(service, transcripts))
    app.include_router(policies.router(service, bureau=bureau))
    app.include_router(supports.router(service, bureau=bureau, home=home))
    app.include_router(match.router(service, bureau=bureau, home=home))
    app.mount("/ui", Assets(directory=FOLDER))

    @app.get("/widget.js", include_in_schema=False)
    def widget() -> FileResponse:
        return FileResponse(FOLDER / "widget.js", media_type="text/javascript")

    app.add_middleware(ChatMount, chat=gradio, service=service)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    limit = RateLimit(settings.rate_per_minute)
    app.add_middleware(Guard, limit=limit, bureau=bureau, frame_ancestors=settings.frame_ancestors)
    app.add_middleware(Prefix, prefix=settings.root_path)
    return app
