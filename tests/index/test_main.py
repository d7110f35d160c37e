"""The command line, as other programs call it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys

import pytest

from index.__main__ import main
from index.embedding.offline import CARRIED_MODEL
from index.store.generations import build_lock
from tests.fakes import FakeEmbedder

NOTICE = """兰州市科学技术局关于支持孵化器的通知
兰科发〔2020〕12号
各有关单位：
一、支持孵化器。
（一）对新认定的市级孵化器给予一次性30万元补助。（责任单位：市科技局）
（二）国家级、省级孵化器分别给予100万元、50万元奖励。
兰州市科学技术局
2020年3月5日
"""


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Run a command in an empty place with two documents and a quick embedder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    for name in ("POLICY_STORE", "POLICY_DOCUMENTS", "POLICY_EMBEDDING_MODEL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("index.embedding.embed.load_embedder", lambda name, models: FakeEmbedder(name))
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "incubators.txt").write_text(NOTICE)
    (tmp_path / "documents" / "talents.txt").write_text("关于人才的通知\n一、引进人才给予10万元补贴。\n2021年1月1日\n")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return code, out, err

    return command


def last_line(out: str) -> dict:
    return json.loads(out.splitlines()[-1])


def test_build_tells_what_it_did(run):
    code, out, _ = run("build")
    report = last_line(out)
    assert code == 0
    keys = ("documents", "clauses", "added", "changed", "removed", "unchanged", "warnings", "seconds")
    assert [key for key in report if key in keys] == list(keys)
    assert (report["documents"], report["added"], report["unchanged"]) == (2, 2, 0)
    assert last_line(run("build")[1])["unchanged"] == 2


def test_known_warnings_are_not_told_again(run, tmp_path):
    (tmp_path / "documents" / "draft.txt").write_text("关于支持大赛的通知（征求意见稿）\n一、给予10万元补贴。\n")
    (tmp_path / "documents" / "empty.txt").write_text("")
    first, second = run("build"), run("build")
    assert "征求意见稿" in first[2]
    assert "征求意见稿" not in second[2]
    assert "empty.txt" in first[2]
    assert "empty.txt" in second[2]
    assert last_line(first[1])["warnings"] == last_line(second[1])["warnings"]


def test_status(run):
    run("build")
    status = json.loads(run("status", "--json")[1])
    assert (status["store"], status["embedding_model"]) == ("var/index", CARRIED_MODEL)
    assert status["built_at"].startswith("20")
    titles = [document["title"] for document in status["documents"]]
    assert titles == ["兰州市科学技术局关于支持孵化器的通知", "关于人才的通知"]
    assert all("clauses" not in document for document in status["documents"])
    assert status["documents"][0]["doc_number"] == "兰科发〔2020〕12号"
    assert "兰科发〔2020〕12号" in run("status")[1]


def test_show(run):
    run("build")
    doc_id = json.loads(run("status", "--json")[1])["documents"][0]["doc_id"]
    document = json.loads(run("show", doc_id, "--json")[1])
    assert any("30万元" in clause["text"] for clause in document["clauses"])
    assert all(document["clean_text"][c["start"] : c["end"]] == c["text"] for c in document["clauses"])
    assert "30万元" in run("show", doc_id)[1]
    assert run("show", "nowhere") == (1, "", "error: there is no document nowhere: python -m index status lists them\n")


def test_supports(run):
    run("build")
    items = [json.loads(line) for line in run("supports", "--json")[1].splitlines()]
    assert {item["amount_cny"] for item in items} >= {300000, 1000000, 500000}
    assert "300,000元" in run("supports")[1]


def test_supports_open_in_a_spreadsheet(run, tmp_path, monkeypatch):
    run("build")
    out = subprocess.run(
        [sys.executable, "-m", "index", "supports", "--csv", "--store", str(tmp_path / "var/index")],
        capture_output=True,
        check=True,
        cwd=__file__.rsplit("/tests/", 1)[0],
    ).stdout
    assert out.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(out.decode("utf-8-sig"))))
    assert "300000.0" in [row["金额（元）"] for row in rows]
    assert all(row["原文"] and row["条款标识"] for row in rows)


def test_check_reads_a_file_without_building(run, tmp_path):
    (tmp_path / "new.txt").write_text(NOTICE)
    code, out, _ = run("check", "new.txt")
    assert code == 0
    for part in ("兰科发〔2020〕12号", "市科技局", "issued_on = 2020-03-05", "300,000元"):
        assert part in out
    whole = json.loads(run("check", "new.txt", "--json")[1])
    assert whole["clauses"] and whole["supports"] and whole["evidence"]
    assert not (tmp_path / "var").exists()


def test_a_jsonl_of_provisions(run, tmp_path):
    (tmp_path / "law.jsonl").write_text('{"id": "a#1", "title": "甲法", "text": "第一条。"}\nnothing\n')
    code, out, err = run("build", "--jsonl", "law.jsonl", "--store", "law")
    assert (code, last_line(out)["clauses"]) == (0, 1)
    assert [warning["source"] for warning in last_line(out)["warnings"]] == ["law.jsonl:2"]
    assert "line 2" in err
    document = json.loads(run("status", "--json", "--store", "law")[1])["documents"][0]
    clause = json.loads(run("show", document["doc_id"], "--json", "--store", "law")[1])["clauses"][0]
    assert clause["source_id"] == "a#1"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("status",), "there is no index in var/index: run python -m index build"),
        (("build", "--documents", "nowhere"), "there is no folder nowhere"),
        (("build", "--jsonl", "nowhere.jsonl", "--store", "law"), "cannot read nowhere.jsonl"),
        (("check", "nowhere.txt"), "nowhere.txt"),
        (("build", "--store", "documents/talents.txt"), "cannot write the store"),
    ],
)
def test_a_failure_is_one_line_that_names_the_mend(run, arguments, message):
    code, out, err = run(*arguments)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert message in err


def test_a_build_while_another_is_at_work(run, tmp_path):
    with build_lock(tmp_path / "var" / "index"):
        code, _, err = run("build")
    assert code == 1
    assert "another build is at work" in err


@pytest.mark.parametrize("content", ["store = ", b"\xff\xfe", "store = 5"])
def test_settings_that_cannot_be_read(run, tmp_path, content):
    path = tmp_path / "settings.toml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    code, _, err = run("status")
    assert (code, len(err.splitlines())) == (1, 1)


def test_a_fault_of_the_program_is_one_line_too(run, monkeypatch):
    monkeypatch.setattr("index.build.build", lambda *_: [][0])
    code, _, err = run("build")
    assert (code, err) == (1, "error: IndexError: list index out of range (python -X dev -m index … shows where)\n")


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("build", "--jsonl", "law.jsonl"), ("show",), ("supports", "--json", "--csv")]
)
def test_wrong_arguments(arguments, capsys, monkeypatch):
    monkeypatch.delenv("POLICY_STORE", raising=False)
    with pytest.raises(SystemExit) as exit_:
        main(list(arguments))
    assert exit_.value.code == 2
    assert "usage: python -m index" in capsys.readouterr().err
