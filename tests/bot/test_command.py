"""`python -m bot`: exit codes, one clear line for what is wrong, never a traceback."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.conversation import Conversations
from tests.bot.made_up_documents import HOME

QUESTION = "兰州承办创新赛事补贴多少"


@pytest.fixture
def opening(small_store, models_dir, embedder, reader, monkeypatch, capsys):
    """Run a command that opens the small index anew: exit code, stdout, stderr."""
    for name in os.environ:
        if name.startswith(("POLICY_", "LLM_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("POLICY_STORE", str(small_store))
    monkeypatch.setenv("POLICY_MODELS", str(models_dir))
    monkeypatch.setenv("POLICY_DOCUMENTS", str(small_store.parent / "documents"))
    monkeypatch.setattr("bot.local_models.load_embedder", lambda name, models: embedder)
    monkeypatch.setattr("bot.local_models.load_reader", lambda name, models: reader)

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as stop:  # argparse
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def run(opening, bot, monkeypatch):
    """The same with the assistant that is open already, without earlier sessions."""
    monkeypatch.setattr(bot, "conversations", Conversations(None, 1))
    monkeypatch.setattr("bot.pipeline.Assistant.open", lambda settings, remember: bot)
    return opening


def is_one_error(err: str) -> bool:
    return err.startswith("error: ") and err.count("\n") == 1 and "Traceback" not in err


# ask


def test_ask(run):
    code, out, err = run("ask", QUESTION)
    assert (code, err) == (0, "")
    assert "45万元" in out and "/policies/lanzhou" in out


def test_ask_json_is_the_contract(run):
    code, out, _ = run("ask", QUESTION, "--json")
    (line,) = out.splitlines()
    answer = json.loads(line)
    assert code == 0
    assert set(answer) >= {"id", "question", "status", "text", "citations", "warnings", "timings_ms"}
    fields = (
        "marker clause_id doc_id title doc_number jurisdiction issued_on validity clause_path quote clause_text url"
    )
    assert set(answer["citations"][0]) >= {*fields.split(), "warnings"}
    assert "45万元" in line  # not escaped


def test_ask_from_another_place(run):
    assert "只适用于" in run("ask", "众创空间补助多少")[1]
    assert "只适用于" not in run("ask", "众创空间补助多少", "--jurisdiction", "辽宁省/盘锦市")[1]
    assert "只适用于" in run("ask", "众创空间补助多少", "--jurisdiction", HOME)[1]


def test_ask_from_a_place_that_is_none(run):
    code, out, err = run("ask", "孵化器奖励多少", "--jurisdiction", "火星市")
    assert (code, out) == (1, "")
    assert is_one_error(err) and "没有找到“火星市”这个地区" in err


@pytest.mark.parametrize("question", ["", "   ", "\x00\x01\x7f", "？？？！", "补" * 5000, "🙂🙂"])
def test_a_question_that_cannot_be_taken(run, question):
    code, out, err = run("ask", question)
    assert (code, out) == (1, "")
    assert is_one_error(err)
    code, out, err = run("ask", question, "--json")
    assert (code, err, json.loads(out)["status"]) == (1, "", "error")


@pytest.mark.parametrize(
    "question",
    [
        f"<b>{QUESTION}</b>",
        f"<script>alert(1)</script>{QUESTION}",
        f"\x00{QUESTION}\x1b[31m",
        f"{QUESTION}\n\n\n",
        f"‮{QUESTION}",
        f"{QUESTION}{'？' * 100}",
    ],
)
def test_dirt_around_a_question(run, question):
    code, out, err = run("ask", question)
    assert (code, err) == (0, "")
    assert "45万元" in out and "<script" not in out and "\x1b" not in out


@pytest.mark.parametrize("question", ["'; DROP TABLE x; --", "%s%s{0}{x}", "a" * 400, "\\u0000", "../../etc/passwd"])
def test_odd_questions_are_no_failure(run, question):
    code, _, err = run("ask", question)
    assert (code, err) == (0, "")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ask"],
        ["ask", "一", "--batch", "file"],
        ["asks", "一"],
        ["ask", "一", "--wrong"],
        ["search"],
        ["search", "--batch", "f", "-k", "many"],
        ["search", "--batch", "f", "-k", "0"],
    ],
)
def test_wrong_arguments(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "usage: python -m bot" in err and "Traceback" not in err


# batches


def write(path: Path, *rows: object) -> str:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows), "utf-8")
    return str(path)


def test_batch_keeps_ids_and_order(run, tmp_path):
    rows = [{"id": "b", "q": QUESTION}, {"id": 2, "q": "归谁管", "history": [QUESTION]}, {"id": "a", "q": ""}]
    code, out, err = run("ask", "--batch", write(tmp_path / "f", *rows))
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [a["id"] for a in answers] == ["b", "2", "a"]
    assert "市工信局" in answers[1]["text"]
    assert answers[2]["status"] == "error"


def test_conversations_of_a_batch_are_apart(run, tmp_path):
    rows = [
        {"id": 1, "q": "归谁管", "history": [QUESTION]},
        {"id": 2, "q": "市级的呢", "history": ["兰州国家级孵化器奖励多少"]},
    ]
    _, out, _ = run("ask", "--batch", write(tmp_path / "f", *rows))
    first, second = (json.loads(line)["text"] for line in out.splitlines())
    assert "市工信局" in first and "20万元" in second


def test_batch_from_standard_input(run, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"id": 1, "q": QUESTION}) + "\n\n"))
    code, out, _ = run("ask", "--batch", "-")
    assert code == 0 and json.loads(out)["id"] == "1"


@pytest.mark.parametrize(
    "broken", ["{", "[]", "3", '{"q": "一"}', '{"id": 1}', '{"id": 1, "q": 3}', '{"id": 1, "q": "一", "history": "二"}']
)
def test_a_broken_line_is_named_after_the_good_ones(run, tmp_path, broken):
    code, out, err = run("ask", "--batch", write(tmp_path / "f", {"id": 1, "q": QUESTION}, broken))
    assert code == 1
    assert len(out.splitlines()) == 1
    assert is_one_error(err) and "line 2" in err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00bad", b"\x80abc"])
def test_a_batch_that_is_no_text(run, tmp_path, content):
    (tmp_path / "f").write_bytes(content)
    code, out, err = run("ask", "--batch", str(tmp_path / "f"))
    assert (code, out) == (1, "")
    assert is_one_error(err)


def test_a_batch_that_is_not_there(run, tmp_path):
    code, _, err = run("ask", "--batch", str(tmp_path / "none.jsonl"))
    assert code == 1
    assert is_one_error(err) and "none.jsonl" in err


def test_search(run, tmp_path):
    batch = write(tmp_path / "f", {"id": 7, "q": "创新赛事"}, {"id": 8, "text": "博士"}, {"id": 9, "q": " "})
    code, out, err = run("search", "--batch", batch, "-k", "2")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [row["id"] for row in rows] == [7, 8, 9]
    assert [len(row["hits"]) for row in rows] == [2, 2, 0]
    assert set(rows[0]["hits"][0]) >= {"clause_id", "source_id", "doc_id", "score"}


# what the assistant cannot work with


def test_no_index(opening, tmp_path):
    code, out, err = opening("ask", QUESTION, "--store", str(tmp_path / "nothing"))
    assert (code, out) == (1, "")
    assert is_one_error(err) and "python -m index build" in err


@pytest.fixture
def copy(small_store, tmp_path) -> Path:
    """A copy of the small store, to be broken."""
    return Path(shutil.copytree(small_store, tmp_path / "copy"))


@pytest.mark.parametrize(
    "pattern", ["**/*.sqlite", "**/chroma.sqlite3", "**/*.bin", "**/bm25/*", "current", "**/*.json"]
)
@pytest.mark.parametrize("damage", ["cut", "garbled", "removed"])
def test_a_broken_index(opening, copy, pattern, damage):
    """Whatever is damaged: it is told with the mend, or it does not matter."""
    files = [path for path in copy.glob(pattern) if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        if damage == "removed":
            path.unlink()
        else:
            path.write_bytes({"cut": data[: len(data) // 2], "emptied": b"", "garbled": bytes(len(data))}[damage])
    code, out, err = opening("ask", QUESTION, "--store", str(copy))
    if code:
        assert out == ""
        assert is_one_error(err) and "python -m index build" in err
    else:
        assert "45万元" in out


def test_an_index_of_another_model(opening, monkeypatch):
    monkeypatch.setenv("POLICY_EMBEDDING_MODEL", "some/other-model")
    code, _, err = opening("ask", QUESTION)
    assert code == 1
    assert is_one_error(err) and "some/other-model" in err and "python -m index build" in err


def test_an_unknown_model(opening, monkeypatch):
    from bot.evidence.local_reader import load_reader

    monkeypatch.setattr("bot.local_models.load_reader", load_reader)
    monkeypatch.setenv("POLICY_READER", "far")
    code, _, err = opening("ask", QUESTION)
    assert code == 1
    assert is_one_error(err) and "far" in err


def test_an_unknown_setting(opening, monkeypatch):
    monkeypatch.setenv("POLICY_STOER", "x")
    code, _, err = opening("ask", QUESTION)
    assert code == 1
    assert is_one_error(err) and "stoer" in err


def test_the_whole_program(tmp_path):
    command = [sys.executable, "-m", "bot", "ask", "一二三", "--store", str(tmp_path / "none")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_error(done.stderr)


def test_a_mistake_of_the_program_is_one_line_too(run, bot, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("first line\nsecond line")

    monkeypatch.setattr(bot, "ask", broken)
    code, out, err = run("ask", QUESTION)
    assert (code, out) == (1, "")
    assert is_one_error(err) and "RuntimeError: first line" in err


def test_in_a_batch_one_failing_question_is_one_error_and_the_rest_goes_on(run, bot, monkeypatch, tmp_path):
    ask = type(bot).ask

    def sometimes(question, **values):
        if "坏" in question:
            raise RuntimeError("first line")
        return ask(bot, question, **values)

    monkeypatch.setattr(bot, "ask", sometimes)
    file = tmp_path / "batch.jsonl"
    file.write_text("".join(json.dumps({"id": i, "q": q}) + "\n" for i, q in enumerate([QUESTION, "坏", QUESTION])))
    code, out, _ = run("ask", "--batch", str(file))
    assert code == 0
    assert [json.loads(line)["status"] for line in out.splitlines()] == ["answered", "error", "answered"]


# evaluate


def test_evaluate(run, tmp_path):
    rows = [
        {"id": 1, "cat": "amount", "q": QUESTION, "gold": ["给予最高45万元的费用补贴"], "must": ["45万元"]},
        {"id": 2, "cat": "none", "q": "兰州瞪羚企业奖励多少", "kind": "refuse_or_no_amount"},
    ]
    questions = write(tmp_path / "questions.jsonl", *rows)
    code, out, err = run("evaluate", "--questions", questions, "--report", str(tmp_path / "reports"))
    assert (code, err) == (0, "")
    assert out.splitlines()[0].split()[:2] == ["kind", "right"]
    assert [line.split()[:2] for line in out.splitlines()[1:4]] == [["amount", "1/1"], ["none", "1/1"], ["all", "2/2"]]
    assert sorted(p.suffix for p in (tmp_path / "reports").iterdir()) == [".html", ".json"]
    code, out, _ = run("evaluate", "--questions", questions, "--report", str(tmp_path / "reports"))
    assert code == 0 and "newly right: –; wrong: –" in out


def test_evaluate_fails_when_truth_drops(run, bot, monkeypatch, tmp_path):
    ask = bot.ask
    monkeypatch.setattr(bot, "ask", lambda *a, **k: (r := ask(*a, **k)).model_copy(update={"text": r.text + " 70万元"}))
    questions = write(tmp_path / "questions.jsonl", {"id": 1, "q": QUESTION})
    code, _, err = run("evaluate", "--questions", questions, "--report", str(tmp_path / "reports"))
    assert code == 1
    assert is_one_error(err) and "wrong_figure" in err


@pytest.mark.parametrize("broken", ["{", '{"id": 1}', '{"id": 1, "q": "一", "must_nto": ["二"]}', ""])
def test_evaluate_names_a_broken_question(run, tmp_path, broken):
    code, out, err = run("evaluate", "--questions", write(tmp_path / "q.jsonl", broken), "--report", str(tmp_path))
    assert (code, out) == (1, "")
    assert is_one_error(err) and "q.jsonl" in err


def test_evaluate_needs_the_originals(run, tmp_path):
    questions = write(tmp_path / "q.jsonl", {"id": 1, "q": QUESTION})
    code, _, err = run("evaluate", "--questions", questions, "--documents", str(tmp_path), "--report", str(tmp_path))
    assert code == 1
    assert is_one_error(err) and "--documents" in err
