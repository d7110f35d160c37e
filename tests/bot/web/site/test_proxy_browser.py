"""Behind nginx with the configuration of deploy/, below a path of another site."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import expect

from tests.bot.web.browser import CHATS, SIZES, ask
from tests.bot.web.fake_assistant import QUESTION

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("chat", CHATS)
def test_chats_below_a_path(open_page, proxied, chat):
    path, _, log = CHATS[chat]
    page = open_page(proxied + path)
    outside = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((f"{proxied}/", "data:")) else None)
    ask(page, chat, QUESTION)
    chip = page.locator(f"{log} a.cite").first
    assert chip.evaluate("link => link.href").startswith(f"{proxied}/policies/plan?mark=")
    chip.click()
    link = page.locator("dialog.panel").get_by_role("link", name="在文件全文中查看")
    expect(link).to_have_attribute("href", re.compile(r"^/kjj/policies/plan\?mark="))
    page.reload()
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION])
    assert outside == []


def test_pages_below_a_path(open_page, proxied):
    page = open_page(proxied.removesuffix("/kjj") + "/kjj")  # to /kjj/
    assert page.url == f"{proxied}/"
    for path in ("/policies", "/supports", "/match", "/policies/plan"):
        page.goto(proxied + path)
        links = page.eval_on_selector_all(
            "a[href], form[action], link[href], script[src]", "all => all.map(e => e.href ?? e.action ?? e.src)"
        )
        assert [link for link in links if not link.startswith(f"{proxied}/")] == []


@pytest.mark.parametrize("size", SIZES)
def test_bubble_of_another_origin(open_page, proxied, host, size):
    page = open_page(f"{host}/?ours={proxied}", size, allowed=(proxied,))
    bubble = page.get_by_role("button", name="政策问答")
    bubble.click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("#log a.cite").first).to_be_visible()  # data-question was asked
    frame.locator("#log a.cite").first.click()
    expect(frame.locator("dialog.panel mark")).to_be_visible()
    frame.locator("dialog.panel").press("Escape")
    frame.locator("#question").press("Escape")
    expect(bubble).to_be_focused()


def test_an_answer_comes_piece_by_piece(proxied, slow_assistant):
    """Nothing waits in a buffer of the proxy until the answer is whole."""
    slow_assistant.gate.clear()
    asked = {"json": {"question": "慢慢说"}, "headers": {"accept": "text/event-stream"}, "timeout": 20}
    with httpx.stream("POST", f"{proxied}/api/ask", **asked) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: token"
        slow_assistant.gate.set()
        assert "event: answer" in list(lines)
