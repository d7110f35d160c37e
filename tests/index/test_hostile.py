"""Files that are made to stop a build: each is read or named, within seconds, and the rest is built."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import pytest

from index.build import build
from index.document import read_document, read_whole
from index.errors import DocumentError
from index.reading_process import ReadingProcess
from index.store.passages import passages
from index.store.policy_index import PolicyIndex
from index.store.sources import folder_sources
from tests.fakes import FakeEmbedder
from tests.index.hostile_files import ALL, READ, Hostile
from tests.index.odd_readers import some_passages

DOCUMENTS = Path(__file__).parents[2] / "documents"
QUICK = [file for file in ALL if not file.endless]


def by_name(files):
    return pytest.mark.parametrize("file", files, ids=[file.name for file in files])


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder of a build over all of them and the documents; the messages by file."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(DOCUMENTS, folder / "documents")
    for file in QUICK:
        (folder / "documents" / file.name).write_bytes(file.make())
    embedder, process = FakeEmbedder(), ReadingProcess(seconds=20)

    def again():
        sources = folder_sources(folder / "documents")
        return build(sources, folder / "store", embedder.name, lambda: embedder, cut=some_passages)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.build.reading_process", lambda: process)
        reports = again(), again()
    process.stop()
    failed = [{w.source: w.message for w in report.warnings if w.code == "unreadable"} for report in reports]
    assert (reports[1].added, reports[1].changed, reports[1].embedded) == (0, 0, 0)  # what failed is not tried again
    assert failed[0] == failed[1]  # and is told again
    return folder, failed[0]


@by_name(QUICK)
def test_each_is_read_or_named(built, file: Hostile):
    message = built[1].get(file.name, READ)
    assert message.startswith(file.name) if file.words else message == READ
    assert file.words in message


def test_the_rest_is_built_as_it_is_alone(built):
    folder, failed = built
    index = PolicyIndex.open(folder / "store")
    known = {head.source_file: head.doc_id for head in index.documents()}
    assert known.keys() | failed.keys() == {f.name for f in QUICK} | {p.name for p in DOCUMENTS.glob("*.txt")}
    for path in DOCUMENTS.glob("*.txt"):
        alone = read_document(path, DOCUMENTS)
        document = index.document(known[path.name])
        assert document is not None
        assert document.clauses == alone.clauses
    index.close()


@by_name([file for file in ALL if file.endless])
def test_what_does_not_end_is_ended_and_named(tmp_path, file: Hostile):
    (tmp_path / file.name).write_bytes(file.make())
    process = ReadingProcess(seconds=6, memory=800_000_000)
    with pytest.raises(DocumentError, match=file.words):
        process.run(file.name, partial(read_whole, partial(read_document, tmp_path / file.name, tmp_path), passages))
    process.stop()
