"""The file of contacts: what it is good for, and what stops the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.answer.contacts import NUMBER, Contacts
from bot.pipeline import PROMPTS
from index.errors import SettingsError

BUREAU, HOME = "兰州市科学技术局", "甘肃省/兰州市"
FILE = """
phone = "0931-8888888转801、0931-8888889"
hours = "工作日 8:30—12:00"

[[offices]]
name = "兰州市财政局"
names = ["市国库中心"]
phone = "0931-7777777"

[[offices]]
name = "市财政局"
place = "武威市"
address = "武威市凉州区东大街"

[[offices]]
name = "甘肃省科学技术厅"
place = "甘肃省"
web = "https://kjt.example.cn"

[[offices]]
name = "兰州高新区管委会"
place = "甘肃省/兰州市/兰州高新技术产业开发区"
phone = "0931-5555555"
"""


def load(folder: Path, text: str) -> Contacts:
    path = folder / "contacts.toml"
    path.write_text(text, "utf-8")
    return Contacts.load(path, BUREAU, HOME)


@pytest.mark.parametrize(
    ("written", "place", "name"),
    [
        ("市科技局", HOME, "兰州市科学技术局"),
        ("兰州市科技局", "甘肃省/武威市", "兰州市科学技术局"),
        ("市财政局", HOME, "兰州市财政局"),
        ("市国库中心", HOME, "兰州市财政局"),
        ("市财政局", f"{HOME}/城关区", "兰州市财政局"),
        ("市财政局", "甘肃省/武威市", "武威市财政局"),
        ("市财政局", "甘肃省/武威市/凉州区", "武威市财政局"),
        ("省科技厅", HOME, "甘肃省科学技术厅"),
        ("兰州高新区管委会", HOME, "兰州高新区管委会"),
        ("管委会", "甘肃省/兰州市/兰州高新技术产业开发区", "兰州高新区管委会"),
        # another city's, or not on file
        ("市财政局", "甘肃省/张掖市", None),
        ("市科技局", "甘肃省/武威市", None),
        ("市财政局", "甘肃省", None),
        ("财政局", f"{HOME}/城关区", None),
        ("城关区财政局", HOME, None),
        ("区财政局", HOME, None),
        ("市审计局", HOME, None),
        ("市", HOME, None),
    ],
)
def test_an_office_is_found_by_the_name_that_a_document_has_for_it(tmp_path, written, place, name):
    found = load(tmp_path, FILE).find(written, place)
    assert (found and found.name) == name
    assert found is None or found.named == written


@pytest.mark.parametrize(
    ("text", "place", "names"),
    [
        ("我想问财政局电话", HOME, ["兰州市财政局"]),
        ("市科技局和财政局的地址", HOME, ["兰州市科学技术局", "兰州市财政局"]),
        ("财政局电话", "甘肃省/武威市", ["武威市财政局"]),
        ("武威财政局电话", HOME, ["武威市财政局"]),
        ("张掖财政局电话", HOME, []),
        ("城关区财政局电话", HOME, []),
        ("永登财政局电话", HOME, []),
    ],
)
def test_an_office_is_found_in_a_question(tmp_path, text, place, names):
    assert [c.name for c in load(tmp_path, FILE).named_in(text, place)] == names


def test_the_bureau_is_the_top_of_the_file_or_one_of_the_offices(tmp_path):
    assert load(tmp_path, FILE).bureau.phone == "0931-8888888转801、0931-8888889"
    assert load(tmp_path, f'[[offices]]\nname = "{BUREAU}"\nphone = "0931-1234567"').bureau.phone == "0931-1234567"
    assert load(tmp_path, 'phone = ""').bureau is None


@pytest.mark.parametrize(
    ("bureau", "place"),
    [("科技局", HOME), ("区科技局", HOME), ("甘肃省科学技术厅", "甘肃省"), ("兰州市城关区科技局", f"{HOME}/城关区")],
)
def test_any_name_of_the_bureau_will_do(tmp_path, bureau, place):
    (tmp_path / "contacts.toml").write_text('phone = "12345"', "utf-8")
    own = Contacts.load(tmp_path / "contacts.toml", bureau, HOME).bureau
    assert (own.name, own.place, own.phone) == (bureau, place, "12345")


def test_the_file_as_it_is_shipped_holds_nothing_and_its_example_can_be_used(tmp_path):
    text = (PROMPTS / "contacts.toml").read_text("utf-8")
    assert load(tmp_path, text).on_file == frozenset()
    start = text.index("# [[offices]]")
    filled = "\n".join(line.removeprefix("# ") for line in text[start:].splitlines())
    assert [c.name for c in load(tmp_path, text[:start] + filled).on_file] == ["兰州市财政局"]


OFFICE = '[[offices]]\nname = "兰州市财政局"\n'


@pytest.mark.parametrize(
    ("text", "key", "mend"),
    [
        ('tel = "0931-1234567"', "tel is unknown", "known are phone, address, hours, web"),
        (f'{OFFICE}fax = "1"', "offices number 1, fax is unknown", "known are"),
        ("phone = 9311234567", "phone", "text in quotes"),
        ("phone = 0931-1234567", "no TOML", "in quotes"),
        ('phone = "问总机"', "phone", "0931-1234567"),
        ('phone = "0931-1234567 and others"', "phone", "、"),
        ('phone = "０９３１-1234567"', "phone", "0931-1234567"),
        ('web = "javascript:alert(1)"', "web", "https://"),
        (f'{OFFICE}web = "kjj.example.cn"', "offices number 1, web", "https://"),
        ('[[offices]]\nphone = "0931-1234567"', "offices number 1, name is missing", "name ="),
        (OFFICE, "(兰州市财政局)", "fill one in or remove"),
        (f'{OFFICE}phone = "12345"\nplace = "火星"', "place 火星", "甘肃省/兰州市"),
        (f'{OFFICE}phone = "12345"\nnames = "市财政"', "names", '["市财政局"]'),
        ('[offices]\nname = "兰州市财政局"', "offices must be a list", "[[offices]]"),
        ('offices = ["兰州市财政局"]', "offices number 1", "[[offices]]"),
        ('[[offices]]\nname = "武威市财政局"\nphone = "12345"', "name 武威市财政局", 'place = "甘肃省/武威市"'),
        ('[[offices]]\nname = "省科技厅"\nphone = "12345"', "name 省科技厅", 'place = "甘肃省"'),
        ('[[offices]]\nname = "区财政局"\nphone = "12345"', "name 区财政局", "with its place"),
        (f'{OFFICE}phone = "12345"\n{OFFICE}phone = "12345"\nhours = "全天"', "offices number 2", "remove one"),
        ('phone = "12345"\n[[offices]]\nname = "兰州市科技局"\nphone = "1234"', f"already, as {BUREAU}", "remove one"),
    ],
)
def test_what_is_wrong_with_the_file_is_named_with_its_mend(tmp_path, text, key, mend):
    with pytest.raises(SettingsError) as error:
        load(tmp_path, text)
    assert "contacts.toml" in str(error.value)
    assert key in str(error.value)
    assert mend in str(error.value)


def test_a_file_that_is_missing_stops_the_start(tmp_path):
    with pytest.raises(SettingsError, match="restore it"):
        Contacts.load(tmp_path / "contacts.toml", BUREAU, HOME)


@pytest.mark.parametrize("phone", ["12345", "0931-1234567", "(0931)1234567", "+86 931 1234567", "0931-1234567转801"])
def test_forms_of_a_telephone_number(phone):
    assert NUMBER.fullmatch(phone)
