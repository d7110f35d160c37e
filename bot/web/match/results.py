"""The outcome of a match for people: in groups, in words, and as rows of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.match import Condition, Enterprise, Match, Matching, Outcome, State, applies, match
from bot.web.language import texts
from bot.web.match.form import TEN_THOUSAND, Form
from bot.web.pages.clauses import marked_url
from bot.web.pages.formats import place
from bot.web.service import Index
from bot.web.supports.choice import LAPSED
from bot.web.supports.wording import standard
from index.models import PolicyDocument, Validity

COLUMNS = ("结果", "对象", "支持标准", "测算", "条件", "责任单位", "适用地区", "时效", "文件", "原文", "链接")


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
    typed = {key: f"{amount / TEN_THOUSAND:.10g}" for key, amount in sums.items()} | dict(form.wrong)
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
            entered.append((question.label, f"{sums[question.key] / TEN_THOUSAND:.10g}万元"))
        elif label := dict(question.options).get(answers.get(question.key, "")):
            entered.append((question.label, label))
    return entered
