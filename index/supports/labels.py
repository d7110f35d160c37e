"""Articles that tell their support under labels: 支持对象：… 申报条件：… 支持标准：…

The beneficiary is then named under one label, and what is given under another, in one clause or in clauses beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from index.language.rules import WORDS, Rules
from index.language.sentences import clause_sentences
from index.models import Clause
from index.supports.recipients import recipient

_RULES = Rules("supports/labels")
_LONG = 80  # characters; a longer beneficiary is a text about it


@dataclass(frozen=True)
class Told:
    """What the labels of an article say for all that it gives; `named` is empty when no label tells it."""

    named: str = ""
    conditions: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


def label_of(sentence: str) -> tuple[str, str]:
    """What a labelled sentence tells (objects, conditions, award, other) and the rest of it; "" without a label."""
    match = _RULES["label"].search(sentence)
    if not match:
        return "", sentence
    kind = next(name for name in ("objects", "conditions", "award", "other") if match[name])
    return kind, sentence[match.end() :].strip()


def is_award_label(heading: str) -> bool:
    """Whether a heading only says that what is given follows: 支持标准."""
    return bool(_RULES["award"].search(heading))


def names_objects(heading: str) -> bool:
    """Whether a heading says that those whom a document is for follow: 申报对象."""
    match = _RULES["heading"].search(heading)
    return bool(match and match["objects"])


def told_of(sentences: Sequence[str]) -> list[Told]:
    """For each sentence of a clause, what the labels of its part tell.

    A part begins where the label that came first comes again (（一）… 支持对象：… （二）… 支持对象：…). A label without
    text (支持条件：) leads in those below it.
    """
    opening, starts = "", [0]
    for i, sentence in enumerate(sentences):
        kind, _ = label_of(sentence)
        if kind and kind == opening:
            starts.append(i)
        opening = opening or kind
    told: list[Told] = []
    for start, end in pairwise([*starts, len(sentences)]):
        told += [_told(sentences[start:end])] * (end - start)
    return told


def _told(sentences: Sequence[str]) -> Told:
    found: dict[str, list[str]] = {"objects": [], "conditions": []}
    leads = ""
    for sentence in sentences:
        kind, rest = label_of(sentence)
        if kind:
            leads = kind if not rest else ""
        else:
            kind, rest = leads, _RULES["number"].sub("", sentence)
        if kind in found and rest:
            found[kind].append(rest.rstrip("。；;"))
    return Told(_name(found["objects"]), tuple(found["conditions"]))


def told_beside(clauses: Iterable[Clause]) -> dict[str, Told]:
    """Path above → what clauses with a label for a heading (1.支持对象, 2.申报条件) tell for those beside them."""
    found: dict[str, Told] = {}
    for clause in clauses:
        above, mark, _ = clause.path.rpartition(" › ")
        match = _RULES["heading"].search(clause.heading) if mark else None
        if not match:
            continue
        texts = [label_of(s)[1].rstrip("。；;") for s in clause_sentences(clause)]
        texts = [text for text in texts if text and text != clause.heading]
        told = found.get(above, Told())
        if match["objects"]:
            found[above] = replace(told, named=told.named or _name(texts))
        elif match["conditions"]:
            found[above] = replace(told, conditions=(*told.conditions, *texts))
        else:
            found[above] = replace(told, units=(*told.units, *clause.responsible_units))
    return found


def _name(texts: list[str]) -> str:
    """Whom the first of some texts names."""
    text = texts[0].removeprefix("对") if texts else ""
    if not WORDS["HEAD"].search(text):
        return ""
    return text if len(text) <= _LONG else recipient(f"对{text},", "").name
