"""The rules of the gold sets, each with an answer that breaks it and one that does not."""

from __future__ import annotations

import pytest

from bot.evaluation.judge import Fault, GoldQuestion, Original, cited, judge, normal
from bot.models import AnswerStatus
from index.models import Evidence, PolicyWarning, Validity
from tests.bot.hand_made import CLAUSE, a_citation, an_answer
from tests.fakes import a_document

DOCUMENT = a_document(
    "plan",
    CLAUSE,
    title="兰州市支持孵化器若干措施",
    issued_on="2024-02-20",
    evidence=(Evidence(field="effective_on", value="2024-03-01", text="自2024年3月1日起施行", source="text"),),
)
ORIGINAL = f"菜单\n一、{CLAUSE}\n2、页脚"
HOLDS = "国家级100万元，省级50万元 [1]"


def faults(text=HOLDS, *citations, status=AnswerStatus.ANSWERED, warnings=(), **wanted):
    question = GoldQuestion(**({"id": "1", "q": "孵化器给多少"} | wanted))
    answer = an_answer(text, *(citations or (a_citation(),)), status=status, warnings=warnings)
    found = judge(question, answer, {"plan": Original(ORIGINAL)}, {"plan": DOCUMENT})
    return [finding.fault for finding in found]


def test_a_right_answer():
    wanted = {"gold": [CLAUSE[:20]], "gold_title": ["孵化器"], "title": ["兰州"], "first_title": ["兰州"]}
    assert faults(**wanted, must=["50万元"], must_any=["一", "省级"], must_not=["500万元"]) == []


@pytest.mark.parametrize(
    "text",
    [
        HOLDS,
        "国家级 100 万元 [1]",
        "國家級１００萬元 [1]",
        "按50%，不超过3年 [1]",
        "1. 50万元 [1]",
        "成文日期2024年2月，自2024年3月1日起施行 [1]",
    ],
)
def test_figures_that_stand_in_the_sources(text):
    assert faults(text) == []


@pytest.mark.parametrize("figure", ["200万元", "0万元", "00万元", "150万元", "60%", "5年", "1:2", "9家", "一百万元"])
def test_figures_that_do_not(figure):
    assert faults(f"给予{figure} [1]") == [Fault.WRONG_FIGURE]


def test_a_figure_of_the_question_is_not_the_answers():
    assert faults("80万元没有写明 [1]", q="花了80万元补多少") == []
    assert faults("80万元没有写明 [1]", q="那呢", history=["花了80万元补多少"]) == []


@pytest.mark.parametrize(
    "quote", [CLAUSE[:-1] + "！", CLAUSE.replace("省级", "市级"), CLAUSE.replace("给予", "给与", 1)]
)
def test_quotes_that_are_not_there(quote):
    assert faults(HOLDS, a_citation(quote=quote)) == [Fault.FOREIGN_QUOTE]


def test_a_quote_of_its_clause_that_no_original_has():
    assert faults("有奖励 [1]", a_citation(clause="另有奖励。")) == [Fault.FOREIGN_QUOTE]


@pytest.mark.parametrize(
    ("original", "quote", "there"),
    [
        ("对新認定的孵化器\n給予獎勵", "对新认定的孵化器给予奖励", True),
        ("给予一次性３０万元", "给予一次性30万元", True),
        ("认定的\n2、孵化器给予奖励", "认定的孵化器给予奖励", True),
        ("认定的孵化器给予奖励", "认定的孵化器给予奖金", False),
        ("名次 金额\n第一名 30万元\n第二名 20万元", "名次:第二名;金额:20万元。", True),
        ("名次 金额\n第一名 30万元\n第二名 20万元", "名次:第三名;金额:20万元。", False),
    ],
)
def test_originals(original, quote, there):
    assert (normal(quote) in Original(original)) is there


@pytest.mark.parametrize(
    ("validity", "said"),
    [
        (Validity.DRAFT, "征求意见稿"),
        (Validity.EXPIRED, "已失效"),
        (Validity.REPEALED, "已废止"),
        (Validity.NOT_YET_EFFECTIVE, "尚未施行"),
    ],
)
def test_a_state_is_named_in_the_text(validity, said):
    source = a_citation(validity=validity, warnings=(PolicyWarning(code="not_in_force", message=said),))
    assert faults(f"请注意：{said} [1] {HOLDS}", source) == []
    assert faults(HOLDS, source) == [Fault.STATE_UNNAMED]
    assert faults("没有写明 [1]", source, status=AnswerStatus.NO_EVIDENCE, kind="refuse") == []


REFUSED = {"status": AnswerStatus.NO_EVIDENCE}


@pytest.mark.parametrize(
    ("kind", "text", "status", "expected"),
    [
        ("refuse", "没有写明 [1]", AnswerStatus.NO_EVIDENCE, []),
        ("refuse", "不在范围内 [1]", AnswerStatus.OUT_OF_SCOPE, []),
        ("refuse", "有支持 [1]", AnswerStatus.ANSWERED, [Fault.FALSE_ANSWER]),
        ("refuse", "省级50万元 [1]", AnswerStatus.NO_EVIDENCE, [Fault.AMOUNT_NOT_GIVEN]),
        ("refuse_or_no_amount", "有支持 [1]", AnswerStatus.ANSWERED, []),
        ("refuse_or_no_amount", "省级50万元 [1]", AnswerStatus.PARTIAL, [Fault.AMOUNT_NOT_GIVEN]),
        (None, "没有写明 [1]", AnswerStatus.NO_EVIDENCE, [Fault.FALSE_REFUSAL]),
        (None, "哪一个 [1]", AnswerStatus.CLARIFICATION, [Fault.FALSE_REFUSAL]),
    ],
)
def test_kinds(kind, text, status, expected):
    assert faults(text, kind=kind, status=status) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"gold": ["给予一次性10万元"]}, Fault.NOT_CITED),
        ({"gold_title": ["盘锦"]}, Fault.NOT_CITED),
        ({"title": ["盘锦", "历下"]}, Fault.OTHER_DOCUMENT),
        ({"first_title": ["盘锦"]}, Fault.OTHER_DOCUMENT),
        ({"must": ["60万元"]}, Fault.UNSAID),
        ({"must_any": ["失效", "废止"]}, Fault.UNSAID),
        ({"must_not": ["100万元"]}, Fault.SAID),
        ({"must_not_claim": ["省级 50万元"]}, Fault.SAID),
        ({"must_not_raw": ["[1]"]}, Fault.SAID),
    ],
)
def test_what_a_question_wants(wanted, expected):
    assert faults(**wanted) == [expected]


def test_a_warning_counts_for_must_any():
    warning = PolicyWarning(code="digits_lost", message="缺失了数字")
    assert faults(must_any=["缺失了数字"], warnings=(warning,)) == []
    assert faults(must_any=["digits_lost"], warnings=(warning,)) == []


def test_cited():
    question = GoldQuestion(id="1", q="一", gold=(CLAUSE[:12], "别处的话"))
    sources = (a_citation(), a_citation("[2]", clause="另有奖励。"))
    assert cited(question, an_answer(HOLDS, *sources)) == (1, 1, 2)
    assert cited(question, an_answer(HOLDS, *sources, **REFUSED)) == (0, 0, 0)
