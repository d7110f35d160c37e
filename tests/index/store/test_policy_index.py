import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import pytest

from index.build import build
from index.errors import IndexBroken, IndexMismatch, IndexMissing
from index.models import Evidence
from index.store.generations import current_generation
from index.store.policy_index import PolicyIndex
from index.store.sources import Entry, Sources
from tests.fakes import FakeEmbedder, a_document

EMBEDDER = FakeEmbedder()
SUBJECTS = [
    "孵化器",
    "众创空间",
    "研发机构",
    "高新技术企业",
    "技术合同",
    "人才",
    "专利",
    "大赛",
    "园区",
    "基金",
    "贷款",
    "平台",
]


@pytest.fixture(scope="module")
def documents():
    return [
        a_document(
            f"d{number}",
            *(
                f"对{subject}给予{number * 10 + place}万元支持。" * (1 + place % 3 * 20)
                for place, subject in enumerate(SUBJECTS)
            ),
            jurisdiction="甘肃省/兰州市" if number % 2 else "辽宁省/盘锦市",
        )
        for number in range(20)
    ]


@pytest.fixture(scope="module")
def store(tmp_path_factory, documents):
    folder = tmp_path_factory.mktemp("store")
    entries = tuple(Entry(d.source_file, d.sha256, "", lambda d=d: d) for d in documents)
    build(Sources(entries), folder, "fake", lambda: EMBEDDER)
    return folder


@pytest.fixture(scope="module")
def index(store):
    opened = PolicyIndex.open(store, "fake")
    yield opened
    opened.close()


def exact(index, question, doc_ids=None) -> dict[str, float]:
    """clause_id → cosine similarity of its best passage, worked out here."""
    query = np.array(EMBEDDER.embed_query(question))
    best: dict[str, float] = {}
    for passage, _ in index._records.longest_first(index._passage_ids):
        if doc_ids is None or passage.doc_id in doc_ids:
            score = float(query @ np.array(EMBEDDER.embed_query(passage.text)))
            best[passage.clause_id] = max(score, best.get(passage.clause_id, -1))
    return best


@pytest.mark.parametrize("scope", [None, {"d3"}, {"d3", "d4", "d17"}, {f"d{n}" for n in range(19)}, {"d3", "nowhere"}])
@pytest.mark.parametrize("k", [1, 7, 50, 1000])
def test_dense_is_exact_on_a_small_index(index, scope, k):
    for question in ("孵化器给多少钱", "人才 专利", "1"):
        expected = exact(index, question, scope)
        found = index.dense(EMBEDDER.embed_query(question), k, scope)
        assert len(found) == min(k, len(expected))
        scores = [score for _, _, score in found]
        assert scores == pytest.approx(sorted(expected.values(), reverse=True)[:k], abs=1e-5)
        assert all(score == pytest.approx(expected[clause_id], abs=1e-5) for clause_id, _, score in found)
        assert all(clause_id.startswith(f"{doc_id}-") for clause_id, doc_id, _ in found)


@pytest.mark.parametrize("scope", [None, {"d3"}, {"d3", "d4"}, {f"d{n}" for n in range(19)}])
def test_lexical_keeps_to_its_scope_best_first(index, scope):
    found = index.lexical("对专利给予支持36万元", 1000, scope)
    assert len({clause_id for clause_id, _, _ in found}) == len(found) == 12 * len(scope or range(20))
    assert {doc_id for _, doc_id, _ in found} == (scope or {f"d{n}" for n in range(20)})
    assert [score for _, _, score in found] == sorted((score for _, _, score in found), reverse=True)
    if scope is None or "d3" in scope:
        assert found[0][0] == "d3-7"


@pytest.mark.parametrize("scope", [set(), {"nowhere"}])
def test_an_empty_scope_finds_nothing(index, scope):
    assert index.dense(EMBEDDER.embed_query("专利"), 5, scope) == index.lexical("专利", 5, scope) == []


