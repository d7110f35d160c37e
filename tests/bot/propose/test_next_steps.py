"""What leads on from an answer: told by a clause of its document, answered by it, and new."""

from __future__ import annotations

import pytest

from bot.answer.texts import Proposal
from bot.models import AnswerStatus
from bot.propose.next_steps import NextSteps
from bot.question.kinds import Kind
from bot.question.understand import Query
from index.models import PolicyWarning, Validity
from tests.bot.hand_made import a_citation, an_answer
from tests.bot.web.fake_assistant import SUPPORT
from tests.fakes import a_document

APPLY = Proposal(Kind.PROCEDURE, ("{place}{whom}怎么申请？", "《{title}》怎么申请？"), "怎么申请？", "怎么申请？", 0.0)
TIME = Proposal(Kind.DEADLINE, ("《{title}》什么时候申报？",), "什么时候？", "什么时候申报？", 0.0)
TWICE = Proposal(Kind.OTHER, ("《{title}》能重复享受吗？",), "能叠加吗？", "能重复享受吗？", 0.0)
FILES = Proposal(Kind.PROCEDURE, ("《{title}》要交哪些材料？",), "哪些材料？", "要交哪些材料？", 0.0)
EVERY = (APPLY, TIME, TWICE, FILES)
TOLD = an_answer("“给予20万元。”[1]", a_citation())
QUESTIONS = {
    APPLY: "《支持办法》怎么申请？",
    TIME: "《支持办法》什么时候申报？",
    TWICE: "《支持办法》能重复享受吗？",
    FILES: "《支持办法》要交哪些材料？",
}


class Index:
    """One document, of which `items` are given."""

    def __init__(self, validity=Validity.IN_FORCE, warnings=(), items=()) -> None:
        given = {"title": "支持办法", "jurisdiction": "甘肃省/兰州市", "validity": validity, "warnings": warnings}
        self._document, self._items = a_document("plan", "给予20万元。", "每年六月申报。", **given), items

    def heads(self):
        return {"plan": self._document}

    def supports(self, doc_id):
        return [i for i in self._items if i.doc_id == doc_id]


def by(clause_id: str, said: str = "“每年六月申报。”[1]", status=AnswerStatus.ANSWERED, confidence=0.9, **values):
    return an_answer(said, a_citation(clause_id=clause_id, **values), status=status, confidence=confidence)


def steps(answered, *, answer=TOLD, kinds=(), scores=None, index=None, proposals=EVERY, quiet=9):
    """The labels; `answered` are the answers to some questions, `scores` what clauses tell, `quiet` for how long."""
    nothing = an_answer("", status=AnswerStatus.NO_EVIDENCE)
    rest = iter([True] * quiet)
    found = NextSteps(
        proposals,
        index or Index(),
        lambda _, __: {"plan-2": 1.0, "plan-3": -1.0} if scores is None else scores,
        lambda question: Query(question, kinds=frozenset(kinds)),
    ).of(answer, lambda question: answered.get(question, nothing), lambda: next(rest, False))
    return [step.label for step in found]


ALL = {question: by("plan-2", f"“{question}”[1]") for question in QUESTIONS.values()}


@pytest.mark.parametrize(
    ("answered", "labels"),
    [
        ({}, []),
        ({QUESTIONS[TIME]: by("plan-2")}, ["什么时候？"]),
        ({QUESTIONS[TIME]: by("plan-3")}, []),  # a clause that does not tell it by itself
        ({QUESTIONS[TIME]: by("plan-2", confidence=None)}, []),  # the document's card
        ({QUESTIONS[TIME]: by("plan-2", status=AnswerStatus.PARTIAL)}, []),
        ({QUESTIONS[TIME]: by("plan-2", "“给予20万元。”[1]")}, []),  # said already
        (ALL, ["怎么申请？", "什么时候？", "能叠加吗？"]),  # three at most
    ],
    ids=["none", "told", "not told", "card", "nearest", "known", "most"],
)
def test_what_leads_on(answered, labels):
    assert steps(answered) == labels


def test_what_no_clause_tells_is_not_asked():
    assert steps(ALL, scores={"plan-2": -0.1}) == []


def test_a_busy_site_leaves_the_rest_out():
    assert steps(ALL, quiet=2) == ["怎么申请？", "什么时候？"]


def test_not_what_was_asked_just_now():
    asked = steps(ALL, kinds=[Kind.PROCEDURE, Kind.OTHER])
    assert asked == ["什么时候？", "能叠加吗？"]


LOST = PolicyWarning(code="digits_lost", message="数字缺失")


@pytest.mark.parametrize(
    ("answer", "index"),
    [
        (an_answer("", status=AnswerStatus.ANSWERED), Index()),
        (TOLD.model_copy(update={"status": AnswerStatus.PARTIAL}), Index()),
        (TOLD, Index(Validity.EXPIRED)),
        (TOLD, Index(Validity.REPEALED)),
        (TOLD, Index(warnings=(LOST,))),
        (an_answer("[1]", a_citation(doc_id="gone")), Index()),
    ],
    ids=["no source", "nearest", "lapsed", "repealed", "figures lost", "not there any more"],
)
def test_nobody_is_led_to_what_cannot_be_relied_on(answer, index):
    assert steps(ALL, answer=answer, index=index) == []


def _item(beneficiary: str, clause: str = "plan-1"):
    given = {"beneficiary": beneficiary, "clause_id": clause, "quote": f"给予{beneficiary}20万元", "tier": None}
    return SUPPORT.model_copy(update=given)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("“给予20万元。”[1]", "技术转移机构"),
        ("**省级孵化器：20万元** [1]", "省级孵化器"),  # the one that the answer is about
    ],
)
def test_a_question_names_whom_the_answer_is_about(text, name):
    index = Index(items=[_item("技术转移机构"), _item("省级孵化器"), _item("研发机构", "plan-4")])
    answer = an_answer(text, a_citation())
    answered = {f"兰州市{name}怎么申请？": by("plan-2")}
    assert steps(answered, answer=answer, index=index, proposals=(APPLY,)) == ["怎么申请？"]
    assert steps(ALL, answer=answer, index=index, proposals=(APPLY,)) == ["怎么申请？"]  # else the document


def test_those_of_a_real_answer_are_answered_in_its_session(bot):
    told = bot.ask("兰州新认定的市级孵化器给多少钱", session_id="steps")
    before = bot.conversations.last("steps")
    found = bot.proposals.next_steps(told)
    assert bot.conversations.last("steps") == before  # nothing is remembered of the checks
    assert "要符合什么条件？" in [step.label for step in found]
    for step in found:
        answer = bot.ask(step.question, session_id="steps")
        assert answer.status is AnswerStatus.ANSWERED
        assert answer.citations[0].doc_id == told.citations[0].doc_id
    assert bot.proposals.next_steps(bot.ask("盘锦博士买房给多少补贴", session_id="steps")) == ()  # lapsed
