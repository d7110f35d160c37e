"""Each way in which an answer may not hold, and answers that only look as if they did not."""

from __future__ import annotations

import pytest

from bot.answer.verify import verify
from bot.models import AnswerStatus, Contact
from index.models import Validity
from tests.bot.hand_made import CLAUSE, a_citation, an_answer

HOLDS = "国家级100万元，省级50万元 [1]"


def problems(text, *citations, **values):
    return verify(an_answer(text, *(citations or (a_citation(),)), **values))


@pytest.mark.parametrize(
    "text",
    [
        HOLDS,
        f"“{CLAUSE}” [1]",
        "按实际支出的50%配套，不超过3年 [1]",
        "没有数字的一句 [1]",
        "> 请注意 [1]\n\n**省级：50万元** [1]",
    ],
)
def test_what_holds(text):
    assert problems(text) == []


@pytest.mark.parametrize(
    "figure",
    [
        "200万元",
        "二百万元",
        "2000000元",
        "200万",
        "1.5亿元",
        "60%",
        "百分之六十",
        "1:2",
        "5年",
        "12家",
        "1000000元",  # the same amount, but not as the clause writes it
        "一百万元",
        "百分之五十",
    ],
)
def test_a_figure_that_is_in_no_cited_clause(figure):
    assert any("figure" in p for p in problems(f"给予{figure} [1]"))


@pytest.mark.parametrize("figure", ["00万元", "0万元", "5万元", "10万元"])
def test_a_part_of_a_figure_is_another_figure(figure):
    assert problems(f"给予{figure} [1]") != []


def test_a_clause_may_break_a_line_inside_a_figure():
    broken = a_citation(clause="对总投资超100\n亿元的项目给予支持。")
    assert problems("“对总投资超100 亿元的项目给予支持。” [1]", broken) == []


def test_a_figure_of_the_question_may_be_repeated():
    assert problems("问的80万元文件没有写明 [1]", question="花了80万元能补多少") == []


def test_what_is_known_of_the_document_may_be_said():
    answer = an_answer("成文日期2024年2月20日 [1]", a_citation())
    assert verify(answer) != []
    assert verify(answer, "2024年2月20日") == []


@pytest.mark.parametrize(
    ("text", "citations"),
    [
        ("省级50万元 [2]", [a_citation()]),
        ("省级50万元", [a_citation()]),
        ("省级50万元 [1]", [a_citation(), a_citation("[2]")]),
        ("省级50万元 [1][2]", [a_citation()]),
    ],
)
def test_markers_and_citations_belong_together(text, citations):
    assert any("marker" in p for p in problems(text, *citations))


@pytest.mark.parametrize("quote", [CLAUSE.replace("给予", "给与", 1), CLAUSE + "。", CLAUSE.replace("、", "，", 1)])
def test_a_quote_changed_by_one_letter(quote):
    assert any("quote" in p for p in problems(HOLDS, a_citation(quote=quote)))


def test_an_empty_quote():
    assert any("quote" in p for p in problems(HOLDS, a_citation().model_copy(update={"quote": ""})))


STATES = {
    Validity.DRAFT: "请注意：尚未正式施行",
    Validity.EXPIRED: "请注意：已失效",
    Validity.REPEALED: "请注意：已被废止",
    Validity.NOT_YET_EFFECTIVE: "请注意：尚未施行",
    Validity.AMENDED: "请注意：已作修改",
}


@pytest.mark.parametrize(("validity", "said"), STATES.items())
def test_a_document_that_is_not_in_force_is_called_so(validity, said):
    cited = a_citation(validity=validity)
    assert problems(f"{said} [1]\n\n{HOLDS}", cited) == []
    assert any(validity in p for p in problems(HOLDS, cited))


@pytest.mark.parametrize("validity", [Validity.IN_FORCE, Validity.UNKNOWN])
def test_others_need_no_word(validity):
    assert problems(HOLDS, a_citation(validity=validity)) == []


def test_each_of_two_documents_is_called_so():
    drafted = a_citation(validity=Validity.DRAFT)
    expired = a_citation("[2]", doc_id="old", validity=Validity.EXPIRED)
    assert problems("已失效 [2]\n\n" + HOLDS, drafted, expired) != []
    assert problems("已失效 [2]，草案 [1]\n\n" + HOLDS, drafted, expired) == []


@pytest.mark.parametrize(
    "status", [AnswerStatus.NO_EVIDENCE, AnswerStatus.OUT_OF_SCOPE, AnswerStatus.REFUSED, AnswerStatus.CLARIFICATION]
)
def test_an_answer_without_evidence_names_no_amount(status):
    assert problems("没有写明，最接近的是孵化器 [1]", status=status) == []
    assert any("amount" in p for p in problems("没有写明，最接近的是100万元 [1]", status=status))


@pytest.mark.parametrize("status", [AnswerStatus.ANSWERED, AnswerStatus.PARTIAL])
def test_an_answer_rests_on_something(status):
    assert verify(an_answer("可以申请。", status=status)) != []


def test_a_refusal_needs_no_citation():
    assert verify(an_answer("不在范围内。", status=AnswerStatus.OUT_OF_SCOPE)) == []


OFFICE = Contact(
    named="市科技局", name="兰州市科学技术局", place="甘肃省/兰州市", phone="0931-1234567", hours="8:30-12:00"
)
ON_FILE = [OFFICE.model_copy(update={"named": OFFICE.name})]


@pytest.mark.parametrize(
    ("text", "contacts", "on_file", "holds"),
    [
        ("电话：0931-1234567；办公时间：8:30-12:00", (OFFICE,), ON_FILE, True),
        ("没有登记", (), ON_FILE, True),
        ("电话：0931-1234567", (), ON_FILE, False),  # a number without its contact
        ("办公时间：8:30-12:00", (), ON_FILE, False),
        ("电话：0931-7654321", (OFFICE,), ON_FILE, False),
        ("手机：13812345678", (OFFICE,), ON_FILE, False),
        ("没有电话", (OFFICE,), [], False),  # a contact that is not on file
        ("没有电话", (OFFICE.model_copy(update={"phone": "0931-7654321"}),), ON_FILE, False),
    ],
)
def test_what_is_said_of_an_office_is_on_file(text, contacts, on_file, holds):
    answer = an_answer(text, status=AnswerStatus.OUT_OF_SCOPE, contacts=contacts)
    assert (verify(answer, on_file=on_file) == []) is holds


def test_a_telephone_number_may_stand_in_a_clause_or_in_the_question():
    cited = a_citation(clause="咨询电话：0931-1234567。")
    assert problems("“咨询电话：0931-1234567。” [1]", cited) == []
    assert problems("咨询电话是0931-7654321 [1]", cited) != []
    assert problems("问的13812345678没有写明 [1]", question="打13812345678能补多少") == []
