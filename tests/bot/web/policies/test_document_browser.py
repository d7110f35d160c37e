"""A document in the browser: nothing moves while it loads, and on paper there is only the document."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser import SIZES

pytestmark = pytest.mark.browser

SHIFTS = """() => new Promise((told) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.hadRecentInput ? 0 : e.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => setTimeout(() => told(sum), 0));
})"""


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_while_it_loads(open_page, url, size):
    page = open_page(f"{url}/policies/plan", size)
    assert page.evaluate(SHIFTS) < 0.1
    expect(page.locator(".contents ol").first).to_be_visible(visible=size == "desktop")


def test_print(open_page, url):
    page = open_page(f"{url}/policies/plan")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".warnings").first).to_be_visible()
    for part in (".top nav", ".contents", ".actions", ".bottom", ".evidence"):
        expect(page.locator(part)).to_be_hidden()
