"""政策匹配 for people: what a form says of an enterprise, and the outcome as rows of a table. Nothing is kept."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

from bot.match import NO, Condition, Enterprise, Match, Matching, Outcome, State, applies, match
from bot.web import texts
from bot.web.render import place
from bot.web.service import Index
from bot.web.supports import LAPSED, standard
from index.language.numerals import from_han, han_number
from index.models import PolicyDocument, Validity

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
    """Yuan of what was typed in a field of 万元: 120, 1,200.5, 120万元, 八十万, 1.2亿元; 300000元 has its own unit.

    None: no sum.
    """
    found = _SUM.fullmatch(re.sub(r"\s", "", text.translate(_NARROW)))
    if not found:
        return None
    try:
        number = float(found["digits"].replace(",", "")) if found["digits"] else han_number(found["han"])
    except ValueError:  # 十百
        return None
    scale = (found["scale"] and from_han(found["scale"])) or 1
    value = number * scale * (1 if found["scale"] or found["yuan"] else _TEN_THOUSAND)
    return round(value, 2) if math.isfinite(value) and value <= 1e12 else None


_NARROW = str.maketrans("０１２３４５６７８９．，萬億圆", "0123456789.,万亿元")
_SUM = re.compile(
    r"(?:(?P<digits>[\d,]*\d(?:\.\d+)?)|(?P<han>[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零一二三四五六七八九]+)?))"
    r"(?P<scale>[十百千]?[万亿])?(?P<yuan>元)?"
)


def matching_of(index: Index, enterprise: Enterprise) -> Matching:
    """The enterprise against every support of its place."""
    items = [item for item in index.supports() if applies(enterprise.place, item.jurisdiction)]
    named = [*(item.doc_id for item in items), *(d.doc_id for d in documents_of(index.documents(), enterprise.place))]
    documents = [index.document(doc_id) for doc_id in dict.fromkeys(named)]
    return match(enterprise, items, [document for document in documents if document])


def documents_of(documents: Iterable[PolicyDocument], place: str) -> list[PolicyDocument]:
    """Those that hold for a place."""
    return [d for d in documents if d.jurisdiction and applies(place, d.jurisdiction)]


def all_lapsed(documents: Sequence[PolicyDocument]) -> bool:
    """Whether there are documents, and all of them are of the past."""
    return bool(documents) and all(d.validity in LAPSED for d in documents)


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
    not_fitting = [m for m in result.matches if m.outcome is Outcome.DOES_NOT_FIT and m.item.validity not in LAPSED]
    lapsed = [m for m in result.matches if m.item.validity in LAPSED]
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
        ("不符合", "至少有一项条件不相符。", not_fitting),
        (texts.OUTCOME_LAPSED, "文件已经失效或废止，不再受理，仅供了解。", lapsed),
    )
    return [Group(name, hint, matches) for name, hint, matches in named if matches]


def outcome(found: Match) -> str:
    """The outcome in a word; that of a document of the past says so, and not that the enterprise does not fit."""
    return texts.OUTCOME_LAPSED if found.item.validity in LAPSED else texts.OUTCOME[found.outcome.value]


def blockers(found: Match) -> list[Condition]:
    """The conditions that are not met, or, when all that are known are met, those that are open."""
    unmet = [c for c in found.conditions if c.state is State.UNMET]
    return unmet or [c for c in found.conditions if c.state is State.UNKNOWN]


def rows(matches: Iterable[Match], titles: Mapping[str, str], site: str) -> list[tuple[str, ...]]:
    """A line of `COLUMNS` for each match; `site` stands before its link."""
    return [
        (
            outcome(found),
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


def view(form: Form, result: Matching, documents: Sequence[PolicyDocument], base: str) -> dict[str, Any]:
    """What the template of the page shows; `documents` are those of the place."""
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
    words = Counter(outcome(m) for m in result.matches)
    return {
        "place": form.enterprise.place,
        "asked": asked,
        "answers": answers,
        "typed": typed,
        "wrong": {key: text for key, text in form.wrong.items() if key in shown},
        "kept": kept,
        "groups": groups(result),
        "counts": {word: words[word] for word in (*texts.OUTCOME.values(), *words)},
        "notes": result.notes,
        "mentions": result.mentions,
        "entered": _entered(form, result),
        "all_lapsed": all_lapsed(documents),
        "none_in_force": bool(documents) and not any(d.validity is Validity.IN_FORCE for d in documents),
        "outcome": outcome,
        "blockers": blockers,
        "standard": standard,
        "link": lambda url, quote: f"{base}{marked_url(url, quote)}",
    }


def _entered(form: Form, result: Matching) -> list[tuple[str, str]]:
    """What was answered, as label and answer, for the paper that a result is printed on."""
    answers, sums = form.enterprise.answers, form.enterprise.sums
    entered = []
    for question in result.questions:
        if question.kind == "sum" and question.key in sums:
            entered.append((question.label, f"{sums[question.key] / _TEN_THOUSAND:.10g}万元"))
        elif label := dict(question.options).get(answers.get(question.key, "")):
            entered.append((question.label, label))
    return entered


def marked_url(url: str, quote: str) -> str:
    """The address of a clause with a sentence to mark in it."""
    path, _, clause = url.partition("#")
    return f"{path}?{urlencode({'mark': quote.split(chr(10))[0]})}#{clause}"
