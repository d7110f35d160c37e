"""Settings: where they come from, and what stops the start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import load_settings
from index.errors import SettingsError


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """An empty folder and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("POLICY_", "LLM_")) or name in ("HOST", "PORT"):
            monkeypatch.delenv(name)
    return tmp_path


def test_what_holds_without_any():
    settings = load_settings()
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.home_jurisdiction == "甘肃省/兰州市"
    assert not settings.llm_base_url


def test_the_file(place):
    (place / "settings.toml").write_text('bureau_name = "榆川市科技局"\nmax_citations = 3\n', "utf-8")
    settings = load_settings()
    assert (settings.bureau_name, settings.max_citations) == ("榆川市科技局", 3)


def test_the_environment_wins_over_the_file_and_a_command_over_both(place, monkeypatch):
    (place / "settings.toml").write_text('store = "from-file"\n')
    assert load_settings().store == Path("from-file")
    monkeypatch.setenv("POLICY_STORE", "from-environment")
    assert load_settings().store == Path("from-environment")
    assert load_settings(store=Path("from-command")).store == Path("from-command")
    assert load_settings(store=None).store == Path("from-environment")


@pytest.mark.parametrize(
    ("variable", "field"),
    [("HOST", "host"), ("POLICY_HOST", "host"), ("LLM_BASE_URL", "llm_base_url"), ("LLM_API_KEY", "llm_api_key")],
)
def test_names_of_the_contract(monkeypatch, variable, field):
    monkeypatch.setenv(variable, "http://localhost:1")
    assert getattr(load_settings(), field) == "http://localhost:1"


def test_a_key_is_never_shown(monkeypatch):
    monkeypatch.setenv("LLM_API_KEY", "sesame")
    assert "sesame" not in repr(load_settings())


@pytest.mark.parametrize("line", ["max_citation = 3", 'bureau = "局"', "[llm]\nurl = 1"])
def test_an_unknown_key_of_the_file(place, line):
    (place / "settings.toml").write_text(line + "\n", "utf-8")
    name = line.split(" ")[0].strip("[]\n").split("]")[0]
    with pytest.raises(SettingsError, match=name):
        load_settings()


def test_an_unknown_variable(monkeypatch):
    monkeypatch.setenv("POLICY_STOER", "x")
    with pytest.raises(SettingsError, match="stoer"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "seventy"),
        ("port", "70000"),
        ("max_citations", "0"),
        ("session_hours", "-1"),
        ("rate_per_minute", "many"),
        ("llm_timeout", "0"),
    ],
)
def test_an_impossible_value_is_named(place, name, value):
    text = value if value.lstrip("-").isdigit() else f'"{value}"'
    (place / "settings.toml").write_text(f"{name} = {text}\n")
    with pytest.raises(SettingsError, match=f"(?i){name}") as caught:
        load_settings()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"not toml [", b"a = 'b", b"\xff\xfe\x00"])
def test_a_broken_file(place, content):
    (place / "settings.toml").write_bytes(content)
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        load_settings()
