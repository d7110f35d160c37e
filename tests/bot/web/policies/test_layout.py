"""A document as blocks of a page."""

from __future__ import annotations

import pytest

from bot.web.pages.clauses import clause_body
from bot.web.policies import layout
from tests.bot.web.fake_assistant import PLAN, QUOTE


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
