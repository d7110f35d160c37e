"""docs/langchain.md runs as it is written, over the real index of the five documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "langchain.md"

pytestmark = pytest.mark.model


def test_the_programs_of_the_page(tmp_path, monkeypatch, capsys, built_store, models_dir):
    monkeypatch.chdir(tmp_path)
    for name, folder in {
        "DOCUMENTS": PAGE.parents[1] / "documents",
        "STORE": built_store,
        "MODELS": models_dir,
        "CONVERSATIONS": tmp_path / "conversations.sqlite",
    }.items():
        monkeypatch.setenv(f"POLICY_{name}", str(folder))
    programs = re.findall(r"```python\n(.+?)```", PAGE.read_text("utf-8"), re.DOTALL)
    values: dict[str, object] = {"__name__": "__main__"}
    said = []
    for program in programs:
        exec(compile(program, str(PAGE), "exec"), values)
        said.append(capsys.readouterr().out)
    first, second = said
    assert re.search(r"^memory: .*(?:意见|方案|办法|通知)", first, re.MULTILINE)
    assert len(re.findall(r"^chroma: 0\.\d+ .*", first, re.MULTILINE)) == 3
    assert "孵化器" in first
    assert "chain: 见第一条。" in first
    assert re.search(r"^\d{3}\n.+", second)
