"""The Gradio chat in the site."""

from __future__ import annotations

import pytest

from bot.web.chat.mount import OPEN_PATHS, gradio_entry


def test_what_gradio_starts_with_is_found():
    script, style = gradio_entry()
    assert script.endswith(".js")
    assert style.endswith(".css")


@pytest.mark.parametrize(
    ("path", "open_"),
    [
        ("/", False),
        ("/favicon.ico", False),
        ("/config", True),
        ("/theme.css", True),
        ("/assets/index.js", True),
        ("/gradio_api/queue/join", True),
        ("/gradio_api/queue/data", True),
        ("/gradio_api/heartbeat/abc123", True),
        ("/gradio_api/upload", False),
        ("/gradio_api/upload_progress", False),
        ("/gradio_api/file=/etc/passwd", False),
        ("/gradio_api/file/x", False),
        ("/gradio_api/proxy=http://example.com", False),
        ("/gradio_api/info", False),
        ("/gradio_api/openapi.json", False),
        ("/gradio_api/component_server", False),
        ("/gradio_api/deep_link", False),
        ("/gradio_api/runs", False),
        ("/gradio_api/vibe-editor", False),
        ("/gradio_api/call/answering", False),
        ("/gradio_api/run/predict", False),
        ("/monitoring", False),
        ("/login", False),
        ("/policies", False),
    ],
)
def test_gradio_has_only_the_doors_that_the_chat_needs(path, open_):
    assert bool(OPEN_PATHS.match(path)) is open_
