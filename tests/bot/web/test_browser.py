"""Drives the pages in Debian's Chromium as a visitor does, on a phone and on a desktop."""

from __future__ import annotations

import http.server
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fake import QUESTION, QUOTE, FakeAssistant
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot.settings import Settings
from bot.web.service import Service
from bot.web.site import create_site

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
]
SIZES = {"desktop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
CHATS = {"gradio": ("/", "#question textarea", "#chat"), "embed": ("/embed", "#question", "#log")}
PATIENCE = 20_000  # ms: the machine may be busy


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    """A site on another origin with our bubble on it: its address, without the port of ours."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            ours = re.search(r"ours=([\w:/.]+)", self.path)
            script = (
                f'<script src="{ours[1]}/widget.js" data-title="政策问答" data-question="{QUESTION}" async></script>'
            )
            body = (
                f'<!doctype html><meta charset="utf-8"><h1>某局</h1><a href="/other?ours={ours[1]}">下一页</a>{script}'
            )
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-security-policy", f"style-src 'self'; script-src {ours[1]}; frame-src {ours[1]}")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def also_under(prefix: str, app):
    """`app`, also reachable below `prefix`, as a proxy hands it over that serves it there."""

    async def serve(scope, receive, send) -> None:
        if scope.get("path", "").startswith(f"{prefix}/"):
            scope = {**scope, "root_path": prefix}
        await app(scope, receive, send)

    return serve


@pytest.fixture(scope="module")
def url(host, tmp_path_factory) -> Iterator[str]:
    """The site over the fake assistant, also below /kjj."""
    service = Service(FakeAssistant, check_every=3600)
    service.start()
    listening = socket.create_server(("127.0.0.1", 0))
    conversations = tmp_path_factory.mktemp("web") / "conversations.sqlite"
    settings = Settings(rate_per_minute=1000, frame_ancestors=(host,), conversations=conversations)
    site = also_under("/kjj", create_site(settings, service))
    config = uvicorn.Config(site, log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def open_page(browser) -> Iterator:
    """Opens pages that report what must not happen: requests to other hosts, errors, blocked content."""
    contexts, outside, problems = [], [], []

    def opening(url: str, size: str = "desktop", allowed: tuple[str, ...] = (), **options) -> Page:
        context = browser.new_context(locale="zh-CN", viewport=SIZES[size], reduced_motion="reduce", **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        origins = (re.match(r"https?://[^/]+", url)[0], *allowed, "data:", "blob:")
        page.on("request", lambda r: outside.append(r.url) if not r.url.startswith(origins) else None)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda m: problems.append(m.text) if "Content Security Policy" in m.text else None)
        page.goto(url)
        return page

    yield opening
    for context in contexts:
        context.close()
    assert outside == []
    assert problems == []


def ask(page: Page, chat: str, question: str) -> None:
    _, field, log = CHATS[chat]
    expect(page.locator(".welcome a.ask:visible, .answer:visible").first).to_be_visible(timeout=PATIENCE)
    answers = page.locator(f"{log} .answer:not(.draft)")
    before = answers.count()
    page.fill(field, question)
    page.press(field, "Enter")
    expect(answers).to_have_count(before + 1, timeout=PATIENCE)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("chat", CHATS)
def test_from_question_to_marked_sentence(open_page, url, chat, size):
    path, _, log = CHATS[chat]
    page = open_page(url + path, size)
    ask(page, chat, QUESTION)
    answer = page.locator(f"{log} .answer").last
    expect(answer).to_contain_text("20万元")
    expect(answer).to_contain_text("草案（未正式施行）")
    expect(page.get_by_text("以正式文件为准").last).to_be_visible()

    chip = answer.locator("a.cite").first
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


@pytest.mark.parametrize("chat", CHATS)
def test_behind_a_proxy_under_a_prefix(open_page, url, chat):
    path, _, log = CHATS[chat]
    page = open_page(f"{url}/kjj{path}")
    outside = []
    page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((f"{url}/kjj/", "data:")) else None)
    ask(page, chat, QUESTION)
    chip = page.locator(f"{log} a.cite").first
    assert chip.evaluate("link => link.href").startswith(f"{url}/kjj/policies/plan?mark=")
    chip.click()
    link = page.locator("dialog.panel").get_by_role("link", name="在文件全文中查看")
    expect(link).to_have_attribute("href", re.compile(r"^/kjj/policies/plan\?mark="))
    page.reload()
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION])
    assert outside == []


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
    path, _, log = CHATS[chat]
    page = open_page(url + path)
    page.locator(".welcome a.ask").first.click()
    expect(page.locator(f"{log} a.cite").first).to_be_visible()
    ask(page, chat, "那省级的呢？")
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION, "那省级的呢？"])
    page.reload()
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION, "那省级的呢？"])
    page.click("#renew")
    expect(page.locator(".welcome a.ask").first).to_be_visible()
    expect(page.locator(f"{log} .question")).to_have_count(0)


@pytest.mark.parametrize("chat", CHATS)
def test_a_suggestion_and_an_address_ask_their_question(open_page, url, chat):
    path, _, log = CHATS[chat]
    page = open_page(f"{url}{path}?q=孵化器有什么支持")
    expect(page.locator(f"{log} .question")).to_have_text(["孵化器有什么支持"])
    page.locator(f"{log} .answer a.ask").click()
    expect(page.locator(f"{log} .question")).to_have_text(["孵化器有什么支持", "省级孵化器给多少？"])


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
    with page.expect_download() as download:
        tools.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename == "answer.docx"
    tools.get_by_role("button", name="没有帮助").click()
    page.get_by_role("radio", name="出处不对").check()
    page.get_by_role("button", name="提交").click()
    expect(tools.locator(".no")).to_have_text("已记录，谢谢")


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


def violations(page: Page) -> list[str]:
    """What WCAG 2.1 A and AA forbid and axe-core finds."""
    rules = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("chat", CHATS)
def test_access_of_the_chats(open_page, url, chat, scheme):
    path, _, log = CHATS[chat]
    page = open_page(url + path, color_scheme=scheme, bypass_csp=True)
    expect(page.locator(".welcome a.ask").first).to_be_visible()
    assert violations(page) == []
    ask(page, chat, QUESTION)
    page.locator(f"{log} a.cite").first.click()
    expect(page.locator("dialog.panel mark")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_access_of_the_pages(open_page, url, scheme):
    page = open_page(f"{url}/policies", "phone", color_scheme=scheme, bypass_csp=True)
    for path in ("/policies", "/policies?q=孵化器", "/policies/plan", "/supports", "/supports?view=table", "/nothing"):
        page.goto(url + path)
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.fixture(scope="module")
def real_url(built_store, models_dir, tmp_path_factory) -> Iterator[str]:
    """The app itself, over the index of the repository's documents."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    folder = tmp_path_factory.mktemp("app")
    env = os.environ | {
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "POLICY_STORE": str(built_store),
        "POLICY_MODELS": str(models_dir.resolve()),
        "POLICY_CONVERSATIONS": str(folder / "conversations.sqlite"),
    }
    process = subprocess.Popen([sys.executable, "app.py"], cwd=ROOT, env=env, stderr=subprocess.PIPE)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.communicate(timeout=20)


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_way_over_the_real_documents(open_page, real_url, wait_until_ready, size):
    wait_until_ready(real_url)
    page = open_page(real_url, size)
    ask(page, "gradio", "在兰州，新认定的市级孵化器给多少扶持资金？")
    answer = page.locator("#chat .answer").last
    expect(answer.locator(".text")).to_contain_text("30万元")
    answer.locator(".text a.cite").first.click()
    panel = page.locator("dialog.panel")
    expect(panel.locator("mark")).to_contain_text("30万元")
    expect(panel.locator(".path")).to_contain_text(re.compile(r"二、.*（二）.*4\."))
    expect(panel.locator(".badge")).to_have_text("草案（未正式施行）")
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name="在文件全文中查看").click()
    expect(opened.value.locator("section.clause:target mark")).to_contain_text("30万元")


@pytest.fixture(scope="session")
def wait_until_ready():
    """Waits until the server at an address answers /readyz and its first page."""

    def waiting(url: str) -> None:
        ready = threading.Event()

        def probe() -> None:
            while not ready.is_set():
                try:
                    urlopen(f"{url}/readyz", timeout=5)
                    urlopen(url, timeout=5)
                    ready.set()
                except OSError:
                    ready.wait(0.2)

        threading.Thread(target=probe, daemon=True).start()
        assert ready.wait(90)

    return waiting
