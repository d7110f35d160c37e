"""Which of a sentence's supports were asked for: tier and figure are paired by code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.evidence.sentences import Evidence
from bot.question.understand import Query
from index.language.figures import FigureKind, find_figures
from index.models import SupportItem

_LABEL = re.compile(r"[A-Fa-f]\s*(?:类|等次?|档)|第[一二三四五六七八九十\d]+(?:名|档|类|年度?|等|批)")


def items_for(query: Query, evidence: Evidence) -> list[SupportItem]:
    """The items of the tier or class that was asked for, else those whose own part the question says, else all.

    Of several only the ones whose beneficiary the question names in some word: another's amount must not lead.
    """
    pairs = {query.whole[i : i + 2] for i in range(len(query.whole) - 1)}
    items = list(evidence.items)
    if len(items) > 1:
        items = [i for i in items if any(pair in f"{i.beneficiary}{''.join(i.conditions)}" for pair in pairs)]
    if within := _steps(items, query.text):
        return within
    if query.tiers and any(i.tier and i.tier.endswith("级") for i in items):
        return [i for i in items if i.tier in query.tiers]
    if said := [i for i in items if i.tier and i.tier in query.text]:
        return said
    labels = {re.sub(r"\s", "", label).upper() for label in _LABEL.findall(query.text)}
    if labels and (said := [i for i in items if i.tier and any(label[:2] in i.tier for label in labels)]):
        return said
    if len(items) < 2:
        return items
    parts = [{part[i : i + 2] for i in range(len(part) - 1)} for part in own_parts(items)]
    for asked in (query.text, query.whole):  # 转化基地多少 behind 研发机构给多少: what it says itself comes first
        said = [
            item
            for at, item in enumerate(items)
            if any(pair in asked for pair in parts[at].difference(*parts[:at], *parts[at + 1 :]))
        ]
        if said:
            return said
    return items


def _steps(items: Sequence[SupportItem], question: str) -> list[SupportItem]:
    """Of supports by size (2000万元以上、不足1亿元) the one that the sum of the question lies in; [] when unclear."""
    own = {f.value for f in find_figures(question) if f.kind is FigureKind.MONEY}
    steps = [(item, _step(item.tier or "")) for item in items]
    if len(own) != 1 or len(items) < 2 or not all(step for _, step in steps):
        return []
    (value,) = own
    fit = [item for item, step in steps if step and step[0] <= value < step[1]]
    return fit if len(fit) == 1 else []


def _step(tier: str) -> tuple[float, float] | None:
    """From and below which sum a step goes: 500万元以上、不足2000万元; None when it is no step."""
    low, high, found = 0.0, float("inf"), False
    for figure in find_figures(tier):
        least = re.match(r"\s*(?:（含）)?(?:及|（含）)?以上", tier[figure.end :]) or tier[: figure.start].endswith(
            ("满", "达到")
        )
        most = re.search(r"(?:不足|不满|低于)\s*$", tier[: figure.start])
        if figure.kind is not FigureKind.MONEY or not (least or most):
            return None
        low, high = (figure.value, high) if least else (low, figure.value)
        found = True
    return (low, high) if found else None


def own_parts(items: Sequence[SupportItem]) -> list[str]:
    """What sets each beneficiary apart from the others of its sentence: 团队（重点支持） → 重点支持."""
    names = [i.beneficiary for i in items]
    lead = _common(names)
    tail = _common([name[lead:][::-1] for name in names])
    return [name[lead : len(name) - tail].strip("（）()") for name in names]


def _common(names: Sequence[str]) -> int:
    """How many first characters all names share."""
    return next((i for i, column in enumerate(zip(*names, strict=False)) if len(set(column)) > 1), min(map(len, names)))
