from __future__ import annotations

import pytest

from index.facts.jurisdiction import zone_of
from index.places.find import find_places, level_of

EAST_LAKE = "湖北省/武汉市/东湖新技术开发区"
CHENGDU = "四川省/成都市/成都高新技术产业开发区"
NEW_AREA = "甘肃省/兰州市/兰州新区"


@pytest.mark.parametrize(
    ("words", "hints", "path"),
    [
        ("武汉东湖新技术开发区管理委员会", (), EAST_LAKE),
        ("东湖高新区促进企业上市的若干措施", ("湖北省/武汉市",), "湖北省/武汉市/东湖高新区"),
        ("成都高新技术产业开发区管理委员会", (), CHENGDU),
        ("合肥市高新区管委会", (), "安徽省/合肥市/合肥高新区"),
        ("苏州工业园区科技创新委员会", (), "江苏省/苏州市/苏州工业园区"),
        ("厦门火炬高技术产业开发区管理委员会", (), "福建省/厦门市/火炬高技术产业开发区"),
        ("上海张江高新技术产业开发区管理委员会", (), "上海市/张江高新技术产业开发区"),
        ("甘肃省兰州新区管理委员会", (), NEW_AREA),
        # look-alikes
        ("广州南沙开发区管委会", (), None),
        ("上海市浦东新区人民政府", (), None),
        ("武汉市促进高新区发展的办法", (), None),
        ("浙江省人民政府关于开发区转型升级的意见", (), None),
        ("国家级新区管理办法", ("甘肃省/兰州市",), None),
        ("东湖高新区促进企业上市的若干措施", (), None),
        ("高新区企业培育办法", ("甘肃省/兰州市",), None),
    ],
)
def test_the_zone_of_an_office_or_a_title(words, hints, path):
    found = zone_of(words, hints)
    assert (found[0] if found else None) == path


@pytest.mark.parametrize(
    ("question", "paths"),
    [
        ("东湖高新区企业买成果补多少", [EAST_LAKE]),
        ("武汉东湖开发区有补贴吗", [EAST_LAKE]),
        ("东湖这边给多少", [EAST_LAKE]),
        ("成都高新区和东湖高新区比较", [CHENGDU, EAST_LAKE]),
        ("兰州新区给钱吗", [NEW_AREA]),
        # look-alikes
        ("武汉给多少", ["湖北省/武汉市"]),
        ("南昌市东湖区给多少", ["江西省/南昌市/东湖区"]),
        ("成都高新企业给多少", ["四川省/成都市"]),
        ("兰州高新区给多少", ["甘肃省/兰州市"]),
        ("兰州新区域布局", ["甘肃省/兰州市"]),
    ],
)
def test_zones_that_matter_are_found_in_text(question, paths):
    assert [m.path for m in find_places(question, [EAST_LAKE, CHENGDU, NEW_AREA])] == paths


def test_a_zone_that_no_document_is_of_is_its_city():
    assert [m.path for m in find_places("成都高新区给多少")] == ["四川省/成都市"]


def test_a_zone_is_no_city():
    assert level_of(EAST_LAKE) == "district"
