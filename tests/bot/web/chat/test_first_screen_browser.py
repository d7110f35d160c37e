"""The first screen of `/` and `/embed`: on a slow phone, without JavaScript, small, printed, and when Gradio comes."""

from __future__ import annotations

import contextlib
import io
import re
import unicodedata

import pdfplumber
import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.bot.web.browser import CHATS, PATIENCE, SIZES, ask, violations
from tests.bot.web.fake_assistant import QUESTION, QUOTE

pytestmark = pytest.mark.browser

FIRST = "#first-question"
FORMS = {"/": FIRST, "/embed": "#question"}
# What a phone gets on a bad day: 50 KB/s both ways, 300 ms there and back.
SLOW = {"offline": False, "latency": 300, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
_SHIFTS = """window.shifts = 0; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


@pytest.fixture
def held(open_page, url) -> Page:
    """`/` on a phone, where Gradio's settings do not come before `release` is called."""

    def opening(path: str = "/", **options) -> Page:
        page = open_page(f"{url}/healthz", "phone", **options)
        waiting, released = [], []
        page.route("**/config", lambda route: route.continue_() if released else waiting.append(route))

        def release() -> None:
            released.append(True)
            for route in waiting:
                with contextlib.suppress(Error):  # that of a page which was left
                    route.continue_()

        page.release = release
        page.goto(url + path)
        return page

    return opening


@pytest.fixture(scope="session")
def unheld_url(serve_site) -> str:
    """The site of a place of which there are drafts alone."""
    return serve_site(home_jurisdiction="某省/榆川市")


@pytest.mark.parametrize("path", FORMS)
def test_a_slow_phone_reads_within_two_seconds_and_asks_within_four(browser: Browser, url, path):
    context = browser.new_context(locale="zh-CN", viewport=SIZES["small"])
    page = context.new_page()
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
    page.goto(url + path, wait_until="domcontentloaded")
    page.fill(FORMS[path], QUESTION)
    assert page.evaluate("performance.now()") < 4000
    paint = page.wait_for_function("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
    assert paint.json_value() < 2000
    page.press(FORMS[path], "Enter")  # long before Gradio is there
    expect(page.locator("#log .answer:not(.draft)")).to_contain_text("20万元", timeout=PATIENCE)
    expect(page.locator("#log .question")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", FORMS)
def test_without_javascript(open_page, url, path, size):
    page = open_page(url + path, size, java_script_enabled=False)
    expect(page.locator("h1")).to_have_count(1)
    page.locator(".welcome .ask").first.click()
    expect(page.locator(".answer")).to_contain_text("20万元")
    page.fill(FORMS[path], "说长一点")
    page.get_by_role("button", name="提问").click()
    expect(page.locator(".question")).to_have_text([QUESTION, "说长一点"])
    expect(page.locator(".question").last).to_be_in_viewport()
    document = page.context.new_page()
    document.goto(url + page.locator(".answer a.cite").last.get_attribute("href"))
    expect(document.locator("section.clause:target mark")).to_have_text(QUOTE)
    page.get_by_role("button", name="新对话").click()
    expect(page.locator(".question")).to_have_count(0)
    expect(page.locator(".welcome .ask").first).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", FORMS)
def test_a_place_whose_documents_do_not_hold_says_so(open_page, url, unheld_url, path, size):
    page = open_page(unheld_url + path, size)
    expect(page.locator(".welcome .unheld")).to_contain_text("某省榆川市文件都是草案或者已经失效")
    expect(page.locator(".welcome .ask").first).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert open_page(url + path, size).locator(".welcome .unheld").count() == 0


def test_gradio_takes_the_place_of_the_form_and_nothing_moves(held):
    page = held()
    page.evaluate(_SHIFTS)
    expect(page.locator(FIRST)).to_be_visible()
    before = {part: page.locator(part).bounding_box() for part in (FIRST, ".welcome", "#place", "#renew", ".top")}
    page.release()
    expect(page.locator("#question textarea")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(FIRST)).to_be_hidden()
    after = {part: page.locator("#question" if part == FIRST else part).bounding_box() for part in before}
    for part, box in before.items():
        assert after[part] == pytest.approx(box, abs=1.5), part
    assert page.evaluate("shifts") < 0.02
    expect(page.locator("h1")).to_have_count(1)


def test_what_was_typed_goes_into_gradio_when_it_is_sent(held):
    page = held()
    page.fill(FIRST, "写到一")
    page.release()
    expect(page.locator("#question textarea")).to_be_attached(timeout=PATIENCE)
    page.wait_for_timeout(500)
    page.locator(FIRST).press_sequentially("半")  # the form stays while somebody writes
    page.press(FIRST, "Enter")
    expect(page.locator("#chat .question")).to_have_text(["写到一半"])
    expect(page.locator("#chat .answer:not(.draft)")).to_contain_text("20万元")
    expect(page.locator(FIRST)).to_be_hidden()


def test_a_question_sent_before_gradio_came_is_part_of_the_conversation(held):
    page = held()
    page.fill(FIRST, QUESTION)
    page.press(FIRST, "Enter")
    expect(page.locator("#log .answer")).to_contain_text("20万元")
    page.release()
    expect(page.locator("#question textarea")).to_be_attached(timeout=PATIENCE)
    page.wait_for_timeout(500)
    expect(page.locator("#log .answer")).to_be_visible()  # what is being read stays where it is
    page.fill(FIRST, "那省级的呢？")
    page.press(FIRST, "Enter")
    expect(page.locator("#chat .question")).to_have_text([QUESTION, "那省级的呢？"])


def test_a_place_that_is_chosen_before_gradio_comes_is_asked_about(held, slow_assistant):
    page = held()
    page.select_option("#place", "某省/榆川市")
    page.release()
    page.fill("#question textarea", QUESTION)  # at once
    page.press("#question textarea", "Enter")
    expect(page.locator("#chat .answer:not(.draft)")).to_be_visible()
    assert slow_assistant.asked[-1][2] == "某省/榆川市"


@pytest.mark.parametrize("chat", CHATS)
def test_header_and_composer_take_a_quarter_of_a_small_phone(open_page, url, chat):
    path, _, log = CHATS[chat]
    page = open_page(url + path, "small")
    ask(page, chat, QUESTION)
    assert page.locator(log).bounding_box()["height"] >= 640 * 0.75 - 1
    for chip in page.locator(f"{log} a.cite:visible").all():
        box = chip.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("chat", CHATS)
def test_paper_has_every_turn(open_page, url, chat):
    path, _, log = CHATS[chat]
    page = open_page(url + path)
    for number in range(6):
        ask(page, chat, f"第{number}问，说长一点")
    with pdfplumber.open(io.BytesIO(page.pdf())) as paper:
        text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in paper.pages))
    text = unicodedata.normalize("NFKC", text)  # a PDF may hold 一 as the radical that looks like it
    assert [f"第{number}问" in text for number in range(6)] == [True] * 6
    assert text.count("市级孵化器一次性给予20万元扶持资金") == 6 * 60
    assert "新对话" not in text
    assert page.locator(f"{log} details[open]").count() == 0  # folded again on the screen


def test_the_navigation_stays_in_its_tab(open_page, url):
    page = open_page(url)
    expect(page.locator("#question textarea")).to_be_visible(timeout=PATIENCE)
    assert page.locator("header a[target], .welcome a[target]").count() == 0
    page.get_by_role("link", name="政策文件").click()
    expect(page).to_have_url(f"{url}/policies")
    assert len(page.context.pages) == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_access_of_the_first_screen(held, scheme):
    page = held("/", color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []
    page.fill(FIRST, "说长一点")
    page.press(FIRST, "Enter")
    expect(page.locator("#log .answer")).to_be_visible()
    assert violations(page) == []
    page.set_viewport_size(SIZES["small"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
