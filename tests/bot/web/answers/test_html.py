from __future__ import annotations

import pytest

from bot.models import Answer, AnswerStatus
from bot.web.answers.html import answer_html, answer_text, draft_html, question_html
from bot.web.language import texts
from bot.web.policies.routes import clause_html
from tests.bot.web.fake_assistant import HOSTILE, answer


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**20万元**", '<p class="figure"><strong>20万元</strong></p>'),
        ("一\n二", "<p>一<br />\n二</p>"),
        ("- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>"),
        ("[2]", "<p>[2]</p>"),  # no such citation: never a link
        ("[详情](/policies/plan#plan-2)", '<p><a href="/policies/plan#plan-2">详情</a></p>'),
        ("[匹配](/match)", '<p><a href="/match">匹配</a></p>'),
        ("[x](/api/match)", "<p>[x](/api/match)</p>"),
        ("[x](javascript:alert)", "<p>[x](javascript:alert)</p>"),
        ("[x](https://example.com)", "<p>[x](https://example.com)</p>"),
        ("[x](//example.com)", "<p>[x](//example.com)</p>"),
        ("<https://example.com>", "<p>&lt;https://example.com&gt;</p>"),
        ("![x](https://example.com/a.png)", "<p>![x](https://example.com/a.png)</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("a <img src=x onerror=alert(1)>", "<p>a &lt;img src=x onerror=alert(1)&gt;</p>"),
    ],
)
def test_answer_text(text, html):
    assert answer_text(answer("问", text)).strip() == html


def test_a_table_is_a_table():
    assert "<td>30万元</td>" in answer_text(answer("问", "| 级别 | 金额 |\n| --- | --- |\n| 市级 | 30万元 |"))


def test_chips_lead_to_the_marked_clause():
    html = answer_text(answer("问", "给予20万元。[1]"), base="/kjj")
    assert 'class="cite" href="/kjj/policies/plan?mark=%E5%AF%B9' in html
    assert '#plan-2"' in html
    assert ">[1]</a>" in html
    linked = answer_text(answer("问", "[全文](/policies/plan)"), base="/kjj")
    assert 'href="/kjj/policies/plan"' in linked


def test_an_answer_shows_validity_warnings_and_label():
    html = answer_html(answer("问"))
    assert "草案（未正式施行）" in html
    assert "尚未正式施行" in html
    assert texts.REFERENCE_LABEL in html
    assert "\n\n" not in html  # a blank line would end the block in Gradio's Markdown
    generated = answer_html(answer("问").model_copy(update={"generated": True}))
    assert texts.label(True) in generated
    assert texts.REFERENCE_LABEL not in generated


def test_what_others_wrote_is_text():
    evil = "<script>alert(1)</script>\n\n# *x* [y](javascript:z)"
    for html in (question_html(evil), draft_html(evil)):
        assert "<script" not in html
        assert "\n\n" not in html
    hostile = (
        answer("问")
        .citations[0]
        .model_copy(
            update={"title": '"><img src=x onerror=alert(1)>', "clause_path": "<b>x</b>", "quote": '"><script>'}
        )
    )
    html = answer_html(Answer(question="问", status=AnswerStatus.ANSWERED, text="x[1]", citations=(hostile,)))
    assert "<img" not in html
    assert "<script" not in html
    assert "<b>" not in html
    assert "<img" not in clause_html(HOSTILE, HOSTILE.clauses[0], "<img")


def test_the_source_behind_a_quote_stands_back():
    text = "“给予20万元。”——《榆川市的实施方案》二、（一）1. [1]\n\n见——《另一<b>文件》"  # titles of no source
    html = str(answer_text(answer("问", text)))
    assert '”<span class="from">——《榆川市的实施方案》二、（一）1.</span>&nbsp;<a class="cite"' in html
    assert "<b>" not in html
    assert html.endswith("——《另一&lt;b&gt;文件》</span></p>\n")
