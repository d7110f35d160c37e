"""Both chats, as a visitor uses them on a phone and on a desktop."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser import CHATS, PATIENCE, SIZES, ask, violations
from tests.bot.web.fake_assistant import CONTACT, NEXT, QUESTION, QUOTE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chat", CHATS)
def test_from_question_to_marked_sentence(open_page, url, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size)
    ask(page, chat, QUESTION)
    answer = page.locator(f"{log} .answer").last
    expect(answer).to_contain_text("20万元")
    expect(answer).to_contain_text("草案（未正式施行）")
    expect(answer.get_by_text("以正式文件为准")).to_be_visible()

    chip = answer.locator("a.cite").first
    expect(chip).to_have_accessible_name(re.compile("出处 1："))
    chip.focus()
    page.keyboard.press("Enter")
    panel = page.locator("dialog.panel")
    expect(panel.locator("mark")).to_have_text(QUOTE)
    expect(panel.locator("mark")).to_be_in_viewport()
    expect(panel.locator(".path")).to_have_text("二、重点任务 › （一）建设载体 › 1.培育孵化器")
    expect(panel).to_contain_text("尚未正式施行")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(chip).to_be_focused()

    chip.click()
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name="在文件全文中查看").click()
    document = opened.value
    clause = document.locator("section.clause:target")
    expect(clause.locator("mark")).to_have_text(QUOTE)
    expect(clause.locator("mark")).to_be_in_viewport()


@pytest.mark.parametrize("size", ["phone", "small"])
@pytest.mark.parametrize("chat", CHATS)
def test_the_office_of_an_answer_can_be_called_from_a_phone(open_page, url, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size, has_touch=True, is_mobile=True)
    ask(page, chat, "孵化器归谁管")
    contact = page.locator(f"{log} .answer").last.locator(".contacts")
    expect(contact).to_contain_text(CONTACT.name)
    expect(contact).to_contain_text(CONTACT.address)
    number = contact.get_by_role("link", name="0999-1234567")
    expect(number).to_have_attribute("href", "tel:09991234567")
    number.scroll_into_view_if_needed()
    expect(number).to_be_in_viewport()
    assert number.bounding_box()["height"] >= 24  # WCAG 2.2, target size
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chat", CHATS)
def test_a_comparison_reads_across_or_on_a_phone_down(open_page, url, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size, bypass_csp=True)
    ask(page, chat, "比较榆川市和旧城市")
    table = page.locator(f"{log} .answer table")
    lefts = {round(cell.bounding_box()["x"]) for cell in table.locator("td").all()}
    assert len(lefts) == (3 if size == "desktop" else 1)
    assert table.evaluate("t => t.scrollWidth <= t.clientWidth")
    assert violations(page) == []


@pytest.mark.parametrize("chat", CHATS)
def test_script_in_a_question_is_shown_and_does_not_run(open_page, url, chat):
    path, _, log = CHATS[chat]
    page = open_page(url + path)
    evil = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1> **粗** [x](javascript:window.hacked=1)"
    ask(page, chat, evil)
    expect(page.locator(f"{log} .question").last).to_have_text(evil)
    page.goto(f"{url}/policies/hostile")
    expect(page.locator("h1")).to_have_text("<script>window.hacked=1</script>通知")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("chat", CHATS)
def test_conversation_survives_a_reload_until_it_is_renewed(open_page, url, chat):
    path, field, log = CHATS[chat]
    page = open_page(url + path)
    expect(page.locator(field)).to_be_visible(timeout=PATIENCE)
    page.locator(".welcome .ask").first.click()
    expect(page.locator(f"{log} a.cite").first).to_be_visible()
    ask(page, chat, "那省级的呢？")
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION, "那省级的呢？"])
    page.reload()
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION, "那省级的呢？"])
    page.click("#renew")
    expect(page.locator(".welcome .ask").first).to_be_visible()
    expect(page.locator(f"{log} .question")).to_have_count(0)


def test_a_chosen_place_is_asked_about_and_survives_a_reload(open_page, url, slow_assistant):
    page = open_page(url)
    place = "某省/榆川市"
    page.select_option("#place", place)
    ask(page, "gradio", QUESTION)
    assert slow_assistant.asked[-1][2] == place
    page.reload()
    expect(page.locator("#place")).to_have_value(place)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chat", CHATS)
def test_what_leads_on_stands_under_the_newest_answer_and_asks_its_question(open_page, url, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(f"{url}{path}?q={QUESTION}", size)  # an address asks its question
    expect(page.locator(f"{log} .answer").first).to_be_visible(timeout=2 * PATIENCE)  # Gradio's first load
    answers = page.locator(f"{log} .answer")
    expect(answers.first.locator(".next .ask")).to_have_text([NEXT.label], timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    answers.first.get_by_role("button", name=NEXT.label).click()
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION, NEXT.question], timeout=PATIENCE)
    expect(answers.last.locator(".next .ask")).to_have_text([NEXT.label], timeout=PATIENCE)
    expect(answers.first.locator(".next")).to_be_hidden()
    ask(page, chat, "说长一点")  # nothing leads on from it
    expect(answers.nth(1).locator(".next")).to_be_hidden()
    assert answers.last.locator(".next").count() == 0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chat", CHATS)
def test_one_quiet_row_opens_copies_and_exports(open_page, url, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size)
    ask(page, chat, QUESTION)
    tools = page.locator(f"{log} .answer .tools")
    parts = [tools.get_by_text(name, exact=True) for name in ("打开原文", "复制", "导出", "有帮助", "没有帮助")]
    assert len({round(part.bounding_box()["y"]) for part in parts}) == 1
    expect(tools.get_by_role("link", name="PDF")).to_be_hidden()
    tools.get_by_text("导出").click()
    expect(tools.get_by_role("link", name="PDF")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.context.expect_page() as opened:
        tools.get_by_role("link", name="打开原文").click()
    expect(opened.value.locator("section.clause:target mark")).to_have_text(QUOTE)


@pytest.mark.parametrize("chat", CHATS)
def test_errors_are_polite(open_page, url, chat):
    path, _, log = CHATS[chat]
    page = open_page(url + path)
    ask(page, chat, "故障")
    expect(page.locator(f"{log} .answer").last).to_contain_text("抱歉")


@pytest.mark.parametrize("chat", CHATS)
def test_copying_rating_and_keeping_an_answer(open_page, url, chat):
    path, _, log = CHATS[chat]
    page = open_page(url + path, permissions=["clipboard-read", "clipboard-write"])
    ask(page, chat, QUESTION)
    tools = page.locator(f"{log} .answer .tools")
    tools.get_by_role("button", name="复制").click()
    expect(tools.locator(".copy")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "20万元" in copied
    assert "以正式文件为准" in copied
    tools.get_by_text("导出").click()
    with page.expect_download() as download:
        tools.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "answer.docx"
    tools.get_by_role("button", name="没有帮助").click()
    page.get_by_role("radio", name="出处不对").check()
    page.get_by_role("button", name="提交").click()
    expect(tools.locator(".no")).to_have_text("已记录，谢谢")


def test_a_refused_question_covers_no_conversation(open_page, url):
    page = open_page(url)
    ask(page, "gradio", QUESTION)
    page.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=429, json={"error": {}}))
    page.fill("#question textarea", "那省级的呢？")
    page.press("#question textarea", "Enter")
    expect(page.locator("#state")).to_contain_text("稍候一分钟")
    expect(page.locator("#question textarea")).to_have_value("那省级的呢？")
    page.locator("#chat .answer a.cite").first.click(trial=True)  # nothing lies over it
    page.unroute("**/gradio_api/queue/join*")
    page.press("#question textarea", "Enter")
    expect(page.locator("#chat .question")).to_have_text([QUESTION, "那省级的呢？"])
    expect(page.locator("#state")).to_be_hidden()


def test_gradio_keeps_the_question_over_a_lost_connection(open_page, url):
    page = open_page(url)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    ask(page, "gradio", QUESTION)
    page.context.set_offline(True)
    page.fill("#question textarea", "那省级的呢？")
    page.press("#question textarea", "Enter")
    expect(page.locator(".toast-body")).to_contain_text("问题已为您保留")
    expect(page.locator(".toast-body")).not_to_contain_text("Connection")
    with page.expect_event("load"):  # Gradio loads the page anew
        page.context.set_offline(False)
    expect(page.locator("#question textarea")).to_have_value("那省级的呢？")
    page.press("#question textarea", "Enter")
    expect(page.locator("#chat .question")).to_have_text([QUESTION, "那省级的呢？"])


def test_a_lost_connection_keeps_the_question(open_page, url):
    page = open_page(f"{url}/embed")
    ask(page, "embed", QUESTION)
    page.context.set_offline(True)
    page.fill("#question", "那省级的呢？")
    page.press("#question", "Enter")
    expect(page.locator("#state")).to_contain_text("网络连接中断")
    expect(page.locator("#question")).to_have_value("那省级的呢？")
    page.context.set_offline(False)
    page.press("#question", "Enter")
    expect(page.locator("#log .question")).to_have_count(2)
    expect(page.locator("#state")).to_be_hidden()
