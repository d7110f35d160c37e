"""Places in questions and in text: what is found, what only looks like a place."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.places.find import contains, find_places, level_of, place_name
from index.reading.clean import clean

HOME = ("甘肃省/兰州市", "山东省/济南市/历下区", "甘肃省/武威市/凉州区", "辽宁省/盘锦市")
DOCUMENTS = Path(__file__).parents[3] / "documents"


def found(text, prefer=HOME):
    return [mention.path for mention in find_places(text, prefer)]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("兰州市新认定的市级孵化器给多少扶持资金？", ["甘肃省/兰州市"]),
        ("兰州省级孵化器", ["甘肃省/兰州市"]),
        ("兰州哪家银行能办科技贷款", ["甘肃省/兰州市"]),
        ("西安一大学老师想创业", ["陕西省/西安市"]),
        ("西安某高校和兰州有几个银行", ["陕西省/西安市", "甘肃省/兰州市"]),
        ("兰州的大学、兰州各学院、兰州这所大学", ["甘肃省/兰州市"] * 3),
        ("兰州大学生创业补贴", ["甘肃省/兰州市"]),
        ("兰州新区的企业", ["甘肃省/兰州市"]),
        ("兰州和盘锦的省级孵化器奖励比较", ["甘肃省/兰州市", "辽宁省/盘锦市"]),
        ("山东省济南市历下区的政策", ["山东省/济南市/历下区"]),
        ("换成历下区呢", ["山东省/济南市/历下区"]),
        ("换成历下呢", ["山东省/济南市/历下区"]),
        ("皋兰有没有补贴", ["甘肃省/兰州市/皋兰县"]),
        ("济南(历下)国际人才创新中心", ["山东省/济南市/历下区"]),
        ("武威凉州区", ["甘肃省/武威市/凉州区"]),
        ("内蒙古有什么支持", ["内蒙古自治区"]),
        ("重庆渝中区", ["重庆市/渝中区"]),
        ("北京市海淀区中关村", ["北京市/海淀区"]),
        ("临夏州的企业", ["甘肃省/临夏回族自治州"]),
        ("义乌、昆山和浦东", ["浙江省/金华市/义乌市", "江苏省/苏州市/昆山市", "上海市/浦东新区"]),
        ("吉林的人才政策", ["吉林省"]),
        ("甘肃成县", ["甘肃省/陇南市/成县"]),
        ("甘肃省合作市", ["甘肃省/甘南藏族自治州/合作市"]),
        ("阳泉市城区", ["山西省/阳泉市/城区"]),
        ("上海市场", ["上海市"]),
        ("国家层面有规定吗", ["全国"]),
        ("那全国呢", ["全国"]),
        ("香港和台湾的团队", ["香港特别行政区", "台湾省"]),
    ],
)
def test_places(text, paths):
    assert found(text) == paths


@pytest.mark.parametrize(
    "text",
    [
        "鼓励校企合作，和平共处，安定团结，平安建设",
        "产业资源开发区，兴业银行，高明的做法，东方红",
        "创新平台、通道建设、南部地区",
        "经历下降之后",
        "各市和县级人民政府",
        "城区各街道办事处，市区和郊区",
        "朝阳产业、大理石、白银价格、长治久安",
        "北京大学、兰州交通大学、南京东路",
        "兰州大学生命科学学院、兰州银行、西安理工大学、上海浦发银行",
        "全国科技大会，在全国范围内竞标，国家级孵化器",
        "省级、市级、区级",
        "",
    ],
)
def test_ordinary_words(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "prefer", "path"),
    [
        ("城关区给多少", HOME, "甘肃省/兰州市/城关区"),
        ("拉萨市城关区给多少", HOME, "西藏自治区/拉萨市/城关区"),
        ("城关区给多少", (), ""),
        ("南京鼓楼区", (), "江苏省/南京市/鼓楼区"),
        ("鼓楼区", ("福建省/福州市",), "福建省/福州市/鼓楼区"),
        ("朝阳区", (), ""),
        ("长春市出台的政策里，朝阳区怎么规定", (), "吉林省/长春市/朝阳区"),
    ],
)
def test_a_name_that_several_places_share(text, prefer, path):
    mention = find_places(text, prefer)[-1]
    assert mention.path == path
    assert path or len(mention.candidates) > 1


@pytest.mark.parametrize(
    ("text", "path"),
    [("莱芜市", "山东省/莱芜市"), ("襄樊", "湖北省/襄樊市"), ("杭州市下城区", "浙江省/杭州市/下城区")],
)
def test_abolished_places(text, path):
    [mention] = find_places(text)
    assert (mention.path, mention.former) == (path, True)


def test_a_current_place_is_not_former():
    assert not find_places("兰州市")[0].former


@pytest.mark.parametrize("text", ["搬到海南区", "去海南", "想问内蒙古", "厂子在平安区"])
def test_a_name_at_the_end_of_the_text(text):
    (mention,) = find_places(text)
    assert text[mention.start : mention.end] == mention.text and mention.end == len(text)


def test_mentions_are_spans():
    text = "请问甘肃省兰州市和历下区"
    spans = [(m.text, text[m.start : m.end]) for m in find_places(text)]
    assert spans == [("甘肃省兰州市", "甘肃省兰州市"), ("历下区", "历下区")]


@pytest.mark.parametrize(
    ("text", "path", "named"),
    [
        ("盘锦市级孵化器", "辽宁省/盘锦市", "盘锦"),
        ("甘肃省级重点实验室", "甘肃省", "甘肃"),
        ("历下区级众创空间", "山东省/济南市/历下区", "历下"),
        ("皋兰县级平台", "甘肃省/兰州市/皋兰县", "皋兰"),
        ("盘锦市孵化器", "辽宁省/盘锦市", "盘锦市"),
        ("盘锦市市级孵化器", "辽宁省/盘锦市", "盘锦市"),
    ],
)
def test_a_level_is_no_part_of_the_place_before_it(text, path, named):
    [mention] = find_places(text, HOME)
    assert (mention.path, mention.text) == (path, named)


@pytest.mark.parametrize(
    ("path", "level", "name"),
    [
        ("全国", "national", "全国"),
        ("甘肃省", "province", "甘肃省"),
        ("重庆市", "province", "重庆市"),
        ("甘肃省/兰州市", "city", "兰州市"),
        ("重庆市/渝中区", "district", "渝中区"),
        ("甘肃省/武威市/凉州区", "district", "凉州区"),
    ],
)
def test_levels(path, level, name):
    assert level_of(path) == level
    assert place_name(path) == name


def test_contains():
    assert contains("甘肃省", "甘肃省/兰州市")
    assert contains("甘肃省/兰州市", "甘肃省/兰州市")
    assert contains("全国", "甘肃省")
    assert not contains("甘肃省/兰州市", "甘肃省")
    assert not contains("甘肃省/兰州", "甘肃省/兰州市")


# All that is found in the five documents: places, and one company's name.
IN_DOCUMENTS = {
    "lanzhou-2017": {"兰州", "兰州市", "上海", "甘肃省", "甘肃"},
    "lanzhou-2019": {"兰州", "兰州市", "甘肃省"},
    "liangzhou": {"凉州", "凉州区", "武威", "武威市", "甘肃武威", "甘肃", "甘肃省", "兰州", "万源"},
    "lixia": {"历下区", "历下", "济南(历下", "济南", "济南市", "山东", "山东省"},
    "panjin": {"盘锦", "盘锦市", "辽宁", "辽宁省", "大连", "江苏"},
}


@pytest.mark.parametrize("start", IN_DOCUMENTS)
def test_no_false_places_in_policy_text(start):
    path = next(DOCUMENTS.glob(f"{start}*.txt"))
    mentions = find_places(clean(path.read_text("utf-8")).text, HOME)
    assert {mention.text for mention in mentions} == IN_DOCUMENTS[start]


def test_a_question_takes_less_than_a_millisecond():
    find_places("兰州")  # loads
    started = time.perf_counter()
    for _ in range(200):
        find_places("在兰州，新认定的市级孵化器给多少扶持资金？换成历下区呢", HOME)
    assert (time.perf_counter() - started) / 200 < 0.002  # 0.2 ms on an idle core
