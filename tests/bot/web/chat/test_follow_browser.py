"""The beginning of the newest answer is in view, in both chats, until the visitor scrolls."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.browser import CHATS, PATIENCE, SIZES, ask
from tests.bot.web.fake_assistant import QUESTION

pytestmark = pytest.mark.browser

ROWS = {"gradio": ("#chat [role=log]", "#chat .user-row", "#chat .bot-row"), "embed": ("#log", ".question", ".answer")}
_SEEN = """([log, question, answer]) => {
    const view = document.querySelector(log).getBoundingClientRect();
    const last = (selector) => [...document.querySelectorAll(selector)].at(-1)?.getBoundingClientRect().top ?? -1;
    return [last(question), last(answer)].map((top) => top >= view.top - 1 && top <= view.bottom - 32);
}"""
_TOP = "log => Math.round(document.querySelector(log).scrollTop)"


def settle(page: Page) -> None:
    """Wait for the frames that follow a change."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chat", CHATS)
def test_ten_questions_in_a_row(open_page, url, chat, size):
    page = open_page(url + CHATS[chat][0], size)
    for number in range(10):
        ask(page, chat, f"第{number}问，{'说长一点' if number % 3 == 0 else QUESTION}")
        settle(page)
        assert page.evaluate(_SEEN, ROWS[chat]) == [True, True], number
    page.reload()
    expect(page.locator(f"{CHATS[chat][2]} .answer")).to_have_count(10, timeout=PATIENCE)
    settle(page)
    assert page.evaluate(_SEEN, ROWS[chat]) == [True, True]


def _ask_slowly(page, chat, assistant):
    """An answer, and a second one that is under way until the assistant's gate opens."""
    _, field, log = CHATS[chat]
    ask(page, chat, "说长一点")
    assistant.gate.clear()
    page.fill(field, "慢慢说，说长一点")
    page.press(field, "Enter")
    expect(page.locator(f"{log} .answer.draft")).to_be_visible()
    settle(page)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chat", CHATS)
def test_a_slow_answer_is_in_view_from_its_first_words(open_page, url, slow_assistant, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size)
    _ask_slowly(page, chat, slow_assistant)
    assert page.evaluate(_SEEN, ROWS[chat]) == [True, True]
    slow_assistant.gate.set()
    expect(page.locator(f"{log} .answer:not(.draft)")).to_have_count(2, timeout=PATIENCE)
    settle(page)
    assert page.evaluate(_SEEN, ROWS[chat]) == [True, True]


@pytest.mark.parametrize("chat", CHATS)
def test_who_scrolled_up_to_read_is_left_there(open_page, url, slow_assistant, chat):
    path, _, log = CHATS[chat]
    page = open_page(url + path)
    _ask_slowly(page, chat, slow_assistant)
    page.locator(f"{log} .question").last.hover()
    page.mouse.wheel(0, -700)
    page.wait_for_timeout(300)
    before = page.evaluate(_TOP, ROWS[chat][0])
    slow_assistant.gate.set()
    expect(page.locator(f"{log} .answer:not(.draft)")).to_have_count(2, timeout=PATIENCE)
    settle(page)
    assert page.evaluate(_TOP, ROWS[chat][0]) == before


@pytest.mark.parametrize("chat", CHATS)
def test_a_question_longer_than_the_screen_gives_way_to_its_answer(open_page, url, chat):
    page = open_page(url + CHATS[chat][0], "small")
    ask(page, chat, "这是一个很长的问题。" * 45)
    settle(page)
    assert page.evaluate(_SEEN, ROWS[chat])[1]
