"""The bubble on a site of another origin."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser import SIZES, violations
from tests.bot.web.fake_assistant import QUESTION

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


def _with(host: str, url: str, attributes: str = " ") -> str:
    return f"{host}/?ours={url}&with={quote(attributes)}"


@pytest.mark.parametrize("size", SIZES)
def test_a_site_that_is_not_listed_gets_a_line_with_a_link(browser, url, host, size):
    """And neither the browser's own sad page nor an empty box."""
    context = browser.new_context(viewport=SIZES[size], locale="zh-CN", bypass_csp=False)
    page = context.new_page()
    with page.expect_event("console", lambda message: "POLICY_FRAME_ANCESTORS" in message.text):  # for its webmaster
        page.goto(_with(host, url, f'data-question="{QUESTION}"').replace("127.0.0.1", "localhost", 1))
        page.get_by_role("button", name="政策问答").click()
        expect(page.locator("#policy-widget .note")).to_contain_text("正在载入")
    note = page.locator("#policy-widget .note")
    expect(note).to_have_text("问答不能在本网页内打开，请在新窗口打开问答。")
    expect(page.locator("#policy-widget iframe")).to_have_count(0)
    assert page.locator("#policy-widget .box").bounding_box()["height"] < 200  # a line, not an empty box
    link = note.get_by_role("link")
    assert link.get_attribute("href").startswith(f"{url}/?q=")
    assert link.get_attribute("target") == "_blank"
    page.get_by_role("button", name="关闭").click()
    expect(page.get_by_role("button", name="政策问答")).to_be_focused()
    context.close()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_where_nothing_can_be_stored_the_conversation_goes_on_and_the_page_says_so(browser, url, host, locale):
    context = browser.new_context(locale=locale)
    denied = (
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
    )
    context.add_init_script(denied)
    page = context.new_page()
    page.goto(_with(host, url))
    page.get_by_role("button", name="政策问答").click()
    frame = page.frame_locator("iframe")
    said = {"zh-CN": "浏览器不允许在此保存内容", "en-US": "The browser keeps nothing here"}[locale]
    expect(frame.get_by_text(said)).to_be_visible()
    for number in (1, 2):
        frame.locator("#question").fill(QUESTION)
        frame.locator("#question").press("Enter")
        expect(frame.locator("#log .answer:not(.draft)")).to_have_count(number)
    page.locator("#policy-widget .bar button").click()
    page.get_by_role("button", name="政策问答").click()
    expect(frame.locator("#log .answer")).to_have_count(2)  # in the frame's own memory
    context.close()


def test_nothing_is_said_of_storage_where_it_works(open_page, url, host):
    page = open_page(_with(host, url), allowed=(url,))
    page.get_by_role("button", name="政策问答").click()
    expect(page.frame_locator("iframe").locator("#question")).to_be_visible()
    expect(page.frame_locator("iframe").get_by_text("浏览器不允许在此保存内容")).to_have_count(0)


@pytest.mark.parametrize(
    ("attributes", "left", "back", "ink"),
    [
        (" ", False, "rgb(29, 79, 140)", "rgb(255, 255, 255)"),
        ('data-position="left" data-color="#a61b1b"', True, "rgb(166, 27, 27)", "rgb(255, 255, 255)"),
        ('data-color="gold"', False, "rgb(255, 215, 0)", "rgb(0, 0, 0)"),
        ('data-position="nowhere" data-color="red; } body { display: none"', False, "rgb(29, 79, 140)", None),
        ('data-color="rgb(0 0 0 / 10%)"', False, "rgb(29, 79, 140)", "rgb(255, 255, 255)"),  # one sees through it
    ],
)
def test_place_and_colour(open_page, url, host, attributes, left, back, ink):
    page = open_page(_with(host, url, attributes), allowed=(url,), bypass_csp=True)
    bubble = page.get_by_role("button", name="政策问答")
    expect(bubble).to_be_visible()
    box = bubble.bounding_box()
    assert (box["x"] < SIZES["desktop"]["width"] / 2) is left
    colours = bubble.evaluate("b => [getComputedStyle(b).backgroundColor, getComputedStyle(b).color]")
    assert colours[0] == back
    assert ink in {colours[1], None}
    assert [v for v in violations(page) if "policy-widget" in v or "bubble" in v] == []


@pytest.mark.parametrize("size", SIZES)
def test_opening_by_itself(open_page, url, host, size):
    page = open_page(_with(host, url, "data-open"), size, allowed=(url,))
    box = page.locator("#policy-widget .box")
    if size != "desktop":  # it would cover the whole page
        expect(page.get_by_role("button", name="政策问答")).to_be_visible()
        assert box.is_hidden()
        return
    expect(box).to_be_visible()
    expect(page.frame_locator("iframe").locator("#question")).to_be_visible()
    assert page.evaluate("document.activeElement === document.body")  # the page keeps the focus
    page.get_by_role("button", name="关闭").click()
    page.reload()
    expect(page.get_by_role("button", name="政策问答")).to_be_visible()  # closed is closed
    expect(box).to_be_hidden()


def test_a_site_opens_closes_and_asks(open_page, url, host):
    page = open_page(_with(host, url), allowed=(url,))
    expect(page.get_by_role("button", name="政策问答")).to_be_visible()
    page.evaluate(
        "() => { window.told = []; for (const name of ['open', 'close', 'ask'])"
        " document.addEventListener(`policy-widget:${name}`, (event) => told.push([name, event.detail])); }"
    )
    page.evaluate("question => policyWidget.ask(question)", QUESTION)  # before the chat is loaded
    frame = page.frame_locator("iframe")
    expect(frame.locator("#log .question")).to_have_text([QUESTION])
    expect(frame.locator("#log .answer:not(.draft)")).to_have_count(1)
    page.evaluate("policyWidget.ask('第二个问题'), policyWidget.ask('第三个问题')")  # one after the other
    expect(frame.locator("#log .question")).to_have_text([QUESTION, "第二个问题", "第三个问题"])
    page.evaluate("policyWidget.close()")
    expect(page.locator("#policy-widget .box")).to_be_hidden()
    page.evaluate("policyWidget.open()")
    expect(page.locator("#policy-widget .box")).to_be_visible()
    assert page.evaluate("told") == [[name, None] for name in ("open", "ask", "ask", "ask", "close", "open")]


def test_a_sheet_over_a_phone_keeps_the_page_behind_it_still(open_page, url, host):
    page = open_page(_with(host, url), "phone", allowed=(url,))
    page.get_by_role("button", name="政策问答").click()
    assert page.locator("h1").evaluate("h => h.inert")
    page.get_by_role("button", name="关闭").click()
    assert not page.locator("h1").evaluate("h => h.inert")
