from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.match import Outcome, State
from bot.match.traits import ACTIVITIES, LEVELS, PLATFORMS, STATUSES, Body, Origin, When
from bot.web.language import texts
from bot.web.language.english import ENGLISH
from bot.web.language.translate import language

TEMPLATES = Path(__file__).parents[4] / "bot" / "web" / "pages" / "templates"
CHINESE = re.compile(r"[一-鿿]")


@pytest.mark.parametrize(
    ("accept", "code"),
    [
        ("", "zh-CN"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en-US,en;q=0.9", "en"),
        ("en;q=0.5,zh;q=0.8", "zh-CN"),
        ("fr,en;q=0.7,zh;q=0.3", "en"),
        ("fr,de;q=0.7", "zh-CN"),
        ("*;q=0.1,en;q=,;;;", "en"),
        ("en-GB;q=nonsense, zh", "en"),
    ],
)
def test_language(accept, code):
    assert language(accept) == code


def _marked() -> set[str]:
    return {
        text
        for file in TEMPLATES.rglob("*.html")
        for text in re.findall(r'_\("([^"]+)"', file.read_text(encoding="utf-8"))
    }


def test_every_word_of_the_pages_has_its_english():
    words = _marked() | set(texts.VALIDITY.values()) | set(texts.SUPPORT_KIND.values()) | set(texts.HEADINGS.values())
    words |= {texts.OUTCOME[o] for o in Outcome} | {texts.STATE[s] for s in State}
    words |= {word for t in (*PLATFORMS, *STATUSES, *ACTIVITIES) for word in (t.name, t.examples) if word}
    words |= {*Body, *Origin, *When, *LEVELS}
    words |= {texts.TITLE, texts.label(False), texts.label(True), texts.EVERY_LABEL, texts.ANY_PLACE}
    assert not {word for word in words if word not in ENGLISH}


def test_no_chinese_word_of_the_pages_is_left_unmarked():
    for file in TEMPLATES.rglob("*.html"):
        rest = re.sub(r"\{#.*?#\}|_\([^()]*\)|《\{\{|（万元）|\{%.*?%\}", "", file.read_text(encoding="utf-8"))
        assert not CHINESE.findall(re.sub(r"\{\{.*?\}\}", "", rest)), file.name


def test_pages_speak_the_language_of_the_browser(client):
    for path in ("/policies", "/policies/plan", "/supports", "/supports?view=table", "/match", "/embed", "/nothing"):
        english = client.get(path, headers={"accept-language": "en-US,en;q=0.9", "accept": "text/html"})
        assert '<html lang="en">' in english.text, path
        assert english.headers["vary"].lower().count("accept-language") == 1
        assert '<html lang="zh-CN">' in client.get(path, headers={"accept": "text/html"}).text
    assert "Check eligibility" in client.get("/match", headers={"accept-language": "en"}).text
