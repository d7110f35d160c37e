"""What a document says of all its supports: whom it is for, who is shut out, and whether several may be had at once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.language.sentences import clause_sentences
from index.models import Clause, PolicyDocument

_FOR_WHOM = re.compile(
    r"本(?:办法|政策|措施|细则|规定|意见|实施办法)[^。；]{0,8}适用于|适用对象[^。；]{0,4}(?:为|是|：)|支持对象[^。；]{0,4}(?:为|是|：)"
)
_SHUT_OUT = re.compile(
    r"下列情形[^。]{0,24}(?:不予|不得|不能|不享受|不纳入)|(?:申报|申请)单位[^。]{0,40}(?:不予(?:奖补|支持|受理|补助)|不得(?:申报|享受))"
)
_ONCE_ONLY = re.compile(
    r"不重复(?:享受|奖补|支持|奖励|补助|资助|计算)|不得重复|不再重复|就高不|就高原则|择优不重复|只能?享受(?:一|其中)|不(?:得|能)同时享受|取最高"
)
_CEILING = re.compile(
    r"(?:单个|同一|每家)[^。；，]{0,10}[^。；]{0,16}(?:总额|合计|累计)[^。；]{0,14}(?:不得?超过|最高)"
)


@dataclass(frozen=True)
class Term:
    """A sentence of a document, letter for letter, and its clause. The listed cases of a lead-in follow in `cases`."""

    clause: Clause
    quote: str
    cases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Terms:
    """Terms of a whole document; each is empty where the document has none."""

    for_whom: tuple[Term, ...] = ()
    shut_out: tuple[Term, ...] = ()
    once_only: tuple[Term, ...] = ()
    ceiling: tuple[Term, ...] = ()


def terms_of(document: PolicyDocument) -> Terms:
    """The document's terms, in its order."""
    found: dict[str, list[Term]] = {"for_whom": [], "shut_out": [], "once_only": [], "ceiling": []}
    patterns = {"for_whom": _FOR_WHOM, "shut_out": _SHUT_OUT, "once_only": _ONCE_ONLY, "ceiling": _CEILING}
    for clause in document.clauses:
        for sentence in clause_sentences(clause):
            for name, pattern in patterns.items():
                if pattern.search(sentence):
                    cases = _cases(document, clause) if "情形" in sentence else ()
                    found[name].append(Term(clause, sentence, cases))
    return Terms(**{name: tuple(terms) for name, terms in found.items()})


def _cases(document: PolicyDocument, clause: Clause) -> tuple[str, ...]:
    """The items of a list that a clause leads in."""
    below = [c for c in document.clauses if c is not clause and c.path.startswith(f"{clause.path} › ")]
    return tuple(c.text.strip() for c in below) or tuple(
        line.strip() for line in clause.text.split("\n")[1:] if line.strip()
    )
