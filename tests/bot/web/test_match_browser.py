"""政策匹配 as an enterprise fills it in: with script every answer shows at once, without it the button does it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.driving import PATIENCE, SIZES, violations

pytestmark = pytest.mark.browser

NEW = "今年首次认定或新建"


def _result(page: Page, of: str = "市级") -> str:
    return page.locator(".found-item", has_text="新认定的孵化器").filter(has_text=of).locator(".outcome").inner_text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_filling_in_the_form(open_page, url, size, script):
    page = open_page(f"{url}/match", size, java_script_enabled=script)
    page.select_option("[name=place]", "某省/榆川市")
    assert page.locator("#results h2").count() == 0 or script

    def show() -> None:
        if not script:
            page.get_by_role("button", name="查看结果").click()

    show()
    page.get_by_role("checkbox", name="孵化器或加速器").check()
    show()
    page.get_by_label("孵化器或加速器的级别").select_option("市级")
    show()
    page.get_by_label("孵化器或加速器何时认定或建成").select_option(NEW)
    show()
    found = page.locator(".found-item")
    expect(found.locator(".conditions .met")).to_contain_text([f"{NEW}的市级孵化器或加速器"])
    expect(found.locator(".outcome")).to_have_text("待核实")
    expect(found).to_contain_text("尚未正式施行")  # a draft gives nothing for certain
    expect(found.locator(".steps")).to_contain_text("一次性20万元")
    page.get_by_label("孵化器或加速器何时认定或建成").select_option("以前已有")
    show()
    expect(page.locator(".found-item .outcome")).to_have_text("不符合")
    if script:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_it_is_kept_by_nobody_and_taken_along_as_a_file(open_page, url):
    page = open_page(f"{url}/match")
    page.select_option("[name=place]", "某省/榆川市")
    page.get_by_role("checkbox", name="孵化器或加速器").check()
    expect(page.locator("#results h2")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 Excel").click()
    assert download.value.suggested_filename == "match.xlsx"
    assert page.url == f"{url}/match"  # no answer in an address, that histories and logs keep
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.get_by_role("link", name="清空重填").click()
    expect(page.locator("#results h2")).to_have_count(0)


def test_focus_stays_where_it_was(open_page, url):
    page = open_page(f"{url}/match")
    page.select_option("[name=place]", "某省/榆川市")
    expect(page.locator("#results h2")).to_be_visible()
    box = page.get_by_role("checkbox", name="孵化器或加速器")
    box.focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("孵化器或加速器的级别")).to_be_visible()
    expect(box).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_result_and_its_clause_can_be_read_by_all(open_page, url, scheme):
    page = open_page(f"{url}/match", color_scheme=scheme, bypass_csp=True)
    page.select_option("[name=place]", "某省/榆川市")
    page.get_by_role("checkbox", name="孵化器或加速器").check()
    page.get_by_label("孵化器或加速器的级别").select_option("市级")
    expect(page.locator(".found-item .steps")).to_be_visible()
    page.locator(".found-item a.cite").first.click()
    expect(page.locator("dialog.panel mark")).to_contain_text("20万元")
    assert violations(page) == []


def test_english_for_an_english_browser(browser, url):
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{url}/match")
    expect(page.get_by_role("heading", level=1)).to_have_text("Check eligibility")
    page.select_option("[name=place]", "某省/榆川市")
    page.get_by_role("checkbox", name="Incubator or accelerator").check()
    expect(page.get_by_role("heading", name="Results")).to_be_visible()
    page.goto(f"{url}/embed")
    expect(page.get_by_role("button", name="Ask")).to_be_visible()
    page.goto(url)
    expect(page.locator("#send")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#send")).to_have_text("Ask")
    expect(page.locator(".top nav")).to_have_text(re.compile("Documents"))
    page.locator(".welcome .ask").first.click()
    expect(page.locator("#chat .tools .copy")).to_have_text("Copy")
    context.close()
