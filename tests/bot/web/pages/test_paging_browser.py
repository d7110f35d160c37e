"""Long lists: in pages, by keyboard, without script, and each item to be found again by its address."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.web.browser import SIZES, violations

pytestmark = pytest.mark.browser

TALLEST = 9_000  # px, of a page of supports on a phone: 25,000 before there were pages


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/supports", "/supports?view=table", "/policies"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_long_list_is_turned_by_keyboard(open_page, wide_url, path, size, script):
    page = open_page(wide_url + path, size, java_script_enabled=script)
    items = page.locator(".card, .table tbody tr, .documents > li")
    expect(items).to_have_count(20)
    seen = [items.all_inner_texts()]
    for number in (2, 3):
        page.get_by_role("link", name="下一页").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#list")).to_contain_text(f"第 {number} 页，共 3 页")
        expect(page.locator("#list")).to_be_in_viewport()
        seen.append(items.all_inner_texts())
    assert [len(texts) for texts in seen] == [20, 20, 7]
    expect(page.get_by_role("link", name="下一页")).to_have_count(0)
    page.get_by_role("link", name="上一页").press("Enter")
    expect(page.locator("#list")).to_contain_text("第 2 页，共 3 页")
    expect(page).to_have_title(
        "政策文件 · 第 2 页，共 3 页 · 兰州市科学技术局"
        if "policies" in path
        else "扶持事项 · 第 2 页，共 3 页 · 兰州市科学技术局"
    )


def test_filters_stay_when_the_page_is_turned(open_page, wide_url):
    page = open_page(f"{wide_url}/supports?place=旧省/旧城市&sort=document")
    expect(page.locator("#list")).to_contain_text("共 45 项")
    page.get_by_role("link", name="下一页").click()
    expect(page.locator("#list")).to_contain_text("共 45 项 · 第 2 页，共 3 页")
    expect(page.locator("[name=place]")).to_have_value("旧省/旧城市")
    page.get_by_role("button", name="筛选").click()  # another choice begins at its first page
    expect(page.locator("#list")).to_contain_text("第 1 页，共 3 页")


@pytest.mark.parametrize("address", ["/supports?item=past-44#past-44", "/supports#past-44"])  # of now, and of before
def test_an_item_is_found_by_its_address(open_page, wide_url, address):
    page = open_page(wide_url + address)
    item = page.locator("#past-44")
    expect(item).to_be_in_viewport()
    expect(item.locator(".quote")).to_be_visible()


def test_an_address_of_what_is_gone_shows_the_list(open_page, wide_url):
    page = open_page(f"{wide_url}/supports#gone")
    expect(page.locator(".card")).to_have_count(20)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_a_page_of_a_list_can_be_read_by_all(open_page, wide_url, size, scheme):
    page = open_page(f"{wide_url}/supports?page=2", size, color_scheme=scheme, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollHeight") < TALLEST
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".card summary").first.press("Enter")
    expect(page.locator(".card .quote").first).to_be_visible()
    assert violations(page) == []
    page.goto(f"{wide_url}/policies?page=2")
    assert violations(page) == []


def test_english(browser, wide_url):
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{wide_url}/supports")
    page.get_by_role("link", name="Next").click()
    expect(page.locator("#list")).to_contain_text("page 2 of 3")
    context.close()
