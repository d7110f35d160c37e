"""Driving the pages in Debian's Chromium: sizes, chats, and what a visitor does."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

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
SIZES = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
    "small": {"width": 360, "height": 640},
}
CHATS = {"gradio": ("/", "#question textarea", "#chat"), "embed": ("/embed", "#question", "#log")}
PATIENCE = 20_000  # ms: the machine may be busy


def ask(page: Page, chat: str, question: str) -> None:
    """Ask in the chat's own field, once it is there."""
    expect(page.locator(".welcome .ask:visible, .answer:visible").first).to_be_visible(timeout=PATIENCE)
    ask_in(page.locator(CHATS[chat][1]), question)


def ask_in(field: Locator, question: str) -> None:
    field.fill(question, timeout=PATIENCE)
    answers = field.page.locator(".answer:visible:not(.draft)")
    before = answers.count()
    field.press("Enter")
    expect(answers).to_have_count(before + 1, timeout=PATIENCE)


def violations(page: Page) -> list[str]:
    """What axe-core finds that WCAG 2.2 A and AA forbid or good practice avoids."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    rules = {"runOnly": {"type": "tag", "values": tags}}
    found = Axe().run(page, options=rules).response["violations"]
    return [f"{v['id']}: {node['html'][:200]}" for v in found for node in v["nodes"]]
