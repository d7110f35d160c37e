"""The conversations of this browser, in both chats: opened again, deleted, expired, exported and printed."""

from __future__ import annotations

import io
import json
import re
import unicodedata

import pdfplumber
import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.browser import CHATS, PATIENCE, SIZES, ask, ask_in, violations
from tests.bot.web.fake_assistant import NEXT, QUESTION, QUOTE

pytestmark = pytest.mark.browser

SECOND = "省级众创空间有补助吗？"
DENIED = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });"""

both_chats = pytest.mark.parametrize("chat", CHATS)
all_sizes = pytest.mark.parametrize("size", SIZES)


def questions(page: Page):
    """What was asked in the conversation that is open."""
    return page.locator(".question:visible")


def records(page: Page):
    """The list, opened."""
    if not page.locator("dialog.talks[open]").count():
        page.get_by_role("button", name="对话记录").click()
    return page.locator("dialog.talks[open]")


def open_record(page: Page, question: str) -> None:
    records(page).locator(".record", has_text=question).click()
    expect(page.locator("dialog.talks")).to_be_hidden()


def two_conversations(page: Page, chat: str) -> None:
    """One of two turns, then one of another question, which is open."""
    ask(page, chat, QUESTION)
    ask(page, chat, "那省级的呢？")
    page.click("#renew")
    expect(questions(page)).to_have_count(0)
    ask(page, chat, SECOND)


def expire(page: Page) -> None:
    """From now on the server remembers nothing."""
    page.route("**/api/conversations", lambda route: route.fulfill(json={"answers": []}))


@both_chats
def test_what_leads_on_is_there_again_while_the_server_knows_the_answer(open_page, url, slow_assistant, chat):
    page = open_page(url + CHATS[chat][0])
    two_conversations(page, chat)
    first, _, second = [session for _, session, _ in slow_assistant.asked[-3:]]
    steps = page.locator(".next:visible .ask")
    expect(steps).to_have_text([NEXT.label], timeout=PATIENCE)
    open_record(page, QUESTION)
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？"])
    expect(steps).to_have_text([NEXT.label], timeout=PATIENCE)
    steps.click()
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？", NEXT.question], timeout=PATIENCE)
    assert slow_assistant.asked[-1][:2] == (NEXT.question, first)
    expect(steps).to_have_text([NEXT.label], timeout=PATIENCE)
    assert "next" not in page.evaluate("Object.entries(localStorage).map(([, value]) => value).join()")
    assert page.request.post(f"{url}/api/conversations/delete", data={"session_ids": [second]}).ok
    open_record(page, SECOND)
    expect(questions(page)).to_have_text([SECOND])
    expect(page.locator("#state")).to_contain_text("保存期已过")
    expect(steps).to_have_count(0)


@all_sizes
@both_chats
def test_a_conversation_is_opened_again_and_goes_on(open_page, url, slow_assistant, chat, size):
    page = open_page(url + CHATS[chat][0], size)
    ask(page, chat, QUESTION)
    session = slow_assistant.asked[-1][1]
    ask(page, chat, "那省级的呢？")
    html = page.locator(".answer:visible .text").first.inner_html()
    page.click("#renew")
    expect(questions(page)).to_have_count(0)
    ask(page, chat, SECOND)
    other = slow_assistant.asked[-1][1]
    assert other != session
    expect(records(page).locator(".record span")).to_have_text([SECOND, QUESTION])  # newest first
    expect(page.locator(".record[aria-current]")).to_contain_text(SECOND)
    open_record(page, QUESTION)
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？"])
    assert page.locator(".answer:visible .text").first.inner_html() == html
    ask(page, chat, "那市级的呢？")
    assert slow_assistant.asked[-1][1] == session  # it leans on what was said before
    page.reload()
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？", "那市级的呢？"])
    ask(page, chat, "那国家级的呢？")
    expect(questions(page)).to_have_count(4)
    assert slow_assistant.asked[-1][1] == session
    expect(records(page).locator(".record span")).to_have_text([QUESTION, SECOND])
    assert session not in slow_assistant.forgotten


@both_chats
def test_who_leaves_while_an_answer_comes_sees_only_the_other_conversation(open_page, url, slow_assistant, chat):
    path, field, log = CHATS[chat]
    page = open_page(url + path)
    ask(page, chat, QUESTION)
    page.click("#renew")
    expect(questions(page)).to_have_count(0)
    slow_assistant.gate.clear()
    expect(page.locator(field)).to_be_visible()
    page.fill(field, "慢慢说")
    page.press(field, "Enter")
    expect(page.locator(f"{log} .answer.draft")).to_be_visible()
    open_record(page, QUESTION)
    expect(questions(page)).to_have_text([QUESTION])
    slow_assistant.gate.set()
    ask(page, chat, "那省级的呢？")
    page.wait_for_timeout(300)
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？"])


@both_chats
def test_turns_that_the_server_has_no_more_are_shown_all_the_same(open_page, url, chat):
    """The beginning of a long conversation expires before its end."""
    page = open_page(url + CHATS[chat][0])
    ask(page, chat, QUESTION)
    page.evaluate("""() => {
        const key = Object.keys(localStorage).find((name) => name.startsWith("policy-talk:"));
        const talk = JSON.parse(localStorage[key]);
        talk.turns.unshift({ ...talk.turns[0], id: "before", question: "昨天问的" });
        localStorage[key] = JSON.stringify(talk);
    }""")
    page.reload()
    expect(questions(page)).to_have_text(["昨天问的", QUESTION])
    ask(page, chat, "那省级的呢？")
    expect(questions(page)).to_have_text(["昨天问的", QUESTION, "那省级的呢？"])


@all_sizes
@both_chats
def test_one_conversation_is_deleted_here_and_on_the_server(open_page, url, slow_assistant, chat, size):
    page = open_page(url + CHATS[chat][0], size)
    ask(page, chat, QUESTION)
    session = slow_assistant.asked[-1][1]
    page.click("#renew")
    expect(questions(page)).to_have_count(0)
    ask(page, chat, SECOND)
    records(page).get_by_role("button", name=f"删除：{QUESTION}").click()
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_role("button", name=f"删除：{QUESTION}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".sure")).to_contain_text("服务器上的也一并删除")
    expect(page.get_by_role("button", name="确定删除")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".record span")).to_have_text([SECOND])
    expect(page.locator("dialog.talks [role=status]")).to_contain_text("已删除")
    assert slow_assistant.forgotten[-1] == session
    assert page.request.post(f"{url}/api/conversations", data={"session_id": session}).json() == {"answers": []}
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="对话记录")).to_be_focused()
    expect(questions(page)).to_have_text([SECOND])  # the open one is not touched


@all_sizes
@both_chats
def test_all_are_deleted_at_once(open_page, url, slow_assistant, chat, size):
    page = open_page(url + CHATS[chat][0], size)
    two_conversations(page, chat)
    requests = []
    page.on("request", lambda r: requests.append(r.url) if r.url.endswith("/delete") else None)
    sessions = {session for _, session, _ in slow_assistant.asked[-3:]}
    records(page).get_by_role("button", name="全部删除").click()
    page.get_by_role("button", name="确定删除").click()
    expect(page.locator("dialog.talks")).to_contain_text("还没有对话")
    assert len(requests) == 1  # one request counts once in the limit of a minute
    assert set(slow_assistant.forgotten[-2:]) == sessions
    page.keyboard.press("Escape")
    expect(questions(page)).to_have_count(0)
    assert page.evaluate("JSON.stringify(localStorage)").find("turns") < 0
    ask(page, chat, QUESTION)
    assert slow_assistant.asked[-1][1] not in sessions


@both_chats
def test_what_the_server_did_not_delete_stays_and_is_said(open_page, url, chat):
    page = open_page(url + CHATS[chat][0])
    ask(page, chat, QUESTION)
    page.route("**/api/conversations/delete", lambda route: route.abort())
    records(page).get_by_role("button", name="全部删除").click()
    page.get_by_role("button", name="确定删除").click()
    expect(page.locator("dialog.talks [role=status]")).to_contain_text("未能删除")
    expect(page.locator(".record span")).to_have_text([QUESTION])


@all_sizes
@both_chats
def test_with_storage_denied_conversations_live_in_the_page_and_the_list_says_so(browser, url, chat, size):
    context = browser.new_context(locale="zh-CN", viewport=SIZES[size])
    context.set_default_timeout(PATIENCE)
    context.add_init_script(DENIED)
    page = context.new_page()
    page.goto(url + CHATS[chat][0])
    two_conversations(page, chat)
    expect(records(page)).to_contain_text("浏览器不允许保存内容")
    expect(page.locator(".record span")).to_have_text([SECOND, QUESTION])
    open_record(page, QUESTION)
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？"])
    ask(page, chat, "那市级的呢？")
    expect(questions(page)).to_have_count(3)
    context.close()


@both_chats
def test_fifty_are_kept_and_the_oldest_gives_way(open_page, url, chat):
    page = open_page(url + CHATS[chat][0])
    ask(page, chat, QUESTION)
    page.evaluate("""() => {
        const [key, kept] = Object.entries(localStorage).find(([name]) => name.startsWith("policy-talk:"));
        const { turns: [turn] } = JSON.parse(kept);
        localStorage.removeItem(key);
        for (let n = 1; n <= 50; n += 1) {
            const talk = { id: String(n), session: `s${n}`, at: n * 1000, turns: [{ ...turn, question: `第${n}问` }] };
            localStorage[`policy-talk:${n}`] = JSON.stringify(talk);
        }
    }""")
    page.click("#renew")
    expect(questions(page)).to_have_count(0)
    ask(page, chat, SECOND)
    expect(records(page).locator(".record")).to_have_count(50)
    expect(page.locator(".record span").first).to_have_text(SECOND)
    expect(page.locator(".record span").last).to_have_text("第2问")


@both_chats
def test_a_full_storage_drops_the_oldest(open_page, url, chat):
    page = open_page(url + CHATS[chat][0])
    page.evaluate("""() => {
        const turns = [{ id: "a", question: "很久以前", html: "<div class=answer></div>" + "x".repeat(2_400_000) }];
        for (const n of [1, 2])
            localStorage[`policy-talk:${n}`] = JSON.stringify({ id: String(n), session: `s${n}`, at: n, turns });
        localStorage.rest = "x".repeat(5 * 1024 * 1024 - JSON.stringify(localStorage).length - 1000);
    }""")
    ask(page, chat, QUESTION)
    expect(records(page).locator(".record span")).to_have_text([QUESTION, "很久以前"])


@all_sizes
@both_chats
def test_an_expired_conversation_says_so_in_one_line_and_starts_anew(open_page, url, slow_assistant, chat, size):
    page = open_page(url + CHATS[chat][0], size, bypass_csp=True)
    two_conversations(page, chat)
    session = slow_assistant.asked[-3][1]
    expire(page)
    open_record(page, QUESTION)
    expect(page.locator("#state")).to_contain_text("保存期已过")
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？"])  # for reading
    assert violations(page) == []
    page.unroute("**/api/conversations")
    ask_in(page.locator("textarea:visible"), "那市级的呢？")
    assert slow_assistant.asked[-1][1] not in {session, None, ""}
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？", "那市级的呢？"])
    page.reload()
    expect(questions(page)).to_have_text([QUESTION, "那省级的呢？", "那市级的呢？"])
    expect(page.locator("#state")).to_be_hidden()
    expect(records(page).locator(".record span")).to_have_text([QUESTION, SECOND])


@all_sizes
@both_chats
def test_the_whole_conversation_as_markdown(open_page, url, chat, size):
    page = open_page(url + CHATS[chat][0], size)
    for question in (QUESTION, "<b>那省级的呢？</b>"):
        ask(page, chat, question)
    records(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="下载这段对话（Markdown）").click()
    assert re.fullmatch(r"conversation-\d{4}-\d\d-\d\d\.md", download.value.suggested_filename)
    text = download.value.path().read_text(encoding="utf-8")
    head, body = re.fullmatch(r"---\n(.*?)\n---\n\n(.*)", text, re.DOTALL).groups()
    assert "ai_generated: false" in head
    assert "参考回答" in head
    assert re.findall(r"^#+ .*$", body, re.MULTILINE) == [
        "# 科技政策问答 · 兰州市科学技术局",
        f"## {QUESTION}",
        "## \\<b>那省级的呢？\\</b>",
    ]
    assert body.count("市级孵化器一次性给予**20万元**扶持资金。[1]") == 2
    assert body.count(f"> {QUOTE}") == 2
    assert body.count(f"{url}/policies/plan#plan-2") == 2
    facts = "草案（未正式施行） · 榆政办发〔2024〕8号 · 2024年3月5日 · 某省榆川市"
    assert body.count(f"- [1] 《榆川市支持科技成果转化的实施方案》 {facts}") == 2
    assert body.count("尚未正式施行，内容可能调整") == 2


def test_every_kind_of_text_becomes_markdown(open_page, url):
    page = open_page(f"{url}/embed")
    html = """<div class="answer answered generated"><div class="text"><blockquote><p>注意<br>两行</p></blockquote>
        <ul><li>甲</li><li><p>乙</p><ul><li>丙</li></ul></li></ul><ol><li>一</li></ol>
        <table><thead><tr><th>项目</th><th>金额</th></tr></thead><tbody><tr><td>a|b</td><td><strong>1</strong></td></tr></tbody></table>
        <details><summary>相关条款（1）</summary><ul><li>丁 <a href="/match">匹配</a></li></ul></details>
        </div><p class="label">参考</p></div>"""
    talk = {"turns": [{"id": "a", "question": "问", "html": html}]}
    written = page.evaluate("talk => policyMarkdown(talk, '题', '标')", talk)
    assert "ai_generated: true" in written
    assert written.split("## 问\n\n")[1] == "\n\n".join(
        [
            "> 注意\n> 两行",
            "- 甲\n- 乙\n\n  - 丙",
            "1. 一",
            "| 项目 | 金额 |\n| --- | --- |\n| a\\|b | **1** |",
            "**相关条款（1）**",
            f"- 丁 [匹配]({url}/match)",
            "参考\n",
        ]
    )


@all_sizes
@both_chats
def test_the_whole_conversation_is_printed(open_page, url, chat, size):
    page = open_page(url + CHATS[chat][0], size)
    two_conversations(page, chat)
    expire(page)
    open_record(page, QUESTION)
    expect(questions(page)).to_have_count(2)
    page.evaluate("window.print = () => { window.printed = document.querySelectorAll('dialog[open]').length; }")
    records(page).get_by_role("button", name="打印这段对话").click()
    assert page.evaluate("printed") == 0  # the list is no longer over it
    with pdfplumber.open(io.BytesIO(page.pdf())) as paper:
        text = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in paper.pages))
    text = unicodedata.normalize("NFKC", text)  # a PDF may hold 新 as the radical that looks like it
    assert [text.count(words) for words in (QUESTION[:-1], "那省级的呢", SECOND[:-1])] == [1, 1, 0]
    assert text.count("榆政办发〔2024〕8号") == 2
    assert [words for words in ("对话记录", "新对话", "保存期") if words in text] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@all_sizes
@both_chats
def test_access_of_the_list(open_page, url, chat, size, scheme):
    page = open_page(url + CHATS[chat][0], size, color_scheme=scheme, bypass_csp=True)
    two_conversations(page, chat)
    assert violations(page) == []
    records(page)
    assert violations(page) == []
    page.get_by_role("button", name=f"删除：{QUESTION}").click()
    assert violations(page) == []
    for target in page.locator("dialog.talks button:visible").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_conversation_that_another_tab_deletes_is_gone_here(open_page, url):
    page = open_page(f"{url}/embed")
    ask(page, "embed", QUESTION)
    other = page.context.new_page()
    other.goto(f"{url}/embed")
    expect(questions(other)).to_have_count(0)  # a new tab begins anew
    records(other).get_by_role("button", name="全部删除").click()
    other.get_by_role("button", name="确定删除").click()
    expect(other.locator("dialog.talks")).to_contain_text("还没有对话")
    expect(questions(page)).to_have_count(0)
    assert (
        json.loads(page.evaluate("JSON.stringify(Object.keys(localStorage).filter((k) => k.includes('talk:')))")) == []
    )
