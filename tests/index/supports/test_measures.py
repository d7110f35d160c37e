from __future__ import annotations

import pytest

from index.models import Clause, PolicyDocument, Validity
from index.supports.measures import find_measures


def _document(text: str) -> PolicyDocument:
    clause = Clause(clause_id="c", doc_id="d", num="", heading="", path="一", text=text, start=0, end=len(text))
    return PolicyDocument(
        doc_id="d",
        title="通知",
        validity=Validity.UNKNOWN,
        source_file="d.txt",
        sha256="0" * 64,
        clean_text=text,
        clauses=(clause,),
    )


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("通过项目路演、发放科技创新券等措施，推进大市场建设。", ["通过项目路演、发放科技创新券等措施"]),
        (
            "加大对众创空间财政资金扶持力度，支持其建设天使投资。",
            ["加大对众创空间财政资金扶持力度", "支持其建设天使投资"],
        ),
        ("各有关部门要认真贯彻落实支持科技创新的政策。", []),
        ("支持平台建设。", []),  # a heading
    ],
)
def test_measures(text, phrases):
    assert [phrase for measure in find_measures(_document(text)) for phrase in measure.phrases] == phrases


def test_a_measure_is_quoted_letter_for_letter():
    text = "支持大学生自主创业；推进创业大学建设。"
    [measure] = find_measures(_document(text))
    assert measure.quote in text
