"""What documents say of each other: one repeals another (《…》同时废止), one was put in twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from index.language.rules import Rules
from index.models import PolicyDocument, PolicyWarning, Validity
from index.places.find import COUNTRY

_RULES, _RANKS = Rules("facts/relations"), Rules("facts/origin")
# What is only proposed repeals nothing yet.
_WITHOUT_FORCE = {Validity.DRAFT, Validity.NOT_YET_EFFECTIVE}

_Name = tuple[Literal["title", "number"], str]  # without marks


def superseded_by(documents: Iterable[PolicyDocument]) -> dict[str, PolicyDocument]:
    """doc_id of each document that another one repeals → the one that does.

    A repeal names a title in 《》 or a number (文号); titles must be equal but for marks and 关于印发《…》的通知. Only
    the issuing office itself or a higher one, of the same place or one around it, can repeal (《规章制定程序条例》
    and the rules for 规范性文件 say so for each level): what another says is `claimed_by`.
    """
    return {older: newer for older, newer, may in _repeals(documents) if may}


def claimed_by(documents: Iterable[PolicyDocument]) -> dict[str, PolicyDocument]:
    """doc_id of each document that another one calls repealed without being able to repeal it → the one that does."""
    return {older: newer for older, newer, may in _repeals(documents) if not may}


def _repeals(documents: Iterable[PolicyDocument]) -> list[tuple[str, PolicyDocument, bool]]:
    """doc_id, the document that says it is repealed, and whether that one can; the first that can, else the first."""
    known = list(documents)
    called: dict[_Name, list[int]] = {}
    for at, document in enumerate(known):
        for name in _own_names(document):
            called.setdefault(name, []).append(at)
    found: dict[str, tuple[PolicyDocument, bool]] = {}
    for newer in known:
        if newer.validity in _WITHOUT_FORCE:
            continue
        for phrase in newer.repeals:
            for at in sorted({at for name in _names(phrase) for at in called.get(name, ())}):
                older = known[at]
                if older.doc_id == newer.doc_id or not _same_place(older, newer) or _later(older, newer):
                    continue
                may = _may_repeal(newer, older)
                if older.doc_id not in found or (may and not found[older.doc_id][1]):
                    found[older.doc_id] = newer, may
    return [(doc_id, newer, may) for doc_id, (newer, may) in found.items()]


def _may_repeal(newer: PolicyDocument, older: PolicyDocument) -> bool:
    """Whether the newer one's place covers the older one's, and its office is the same or a higher one."""
    if not newer.jurisdiction and not newer.issuers:
        return False
    here, there = newer.jurisdiction, older.jurisdiction
    if here and there and here != there:
        return here == COUNTRY or there.startswith(f"{here}/")
    shared = {_plain(name) for name in newer.issuers} & {_plain(name) for name in older.issuers}
    ranks = _rank(newer), _rank(older)  # a government and its office are of one rank, two departments are two
    return bool(shared) or not newer.issuers or not older.issuers or ranks[0] > ranks[1] or ranks[0] == ranks[1] > 0


def _rank(document: PolicyDocument) -> int:
    """2 for a people's congress or party committee, 1 for a government or its office, 0 for a department."""
    ranks = (
        2 if _RANKS["congress"].search(name) else 1 if _RANKS["government"].search(name) else 0
        for name in document.issuers
    )
    return max(ranks, default=0)


def as_claimed(document: PolicyDocument, by: PolicyDocument) -> PolicyDocument:
    """`document` with a warning that another one, which cannot repeal it, says it is repealed."""
    message = (
        f"《{by.title.strip('《》')}》称本文件已废止，但其发文机关不是本文件的制定机关或上级机关，请向发文机关核实。"
    )
    return _warned(document, "repeal_doubtful", message)


def same_as(documents: Iterable[PolicyDocument]) -> dict[str, PolicyDocument]:
    """doc_id of each document that was put in twice → the one that came first: of one title and number, or day."""
    first: dict[tuple[str, str, str], PolicyDocument] = {}
    found = {}
    for document in documents:
        told = _plain(document.doc_number or "") or document.issued_on or ""
        key = (_plain(document.title), told, document.jurisdiction)
        if told and first.setdefault(key, document) is not document:
            found[document.doc_id] = first[key]
    return found


def as_same(document: PolicyDocument, other: PolicyDocument) -> PolicyDocument:
    """`document` with a warning that `other` is the same one."""
    message = f"与“{other.source_file}”题目、文号（或日期）相同，可能是同一份文件，请核对后只保留一份。"
    return _warned(document, "same_document", message)


def _warned(document: PolicyDocument, code: str, message: str) -> PolicyDocument:
    return document.model_copy(update={"warnings": (*document.warnings, PolicyWarning(code=code, message=message))})


def as_repealed(document: PolicyDocument, by: PolicyDocument) -> PolicyDocument:
    """`document` marked with its repeal; a validity that a person wrote into the catalog stands."""
    number = f"（{by.doc_number}）" if by.doc_number else ""
    warning = PolicyWarning(code="superseded", message=f"本文件已被《{by.title.strip('《》')}》{number}废止。")
    checked = any(e.field == "validity" and e.source == "catalog" for e in document.evidence)
    return document.model_copy(
        update={
            "validity": document.validity if checked else Validity.REPEALED,
            "warnings": (*document.warnings, warning),
        }
    )


def _names(phrase: str) -> set[_Name]:
    """What a repeal names."""
    titles = {_plain(title) for title in _RULES["title"].findall(phrase)}
    numbers = {_plain(number) for number in _RULES["number"].findall(phrase)}
    titles = titles or ({_plain(phrase)} - numbers - {""})
    return {("number", number) for number in numbers if number} | {("title", title) for title in titles}


def _own_names(document: PolicyDocument) -> set[_Name]:
    """By what others can name a document."""
    match = _RULES["issued_with"].search(document.title)
    titles = {_plain(document.title)} | ({_plain(match[1])} if match else set())
    number = _plain(document.doc_number or "")
    return {("title", title) for title in titles} | ({("number", number)} if number else set())


def _plain(text: str) -> str:
    """Without white space and marks, so that 〔2017〕145号 and [2017]145号 are one."""
    return "".join(filter(str.isalnum, text))


def _same_place(a: PolicyDocument, b: PolicyDocument) -> bool:
    one, other = f"{a.jurisdiction}/", f"{b.jurisdiction}/"
    return (
        COUNTRY in (a.jurisdiction, b.jurisdiction)
        or "/" in (one, other)
        or one.startswith(other)
        or other.startswith(one)
    )


def _later(older: PolicyDocument, newer: PolicyDocument) -> bool:
    dates = older.issued_on or older.published_on, newer.issued_on or newer.published_on
    return dates[0] is not None and dates[1] is not None and dates[0] > dates[1]
