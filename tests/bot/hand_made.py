"""Citations and answers for tests of what is checked on them."""

from __future__ import annotations

from bot.models import Answer, AnswerStatus, Citation
from index.models import Validity

CLAUSE = "对新认定的国家级、省级孵化器分别给予一次性100万元、50万元的扶持资金，按实际支出的50%给予配套，不超过3年。"


def a_citation(marker: str = "[1]", *, clause: str = CLAUSE, quote: str = "", **values) -> Citation:
    fields = {
        "marker": marker,
        "clause_id": f"plan-{marker.strip('[]')}",
        "doc_id": "plan",
        "title": "兰州市支持孵化器若干措施",
        "doc_number": "兰政办发〔2024〕31号",
        "jurisdiction": "甘肃省/兰州市",
        "issued_on": "2024-02-20",
        "validity": Validity.IN_FORCE,
        "clause_path": "一、",
        "quote": quote or clause,
        "clause_text": clause,
        "url": "/policies/plan#plan-1",
    }
    return Citation(**(fields | values))


def an_answer(text: str, *citations: Citation, status: AnswerStatus = AnswerStatus.ANSWERED, **values) -> Answer:
    return Answer(**({"question": "孵化器给多少", "status": status, "text": text, "citations": citations} | values))
