"""Which place's office a name is, and which names mean one office."""

from __future__ import annotations

import pytest

from bot.answer.office_names import located, names_in, same_office

LANZHOU = "甘肃省/兰州市"


@pytest.mark.parametrize(
    ("written", "place", "office"),
    [
        ("市科技局", LANZHOU, (LANZHOU, "科技局")),
        ("科技局", LANZHOU, (LANZHOU, "科技局")),
        ("兰州市科技局", LANZHOU, (LANZHOU, "科技局")),
        ("兰州 市科技局", LANZHOU, (LANZHOU, "科技局")),
        ("兰州市科技局", "甘肃省/武威市", (LANZHOU, "科技局")),
        ("兰州市科技局", "", (LANZHOU, "科技局")),
        ("市科技局", f"{LANZHOU}/城关区", (LANZHOU, "科技局")),
        ("区科技局", f"{LANZHOU}/城关区", (f"{LANZHOU}/城关区", "科技局")),
        ("城关区科技局", LANZHOU, (f"{LANZHOU}/城关区", "科技局")),
        ("省科技厅", LANZHOU, ("甘肃省", "科技厅")),
        ("自治区科技厅", "广西壮族自治区/南宁市", ("广西壮族自治区", "科技厅")),
        ("州科技局", "甘肃省/临夏回族自治州", ("甘肃省/临夏回族自治州", "科技局")),
        ("市科技局", "江苏省/苏州市/昆山市", ("江苏省/苏州市/昆山市", "科技局")),
        ("市科委", "北京市/海淀区", ("北京市", "科委")),
        ("朝阳区科技局", "吉林省/长春市", ("吉林省/长春市/朝阳区", "科技局")),
        ("市委组织部", LANZHOU, (LANZHOU, "委组织部")),
        ("中共兰州市委组织部", LANZHOU, (LANZHOU, "委组织部")),
        ("市场监管局", LANZHOU, (LANZHOU, "市场监管局")),  # no 市 and 场监管局
        ("市市场监管局", LANZHOU, (LANZHOU, "市场监管局")),
        ("县域经济办公室", "甘肃省/兰州市/榆中县", ("甘肃省/兰州市/榆中县", "县域经济办公室")),
        # which district, city or province is meant is not plain
        ("区科技局", LANZHOU, None),
        ("区教育局", "广西壮族自治区/南宁市", None),
        ("市科技局", "甘肃省", None),
        ("市科技局", "全国", None),
        ("市科技局", "", None),
        ("科技局", "", None),
        ("朝阳区科技局", "", None),
    ],
)
def test_whose_office_a_name_is(written, place, office):
    assert located(written, place) == office


def test_a_zone_is_a_place_where_it_is_known():
    zone = "甘肃省/兰州市/兰州高新技术产业开发区"
    assert located("兰州高新区管委会", LANZHOU) == (LANZHOU, "高新区管委会")
    assert located("兰州高新区管委会", LANZHOU, (zone,)) == (zone, "管委会")


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("科技局", "科学技术局", True),
        ("科学技术局", "科学技术局", True),
        ("工信局", "工业和信息化局", True),
        ("发改委", "发展和改革委员会", True),
        ("发展改革委", "发展和改革委员会", True),
        ("市场监管局", "市场监督管理局", True),
        ("文旅局", "文化和旅游局", True),
        # a word is left out: it may be another office
        ("交管局", "交通运输管理局", False),
        ("科技局", "科学技术和知识产权局", False),
        ("教育局", "教育体育局", False),
        ("体育局", "教育体育局", False),
        ("农业局", "农业农村局", False),
        ("科技厅", "科学技术局", False),
        ("财政局", "审计局", False),
    ],
)
def test_an_abbreviation_has_the_beginning_of_every_word(short, full, same):
    assert same_office(short, full) is same
    assert same_office(full, short) is same


@pytest.mark.parametrize(
    ("text", "first", "never"),
    [
        ("市财政局电话多少", "市财政局", "财政局"),
        ("我想问财政局电话", "我想问财政局", "政"),
        ("城关区科技局在哪", "城关区科技局", "科技局"),
        ("永登财政局电话", "永登财政局", "财政局"),
        ("花园镇财政局在哪", "花园镇财政局", "财政局"),
        ("区财政局电话", "区财政局", "财政局"),
    ],
)
def test_the_names_that_a_text_may_mean(text, first, never):
    (names,) = names_in(text, LANZHOU)
    assert names[0] == first
    assert never not in names


def test_a_text_without_an_office_names_none():
    assert list(names_in("孵化器补贴多少", LANZHOU)) == []
