"""A model that words badly: over 500 answers, nothing of what it says that is false is shown."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

import pytest

from bot.answer.texts import Texts
from bot.llm.amounts import amounts
from bot.llm.writing import Writer
from bot.models import Answer
from tests.bot.llm.fake_generators import PROMPTS, Replies
from tests.bot.llm.test_verify_draft import Group, groups

SETS = ("draft_sentences.jsonl", "draft_sentences_second.jsonl", "draft_sentences_third.jsonl")


def figures_moved(group: Group) -> str:
    """The first clause with each amount where another of its sort was."""
    text = group.clauses[0]
    found = [a for a in amounts(text) if a.key[0] in ("money", "ratio")]
    moved = found[1:] + found[:1]
    if len({a.key for a in found}) < 2:
        return "没有。"
    for old, new in reversed(list(zip(found, moved, strict=True))):
        text = text[: old.start] + group.clauses[0][new.start : new.end] + text[old.end :]
    return re.sub(r"\(.*", "", text) + "[1]。"


def doubled(group: Group) -> str:
    sentence = next((s for s in group.clauses[0].split("。") if re.search(r"\d", s)), "没有1")
    return re.sub(r"\d+", lambda m: str(2 * int(m[0]) + 1), sentence) + "[1]。"


def by_chance(group: Group) -> str:
    words = re.findall(r"[一-鿿]{2,4}|\d+(?:\.\d+)?[万%元年个]*", group.clauses[0])
    return "".join(random.Random(group.title).sample(words, min(12, len(words)))) + "90万元[1]。"


BAD: dict[str, Callable[[Group], str]] = {
    "yes": lambda _: "可以。[1]",
    "no": lambda _: "不可以，没有这样的规定。[1]",
    "copies the question": lambda group: f"{group.question}[1]。",
    "prose without markers": lambda group: f"根据政策，{group.clauses[0]}",
    "a marker that is not there": lambda group: f"{group.clauses[0].split('。')[0]}[9]。",
    "figures moved": figures_moved,
    "figures doubled": doubled,
    "words by chance": by_chance,
    "a lie among them": lambda group: "".join(text for _, text in group.lies),
    "a promise": lambda group: f"您一定可以获得500万元奖励，现行有效[1]。{group.question}[1]。",
}


def answers(bad: Callable[[Group], str]) -> Iterator[tuple[Answer, Answer]]:
    """The composed answer to each group's question, and what a bad writer makes of it."""
    for group in (g for name in SETS for g in groups(name)):
        composed = group.composed_answer()
        yield composed, Writer(Replies(lambda _, g=group: bad(g)), Texts(PROMPTS), PROMPTS).write(composed, 5)


@pytest.mark.parametrize("kind", BAD)
def test_nothing_of_a_bad_writer_is_shown(kind):
    shown = [(c.question, w.text) for c, w in answers(BAD[kind]) if w.generated]
    assert shown == []


def test_these_are_five_hundred_answers():
    assert len(BAD) * sum(len(groups(name)) for name in SETS) >= 500
