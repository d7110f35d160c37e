"""Contacts beside answers: of the offices that they name or that a question asks for; and that none is on file."""

from __future__ import annotations

import shutil

import pytest

from bot.answer.contacts import Contacts
from bot.answer.reach import Reach
from bot.answer.texts import Texts
from bot.answer.verify import verify
from bot.conversation import Conversations
from bot.models import AnswerStatus
from bot.pipeline import PROMPTS, Assistant
from bot.question.kinds import Kind
from bot.question.understand import Query
from tests.bot.hand_made import an_answer
from tests.bot.made_up_documents import HOME

BUREAU = "兰州市科学技术局"
OFFICES = """
[[offices]]
name = "兰州市工业和信息化局"
phone = "0931-2222222"

[[offices]]
name = "苏州市科学技术局"
place = "江苏省/苏州市"
phone = "0512-33333333"
"""
FILE = f'phone = "0931-1111111"\nhours = "工作日 8:30—12:00"\n{OFFICES}'
NONE = "没有登记"


@pytest.fixture(scope="module")
def assistant_with(bot, models, tmp_path_factory):
    """Makes an assistant over the small index with this file of contacts."""

    def making(text: str) -> Assistant:
        folder = tmp_path_factory.mktemp("texts") / "prompts"
        shutil.copytree(PROMPTS, folder)
        (folder / "contacts.toml").write_text(text, "utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.pipeline.PROMPTS", folder)
            return Assistant(bot.settings, bot.index, models, Conversations(None, 1))

    return making


@pytest.fixture(scope="module")
def listed(assistant_with) -> Assistant:
    return assistant_with(FILE)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("兰州市级孵化器奖励多少钱", [BUREAU]),
        ("兰州承办创新赛事归谁管", ["兰州市工业和信息化局"]),
        ("兰州承办创新赛事补贴多少", ["兰州市工业和信息化局"]),
        ("转人工", [BUREAU]),
        ("市工信局电话多少", ["兰州市工业和信息化局"]),
        ("兰州科研人员可以兼职吗", []),
        ("盘锦市级众创空间补助多少", []),
        ("你好", []),
    ],
)
def test_an_answer_has_the_contacts_of_the_offices_that_it_names(listed, question, names):
    assert [c.name for c in listed.ask(question).contacts] == names


@pytest.mark.parametrize(
    ("file", "said", "contacts"),
    [
        (FILE, "请联系兰州市科学技术局（电话：0931-1111111；办公时间：工作日 8:30—12:00）", 1),
        (OFFICES, "请联系兰州市科学技术局（本助手没有登记", 0),
        (f'[[offices]]\nname = "{BUREAU}"\nphone = "0931-4444444"', "请联系兰州市科学技术局（电话：0931-4444444）", 1),
    ],
)
def test_who_wants_a_person_is_told_how_to_reach_the_bureau(assistant_with, file, said, contacts):
    answer = assistant_with(file).ask("转人工")
    assert (said in answer.text, len(answer.contacts), answer.reason) == (True, contacts, "human")


def test_what_is_on_file_is_no_amount_or_figure_that_the_answer_lacks(listed):
    answer = listed.ask("市工信局电话多少")
    assert "兰州市工业和信息化局（电话：0931-2222222）" in answer.text
    assert (answer.status, answer.reason, answer.citations) == (AnswerStatus.OUT_OF_SCOPE, "contact", ())


def asked(text: str, *kinds: Kind, **values) -> Query:
    return Query(text, kinds=frozenset(kinds), **values)


def beside(bot, file: str, answer, *queries, folder):
    (folder / "contacts.toml").write_text(file, "utf-8")
    contacts = Contacts.load(folder / "contacts.toml", BUREAU, HOME)
    told = Reach(contacts, Texts(PROMPTS), bot.index, BUREAU).beside(answer, queries, HOME)
    assert verify(told, on_file=contacts.on_file) == verify(answer)
    return told


@pytest.mark.parametrize(
    ("file", "text", "query", "added"),
    [
        # none on file is said to who asks for an office, and to nobody else
        ("", "甲", asked("归谁管", Kind.OFFICE), NONE),
        ("", "甲", asked("奖多少", Kind.MONEY), ""),
        ("", "甲", asked("转人工", route="human"), ""),
        (OFFICES, "甲", asked("归谁管", Kind.OFFICE), NONE),
        # the bureau's own stands in, at home
        (FILE, "甲", asked("归谁管", Kind.OFFICE), "可以先问兰州市科学技术局（电话：0931-1111111"),
        (FILE, "甲", asked("归谁管", Kind.OFFICE, places=(HOME,)), "可以先问兰州市科学技术局"),
        (FILE, "甲", asked("归谁管", Kind.OFFICE, places=("辽宁省/盘锦市",)), NONE),
        # a clause may say a number itself, the question name an office that is on file
        ("", "咨询电话：0931-5555555", asked("归谁管", Kind.OFFICE), ""),
        (FILE, "甲", asked("工信局在哪", Kind.OFFICE), ""),
        (FILE, "甲", asked("科技局在哪", Kind.OFFICE, places=("江苏省/苏州市",)), ""),
    ],
)
def test_that_none_is_on_file_is_said_once_to_who_asks(bot, tmp_path, file, text, query, added):
    told = beside(bot, file, an_answer(text), query, query, folder=tmp_path)
    assert told.text.count(NONE) <= 1
    assert told.text.removeprefix(text).strip().startswith("本助手没有登记") == bool(added)
    assert added in told.text


@pytest.mark.parametrize(
    ("text", "query", "names"),
    [
        ("甲", asked("工信局在哪", Kind.OFFICE), ["兰州市工业和信息化局"]),
        ("甲", asked("工信局给多少钱", Kind.MONEY), []),
        ("甲", asked("科技局在哪", Kind.OFFICE, places=("江苏省/苏州市",)), ["苏州市科学技术局"]),
        ("甲", asked("苏州科技局在哪", Kind.OFFICE), ["苏州市科学技术局"]),
        ("可以向兰州市科学技术局咨询。", asked("养猫", Kind.MONEY), [BUREAU]),
        ("兰州市科学技术局很忙", asked("养猫", Kind.MONEY), []),
    ],
)
def test_which_contacts_are_given(bot, tmp_path, text, query, names):
    told = beside(bot, FILE, an_answer(text), query, folder=tmp_path)
    assert ([c.name for c in told.contacts], told.text) == (names, text)


@pytest.mark.parametrize(
    ("query", "is_contact"),
    [
        (asked("工信局电话", Kind.OFFICE), True),
        (asked("工信局电话"), True),
        (asked("工信局给多少钱", Kind.MONEY), False),
        (asked("审计局电话", Kind.OFFICE), False),
        (asked("武威工信局电话", Kind.OFFICE), False),
    ],
)
def test_where_the_documents_say_nothing_the_office_that_is_named_is_the_answer(bot, tmp_path, query, is_contact):
    nothing = an_answer("没有写明。", status=AnswerStatus.NO_EVIDENCE)
    told = beside(bot, FILE, nothing, query, folder=tmp_path)
    assert (told.reason == "contact") is is_contact
