from __future__ import annotations

import pytest
from fake import FakeAssistant
from fastapi.testclient import TestClient

from bot.settings import Settings
from bot.web.service import Service
from bot.web.site import create_site


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def service(assistant):
    service = Service(lambda: assistant, check_every=3600)
    service.start()
    assert service.wait(5)
    yield service
    service.stop()


@pytest.fixture
def make_site(tmp_path):
    """The site over a service, with these settings; it keeps its files in a folder of the test."""

    def making(service, **settings):
        settings.setdefault("rate_per_minute", 1000)
        return create_site(Settings(conversations=tmp_path / "conversations.sqlite", **settings), service)

    return making


@pytest.fixture
def client(service, make_site):
    """The site without its lifespan: the Gradio chat is not loaded."""
    return TestClient(make_site(service), raise_server_exceptions=False)
