"""Examples of the first screen: what they are made of, in which order, and which are shown."""

from __future__ import annotations

import pytest

from bot.answer.texts import Proposal
from bot.models import AnswerStatus
from bot.propose.examples import Examples
from bot.question.kinds import Kind
from index.models import PolicyWarning, Validity
from tests.bot.hand_made import a_citation, an_answer
from tests.bot.web.fake_assistant import SUPPORT
from tests.fakes import a_document

HOME, OTHER = "甘肃省/兰州市", "辽宁省/盘锦市"
MONEY = Proposal(Kind.MONEY, ("{place}{whom}给多少？",), "", "", 0.0)
OFFICE = Proposal(Kind.OFFICE, ("{place}{whom}归谁管？",), "", "", 0.0)
APPLY = Proposal(Kind.PROCEDURE, ("{place}{whom}怎么申请？", "《{title}》怎么申请？"), "", "怎么申请？", 0.0)
LOST = PolicyWarning(code="digits_lost", message="数字缺失")


def document(name: str, place: str = HOME, validity: Validity = Validity.IN_FORCE, **values):
    return a_document(name, "一条", "二条", jurisdiction=place, validity=validity, title=f"{name}办法", **values)


def item(doc_id: str, clause: int, beneficiary: str, **values):
    given = {"amount_cny": 1e5, "responsible_units": (), "tier": None, "quote": f"给予{beneficiary}10万元"}
    own = {"doc_id": doc_id, "clause_id": f"{doc_id}-{clause}", "beneficiary": beneficiary}
    return SUPPORT.model_copy(update=given | own | values)


class Index:
    """What examples are made of."""

    def __init__(self, documents, items) -> None:
        self._documents, self._items = documents, items

    def documents(self):
        return self._documents

    def supports(self):
        return self._items


def examples(proposals, documents, items, answered, told=None):
    """Examples over these documents; `answered` are the clauses that each question is answered by."""
    asked = []

    def ask(question):
        asked.append(question)
        cited = [a_citation(f"[{n}]", clause_id=c) for n, c in enumerate(answered.get(question, ()), 1)]
        status = AnswerStatus.ANSWERED if cited else AnswerStatus.NO_EVIDENCE
        return an_answer("[1]", *cited, status=status)

    found = Examples(proposals, Index(documents, items), lambda _, doc_id: (told or {}).get(doc_id, {}), HOME, ask)
    found.asked = asked
    return found


def checked(found: Examples) -> tuple[str, ...]:
    while found.check_next():
        pass
    return found.answered


A, B = "新认定的孵化器", "技术转移机构"


@pytest.mark.parametrize(
    ("documents", "first"),
    [
        ([document("远", OTHER), document("近")], "兰州市"),
        ([document("近", validity=Validity.DRAFT), document("远", OTHER)], "盘锦市"),
        ([document("近", validity=Validity.UNKNOWN), document("远", OTHER, Validity.EXPIRED)], "兰州市"),
        ([document("远", OTHER, Validity.EXPIRED), document("近", validity=Validity.DRAFT)], "兰州市"),
        ([document("近", warnings=(LOST,)), document("远", OTHER)], "盘锦市"),
    ],
    ids=["home first", "in force first", "unknown before lapsed", "home first of those that do not hold", "damaged"],
)
def test_whose_documents_come_first(documents, first):
    items = [item(d.doc_id, 1, A, jurisdiction=d.jurisdiction) for d in documents]
    assert examples([MONEY], documents, items, {}).first_candidate == f"{first}{A}给多少？"


def test_one_of_each_kind_that_is_answered_by_the_clause_that_it_is_made_from():
    own = [item("近", 1, A), item("近", 2, B, responsible_units=("市科技局",))]
    answered = {
        f"兰州市{A}给多少？": ("近-2",),  # by another clause
        f"兰州市{B}给多少？": ("近-1", "近-2"),
        f"兰州市{B}归谁管？": ("近-2",),
        "《近办法》怎么申请？": ("近-2",),
    }
    found = examples([MONEY, OFFICE, APPLY], [document("近")], own, answered, {"近": {"近-2": 1.0, "近-1": -0.5}})
    assert found.answered == ()
    assert checked(found) == (f"兰州市{B}给多少？", f"兰州市{B}归谁管？", "《近办法》怎么申请？")
    assert found.asked == [
        f"兰州市{A}给多少？",
        f"兰州市{B}给多少？",
        f"兰州市{B}归谁管？",
        f"兰州市{B}怎么申请？",
        "《近办法》怎么申请？",
    ]
    assert not found.check_next()


def test_another_clause_before_one_that_has_an_example():
    own = [item("近", n, name, responsible_units=("市科技局",)) for n, name in ((1, A), (2, B))]
    answered = {f"兰州市{name}{end}": (f"近-{n}",) for n, name in ((1, A), (2, B)) for end in ("给多少？", "归谁管？")}
    found = examples([MONEY, OFFICE], [document("近")], own, answered)
    assert checked(found) == (f"兰州市{A}给多少？", f"兰州市{B}归谁管？")


@pytest.mark.parametrize("name", ["企业", "孵化器、加速器", "投资500万元以上的企业", "很" * 25])
def test_what_is_no_name_makes_no_question(name):
    assert examples([MONEY], [document("近")], [item("近", 1, name)], {}).first_candidate == ""


def test_few_are_asked_of_one_kind():
    own = [item("近", 1, f"第{n}类研发机构") for n in "甲乙丙丁戊己庚辛壬癸"]
    found = examples([MONEY], [document("近")], own, {})
    assert checked(found) == ()
    assert len(found.asked) == 6


def test_those_of_real_documents_are_answered(bot):
    while bot.proposals.check_example():
        pass
    shown = bot.proposals.examples()
    assert shown
    assert bot.proposals.example() == shown[0]
    assert all(bot.ask(example).status is AnswerStatus.ANSWERED for example in shown)
    assert not any("盘锦" in example for example in shown)  # lapsed
