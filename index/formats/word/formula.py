"""Formulas of Word (m:oMath) on one line, so that no figure is made of two: a half is 1/2, ten to the seventh 10⁷."""

from __future__ import annotations

import re
from collections.abc import Callable

from index.formats.word.package import Element, M, W, is_on

RAISED = str.maketrans("0123456789+-−–=()（）n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−–=()（）", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎₍₎")


def formula(element: Element) -> str:
    """The formula's text in the order of print; what tracked changes deleted is left out."""
    return "".join(_one(child) for child in element.iterchildren("*"))


def _one(element: Element) -> str:
    if element.tag in (f"{M}t", f"{W}t"):
        return element.text or ""
    if element.tag in (f"{W}del", f"{W}moveFrom") or element.tag.endswith("Pr"):
        return ""
    if element.tag == f"{M}r" and any(is_on(element.find(f"{W}rPr/{W}{tag}")) for tag in ("strike", "vanish")):
        return ""
    make = _FORMS.get(element.tag.rpartition("}")[2])
    return make(element) if make and element.tag.startswith(M) else formula(element)


def _child(element: Element, tag: str) -> str:
    found = element.find(M + tag)
    return formula(found) if found is not None else ""


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"\w*|[\d.,]+", text) else f"({text})"


def _fraction(element: Element) -> str:
    return f"{_grouped(_child(element, 'num'))}/{_grouped(_child(element, 'den'))}"


def _scripts(element: Element) -> str:
    return _child(element, "e") + _low(_child(element, "sub")) + _high(_child(element, "sup"))


def _high(text: str) -> str:
    raised = text.translate(RAISED)
    return raised if not re.search(r"[0-9a-zA-Z]", raised) else f"^{_grouped(text)}"


def _low(text: str) -> str:
    return text.translate(LOWERED)


def _mark(element: Element, path: str, default: str) -> str:
    found = element.find("/".join(M + tag for tag in path.split("/")))
    return str(found.get(f"{M}val", "")) if found is not None else default


def _bracketed(element: Element) -> str:
    parts = [formula(child) for child in element.iterchildren(f"{M}e")]
    inside = _mark(element, "dPr/sepChr", "|").join(parts)
    return _mark(element, "dPr/begChr", "(") + inside + _mark(element, "dPr/endChr", ")")


def _root(element: Element) -> str:
    return f"{_high(_child(element, 'deg'))}√{_grouped(_child(element, 'e'))}"


def _large(element: Element) -> str:
    limits = _low(_child(element, "sub")) + _high(_child(element, "sup"))
    return f"{_mark(element, 'naryPr/chr', '∫')}{limits} {_child(element, 'e')}"


def _rows(element: Element) -> str:
    return " ".join(formula(child) for child in element.iterchildren(f"{M}e", f"{M}mr"))


_FORMS: dict[str, Callable[[Element], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _scripts,
    "d": _bracketed,
    "rad": _root,
    "nary": _large,
    "eqArr": _rows,
    "m": _rows,
    "mr": _rows,
}
