"""The Gradio chat. The only importer of gradio, which takes seconds: import this module in a thread."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, cast

import gradio as gr
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from bot.errors import QuestionError
from bot.models import Answer, Composed
from bot.web.answers.html import answer_html, draft_html, notice_html, question_html
from bot.web.language import texts
from bot.web.language.translate import CHINESE, language, translated
from bot.web.service import NotReady, Service
from bot.web.storage.transcripts import Transcripts

Message = dict[str, Any]

HERE = "."  # links relative to the page, wherever a proxy serves it
PAUSE = 0.25  # seconds between two updates of a growing answer: Gradio's queue carries few updates a second


def theme() -> gr.themes.Base:
    """Gradio's look in our colours, which turn dark by themselves; only fonts of the system."""
    fonts = ["var(--sans)"]
    base = gr.themes.Base(font=fonts, font_mono=["monospace"], radius_size="sm")
    colours = {
        "body_background_fill": "var(--ground)",
        "body_text_color": "var(--ink)",
        "body_text_color_subdued": "var(--soft)",
        "background_fill_primary": "var(--surface)",
        "background_fill_secondary": "var(--sunken)",
        "block_background_fill": "var(--surface)",
        "block_border_color": "var(--line)",
        "block_label_text_color": "var(--soft)",
        "border_color_primary": "var(--line)",
        "border_color_accent": "var(--accent)",
        "color_accent_soft": "var(--accent-soft)",
        "input_background_fill": "var(--surface)",
        "input_border_color": "var(--soft)",
        "input_border_color_focus": "var(--accent)",
        "input_placeholder_color": "var(--soft)",
        "button_primary_background_fill": "var(--accent)",
        "button_primary_background_fill_hover": "var(--accent-strong)",
        "button_primary_text_color": "var(--on-accent)",
        "button_secondary_background_fill": "var(--surface)",
        "button_secondary_background_fill_hover": "var(--sunken)",
        "button_secondary_text_color": "var(--ink)",
        "link_text_color": "var(--accent)",
        "link_text_color_hover": "var(--accent-strong)",
    }
    both = {name: value for key, value in colours.items() for name in (key, f"{key}_dark")}
    return base.set(**{k: v for k, v in both.items() if hasattr(base, k)})


def messages(answers: list[Answer], lang: str = CHINESE) -> list[Message]:
    """A conversation as the chatbot shows it."""
    return [
        message for answer in answers for message in (_said(answer.question), _told(answer_html(answer, HERE, lang)))
    ]


def _said(question: str) -> Message:
    return {"role": "user", "content": question_html(question)}


def _told(html: str) -> Message:
    return {"role": "assistant", "content": html}


def replies(
    service: Service, transcripts: Transcripts, question: str, session: str, jurisdiction: str, lang: str = CHINESE
) -> Iterator[tuple[str | None, list[Message]]]:
    """What the question field and the chatbot hold, step by step, while a question is answered.

    The field is emptied at once and then left alone (None): the next question may be typed into it.

    The conversation comes from the server's own record: what a browser sends back of it is never used.
    """
    question = question.encode("utf-8", "ignore").decode()
    before = messages(transcripts.of(session), lang)
    if not question.strip():
        yield "", before
        return
    asked = [*before, _said(question)]
    yield "", [*asked, _told(draft_html(translated("正在查阅政策文件…", lang)))]
    draft, shown, kept = "", time.monotonic(), None
    try:
        for piece in service.stream(question, session_id=session or None, jurisdiction=jurisdiction or None):
            if isinstance(piece, Composed):
                kept = transcripts.add(session, piece.answer)
                yield None, [*asked, _told(answer_html(kept, HERE, lang, checking=True))]
            elif isinstance(piece, Answer):
                told = transcripts.replace(str(kept.id), piece) if kept else transcripts.add(session, piece)
                yield None, [*asked, _told(answer_html(told, HERE, lang))]
            else:
                draft += piece
                if time.monotonic() - shown >= PAUSE:
                    shown = time.monotonic()
                    yield None, [*asked, _told(draft_html(draft))]
    except QuestionError as error:
        yield question, [*asked, _told(notice_html(error.message))]
    except NotReady:
        yield question, [*asked, _told(notice_html(translated(texts.STARTING, lang)))]


def language_of(request: gr.Request) -> str:
    """The language that the browser prefers."""
    return language(request.headers.get("accept-language", ""))


def build(service: Service, transcripts: Transcripts, *, max_chars: int) -> gr.Blocks:
    """What Gradio shows of the page: the conversation and the field. All around it is chat.html's own.

    The page's script writes session and place into two hidden fields; a session that is written shows its conversation.
    It presses a hidden button to leave an answer that is under way.
    """

    def opening(request: gr.Request) -> tuple[Any, ...]:
        lang = language_of(request)
        field = gr.Textbox(
            placeholder=translated("请输入您的问题", lang),
            label=translated("您的问题", lang),
            elem_classes="ready",  # what is written into the hidden fields before this would be lost
        )
        return field, translated("提问", lang)

    def restoring(session: str, request: gr.Request) -> gr.Chatbot:
        shown = messages(transcripts.of(session), language_of(request)) if session else []
        return gr.Chatbot(cast(Any, shown), visible=bool(shown))

    def answering(question: str, session: str, jurisdiction: str, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        for field, shown in replies(service, transcripts, question, session, jurisdiction, language_of(request)):
            yield gr.skip() if field is None else field, gr.Chatbot(cast(Any, shown), visible=bool(shown))

    with gr.Blocks(analytics_enabled=False, fill_height=True) as page:
        session = gr.Textbox(elem_id="session", visible="hidden")
        where = gr.Textbox(elem_id="where", visible="hidden")
        leave = gr.Button(elem_id="leave", visible="hidden")
        with gr.Column(elem_id="talk"):
            chatbot = gr.Chatbot(
                elem_id="chat",
                visible=False,
                show_label=False,
                label="问答记录",
                height=None,
                latex_delimiters=[],
                buttons=[],
                feedback_options=None,
                layout="bubble",
                autoscroll=False,
                allow_file_downloads=False,
                group_consecutive_messages=False,
            )
            with gr.Row(elem_id="ask"):
                field = gr.Textbox(
                    elem_id="question",
                    label="您的问题",
                    show_label=False,
                    placeholder="请输入您的问题",
                    lines=1,
                    max_lines=5,
                    max_length=max_chars,
                    scale=8,
                    container=False,
                )
                send = gr.Button("提问", variant="primary", elem_id="send", scale=0, min_width=88)
        hidden: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        page.load(opening, None, [field, send], **hidden)
        asked = gr.on(
            [field.submit, send.click],
            answering,
            [field, session, where],
            [field, chatbot],
            concurrency_limit=20,
            **hidden,
        )
        session.change(restoring, session, chatbot, **hidden)
        leave.click(None, cancels=[asked], **hidden)  # to another conversation, while an answer is under way
    blocks: gr.Blocks = page
    return blocks


def make(service: Service, transcripts: Transcripts, *, max_chars: int) -> FastAPI:
    """A FastAPI app that serves what the chat needs below `/`; no other origin may read from it."""
    app = FastAPI(openapi_url=None)
    app.add_middleware(CORSMiddleware, allow_origins=[])
    blocks = build(service, transcripts, max_chars=max_chars)
    gr.mount_gradio_app(
        app,
        blocks.queue(max_size=200),
        "/",
        theme=theme(),
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        show_error=False,
        max_file_size="1kb",
    )
    return app
