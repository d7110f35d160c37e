"""Builds over a small folder that is changed between them, with a quick embedder."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from index.build import build
from index.errors import DocumentError, IndexBusy
from index.models import PolicyDocument, Validity
from index.store.generations import FORMAT, build_lock, current_generation, leftovers
from index.store.metadata import as_recorded, metadata
from index.store.policy_index import PolicyIndex
from index.store.report import BuildReport
from index.store.sources import Entry, Sources
from index.store.vectors import Vectors
from tests.fakes import FakeEmbedder, a_document


@dataclass
class Desk:
    """Documents that come and go, and the builds over them."""

    store: Path
    documents: dict[str, PolicyDocument | str] = field(default_factory=dict)  # a str is why it cannot be read
    context: str = "code 1"
    embedder: FakeEmbedder = field(default_factory=FakeEmbedder)
    loaded: int = 0
    read: list[str] = field(default_factory=list)

    def build(self) -> BuildReport:
        self.loaded, self.read, self.embedder.embedded = 0, [], []
        sources = Sources(tuple(self._entry(source) for source in sorted(self.documents)))
        return build(sources, self.store, self.embedder.name, self._load)

    def _load(self) -> FakeEmbedder:
        self.loaded += 1
        return self.embedder

    def _entry(self, source: str) -> Entry:
        def read() -> PolicyDocument:
            self.read.append(source)
            document = self.documents[source]
            if isinstance(document, str):
                raise DocumentError(document)
            return document

        document = self.documents[source]
        fingerprint = document if isinstance(document, str) else document.sha256
        return Entry(source, fingerprint, self.context, read)

    def clause_texts(self) -> list[str]:
        """What is served; every clause is found by both searches and told of in Chroma, and nothing else."""
        index = PolicyIndex.open(self.store, self.embedder.name)
        texts, told = [], {}
        for document in index.documents():
            whole = index.document(document.doc_id)
            assert whole is not None
            for clause in whole.clauses:
                texts.append(clause.text)
                question = f"{whole.title} › {clause.path}\n{clause.text}"
                told[f"{clause.clause_id}#0"] = question, metadata(as_recorded(whole), clause.clause_id, clause.path)
                dense = index.dense(self.embedder.embed_query(question), 1000)
                assert dense[0][2] == pytest.approx(1, abs=1e-4)
                assert len(dense) == len(index.lexical(question, 1000)) == index.info.clauses
        index.close()
        assert self.told() == told
        return sorted(texts)

    def told(self) -> dict[str, tuple[str, dict[str, str]]]:
        """What Chroma holds: passage_id → text, metadata."""
        with closing(Vectors(current_generation(self.store) / "chroma")) as vectors:
            held = vectors._collection.get(include=["documents", "metadatas"])
        return {
            name: (text, said)
            for name, text, said in zip(held["ids"], held["documents"], held["metadatas"], strict=True)
        }


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


@pytest.fixture
def desk(tmp_path) -> Desk:
    made = Desk(tmp_path / "store")
    made.documents = {
        "a.txt": a_document("a", "孵化器给予30万元。", "众创空间给予20万元。"),
        "b.txt": a_document("b", "人才给予住房补贴。"),
    }
    return made


def test_from_nothing(desk):
    report = desk.build()
    assert counts(report) == (2, 0, 0, 0)
    assert (report.documents, report.clauses, report.embedded) == (2, 3, 3)
    assert desk.clause_texts() == ["人才给予住房补贴。", "众创空间给予20万元。", "孵化器给予30万元。"]


def test_nothing_changed(desk):
    first = desk.build()
    second = desk.build()
    assert counts(second) == (0, 0, 0, 2)
    assert second.generation == first.generation
    assert (desk.loaded, desk.read) == (0, [])


def test_added_changed_and_removed(desk):
    desk.build()
    desk.documents["c.txt"] = a_document("c", "大赛给予10万元。")
    desk.documents["a.txt"] = a_document("a", "孵化器给予50万元。", "众创空间给予20万元。")
    del desk.documents["b.txt"]
    assert counts(desk.build()) == (1, 1, 1, 0)
    assert desk.clause_texts() == ["众创空间给予20万元。", "大赛给予10万元。", "孵化器给予50万元。"]
    assert len(desk.embedder.embedded) == 2  # the clause of a that is as it was keeps its vector


def test_a_renamed_document_keeps_its_vectors(desk):
    desk.build()
    moved = a_document("moved", "孵化器给予30万元。", "众创空间给予20万元。", title="关于a的通知")
    desk.documents = {"moved.txt": moved, "b.txt": desk.documents["b.txt"]}
    report = desk.build()
    assert counts(report) == (1, 0, 1, 1)
    assert (report.embedded, desk.loaded) == (0, 0)
    assert len(desk.clause_texts()) == 3


@pytest.mark.parametrize(
    ("before", "after"), [("2020-01-01", "2021-01-01"), ("2020-01-01", None), (None, "2021-01-01")]
)
def test_facts_that_changed_are_told_beside_the_vectors_that_did_not(desk, before, after):
    texts = "孵化器给予30万元。", "众创空间给予20万元。"
    desk.documents["a.txt"] = a_document("a", *texts, issued_on=before, sha256="1")
    desk.build()
    desk.documents["a.txt"] = a_document("a", *texts, issued_on=after, sha256="2")
    assert desk.build().embedded == 0
    assert {said["issued_on"] for _, said in desk.told().values() if said["doc_id"] == "a"} == {after or ""}
    assert len(desk.clause_texts()) == 3


def test_any_langchain_embeddings_will_do(desk):
    """Also one whose vectors are not of length 1."""
    sources = Sources(tuple(desk._entry(source) for source in desk.documents))
    other = DeterministicFakeEmbedding(size=48)
    report = build(sources, desk.store, "a name", lambda: other)
    index = PolicyIndex.open(desk.store, "a name")
    assert (report.embedded, index.info.dimension) == (3, 48)
    text = "关于b的通知 › 1.\n人才给予住房补贴。"
    assert index.dense(other.embed_query(text), 1) == [("b-1", "b", pytest.approx(1, abs=1e-4))]
    vectors = index._vectors.get(["a-1#0", "a-2#0", "b-1#0"]).values()
    assert [np.linalg.norm(vector) for vector in vectors] == [pytest.approx(1, abs=1e-5)] * 3
    index.close()


def test_other_code_reads_anew_and_embeds_nothing(desk):
    first = desk.build()
    desk.context = "code 2"
    report = desk.build()
    assert counts(report) == (0, 0, 0, 2)
    assert (desk.read, desk.loaded) == (["a.txt", "b.txt"], 0)
    assert report.generation != first.generation
    assert len(desk.clause_texts()) == 3


def test_another_model_embeds_everything(desk):
    desk.build()
    desk.embedder = FakeEmbedder("another")
    assert desk.build().embedded == 3
    assert len(desk.clause_texts()) == 3


def test_a_document_that_cannot_be_read_is_a_warning(desk):
    desk.documents["c.pdf"] = "c.pdf is encrypted: save it without a password"
    report = desk.build()
    assert counts(report) == (2, 0, 0, 0)
    assert [(w.source, w.code, w.message) for w in report.warnings] == [
        ("c.pdf", "unreadable", "c.pdf is encrypted: save it without a password")
    ]
    again = desk.build()
    assert again.warnings == report.warnings
    assert (desk.read, again.generation) == ([], report.generation)
    desk.documents["c.pdf"] = a_document("c", "大赛给予10万元。")
    assert counts(desk.build()) == (0, 1, 0, 2)
    assert len(desk.clause_texts()) == 4


def test_a_document_that_became_unreadable_is_gone(desk):
    desk.build()
    desk.documents["a.txt"] = "a.txt is empty"
    report = desk.build()
    assert (report.documents, [w.message for w in report.warnings]) == (1, ["a.txt is empty"])
    assert desk.clause_texts() == ["人才给予住房补贴。"]


def test_two_documents_of_one_id(desk):
    desk.documents["z.txt"] = a_document("a", "另一份文件。")
    report = desk.build()
    assert [(w.source, w.code) for w in report.warnings] == [("z.txt", "unreadable")]
    assert len(desk.clause_texts()) == 3


def test_no_document_can_be_read(desk):
    desk.documents = {"a.txt": "a.txt is empty"}
    assert desk.build().clauses == 0
    assert desk.clause_texts() == []
    index = PolicyIndex.open(desk.store)
    assert index.dense([0.0] * 32, 5) == index.lexical("政策", 5) == []


@pytest.mark.parametrize("of_another_version", [False, True])
def test_a_damaged_index_is_built_anew(desk, caplog, of_another_version):
    desk.build()
    folder = current_generation(desk.store)
    if of_another_version:
        info = (folder / "info.json").read_text("utf-8")
        (folder / "info.json").write_text(info.replace(f'"format": {FORMAT}', f'"format": {FORMAT - 1}'), "utf-8")
    else:
        (folder / "chroma" / "chroma.sqlite3").unlink()
    assert counts(desk.build()) == (2, 0, 0, 0)
    assert "made anew" in caplog.text
    assert len(desk.clause_texts()) == 3


def test_a_build_that_fails_leaves_the_index_as_it_was(desk):
    desk.build()
    before = desk.clause_texts()
    desk.documents["c.txt"] = a_document("c", "大赛给予10万元。")
    desk.embedder.embed_documents = lambda texts: 1 / 0
    with pytest.raises(ZeroDivisionError):
        desk.build()
    desk.embedder = FakeEmbedder()
    assert desk.clause_texts() == before
    assert counts(desk.build()) == (1, 0, 0, 2)
    assert leftovers(desk.store) == []


class Interrupted(FakeEmbedder):
    """Ends after a number of batches, as a killed build does."""

    def __init__(self, batches: int) -> None:
        super().__init__()
        self.batches = batches

    def embed_documents(self, texts):
        if not self.batches:
            raise KeyboardInterrupt
        self.batches -= 1
        return super().embed_documents(texts)


@pytest.mark.parametrize("kills", [1, 3])
def test_what_a_killed_build_embedded_is_not_embedded_again(desk, kills):
    desk.documents["many.txt"] = a_document("many", *(f"第{n}项给予{n}万元支持。" for n in range(300)))
    for _ in range(kills):
        desk.embedder = Interrupted(1)
        with pytest.raises(KeyboardInterrupt):
            desk.build()
        assert len(leftovers(desk.store)) == 1
    desk.documents["many.txt"] = a_document("many", *(f"第{n}项给予{n}万元支持。" for n in range(301)))
    desk.embedder = FakeEmbedder()
    report = desk.build()
    assert report.embedded == 304 - 64 * kills
    assert len(desk.clause_texts()) == 304
    assert leftovers(desk.store) == []


def test_stale_vectors_of_a_killed_build_are_not_taken(desk, monkeypatch):
    desk.build()
    desk.documents["a.txt"] = a_document("a", "大赛给予10万元。", "众创空间给予20万元。")
    with monkeypatch.context() as patch:
        patch.setattr("index.build.carry_over", lambda *_: 1 / 0)  # killed before it forgets the old text
        with pytest.raises(ZeroDivisionError):
            desk.build()
    desk.build()
    assert desk.clause_texts() == ["人才给予住房补贴。", "众创空间给予20万元。", "大赛给予10万元。"]


@pytest.mark.parametrize("damage", ["another model", "no model", "no records", "no vectors", "noise"])
def test_a_leftover_that_is_of_no_use(desk, damage):
    desk.documents["many.txt"] = a_document("many", *(f"第{n}项给予{n}万元支持。" for n in range(100)))
    desk.embedder = Interrupted(1)
    with pytest.raises(KeyboardInterrupt):
        desk.build()
    (leftover,) = leftovers(desk.store)
    if damage == "another model":
        (leftover / "embedding").write_text("another")
    elif damage == "no model":
        (leftover / "embedding").unlink()
    elif damage == "no records":
        (leftover / "records.sqlite").unlink()
    elif damage == "no vectors":
        (leftover / "chroma" / "chroma.sqlite3").unlink()
    else:
        (leftover / "chroma" / "chroma.sqlite3").write_bytes(b"\xff" * 9999)
    desk.embedder = FakeEmbedder()
    assert desk.build().embedded == 103
    assert len(desk.clause_texts()) == 103


def test_a_reader_keeps_its_generation(desk):
    desk.build()
    reader = PolicyIndex.open(desk.store)
    held = current_generation(desk.store)
    for number in range(3):
        desk.documents["a.txt"] = a_document("a", f"孵化器给予{number}万元。")
        desk.build()
        assert not reader.is_current()
        assert held.is_dir()
        assert len(reader.dense(desk.embedder.embed_query("孵化器"), 10)) == 3
        assert reader.clause("a-1").text == "孵化器给予30万元。"
    reader.close()
    desk.documents["a.txt"] = a_document("a", "孵化器给予4万元。")
    desk.build()
    assert not held.exists()


def test_a_second_build_is_refused(desk):
    with build_lock(desk.store), pytest.raises(IndexBusy):
        desk.build()


def test_a_repeal_marks_the_older_document_until_it_goes(desk):
    desk.documents["a.txt"] = a_document("a", "孵化器给予30万元。", title="某市创新券管理办法", issued_on="2015-01-01")
    desk.documents["n.txt"] = a_document(
        "n",
        "原办法废止。",
        repeals=("《某市创新券管理办法》",),
        issuers=("某市科学技术局",),
        issued_on="2020-01-01",
        title="某市创新券管理办法（2020）",
    )
    report = desk.build()
    assert [(s.doc_id, s.by, s.clauses) for s in report.superseded] == [("a", "n", ("a-1",))]
    index = PolicyIndex.open(desk.store)
    old = index.document("a")
    assert (old.validity, [w.code for w in old.warnings]) == (Validity.REPEALED, ["superseded"])
    assert {item.validity for item in index.supports("a")} == {Validity.REPEALED}
    index.close()
    assert desk.told()["a-1#0"][1]["validity"] == "repealed"
    del desk.documents["n.txt"]
    assert desk.build().superseded == ()
    index = PolicyIndex.open(desk.store)
    assert (index.document("a").validity, index.document("a").warnings) == (Validity.UNKNOWN, ())
    assert {item.validity for item in index.supports("a")} == {Validity.UNKNOWN}
    index.close()
    assert desk.told()["a-1#0"][1]["validity"] == "unknown"


def test_progress_counts_to_the_end(desk):
    seen: dict[str, tuple[int, int]] = {}
    sources = Sources(tuple(desk._entry(source) for source in desk.documents))
    build(
        sources, desk.store, "fake", lambda: desk.embedder, lambda step, done, total: seen.update({step: (done, total)})
    )
    assert seen == {"read": (2, 2), "embed": (3, 3), "words": (3, 3)}


def test_vectors_are_those_of_the_embedder(desk):
    desk.build()
    index = PolicyIndex.open(desk.store)
    question = desk.embedder.embed_query("给予30万元")
    expected = {
        clause.clause_id: float(
            np.dot(question, desk.embedder.embed_query(f"{document.title} › {clause.path}\n{clause.text}"))
        )
        for document in desk.documents.values()
        for clause in document.clauses
    }
    assert {c: pytest.approx(s, abs=1e-5) for c, _, s in index.dense(question, 10)} == expected
    index.close()