def test_what_is_kept_is_what_was_read(index, documents):
    assert {document.doc_id: index.document(document.doc_id) for document in documents} == {
        document.doc_id: document for document in documents
    }
    assert index.document("nowhere") is None
    assert index.clause("d3-7") == documents[3].clauses[6]
    assert index.clause("nowhere") is None
    assert list(index.clauses(["d9-2", "nowhere", "d1-1", "d9-2"])) == ["d9-2", "d1-1"]
    assert index.jurisdictions() == ["甘肃省/兰州市", "辽宁省/盘锦市"]
    assert all(document.clauses == () and not document.clean_text for document in index.documents())
    assert {item.doc_id for item in index.supports("d3")} == {"d3"}
    assert len(index.supports()) == sum(len(index.supports(d.doc_id)) for d in documents)


@pytest.mark.parametrize(
    ("day", "validity", "codes"),
    [
        ("2024-01-01", "not_yet_effective", ["not_in_force"]),
        ("2026-11-21", "in_force", []),
        ("2027-11-21", "expired", ["not_in_force"]),
    ],
)
def test_an_index_built_once_tells_the_truth_on_any_day(tmp_path, day, validity, codes):
    proof = Evidence(field="validity", value="in_force", text="自2024年6月1日起施行，有效期三年", source="text")
    document = a_document(
        "d1",
        "对孵化器给予10万元支持。",
        effective_on="2024-06-01",
        expires_on="2027-05-31",
        validity="in_force",
        evidence=(proof,),
    )
    build(
        Sources((Entry(document.source_file, document.sha256, "", lambda: document),)),
        tmp_path,
        "fake",
        lambda: EMBEDDER,
    )
    index = PolicyIndex.open(tmp_path, "fake")
    on = date.fromisoformat(day)
    for read in (index.documents(on)[0], index.document("d1", on)):
        assert (read.validity, [w.code for w in read.warnings]) == (validity, codes)
    assert {item.validity for item in index.supports(day=on)} <= {validity}
    assert index.heads(on) is index.heads(on)
    index.close()


def test_many_threads_find_what_one_does(index):
    def search(question: str):
        return (
            index.dense(EMBEDDER.embed_query(question), 10),
            index.lexical(question, 10),
            list(index.clauses([clause_id for clause_id, _, _ in index.lexical(question, 10)])),
        )

    questions = [f"{subject}给予{n}万元" for n in range(5) for subject in SUBJECTS]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(search, questions)) == [search(question) for question in questions]


def test_no_index(tmp_path):
    with pytest.raises(IndexMissing, match="run python -m index build"):
        PolicyIndex.open(tmp_path)


def test_another_model(store):
    with pytest.raises(IndexMismatch, match="built with model fake, settings say other: run python -m index build"):
        PolicyIndex.open(store, "other")


@pytest.mark.parametrize(
    "name",
    ["info.json", "records.sqlite", "chroma/chroma.sqlite3", "bm25/terms.json", "bm25/indices.csc.index.npy"],
)
@pytest.mark.parametrize("damage", ["gone", "emptied", "cut", "noise"])
def test_a_damaged_index_is_told(store, tmp_path, name, damage):
    shutil.copytree(store, tmp_path / "store")
    path = current_generation(tmp_path / "store") / name
    content = path.read_bytes()
    path.unlink()
    if damage != "gone":
        path.write_bytes({"emptied": b"", "cut": content[: len(content) // 3], "noise": b"\xff" * 5000}[damage])
    with pytest.raises(IndexBroken, match="run python -m index build"):
        PolicyIndex.open(tmp_path / "store", "fake").close()


def test_an_index_of_another_version(store, tmp_path):
    shutil.copytree(store, tmp_path / "store")
    path = current_generation(tmp_path / "store") / "info.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 0}))
    with pytest.raises(IndexBroken, match="another version"):
        PolicyIndex.open(tmp_path / "store")
