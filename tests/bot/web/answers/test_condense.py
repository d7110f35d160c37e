"""What an answer says twice, and once on a page."""

from __future__ import annotations

import pytest

from bot.web.answers.html import answer_html, answer_text
from bot.web.language import texts
from tests.bot.web.fake_assistant import PLAN, QUOTE, answer

TITLE = f"《{PLAN.title}》"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"> 请注意：{TITLE}是送审稿。 [1]", f"请注意：{texts.THIS_DOCUMENT}是送审稿。"),
        (f"“给予20万元。”——{TITLE}二、（一）1. [1]", '<span class="from">——二、（一）1.</span>&nbsp;<a'),
        (f"“给予20万元。”——{TITLE} [1]", f'<span class="from">——{TITLE}</span>&nbsp;<a'),  # nothing else says where
        ("“给予20万元。”——《另一文件》二、 [1]", '<span class="from">——《另一文件》二、</span>&nbsp;<a'),
        (f"{TITLE}未标明是否现行有效。 [1]", f"<p>{texts.THIS_DOCUMENT}未标明是否现行有效。"),
        (f"“按{TITLE}办理。” [1]", f"“按{TITLE}办理。”"),  # a document's own words stay
        (f"- [{TITLE}](/policies/plan)", f">{TITLE}</a>"),
        ("**孵化器：20万元** [1]", '<p class="figure"><strong>孵化器：20万元</strong>'),
        ("拨打 **12345** 热线。", "<p>拨打 <strong>12345</strong> 热线。</p>"),
    ],
)
def test_the_title_of_the_only_source_stands_in_the_list_of_sources(text, html):
    assert html in str(answer_text(answer("问", text)))


def test_of_several_sources_a_title_is_said_when_it_changes():
    first = answer("问").citations[0]
    other = first.model_copy(update={"marker": "[2]", "doc_id": "other", "title": "另一文件"})
    text = f"“甲”——{TITLE}一、 [1]\n\n“乙”——{TITLE}二、 [1]\n\n“丙”——《另一文件》三、 [2]"
    html = str(answer_text(answer("问", text).model_copy(update={"citations": (first, other)})))
    assert html.count(TITLE) == html.count("《另一文件》") == 1


@pytest.mark.parametrize(
    ("related", "items"),
    [(["1.：“甲。” [1]", f"2.：“{QUOTE}” [1]"], 1), ([f"2.：“{QUOTE}” [1]"], 0), (["1.：“甲。” [1]"], 1)],
)
def test_related_clauses_are_folded_and_quote_nothing_again(related, items):
    text = f"“{QUOTE}”——{TITLE}二、 [1]\n\n{texts.related()}\n\n" + "\n".join(f"- {item}" for item in related)
    html = str(answer_text(answer("问", text)))
    assert html.count("<li>") == items
    assert (f'<details class="related"><summary>相关条款（{items}）</summary>' in html) is bool(items)
    assert html.count(QUOTE) == 1


def test_sources_name_a_document_once():
    clauses = [answer("问").citations[0].model_copy(update={"marker": f"[{n}]"}) for n in (1, 2, 3)]
    html = answer_html(answer("问", "甲 [1] 乙 [2] 丙 [3]").model_copy(update={"citations": tuple(clauses)}))
    assert html.count(f">{PLAN.title}<") == 1
    assert html.count('class="cite"') == 6
