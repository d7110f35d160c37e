"""The figures that a visitor says of the own case, each with the words that say what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.answer.sums.equations import COUNT, value
from index.language.figures import Figure, FigureKind, find_figures
from index.supports.grants import Role, given_runs, plain

_NOT_YUAN = re.compile(r"\s*[方美欧日港英\d一二三四五六七八九多余来几]")  # 4万方, 5万美元
_SAME = {"名": "人", "位": "人", "个月": "月"}
_BREAK = re.compile(r"[，,。；;：:、！!？?（()）\s]")
_WHEN = re.compile(r"前年|[去上]一?年度?|[今本当]年度?|(?:19|20)\d\d年度?|这一?年")
_RANK = {"前": 0, "去": 1, "上": 1, "今": 2, "本": 2, "当": 2, "这": 2}
PARTICLE = re.compile(r"(?:左右|以上)?的?[，,]?(?:对不对|是不是|没错吧?|[对是]?[吗吧么嘛])[？?。！!]*$")
_EMPTY = re.compile(r"^[是有为到了的我们公司在一共大概就又只每]*$")


@dataclass(frozen=True)
class Own:
    """`text` as it is written, `unit` 元, %, 年, 月 or a measure word, `near` the words beside it in its part."""

    text: str
    value: Decimal
    unit: str
    start: int
    near: str

    @property
    def year(self) -> int | None:
        """The year that it is of: a number of the calendar, or 0 to 2 from 前年 to 今年; None when none is named."""
        found = _WHEN.search(self.near)
        return None if not found else int(found[0][:4]) if found[0][0].isdigit() else _RANK[found[0][0]]

    @property
    def about(self) -> str:
        return _WHEN.sub("", self.near)


def own_figures(question: str) -> list[Own]:
    """All figures of a question in order; one that says nothing of itself (今年520万) is of what the last one is."""
    found: list[Own] = []
    for start, end, unit in _spans(question):
        before = _BREAK.split(question[found[-1].start + len(found[-1].text) if found else 0 : start])[-1]
        near = before + _BREAK.split(question[end:])[0]
        own = Own(question[start:end].strip(), value(question[start:end].strip()), unit, start, near)
        if found and found[-1].unit == unit and _EMPTY.match(own.about):
            own = replace(own, near=near + found[-1].about)
        found.append(own)
    return found


def _spans(question: str) -> list[tuple[int, int, str]]:
    spans = [
        (f.start, f.end, "元" if f.kind is FigureKind.MONEY else "%")
        for f in find_figures(question)
        if (f.kind is FigureKind.MONEY and not _NOT_YUAN.match(question, f.end))
        or (f.kind is FigureKind.RATIO and f.unit == "%")
    ]
    taken = {at for start, end, _ in spans for at in range(start, end)}
    spans += [(m.start(), m.end(), _SAME.get(m[2], m[2])) for m in COUNT.finditer(question) if m.start() not in taken]
    return sorted(spans)


def claimed(question: str) -> list[tuple[Figure, str]]:
    """The figures that a question says are given (不是补50万吗), as it writes them: by the rules that read a clause.

    Of several one that stands right before the final particle is claimed, too: 省上给了150万，市里是75万吗.
    A word of giving rules the figures of its own part alone: 研发费用800万，补助多少 claims none.
    """
    said: set[tuple[FigureKind, float]] = set()
    for part in re.split(r"[，,。；;！!？?]", question):
        text = plain(part.replace("给", "给予").replace("予予", "予"))
        runs = [run for run in given_runs(text, giving=False) if run.role is not Role.CAP]
        said |= {(f.kind, f.value) for run in runs for f in run.figures}
    found = [(f, question[f.start : f.end].strip()) for f in find_figures(question)]
    return [
        (f, written)
        for f, written in found
        if (f.kind, f.value) in said
        or (len(found) > 1 and f.kind is FigureKind.MONEY and PARTICLE.match(question, f.end))
    ]


def shared(one: str, other: str) -> int:
    """How many pairs of characters two texts have in common."""
    return len({one[i : i + 2] for i in range(len(one) - 1)} & {other[i : i + 2] for i in range(len(other) - 1)})
