"""Which of a sentence's supports were asked for: tier and figure are paired by code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.evidence.sentences import Evidence
from bot.question.understand import Query
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


def own_parts(items: Sequence[SupportItem]) -> list[str]:
    """What sets each beneficiary apart from the others of its sentence: 团队（重点支持） → 重点支持."""
    names = [i.beneficiary for i in items]
    lead = _common(names)
    tail = _common([name[lead:][::-1] for name in names])
    return [name[lead : len(name) - tail].strip("（）()") for name in names]


def _common(names: Sequence[str]) -> int:
    """How many first characters all names share."""
    return next((i for i, column in enumerate(zip(*names, strict=False)) if len(set(column)) > 1), min(map(len, names)))
