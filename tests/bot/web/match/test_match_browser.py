"""政策匹配 as an enterprise fills it in: with script every answer shows at once, without it the button does it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.bot.web.browser import PATIENCE, SIZES, violations

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


# What must not lie over each other: the tag of a condition and the letters beside it.
COVERED = """() => {
  const rects = (node) => {
    const range = document.createRange();
    range.selectNodeContents(node);
    return [...range.getClientRects()];
  };
  const beside = (a, b) => a.left >= b.right - 1 || b.left >= a.right - 1;
  const apart = (a, b) => beside(a, b) || a.top >= b.bottom - 1 || b.top >= a.bottom - 1;
  return [...document.querySelectorAll(".conditions li")].filter((li) => {
    const tag = li.querySelector(".verdict");
    const taken = [tag.getBoundingClientRect(), ...rects(tag)];
    return rects(li.querySelector(".asked")).some((letters) => taken.some((own) => !apart(letters, own)));
  }).map((li) => li.textContent);
}"""


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844), (360, 640)])
def test_no_tag_lies_over_letters(browser, url, locale, width, height):
    context = browser.new_context(locale=locale, viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{url}/match")
    page.select_option("[name=place]", "某省/榆川市")
    page.locator("[name='a:incubator']").check()
    expect(page.locator(".conditions .verdict")).to_have_count(2)
    assert page.evaluate(COVERED) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("[name='a:incubator.when']").select_option("以前已有")
    page.locator("[name='a:incubator.level']").select_option("市级")
    expect(page.locator(".conditions .unmet")).to_have_count(1)
    page.locator("details.group", has=page.locator(".unmet")).evaluate("group => { group.open = true; }")
    assert page.evaluate(COVERED) == []
    context.close()


def test_the_tally_follows_and_is_announced(open_page, url):
    page = open_page(f"{url}/match", "phone")
    page.select_option("[name=place]", "某省/榆川市")
    tally = page.locator("#tally[role=status]")
    expect(tally).to_contain_text("不符合 1")
    tally.evaluate("node => { node.dataset.same = 'yes'; }")
    page.get_by_role("checkbox", name="孵化器或加速器").focus()
    page.keyboard.press("Space")
    expect(tally).to_contain_text("待核实 1 · 不符合 0")
    assert tally.get_attribute("data-same") == "yes"  # the live region itself stays, else nothing is announced
    expect(tally).to_be_in_viewport()
    page.get_by_role("button", name="查看结果").press("Enter")
    expect(page.locator(".results-title")).to_be_in_viewport()


def test_what_stands_against_all_is_said_once(open_page, url):
    page = open_page(f"{url}/match")
    page.select_option("[name=place]", "某省/榆川市")
    expect(page.locator(".none-in-force")).to_have_count(1)
    expect(page.locator(".none-in-force")).to_contain_text("任何单位的“符合”都是 0")


def test_a_sentence_without_a_sum_is_shown_to_whom_it_concerns(open_page, url):
    page = open_page(f"{url}/match")
    page.select_option("[name=place]", "某省/榆川市")
    page.get_by_role("checkbox", name="众创空间").check()
    mention = page.locator(".mention")
    expect(mention.locator("blockquote")).to_have_text("支持众创空间专业化发展。")
    mention.locator("a.cite").click()
    expect(page.locator("dialog.panel mark")).to_have_text("支持众创空间专业化发展。")


def test_the_paper_says_what_was_entered(open_page, url):
    page = open_page(f"{url}/match")
    page.select_option("[name=place]", "某省/榆川市")
    page.get_by_role("checkbox", name="孵化器或加速器").check()
    page.get_by_label("孵化器或加速器的级别").select_option("市级")
    expect(page.locator(".found-item .steps")).to_be_visible()
    entered = page.locator(".entered")
    expect(entered).to_be_hidden()
    page.emulate_media(media="print")
    expect(entered).to_be_visible()
    expect(entered).to_contain_text("孵化器或加速器的级别市级")
    expect(page.locator("#match")).to_be_hidden()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_sum_that_is_none_is_complained_about_in_place(open_page, wide_url, size, script):
    page = open_page(f"{wide_url}/match", size, java_script_enabled=script, bypass_csp=True)
    page.select_option("[name=place]", "某省/榆川市")

    def show() -> None:
        if not script:
            page.get_by_role("button", name="查看结果").click()

    show()
    page.get_by_label("单位类型").select_option("企业")
    page.get_by_role("checkbox", name="承办或举办赛事").check()
    show()
    field = page.get_by_role("textbox", name="活动费用实际发生总额")
    field.fill("八十左右")
    if script:
        field.press("Tab")
        expect(page.locator(".wrong[role=alert]")).to_be_in_viewport()
        expect(page.locator(".mistakes")).to_have_count(0)  # nothing above moves what is being filled in
        assert violations(page) == []
    field = page.get_by_role("textbox", name="活动费用实际发生总额")
    field.fill("八十多")
    field.press("Enter")
    mistakes = page.locator(".mistakes")
    expect(mistakes).to_contain_text("“八十多”不是金额。")
    expect(mistakes).to_be_in_viewport()
    expect(page).to_have_title(re.compile("^错误："))
    if script:
        expect(mistakes).to_be_focused()
        assert violations(page) == []
    mistakes.get_by_role("link").click()
    field = page.get_by_role("textbox", name="活动费用实际发生总额")
    expect(field).to_be_focused()
    expect(field).to_have_value("八十多")
    field.fill("八十万")
    field.press("Enter")
    expect(page.locator(".mistakes, .wrong")).to_have_count(0)
    expect(page.locator(".found-item", has_text="承办相关赛事").locator(".steps")).to_contain_text(
        "80万元 × 50% = 40万元"
    )


@pytest.mark.parametrize("size", SIZES)
def test_a_place_of_the_past_says_so_and_refuses_nobody(open_page, wide_url, size):
    page = open_page(f"{wide_url}/match", size, bypass_csp=True)
    page.select_option("[name=place]", label="旧省旧城市（文件均已失效）")
    expect(page.locator("#questions .note")).to_contain_text("不再受理，所以不需要填写")
    expect(page.locator("#tally")).to_contain_text("不符合 0 · 文件已失效 45")
    group = page.locator("details.group")
    expect(group.locator("h3")).to_have_text("文件已失效（45）")
    expect(group.locator(".found-item").first).to_be_hidden()
    group.locator("summary").click()
    expect(group.locator(".outcome").first).to_have_text("文件已失效")
    assert violations(page) == []
