"""The assistant behind the pages."""

from __future__ import annotations

import threading

from bot.web.service import Service
from index.errors import IndexMissing
from tests.bot.web.fake_assistant import FakeAssistant


def test_a_rebuilt_index_is_swapped_in_and_a_broken_one_is_not():
    opened: list[FakeAssistant] = []

    def open_assistant() -> FakeAssistant:
        if len(opened) == 2:
            raise IndexMissing("gone")
        opened.append(FakeAssistant())
        return opened[-1]

    service = Service(open_assistant, check_every=3600)
    service.start()
    assert service.wait(5)
    service.refresh()
    assert service.assistant is opened[0]
    opened[0].index.current = False
    service.refresh()
    assert service.assistant is opened[1]
    assert not opened[0].index.closed  # a question may still be at work on it
    opened[1].index.current = False
    service.refresh()
    assert service.assistant is opened[1]
    assert (opened[0].index.closed, opened[1].index.closed) == (True, False)
    service.stop()


def test_a_failed_load_says_why():
    def fail() -> FakeAssistant:
        raise IndexMissing("no index in var/index: run python -m index build")

    failed = threading.Event()
    service = Service(fail)
    service.start(failed.set)
    assert failed.wait(5)
    assert not service.wait(5)
    assert "run python -m index build" in str(service.failure)
