"""The app itself over the repository's documents."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser import SIZES, ask

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("size", SIZES)
def test_the_whole_way_over_the_real_documents(open_page, real_url, wait_until_ready, size):
    wait_until_ready(real_url)
    page = open_page(real_url, size)
    ask(page, "gradio", "在兰州，新认定的市级孵化器给多少扶持资金？")
    answer = page.locator("#chat .answer").last
    expect(answer.locator(".text")).to_contain_text("30万元")
    assert answer.bounding_box()["height"] <= 2 * SIZES[size]["height"]  # two screens at most
    answer.locator(".text a.cite").first.click()
    panel = page.locator("dialog.panel")
    expect(panel.locator("mark")).to_contain_text("30万元")
    expect(panel.locator(".path")).to_contain_text(re.compile(r"二、.*（二）.*4\."))
    expect(panel.locator(".badge")).to_have_text("草案（未正式施行）")
    with page.context.expect_page() as opened:
        panel.get_by_role("link", name="在文件全文中查看").click()
    expect(opened.value.locator("section.clause:target mark")).to_contain_text("30万元")
