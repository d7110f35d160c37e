"""A document that repeals another marks it: 《…》同时废止."""

from __future__ import annotations

import re
from collections.abc import Iterable

from index.models import PolicyDocument, PolicyWarning, Validity

_TITLE = re.compile(r"《([^《》]+)》")
_NUMBER = re.compile(r"[\u4e00-\u9fff]*[〔\[【(（]?(?:19|20)\d{2}[〕\]】)）]?\s*第?\d+号")
_ISSUED_WITH = re.compile(r"(?:关于)?(?:印发|发布|公布)《([^《》]+)》的(?:通知|公告|决定)$")
# What is only proposed repeals nothing yet.
_WITHOUT_FORCE = {Validity.DRAFT, Validity.NOT_YET_EFFECTIVE}


def superseded_by(documents: Iterable[PolicyDocument]) -> dict[str, PolicyDocument]:
    """doc_id of each document that another one repeals → the one that does.

    A repeal names a title in 《》 or a number (文号); titles must be equal but for marks and 关于印发《…》的通知, and
    the places must not be two different ones.
    """
    known = list(documents)
    by: dict[str, PolicyDocument] = {}
    for newer in known:
        if newer.validity in _WITHOUT_FORCE:
            continue
        for phrase in newer.repeals:
            titles, numbers = _names(phrase)
            for older in known:
                if older.doc_id == newer.doc_id or not _same_place(older, newer) or _later(older, newer):
                    continue
                number = _plain(older.doc_number or "")
                if (number and number in numbers) or _own_titles(older) & titles:
                    by.setdefault(older.doc_id, newer)
    return by


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


def _names(phrase: str) -> tuple[set[str], set[str]]:
    titles = {_plain(title) for title in _TITLE.findall(phrase)}
    numbers = {_plain(number) for number in _NUMBER.findall(phrase)}
    return titles or ({_plain(phrase)} - numbers - {""}), numbers


def _own_titles(document: PolicyDocument) -> set[str]:
    match = _ISSUED_WITH.search(document.title)
    return {_plain(document.title)} | ({_plain(match[1])} if match else set())


def _plain(text: str) -> str:
    """Without white space and marks, so that 〔2017〕145号 and [2017]145号 are one."""
    return re.sub(r"[^0-9A-Za-z\u4e00-\u9fff]", "", text)


def _same_place(a: PolicyDocument, b: PolicyDocument) -> bool:
    one, other = f"{a.jurisdiction}/", f"{b.jurisdiction}/"
    return "/" in (one, other) or one.startswith(other) or other.startswith(one)


def _later(older: PolicyDocument, newer: PolicyDocument) -> bool:
    dates = older.issued_on or older.published_on, newer.issued_on or newer.published_on
    return dates[0] is not None and dates[1] is not None and dates[0] > dates[1]
