"""A file that cannot be read, whatever happens while it is read, is its own failure: the rest is built."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import pytest

from index.build import build
from index.errors import DocumentError, StoreError
from index.models import PolicyDocument
from index.reading_process import ReadingProcess
from index.store.report import BuildReport
from index.store.sources import Entry, Sources, folder_sources
from tests.fakes import FakeEmbedder, a_document
from tests.index.odd_readers import (
    crash,
    eat,
    hang,
    leave,
    lose_the_store,
    nothing_to_send,
    recurse,
    refuse,
    speak,
    twice,
    vanish,
)

GOOD = "某市补助办法\n一、补助标准\n对孵化器给予30万元补助。\n".encode()


@pytest.fixture(scope="module")
def process():
    made = ReadingProcess(seconds=2, memory=400_000_000)
    made.run("warm.txt", speak)
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("work", "message"),
    [
        (hang, "a.doc: reading takes more than 2 seconds; "),
        (eat, "a.doc: reading takes more than 0.4 GB of memory; "),
        (recurse, "a.doc: its reader failed (RecursionError: maximum recursion depth exceeded"),
        (leave, "a.doc: its reader ended with status 0; "),
        (vanish, "a.doc: its reader ended with status 3; "),
        (crash, "a.doc: its reader ended with status -11; "),
        (nothing_to_send, "a.doc: its reader failed ("),
        (refuse, "a.txt: it is empty"),
    ],
)
def test_what_happens_in_the_process_is_an_error_of_the_file_and_the_next_is_read(process, work, message):
    with pytest.raises(DocumentError) as caught:
        process.run("a.doc", work)
    assert str(caught.value).startswith(message)
    assert process.run("b.txt", speak) != os.getpid()


def test_errors_of_other_kinds_pass(process):
    with pytest.raises(StoreError, match="gone"):
        process.run("a.txt", lose_the_store)


def test_one_process_reads_file_after_file(process):
    assert process.run("a.txt", speak) == process.run("b.txt", speak)


def test_what_files_before_have_left_is_no_failure_of_this_one(process, tmp_path):
    process.run("a.txt", speak)
    assert process.run("b.txt", partial(twice, tmp_path / "marker")) == "read"


def test_it_ends_with_its_program():
    process = ReadingProcess()
    pid = process.run("a.txt", speak)
    process.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


# Builds


def build_folder(folder: Path) -> BuildReport:
    embedder = FakeEmbedder()
    return build(folder_sources(folder / "documents"), folder / "store", embedder.name, lambda: embedder)


def read_good() -> PolicyDocument:
    return a_document("good", "孵化器给予30万元。")


def test_a_build_goes_on_after_a_reader_that_ends(tmp_path):
    entries = [
        Entry(f"{name}.txt", name, "1", read, apart=True)  # type: ignore[arg-type]
        for name, read in {"a": recurse, "b": vanish, "c": leave, "good": read_good}.items()
    ]
    embedder = FakeEmbedder()
    report = build(Sources(tuple(entries)), tmp_path / "store", embedder.name, lambda: embedder)
    assert (report.documents, report.added) == (1, 1)
    assert [warning.source for warning in report.warnings] == ["a.txt", "b.txt", "c.txt"]


# What is not read is named


def test_files_that_are_no_documents_are_named(tmp_path):
    documents = tmp_path / "documents"
    (documents / "folder").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.txt").write_bytes(GOOD)
    (documents / "a.txt").write_bytes(GOOD)
    (documents / "within.txt").symlink_to(documents / "a.txt")
    (documents / "out.txt").symlink_to(tmp_path / "elsewhere" / "secret.txt")
    (documents / "out").symlink_to(tmp_path / "elsewhere")
    (documents / "inner").symlink_to(documents / "folder")
    (documents / "broken.txt").symlink_to(documents / "nothing.txt")
    (documents / "loop.txt").symlink_to(documents / "loop.txt")
    (documents / "empty.txt").touch()
    (documents / "folder" / "a.exe").write_bytes(b"MZ")
    (documents / "folder" / "a.rar").write_bytes(b"Rar!")
    (documents / "no suffix").write_bytes(GOOD)
    for name in ("catalog.toml", ".hidden.txt", "~$a.docx"):
        (documents / name).touch()
    with (documents / "huge.txt").open("wb") as huge:
        huge.truncate(60_000_000)
    os.mkfifo(documents / "pipe.txt")
    (documents / "zero.txt").symlink_to("/dev/zero")
    for name in ("换\n行.txt", "\u202eb\u0301😀.txt", "x" * 251 + ".txt"):
        (documents / name).write_bytes(GOOD)
    (documents / os.fsdecode("补助.txt".encode("gb18030"))).write_bytes(GOOD)
    (documents / os.fsdecode("政策".encode("gb18030"))).mkdir()
    (documents / os.fsdecode("政策/办法.txt".encode("gb18030"))).write_bytes(GOOD)
    report = build_folder(tmp_path)
    unread = {w.source: w.message.partition("; ")[0] for w in report.warnings if w.code == "unreadable"}
    assert unread == {
        "broken.txt": "broken.txt: it is no file that can be read (a link to a folder or to nothing)",
        "empty.txt": "empty.txt: the file is empty",
        "folder/a.exe": "folder/a.exe: .exe is not a known format",
        "folder/a.rar": "folder/a.rar: .rar is not a known format",
        "huge.txt": "huge.txt: 60000000 bytes are more than 50000000",
        "inner": "inner: it is no file that can be read (a link to a folder or to nothing)",
        "loop.txt": "loop.txt: it is no file that can be read (a link to a folder or to nothing)",
        "no suffix": "no suffix: no suffix is not a known format",
        "out": "out: it is a link that leads out of the folder of documents",
        "out.txt": "out.txt: it is a link that leads out of the folder of documents",
        "pipe.txt": "pipe.txt: it is no file that can be read (a link to a folder or to nothing)",
        "zero.txt": "zero.txt: it is a link that leads out of the folder of documents",
        "补助.txt": "补助.txt: its name is not in UTF-8 (it was unpacked from a zip of another system)",
        "政策/办法.txt": "政策/办法.txt: its name is not in UTF-8 (it was unpacked from a zip of another system)",
    }
    assert report.documents == 5


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_what_may_not_be_read_is_named(tmp_path):
    for name in ("a.txt", "b.txt", "folder/c.txt"):
        (tmp_path / "documents" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "documents" / name).write_bytes(GOOD)
    for name in ("a.txt", "folder"):
        (tmp_path / "documents" / name).chmod(0)
    report = build_folder(tmp_path)
    assert [w.source for w in report.warnings if w.code == "unreadable"] == ["folder", "a.txt"]
    assert report.documents == 1
