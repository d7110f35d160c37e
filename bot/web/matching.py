"""政策匹配 for people: what a form says of an enterprise, and the outcome as rows of a table. Nothing is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from bot.match import NO, Condition, Enterprise, Match, Matching, Outcome, State, applies, match
from bot.web import texts
from bot.web.render import place
from bot.web.service import Index
from bot.web.supports import standard

COLUMNS = ("结果", "对象", "支持标准", "测算", "条件", "责任单位", "适用地区", "时效", "文件", "原文", "链接")
MOST_FIELDS = 400
_TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class Form:
    """What a form said. `wrong` are the sums that are no numbers, as they were typed."""

    enterprise: Enterprise
    wrong: Mapping[str, str] = field(default_factory=dict)


def read_form(body: bytes, home: str) -> Form:
    """A posted form: `place`, `a:KEY` answers, `seen` ticks that were shown, `s:KEY` sums in 万元.

    A tick that was shown and left open is a no; one that was never shown is no answer.

    Raises:
        ValueError: more fields than any form of ours has, or no UTF-8.
    """
    fields = parse_qs(body.decode(), max_num_fields=MOST_FIELDS)
    answers = dict.fromkeys(fields.get("seen", ()), NO)
    answers |= {key[2:]: values[0] for key, values in fields.items() if key.startswith("a:")}
    typed = {key[2:]: values[0] for key, values in fields.items() if key.startswith("s:")}
    sums = {key: amount for key, text in typed.items() if (amount := ten_thousands(text)) is not None}
    where = fields.get("place", [home])[0][:60]
    return Form(Enterprise(place=where, answers=answers, sums=sums), {k: v for k, v in typed.items() if k not in sums})


def ten_thousands(text: str) -> float | None:
    """Yuan of what was typed in a field of 万元: 120, 1,200.5, 120万元; 300000元 has its own unit. None: no number."""
    found = re.fullmatch(r"([\d,，]*\d(?:\.\d+)?)(万元?|元)?", re.sub(r"\s", "", text.translate(_NARROW)))
    if not found:
        return None
    value = float(re.sub("[,，]", "", found[1])) * (1 if found[2] == "元" else _TEN_THOUSAND)
    return value if math.isfinite(value) and value <= 1e12 else None


_NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")


def matching_of(index: Index, enterprise: Enterprise) -> Matching:
    """The enterprise against every support of its place."""
    items = [item for item in index.supports() if applies(enterprise.place, item.jurisdiction)]
    documents = [index.document(doc_id) for doc_id in dict.fromkeys(item.doc_id for item in items)]
    return match(enterprise, items, [document for document in documents if document])


@dataclass(frozen=True)
class Group:
    """Matches under one heading."""

    name: str
    hint: str
    matches: Sequence[Match]


def groups(result: Matching) -> list[Group]:
    """What fits; what would, were it not for the document; what is open; what does not fit. Empty ones are left out."""
    fits = [m for m in result.matches if m.outcome is Outcome.FITS]
    but_for_document = [m for m in result.matches if m.outcome is Outcome.TO_VERIFY and m.fit is Outcome.FITS]
    to_verify = [m for m in result.matches if m.outcome is Outcome.TO_VERIFY and m.fit is not Outcome.FITS]
    not_fitting = [m for m in result.matches if m.outcome is Outcome.DOES_NOT_FIT]
    named = (
        ("符合", "条款写明的条件都相符；是否给予，由责任单位审核决定。", fits),
        (
            "待核实：条件相符，文件效力未定",
            "所填情况与条款相符，但文件为草案、时效不明或有缺损，不能作为申报依据。",
            but_for_document,
        ),
        (
            "待核实：还有条件没有确认",
            "补充上面的问题可以进一步判断；标明由主管部门认定的，请向责任单位咨询。",
            to_verify,
        ),
        ("不符合", "至少有一项条件不相符，或者文件已经失效。", not_fitting),
    )
    return [Group(name, hint, matches) for name, hint, matches in named if matches]


def blockers(found: Match) -> list[Condition]:
    """The conditions that are not met, or, when all that are known are met, those that are open."""
    unmet = [c for c in found.conditions if c.state is State.UNMET]
    return unmet or [c for c in found.conditions if c.state is State.UNKNOWN]


def rows(matches: Iterable[Match], titles: Mapping[str, str], site: str) -> list[tuple[str, ...]]:
    """A line of `COLUMNS` for each match; `site` stands before its link."""
    return [
        (
            texts.OUTCOME[found.outcome.value],
            found.item.beneficiary,
            standard(found.item),
            "；".join(found.amount.steps),
            "；".join(f"{c.text}（{texts.STATE[c.state.value]}：{c.reason}）" for c in found.conditions),
            "、".join(found.item.responsible_units),
            place(found.item.jurisdiction),
            texts.VALIDITY[found.item.validity],
            titles[found.item.doc_id],
            found.item.quote,
            f"{site}/policies/{found.item.doc_id}#{found.item.clause_id}",
        )
        for found in matches
    ]


def view(form: Form, result: Matching, base: str) -> dict[str, Any]:
    """What the template of the page shows."""
    answers, sums = form.enterprise.answers, form.enterprise.sums
    asked = {
        "who": [q for q in result.questions if q.key in {"body", "origin"}],
        "ticks": [q for q in result.questions if q.kind == "tick"],
        "details": [q for q in result.questions if q.kind != "tick" and q.key not in {"body", "origin"}],
    }
    shown = {q.key for q in result.questions}
    typed = {key: f"{amount / _TEN_THOUSAND:.10g}" for key, amount in sums.items()} | dict(form.wrong)
    # What is not asked now may be asked again after another answer.
    kept = [(f"a:{key}", value) for key, value in answers.items() if key not in shown and value]
    kept += [(f"s:{key}", text) for key, text in typed.items() if key not in shown]
    return {
        "place": form.enterprise.place,
        "asked": asked,
        "answers": answers,
        "typed": typed,
        "wrong": form.wrong,
        "kept": kept,
        "groups": groups(result),
        "counts": {o.value: sum(m.outcome is o for m in result.matches) for o in Outcome},
        "notes": result.notes,
        "blockers": blockers,
        "standard": standard,
        "link": lambda url, quote: f"{base}{marked_url(url, quote)}",
    }


def marked_url(url: str, quote: str) -> str:
    """The address of a clause with a sentence to mark in it."""
    path, _, clause = url.partition("#")
    return f"{path}?{urlencode({'mark': quote.split(chr(10))[0]})}#{clause}"
