"""Every page without a mouse: what can be pressed is reached, in order and in sight; Escape gives the focus back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.browser import CHATS, PATIENCE, ask, violations
from tests.bot.web.fake_assistant import QUESTION

pytestmark = pytest.mark.browser

MOST = 80  # presses of Tab
# What a keyboard must reach, in the order of the page; of several radio buttons the one that is chosen.
TARGETS = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter((node) =>
    node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.type !== "hidden" && node.tabIndex >= 0
    && !(node.type === "radio" && !node.checked)).forEach((node, number) => { node.dataset.target = number; })"""
# Where the focus is, whether one sees that it is there, and whether nothing lies over it.
FOCUS = """() => {
  const node = document.activeElement;
  if (!node.dataset.target) return null;
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  const above = document.elementFromPoint(box.x + box.width / 2, box.y + Math.min(box.height, innerHeight - box.y) / 2);
  return [Number(node.dataset.target), style.outlineStyle !== "none" || style.boxShadow !== "none",
    node.contains(above) || Boolean(above?.contains(node))];
}"""
# What screen readers are told from now on.
HEAR = """() => {
  window.heard = [];
  const live = "[role=status], [role=alert], [aria-live]:not([aria-live=off]), [role=log]:not([aria-live=off])";
  const region = ({ target }) => (target.closest ? target : target.parentElement)?.closest(live);
  new MutationObserver((changes) => {
    for (const told of new Set(changes.map(region))) if (told?.textContent.trim()) heard.push(told.textContent.trim());
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}"""


def walk(page: Page) -> list[tuple[int, bool, bool]]:
    """What the Tab key meets from the top of a page to its end."""
    page.evaluate("document.activeElement.blur(); getSelection().removeAllRanges(); scrollTo(0, 0)")
    page.locator("body").evaluate("body => { body.tabIndex = -1; body.focus(); body.removeAttribute('tabindex'); }")
    page.evaluate(TARGETS)
    met: list[tuple[int, bool, bool]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if not found or (met and found[0] <= met[-1][0]):
            break
        met.append(tuple(found))
    return met


def check(page: Page) -> None:
    """Every target is met in order, in sight and with a mark of the focus."""
    met = walk(page)
    names = page.evaluate("[...document.querySelectorAll('[data-target]')].map((n) => n.outerHTML.slice(0, 120))")
    reached = {number for number, *_ in met}
    assert [name for number, name in enumerate(names) if number not in reached] == []
    assert [names[number] for number, marked, clear in met if not (marked and clear)] == []


@pytest.mark.parametrize("size", ["desktop", "small"])
@pytest.mark.parametrize(
    "path", ["/policies", "/policies?q=孵化器", "/policies/plan", "/supports", "/supports?view=table", "/nothing"]
)
def test_a_page_is_gone_through_by_tab(open_page, url, path, size):
    check(open_page(url + path, size))


@pytest.mark.parametrize("size", ["desktop", "small"])
def test_a_filled_form_is_gone_through_by_tab(open_page, url, size):
    page = open_page(f"{url}/match", size)
    page.select_option("[name=place]", "某省/榆川市")
    page.get_by_role("checkbox", name="孵化器或加速器").check()
    expect(page.locator(".found-item .outcome")).to_be_visible()
    check(page)


@pytest.mark.parametrize("size", ["desktop", "small"])
@pytest.mark.parametrize("chat", CHATS)
def test_a_chat_is_gone_through_by_tab(open_page, url, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size)
    ask(page, chat, QUESTION)
    expect(page.locator(f"{log} .next .ask")).to_be_visible(timeout=PATIENCE)
    check(page)


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("small", "dark")])
@pytest.mark.parametrize("chat", CHATS)
def test_escape_closes_what_is_open_and_gives_the_focus_back(open_page, url, chat, size, scheme):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size, color_scheme=scheme, bypass_csp=True)
    ask(page, chat, QUESTION)
    for opener, dialog in (
        (f"{log} .answer a.cite", "dialog.panel"),
        (f"{log} .answer .tools .no", "dialog.reasons"),
        ("#talks", "dialog.talks"),
    ):
        page.locator(opener).first.press("Enter")
        expect(page.locator(dialog)).to_be_visible()
        assert page.evaluate("dialog => document.querySelector(dialog).contains(document.activeElement)", dialog)
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator(dialog)).to_be_hidden()
        expect(page.locator(opener).first).to_be_focused()


@pytest.mark.parametrize("chat", CHATS)
def test_a_finished_answer_is_announced_once(open_page, url, slow_assistant, chat):
    page = open_page(url + CHATS[chat][0])
    ask(page, chat, QUESTION)
    page.evaluate(HEAR)
    slow_assistant.gate.clear()
    _, field, log = CHATS[chat]
    page.fill(field, "慢慢说")
    page.press(field, "Enter")
    expect(page.locator(f"{log} .answer.draft")).to_be_visible()
    slow_assistant.gate.set()
    expect(page.locator(f"{log} .answer:not(.draft)")).to_have_count(2, timeout=PATIENCE)
    page.wait_for_function("heard.length > 0")
    heard = page.evaluate("new Promise((done) => setTimeout(() => done(heard), 500))")
    assert [words for words in heard if "市级孵化器" in words] == heard[-1:]
    assert heard[-1].startswith("回答完毕：")
