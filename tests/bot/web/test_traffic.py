"""What can wait lets answers pass."""

from __future__ import annotations

import threading
import time

import pytest

from bot.web.traffic import Traffic


def test_nothing_waits_where_nothing_is_under_way():
    started = time.monotonic()
    Traffic().let_pass()
    assert time.monotonic() - started < 1


def test_work_waits_for_every_answer():
    traffic, passed = Traffic(), threading.Event()
    waiting = threading.Thread(target=lambda: (traffic.let_pass(30), passed.set()))
    with traffic.answering():
        with traffic.answering():
            waiting.start()
        assert not passed.wait(0.2)
    assert passed.wait(10)
    waiting.join()


def test_work_waits_no_longer_than_its_patience():
    traffic = Traffic()
    with traffic.answering():
        assert not traffic.let_pass(0.05)
    assert traffic.let_pass(0.05)


def test_an_answer_that_breaks_is_over():
    traffic = Traffic()
    with pytest.raises(RuntimeError), traffic.answering():
        raise RuntimeError
    started = time.monotonic()
    traffic.let_pass(5)
    assert time.monotonic() - started < 1
