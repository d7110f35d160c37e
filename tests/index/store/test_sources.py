import json

import pytest

from index.errors import DocumentError
from index.store.sources import folder_sources, jsonl_sources


def write(path, *rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows))
    return path


def row(row_id, title, text):
    return {"id": row_id, "title": title, "text": text}


def test_rows_of_one_title_are_one_document(tmp_path):
    file = write(
        tmp_path / "law.jsonl",
        row("a#1", "甲法", "第一条。"),
        row("b#1", "乙法", "总则。"),
        row("a#2", "甲法", "第二条。"),
    )
    documents = [entry.read() for entry in jsonl_sources(file).entries]
    assert [(d.title, [c.source_id for c in d.clauses]) for d in documents] == [
        ("甲法", ["a#1", "a#2"]),
        ("乙法", ["b#1"]),
    ]
    for document in documents:
        assert all(document.clean_text[c.start : c.end] == c.text for c in document.clauses)
    assert len({c.clause_id for d in documents for c in d.clauses}) == 3


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{", "line 2 is not", id="not JSON"),
        pytest.param("[1]", "line 2 is not", id="not an object"),
        pytest.param(json.dumps({"id": "2", "title": "法"}), "line 2 is not", id="no text"),
        pytest.param(json.dumps({"id": "2", "title": 5, "text": "字"}), "line 2 is not", id="a title that is no text"),
        pytest.param(json.dumps({"id": "2", "title": "法", "text": " "}), "line 2 is not", id="empty text"),
        pytest.param("\udcff", "line 2 is not", id="not UTF-8"),
        pytest.param(json.dumps(row("1", "法", "又一条。")), "line 2 repeats the id 1", id="an id twice"),
    ],
)
def test_a_bad_line_is_a_problem_and_the_rest_goes_on(tmp_path, line, message):
    file = tmp_path / "law.jsonl"
    lines = [json.dumps(row("1", "法", "一条。")), line, "", json.dumps(row("3", "法", "三条。"))]
    file.write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    sources = jsonl_sources(file)
    assert [c.source_id for entry in sources.entries for c in entry.read().clauses] == ["1", "3"]
    assert [(place, text[: len(message)]) for place, text in sources.problems] == [("law.jsonl:2", message)]


def test_a_lone_surrogate_is_replaced(tmp_path):
    file = write(tmp_path / "a.jsonl", r'{"id": "1\ud800", "title": "法\ud800", "text": "一\ud800。"}')
    document = jsonl_sources(file).entries[0].read()
    assert (document.title, document.clean_text, document.clauses[0].source_id) == ("法?", "一?。", "1?")


@pytest.mark.parametrize("content", ["", "\n\n", "{}\n"])
def test_a_file_without_provisions(tmp_path, content):
    (tmp_path / "law.jsonl").write_text(content)
    with pytest.raises(DocumentError, match="no provision"):
        jsonl_sources(tmp_path / "law.jsonl")


def test_no_such_file(tmp_path):
    with pytest.raises(DocumentError, match="cannot read"):
        jsonl_sources(tmp_path / "law.jsonl")


def test_a_row_changes_its_document_alone(tmp_path):
    before = jsonl_sources(write(tmp_path / "a.jsonl", row("1", "甲", "一。"), row("2", "乙", "二。"))).entries
    after = jsonl_sources(
        write(tmp_path / "a.jsonl", row("0", "丙", "零。"), row("1", "甲", "一。"), row("2", "乙", "三。"))
    ).entries
    prints = [{entry.source: entry.fingerprint for entry in entries} for entries in (before, after)]
    assert prints[0]["a.jsonl#甲"] == prints[1]["a.jsonl#甲"]
    assert prints[0]["a.jsonl#乙"] != prints[1]["a.jsonl#乙"]
    ids = [{c.clause_id for entry in entries for c in entry.read().clauses} for entries in (after, after)]
    assert ids[0] == ids[1]


def test_a_file_that_changes_while_it_is_read(tmp_path):
    entries = jsonl_sources(write(tmp_path / "a.jsonl", row("1", "甲", "一。"))).entries
    (tmp_path / "a.jsonl").write_text("short")
    with pytest.raises(DocumentError, match="build again"):
        entries[0].read()


def test_a_folder(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.txt").write_text("关于支持创新的通知\n一、给予30万元。\n")
    (tmp_path / "a.txt").write_text("关于支持人才的通知\n一、给予20万元。\n")
    before = folder_sources(tmp_path).entries
    assert [entry.source for entry in before] == ["a.txt", "deep/b.txt"]
    (tmp_path / "a.txt").write_text("关于支持人才的通知\n一、给予50万元。\n")
    (tmp_path / "catalog.toml").write_text('["deep/b.txt"]\nvalidity = "repealed"\n')
    after = folder_sources(tmp_path).entries
    assert [a.fingerprint == b.fingerprint for a, b in zip(before, after, strict=True)] == [False, False]


def test_an_empty_folder_wipes_nothing(tmp_path):
    with pytest.raises(DocumentError, match="no document in"):
        folder_sources(tmp_path)
    with pytest.raises(DocumentError, match="no folder"):
        folder_sources(tmp_path / "nowhere")
