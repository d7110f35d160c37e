"""Language models of all kinds behind the seam: each makes its reply out of the prompt."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.llm.exam import Exam
from bot.llm.generation import GenerationError

PROMPTS = Path(__file__).parents[3] / "prompts"
EXAM = Exam.load(PROMPTS / "exam.jsonl")
ANSWERS = {item.question: " ".join(item.answers) or "无" for item in EXAM.items}


class Replies:
    """A `Generator` whose reply is `reply(prompt)`; `asked` are the prompts, oldest first."""

    def __init__(self, reply: Callable[[str], str]) -> None:
        self.reply = reply
        self.asked: list[str] = []

    def generate(self, system: str, user: str) -> Iterator[str]:
        self.asked.append(user)
        yield self.reply(user)


def question_of(user: str) -> str:
    return re.search(r"【访客的问题 \w+】\n(.*?)\n【", user, re.DOTALL)[1]


def numbers_of(user: str) -> list[str]:
    return re.findall(r"^(\d+\.\d+) ", user, re.MULTILINE)


def right(user: str) -> str:
    return ANSWERS[question_of(user)]


def by_chance(seed: int) -> Callable[[str], str]:
    chance = random.Random(seed)
    return lambda user: chance.choice([*numbers_of(user), "无"])


def shares_most(user: str) -> str:
    """What a very small model does at its best: the sentence with most of the question's characters."""
    question = set(question_of(user))
    lines = re.findall(r"^(\d+\.\d+) (.*)$", user, re.MULTILINE)
    return max(lines, key=lambda line: len(question & set(line[1])) / len(set(line[1])) ** 0.5)[0]


def unreachable(user: str) -> str:
    raise GenerationError("the connection is refused")


def late(user: str) -> str:
    time.sleep(1)
    return "无"


BAD: dict[str, Callable[[str], str]] = {
    **{f"random {seed}": by_chance(seed) for seed in range(3)},
    "always the first": lambda user: numbers_of(user)[0],
    "always the last": lambda user: numbers_of(user)[-1],
    "always all": lambda user: " ".join(numbers_of(user)),
    "always none": lambda user: "无",
    "yes": lambda user: "是",
    "prose": lambda user: "根据资料，新认定的孵化器可获得30万元奖励。",
    "the right number in prose": lambda user: f"答案是 {right(user)}。",
    "the question copied": question_of,
    "a number that is not there": lambda user: "99.1",
    "a passage and no sentence": lambda user: "1",
    "nothing": lambda user: "",
    "one sentence more than is right": lambda user: f"{right(user)} {numbers_of(user)[0]} {numbers_of(user)[-1]}",
    "most shared characters": shares_most,
}
