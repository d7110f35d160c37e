from __future__ import annotations

import pytest

from bot.answer.quotes import opening, verbatim
from index.models import Clause

ROW = "序号：3；奖补事项：创新券；支持对象：科技型中小企业；支持标准：按服务合同金额的30%，最高10万元；受理科室：创新科"


def clause(text: str, clause_id: str = "doc.s1", gaps: tuple[int, ...] = ()) -> Clause:
    return Clause(
        clause_id=clause_id, doc_id="doc", num="", heading="", path="", text=text, start=0, end=len(text), gaps=gaps
    )


@pytest.mark.parametrize(
    ("text", "gaps", "quote", "kept"),
    [
        ("一、对孵化器给予30万元。", (), "对孵化器给予30万元。", "对孵化器给予30万元。"),
        ("对新认定的孵化器，一次性给予30万元。", (9,), "对新认定的孵化器，一次性给予30万元。", "一次性给予30万元。"),
        ("对新认定的孵化器，一次性给予30万元。", (4,), "一次性给予30万元。", "一次性给予30万元。"),
        (
            "应当有独立的场所和制度，并满一年。",
            (3,),
            "应当有独立的场所和制度，并满一年。",
            "独立的场所和制度，并满一年。",
        ),
    ],
)
def test_a_quote_never_reaches_over_what_was_left_out(text, gaps, quote, kept):
    assert verbatim(clause(text, gaps=gaps), quote) == kept


def test_of_a_row_the_cell_with_the_figure():
    assert verbatim(clause(ROW, "doc.g1.t3"), ROW) == "按服务合同金额的30%，最高10万元"
    assert verbatim(clause(ROW, "doc.s3"), ROW) == ROW  # no table: 进度安排：…；责任单位：… stays whole


def test_how_a_clause_without_a_heading_begins():
    assert opening(clause("对新认定的孵化器给予支持。"), 8) == "对新认定的孵化器"
    assert opening(clause(ROW, "doc.g1.t3_2")) == "科技型中小企业"
