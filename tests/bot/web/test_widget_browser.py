"""The bubble on a site of another origin."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.web.driving import SIZES
from tests.bot.web.fake import QUESTION

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", SIZES)
def test_bubble_on_another_site(open_page, url, host, size):
    page = open_page(f"{host}/?ours={url}", size, allowed=(url,))
    bubble = page.get_by_role("button", name="政策问答")
    expect(bubble).to_be_visible()
    assert page.locator("iframe").count() == 0  # nothing is loaded before it is opened
    bubble.click()
    frame = page.frame_locator("iframe")
    expect(frame.locator("#log a.cite").first).to_be_visible()  # data-question was asked
    box = page.locator("#policy-widget .box")
    if size == "phone":
        assert box.bounding_box() == {"x": 0, "y": 0, **SIZES["phone"]}
    frame.locator("#question").press("Escape")
    expect(box).to_be_hidden()
    expect(bubble).to_be_focused()
    bubble.click()
    page.evaluate("location.href = document.querySelector('a').href")  # to another page of the host
    expect(page.frame_locator("iframe").locator("#log .question")).to_have_text([QUESTION])


def test_only_listed_sites_may_frame_the_chat(browser, url, host):
    context = browser.new_context()
    page = context.new_page()
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.goto(f"{host}/?ours={url}".replace("127.0.0.1", "localhost", 1))
        page.get_by_role("button", name="政策问答").click()
    context.close()
