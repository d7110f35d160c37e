"""WCAG 2.1 AA on every page, by axe-core; nothing wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser import CHATS, ask, violations
from tests.bot.web.fake_assistant import QUESTION

pytestmark = pytest.mark.browser

NARROW = ((640, 400), (360, 740), (390, 844))  # a desktop at 200 % zoom, and phones


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("chat", CHATS)
def test_access_of_the_chats(open_page, url, chat, scheme):
    path, _, log = CHATS[chat]
    page = open_page(url + path, color_scheme=scheme, bypass_csp=True)
    expect(page.locator(".welcome .ask").first).to_be_visible()
    assert violations(page) == []
    ask(page, chat, QUESTION)
    page.locator(f"{log} a.cite").first.click()
    expect(page.locator("dialog.panel mark")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_access_of_the_pages(open_page, url, scheme):
    page = open_page(f"{url}/policies", "phone", color_scheme=scheme, bypass_csp=True)
    for path in (
        "/policies",
        "/policies?q=孵化器",
        "/policies/plan",
        "/supports",
        "/supports?view=table",
        "/match",
        "/nothing",
    ):
        page.goto(url + path)
        assert violations(page) == []
        for width, height in NARROW:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
