from __future__ import annotations

import pytest

from bot.models import Answer, AnswerStatus
from bot.web import layout, texts
from bot.web.render import (
    answer_html,
    answer_text,
    chinese_date,
    clause_body,
    clause_html,
    clause_url,
    draft_html,
    marked,
    place,
    question_html,
    yuan,
)
from index.models import Validity
from tests.bot.web.fake import HOSTILE, PLAN, QUOTE, answer


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**20万元**", "<p><strong>20万元</strong></p>"),
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


@pytest.mark.parametrize(
    ("text", "sentence", "html"),
    [
        ("甲。乙。丙。", "乙。", "甲。<mark>乙。</mark>丙。"),
        ("甲。乙。", "丁。", "甲。乙。"),
        ("甲。乙。", "", "甲。乙。"),
        ("a<b>。", "<b>", "a<mark>&lt;b&gt;</mark>。"),
    ],
)
def test_marked(text, sentence, html):
    assert marked(text, sentence) == html


def test_filters():
    assert chinese_date("2019-03-26") == "2019年3月26日"
    assert chinese_date("2019") == "2019"
    assert chinese_date(None) == ""
    assert yuan(300000) == "30万元"
    assert yuan(1500) == "1500元"
    assert yuan(125000) == "12.5万元"
    assert place("甘肃省/武威市/凉州区") == "甘肃省武威市凉州区"
    assert clause_url("", "a b", "c#1", "句") == "/policies/a%20b?mark=%E5%8F%A5#c%231"
    assert set(texts.VALIDITY) == set(Validity)


def test_a_document_is_laid_out_whole():
    parts = layout.blocks(PLAN)
    shown = "".join("".join(block.text.split()) for block in parts)
    assert shown == "".join(PLAN.clean_text.split())
    assert [(b.kind, b.level) for b in parts if b.kind == "heading"] == [("heading", 2)] * 2 + [("heading", 3)] + [
        ("heading", 2)
    ]
    assert [b.anchor for b in parts if b.kind == "clause"] == ["plan-1", "plan-2", "plan-3", "plan-4"]
    assert [(e.text, [c.text for c in e.children]) for e in layout.contents(parts)] == [
        ("一、总体要求", []),
        ("二、重点任务", ["（一）建设载体"]),
        ("三、保障措施", []),
    ]


def test_a_clause_inside_another_keeps_its_anchor():
    outer = PLAN.clauses[1]
    inner = outer.model_copy(update={"clause_id": "inner", "start": outer.start + 2, "text": outer.text[2:]})
    parts = layout.blocks(PLAN.model_copy(update={"clauses": (*PLAN.clauses, inner)}))
    assert [b.text for b in parts if b.anchor == "inner"] == [""]
    assert QUOTE in "".join(b.text for b in parts)


@pytest.mark.parametrize(
    ("text", "path", "lead"),
    [
        ("4.加快载体培育。推动众创空间。", "二、任务 › 4.加快载体培育", "4.加快载体培育"),
        ("(一)加强领导,推动落实。各单位", "四、要求 › （一）加强领导，推动落实", "(一)加强领导,推动落实"),
        ("一、总体要求\n以…为指导", "一、总体要求", "一、总体要求"),
        ("以…为指导", "一、总体要求", ""),  # the heading is not in the clause
        ("4.加快", "4.加快载体培育", ""),
    ],
)
def test_the_heading_that_a_clause_begins_with(text, path, lead):
    clause = PLAN.clauses[0].model_copy(update={"text": text, "path": path, "start": 0, "end": len(text)})
    document = PLAN.model_copy(update={"clean_text": text, "clauses": (clause,)})
    (block,) = layout.blocks(document)
    assert text[: block.lead] == lead
    if lead:
        assert clause_body(text, block.lead, "") == f"<strong>{lead}</strong>{text[len(lead) :]}"
        assert clause_body(text, block.lead, text) == f"<mark>{text}</mark>"


def test_the_source_behind_a_quote_stands_back():
    text = "“给予20万元。”——《榆川市的实施方案》二、（一）1. [1]\n\n见——《另一<b>文件》"  # titles of no source
    html = str(answer_text(answer("问", text)))
    assert '”<span class="from">——《榆川市的实施方案》二、（一）1. </span><a class="cite"' in html
    assert "<b>" not in html
    assert html.endswith("——《另一&lt;b&gt;文件》</span></p>\n")
