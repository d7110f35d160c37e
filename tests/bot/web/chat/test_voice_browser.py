"""A question by voice, in both chats, where the browser can recognise speech."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.browser import CHATS, PATIENCE, SIZES, ask, violations
from tests.bot.web.fake_assistant import QUESTION

pytestmark = pytest.mark.browser

# A browser whose recognition does what the test says: `speech.onresult`, `speech.onerror`, `speech.onend`.
SPEECH = """window.webkitSpeechRecognition = window.SpeechRecognition = class {
    constructor() { window.speech = this; }
    start() { this.started = true; }
    stop() { this.onend(); }
    abort() { this.onerror({ error: "aborted" }); this.onend(); }
    hear(...words) { this.onresult({ results: words.map((transcript) => [{ transcript }]) }); }
    fail(error) { this.onerror({ error }); this.onend(); }
};"""
NONE = "delete window.SpeechRecognition; delete window.webkitSpeechRecognition;"

both_chats = pytest.mark.parametrize("chat", CHATS)


@pytest.fixture
def speaking(open_page, url):
    """A chat in a browser with this recognition, on a screen of this size."""

    def opening(chat: str, size: str = "desktop", script: str = SPEECH, **options) -> Page:
        page = open_page(f"{url}/healthz", size, **options)
        page.add_init_script(script)
        page.goto(url + CHATS[chat][0])
        return page

    return opening


@pytest.mark.parametrize("size", SIZES)
@both_chats
def test_a_spoken_question_is_written_and_asked_by_the_visitor(speaking, chat, size):
    _, field, log = CHATS[chat]
    page = speaking(chat, size)
    expect(page.locator(field)).to_be_visible(timeout=PATIENCE)
    button = page.get_by_role("button", name="语音输入")
    box = button.bounding_box()
    assert min(box["width"], box["height"]) >= 24
    before = page.locator(field).bounding_box()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#state")).to_contain_text("正在听")
    assert page.evaluate("[speech.started, speech.lang]") == [True, "zh-CN"]
    page.evaluate("speech.hear('新认定的市级')")
    expect(page.locator(field)).to_have_value("新认定的市级")  # while it is spoken
    page.evaluate("speech.hear('新认定的市级', '孵化器给多少扶持资金？'); speech.onend()")
    expect(page.locator(field)).to_have_value(QUESTION)
    expect(page.locator(field)).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#state")).to_be_hidden()
    assert page.locator(field).bounding_box()["width"] == before["width"]
    page.press(field, "Enter")
    expect(page.locator(f"{log} .question")).to_have_text([QUESTION])
    expect(button).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
@both_chats
def test_without_recognition_there_is_no_button(speaking, chat, size):
    page = speaking(chat, size, NONE)
    ask(page, chat, QUESTION)
    expect(page.get_by_role("button", name="语音输入")).to_have_count(0)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("not-allowed", "没有允许使用麦克风"),
        ("service-not-allowed", "没有允许使用麦克风"),
        ("no-speech", "没有听到说话"),
        ("audio-capture", "没有找到麦克风"),
        ("network", "连不上浏览器的语音识别服务"),
        ("language-not-supported", "不支持中文"),
        ("something-new", "语音输入没有成功"),
        ("aborted", ""),
    ],
)
@both_chats
def test_errors_are_said_in_chinese(speaking, chat, error, said):
    page = speaking(chat, "phone")
    expect(page.locator(CHATS[chat][1])).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="语音输入").click()
    page.evaluate("error => speech.fail(error)", error)
    if said:
        expect(page.locator("#state")).to_contain_text(said)
    else:
        expect(page.locator("#state")).to_be_hidden()
    expect(page.get_by_role("button", name="语音输入")).to_have_attribute("aria-pressed", "false")


@both_chats
def test_what_is_spoken_goes_behind_what_was_typed_and_no_further_than_the_question(speaking, chat):
    _, field, log = CHATS[chat]
    page = speaking(chat)
    expect(page.locator(field)).to_be_visible(timeout=PATIENCE)
    page.fill(field, "在兰州，")
    page.get_by_role("button", name="语音输入").click()
    page.evaluate("speech.hear('孵化器给多少？')")
    expect(page.locator(field)).to_have_value("在兰州，孵化器给多少？")
    page.press(field, "Enter")
    expect(page.locator(f"{log} .answer:not(.draft)")).to_have_count(1)
    page.evaluate("speech.hear('孵化器给多少？谢谢')")  # the recognition was late
    expect(page.locator(field)).to_have_value("")
    expect(page.get_by_role("button", name="语音输入")).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@both_chats
def test_access_while_listening(speaking, chat, scheme):
    page = speaking(chat, "phone", color_scheme=scheme, bypass_csp=True)
    expect(page.locator(CHATS[chat][1])).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="语音输入").click()
    expect(page.locator("#state")).to_contain_text("正在听")
    assert violations(page) == []


@pytest.mark.parametrize(("path", "allowed"), [("/", "(self)"), ("/embed", "(self)"), ("/policies", "()")])
def test_only_the_chats_may_use_the_microphone(client, path, allowed):
    assert f"microphone={allowed}," in client.get(path).headers["permissions-policy"]
