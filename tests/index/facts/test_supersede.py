import pytest

from index.facts.supersede import as_claimed, as_repealed, as_same, claimed_by, same_as, superseded_by
from index.models import Evidence, Validity
from tests.fakes import a_document

OLD = {
    "title": "兰州市科技创新券管理办法",
    "doc_number": "兰政办发〔2017〕145号",
    "jurisdiction": "甘肃省/兰州市",
    "issued_on": "2017-05-19",
}
NEW = {"title": "兰州市科技创新券管理办法（修订）", "jurisdiction": "甘肃省/兰州市", "issued_on": "2021-01-01"}


@pytest.mark.parametrize(
    ("repeals", "old", "new", "repealed"),
    [
        pytest.param("《兰州市科技创新券管理办法》", {}, {}, True, id="by title"),
        pytest.param("《兰州市科技创新券管理办法》（兰政办发[2017]145号）", {}, {}, True, id="by title and number"),
        pytest.param("兰政办发【2017】145号", {"title": "另一个标题"}, {}, True, id="by number in other brackets"),
        pytest.param("《兰州市创新 券管理办法》", {}, {}, False, id="another title"),
        pytest.param("《科技创新券管理办法》", {}, {}, False, id="part of a title"),
        pytest.param("兰政办发〔2017〕14号", {}, {}, False, id="another number that begins alike"),
        pytest.param(
            "《兰州市科技创新券管理办法》",
            {"title": "兰州市人民政府办公厅关于印发《兰州市科技创新券管理办法》的通知"},
            {},
            True,
            id="issued with a notice",
        ),
        pytest.param(
            "《兰州市科技创新券管理办法》",
            {"title": "关于修改《兰州市科技创新券管理办法》的决定"},
            {},
            False,
            id="a decision that changed it is another document",
        ),
        pytest.param("《兰州市科技创新券管理办法》", {"jurisdiction": "辽宁省/盘锦市"}, {}, False, id="another city"),
        pytest.param(
            "《兰州市科技创新券管理办法》", {}, {"jurisdiction": "甘肃省"}, True, id="the province of the city"
        ),
        pytest.param("《兰州市科技创新券管理办法》", {"jurisdiction": ""}, {}, True, id="a place that is unknown"),
        pytest.param(
            "《兰州市科技创新券管理办法》", {}, {"validity": Validity.DRAFT}, False, id="a draft repeals nothing"
        ),
        pytest.param("《兰州市科技创新券管理办法》", {}, {"validity": Validity.EXPIRED}, True, id="a lapsed one did"),
        pytest.param("《兰州市科技创新券管理办法》", {"issued_on": "2022-01-01"}, {}, False, id="one that came later"),
    ],
)
def test_what_is_repealed(repeals, old, new, repealed):
    documents = [
        a_document("old", "一。", **(OLD | old)),
        a_document("new", "二。", **(NEW | new | {"repeals": (repeals,)})),
    ]
    assert {doc_id: by.doc_id for doc_id, by in superseded_by(documents).items()} == (
        {"old": "new"} if repealed else {}
    )


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        pytest.param({"issuers": ("兰州市科技局",)}, {"issuers": ("兰州市科技局",)}, True, id="the same office"),
        pytest.param({"issuers": ("兰州市科技局",)}, {"issuers": ("兰州市人民政府",)}, True, id="its government"),
        pytest.param({"issuers": ("兰州市人民政府办公室",)}, {"issuers": ("兰州市科技局",)}, False, id="a department"),
        pytest.param(
            {"issuers": ("兰州市人民政府",)},
            {"issuers": ("城关区人民政府",), "jurisdiction": "甘肃省/兰州市/城关区"},
            False,
            id="a district",
        ),
        pytest.param({"issuers": ("兰州市科技局",)}, {"issuers": ("兰州市财政局",)}, False, id="another department"),
        pytest.param({}, {"jurisdiction": "", "issuers": ()}, False, id="a text that names no office"),
        pytest.param({}, {"jurisdiction": "全国", "issuers": ("国务院",)}, True, id="the State Council"),
    ],
)
def test_only_a_higher_or_the_own_office_repeals(old, new, may):
    documents = [
        a_document("old", "一。", **(OLD | old)),
        a_document("new", "二。", **(NEW | {"repeals": ("《兰州市科技创新券管理办法》",)} | new)),
    ]
    assert (list(superseded_by(documents)) == ["old"]) is may
    assert (list(claimed_by(documents)) == ["old"]) is not may
    if not may:
        (warning,) = as_claimed(*documents).warnings
        assert warning.code == "repeal_doubtful" and documents[1].title in warning.message


def test_a_document_that_was_put_in_twice():
    documents = [
        a_document("a", "一。", **OLD),
        a_document("b", "一。", **(OLD | {"doc_number": "兰政办发[2017]145号"})),
        a_document("c", "一。", **(OLD | {"doc_number": "兰政办发〔2018〕2号"})),
        a_document("d", "一。", **(OLD | {"doc_number": None, "issued_on": None})),
    ]
    assert {doc_id: other.doc_id for doc_id, other in same_as(documents).items()} == {"b": "a"}
    assert [w.code for w in as_same(documents[1], documents[0]).warnings] == ["same_document"]


def test_nothing_repeals_itself():
    assert superseded_by([a_document("a", "一。", **OLD, repeals=("《兰州市科技创新券管理办法》",))]) == {}


@pytest.mark.parametrize(
    ("source", "validity"), [("page", Validity.REPEALED), ("catalog", Validity.IN_FORCE)], ids=["page", "a person"]
)
def test_what_a_person_wrote_stands(source, validity):
    evidence = Evidence(field="validity", value="in_force", text="现行有效", source=source)
    old = a_document("old", "一。", **OLD, validity=Validity.IN_FORCE, evidence=(evidence,))
    marked = as_repealed(old, a_document("new", "二。", **NEW, doc_number="兰科发〔2021〕1号"))
    assert marked.validity == validity
    assert [(w.code, w.message) for w in marked.warnings] == [
        ("superseded", "本文件已被《兰州市科技创新券管理办法（修订）》（兰科发〔2021〕1号）废止。")
    ]
