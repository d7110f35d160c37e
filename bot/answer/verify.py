"""What must hold of every answer before a visitor sees it, checked by code."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from bot.answer.contacts import TELEPHONE
from bot.answer.sums.equations import results
from bot.models import Answer, AnswerStatus, Contact
from index.language.figures import FigureKind, find_figures
from index.models import PolicyDocument, Validity

_MARKER = re.compile(r"\[(\d+)\]")
_SPACE = re.compile(r"\s+")
_SAID = {
    Validity.DRAFT: ("送审稿", "征求意见", "草案", "未正式", "尚未"),
    Validity.EXPIRED: ("失效",),
    Validity.REPEALED: ("废止",),
    Validity.NOT_YET_EFFECTIVE: ("尚未施行",),
    Validity.AMENDED: ("修改",),
}


def verify(answer: Answer, known: str = "", on_file: Collection[Contact] = ()) -> list[str]:
    """What is wrong with an answer, in English for the log; empty when nothing is.

    Each marker has its citation and the other way round; each quote stands in its clause letter for letter; each
    figure stands in a cited clause, in the question, in a contact of the answer, or in `known` (titles, numbers and
    dates of cited documents), or is the result of an equation of such figures that comes out; each telephone number
    stands there, too; each contact is one of those `on_file`;
    a cited document that is not in force is said not to be. An answer without evidence names no amount at all.
    """
    problems = []
    cited = {c.marker for c in answer.citations}
    used = {f"[{n}]" for n in _MARKER.findall(answer.text)}
    if used != cited:
        problems.append(f"markers {sorted(used ^ cited)} stand on one side only")
    problems += [
        f"the quote of {c.marker} is not in its clause"
        for c in answer.citations
        if not c.quote or c.quote not in c.clause_text
    ]
    problems += [
        f"the contact of {c.name} is not on file"
        for c in answer.contacts
        if c.model_copy(update={"named": c.name}) not in on_file
    ]
    rests = answer.status in (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
    sources = " ".join(c.clause_text for c in answer.citations) + " " + answer.question + " " + known
    sources += "".join(f" {c.phone} {c.address} {c.hours} {c.web}" for c in answer.contacts)
    sources = " ".join([sources, *results(answer.text, [sources])])
    allowed, written = {f.key for f in find_figures(sources)}, _SPACE.sub("", sources)
    said = _SPACE.sub("", answer.text)
    problems += [f"the number {n} is in no source" for n in TELEPHONE.findall(said) if n not in written]
    for figure in find_figures(answer.text):
        text = _SPACE.sub("", answer.text[figure.start : figure.end])  # a clause may break a line inside a figure
        if figure.key not in allowed or (figure.kind in (FigureKind.MONEY, FigureKind.RATIO) and text not in written):
            problems.append(f"the figure {text} is in no cited clause")
        elif figure.kind is FigureKind.MONEY and not rests:
            problems.append(f"the amount {text} stands in an answer without evidence")
    if rests:
        if not answer.citations:
            problems.append("an answer without a citation")
        for validity in {c.validity for c in answer.citations}:
            words = _SAID.get(validity)
            if words and not any(w in answer.text for w in words):
                problems.append(f"rests on a document that is {validity} and does not say so")
    return problems


def known_of(answer: Answer, document: Callable[[str], PolicyDocument | None]) -> str:
    """What an answer may say of a cited document besides its clauses: title, number, dates, damage."""
    words = [f"{c.title} {c.doc_number or ''} {c.clause_path}" for c in answer.citations]
    for doc_id in {c.doc_id for c in answer.citations}:
        if found := document(doc_id):
            dates = (found.issued_on, found.published_on, found.effective_on, found.expires_on)
            words += [f"{d} {d[:4]}年{int(d[5:7])}月{int(d[8:])}日" for d in dates if d]
            words += [e.text for e in found.evidence] + [w.message for w in found.warnings]
    return " ".join(words)
