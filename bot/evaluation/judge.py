"""What a right answer shows, and what is wrong with one that does not. The fields are told in tests/gold/README.md.

The rules are apart from `bot.answer.verify` on purpose: they read the answer as an outsider gets it, against the
originals.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Literal

from opencc import OpenCC
from pydantic import BeforeValidator

from bot.answer.sums.equations import results
from bot.models import Answer, AnswerStatus
from bot.question.normalise import with_written_sums
from index.language.figures import FigureKind, find_figures
from index.models import Model, PolicyDocument, Validity

_GIVEN = (AnswerStatus.ANSWERED, AnswerStatus.PARTIAL)
# Words of which one must be said when a cited document is not in force.
_STATES = {
    Validity.DRAFT: ("送审稿", "征求意见", "草案", "讨论稿", "尚未", "未正式"),
    Validity.EXPIRED: ("失效", "过期", "到期"),
    Validity.REPEALED: ("废止", "失效"),
    Validity.NOT_YET_EFFECTIVE: ("尚未施行", "尚未生效", "起施行"),
}
_SLICE = re.compile(r"\n\s*\d+、")  # the numbers that a file-sharing site puts between its slices
_ESCAPE = re.compile(r"\\(?=[\W_])")
_BEFORE = r"(?<![0-9])(?<![0-9][.,])(?<![零一二三四五六七八九十百千万亿两](?=[零一二三四五六七八九十百千万亿两]))"
_simplify = OpenCC("t2s").convert


class Fault(StrEnum):
    """A way in which an answer is wrong."""

    WRONG_FIGURE = "wrong_figure"  # stands in no cited clause and not in the question
    FOREIGN_QUOTE = "foreign_quote"  # not in its clause, or in no original
    STATE_UNNAMED = "state_unnamed"  # rests on a document that is not in force and does not say so
    AMOUNT_NOT_GIVEN = "amount_not_given"  # offers money where the documents give none
    FALSE_ANSWER = "false_answer"  # answers what nothing answers
    FALSE_REFUSAL = "false_refusal"  # does not answer what a clause answers
    NOT_CITED = "not_cited"
    OTHER_DOCUMENT = "other_document"
    UNSAID = "unsaid"
    SAID = "said"  # what must not be said


TRUTH = (Fault.WRONG_FIGURE, Fault.FOREIGN_QUOTE, Fault.STATE_UNNAMED, Fault.AMOUNT_NOT_GIVEN)


class GoldQuestion(Model):
    """A line of a gold set. An unknown field is an error: a check that is misspelt would check nothing."""

    id: Annotated[str, BeforeValidator(str)]
    cat: str = "all"
    q: str
    history: tuple[str, ...] = ()
    gold: tuple[str, ...] = ()
    gold_title: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    first_title: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    must_any: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    must_not_claim: tuple[str, ...] = ()
    must_not_raw: tuple[str, ...] = ()
    kind: Literal["refuse", "refuse_or_no_amount"] | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and the words that show it."""

    fault: Fault
    what: str


class Original:
    """The text of a document as it came, for looking up quotes."""

    def __init__(self, text: str) -> None:
        self._forms = (normal(text), normal(_SLICE.sub("", text)))

    def __contains__(self, quote: str) -> bool:
        """Letter for letter after `normal`; a row of a table (列：值；列：值。) by its cells."""
        cells = re.split(r"[;。]?[^:;。]{1,16}:|[;。]$", quote) if re.match(r"[^:;。]{1,16}:[^;]*;", quote) else [quote]
        return any(quote in form or all(cell in form for cell in cells) for form in self._forms)


@lru_cache(maxsize=4096)
def normal(text: str) -> str:
    """Half-width, Simplified, without white space: how passages are compared."""
    return re.sub(r"\s+", "", _readable(text))


def _readable(text: str) -> str:
    return unicodedata.normalize("NFKC", _simplify(text))


def judge(
    question: GoldQuestion,
    answer: Answer,
    originals: dict[str, Original],
    documents: dict[str, PolicyDocument],
) -> list[Finding]:
    """All that is wrong with an answer; empty when it is right. `originals` and `documents` are by doc_id."""
    given = answer.status in _GIVEN
    found = [*_quotes(answer, originals), *_figures(question, answer, documents)]
    if given:
        found += _states(answer)
    found += _kind(question, answer)
    if question.kind is None and given:
        clauses = [normal(c.clause_text) for c in answer.citations]
        found += [Finding(Fault.NOT_CITED, g) for g in question.gold if not any(normal(g) in c for c in clauses)]
        titles = [normal(c.title) for c in answer.citations]
        found += [Finding(Fault.NOT_CITED, g) for g in question.gold_title if not any(normal(g) in t for t in titles)]
    return found + _titles(question, answer) + _words(question, answer)


def cited(question: GoldQuestion, answer: Answer) -> tuple[int, int, int]:
    """How many of the question's passages an answer cites, how many clauses hold one of them, and how many there are.

    A refusal answers nothing, though the clauses that it names as nearest may be the right ones.
    """
    clauses = [normal(c.clause_text) for c in answer.citations] if answer.status in _GIVEN else []
    gold = [normal(g) for g in question.gold]
    return (
        sum(any(g in c for c in clauses) for g in gold),
        sum(any(g in c for g in gold) for c in clauses),
        len(clauses),
    )


def _quotes(answer: Answer, originals: dict[str, Original]) -> list[Finding]:
    return [
        Finding(Fault.FOREIGN_QUOTE, c.quote)
        for c in answer.citations
        if not c.quote or c.quote not in c.clause_text or normal(c.quote) not in originals[c.doc_id]
    ]


def _figures(question: GoldQuestion, answer: Answer, documents: dict[str, PolicyDocument]) -> list[Finding]:
    """Figures that are not written so in a cited clause, in the question, or in what the document says of itself.

    What an equation of such figures comes to may be said.
    """
    text = _ESCAPE.sub("", _readable(answer.text))
    said_before = [with_written_sums(text) for text in (question.q, *question.history)]
    asked = normal(" ".join([question.q, *question.history, *said_before]))
    written = [*said_before, *(c.clause_text for c in answer.citations)]
    sources = " ".join([asked, *(normal(c.clause_text) for c in answer.citations), *results(answer.text, written)])
    about = " ".join(_about(documents[d]) for d in dict.fromkeys(c.doc_id for c in answer.citations))
    loose = []
    for figure in find_figures(text):
        said = normal(text[figure.start : figure.end])
        within = sources + about if figure.kind in (FigureKind.YEAR, FigureKind.COUNT) else sources
        if not _stands(said, within):
            loose.append(Finding(Fault.WRONG_FIGURE, said))
    return loose


def _about(document: PolicyDocument) -> str:
    """Title, number, dates and their evidence: 2019年7月4日 may be said though it stands in no clause."""
    dates = [document.issued_on, document.published_on, document.effective_on, document.expires_on]
    said = [f"{d} {d[:4]}年{int(d[5:7])}月" for d in dates if d]
    words = [document.title, document.doc_number or "", *said, *(e.text for e in document.evidence)]
    return normal(" ".join([*words, *(w.message for w in document.warnings)]))


def _stands(figure: str, text: str) -> bool:
    """Whether the figure stands in `text` whole: 50万元 does not stand in 150万元."""
    return bool(re.search(_BEFORE + re.escape(figure), text))


def _states(answer: Answer) -> list[Finding]:
    """Documents not in force that the text itself does not call so: a warning beside it is easily missed."""
    said = normal(answer.text)
    return [
        Finding(Fault.STATE_UNNAMED, f"{validity}: {title}")
        for validity, title in dict.fromkeys((c.validity, c.title) for c in answer.citations)
        if (words := _STATES.get(validity)) and not any(word in said for word in words)
    ]


def _kind(question: GoldQuestion, answer: Answer) -> list[Finding]:
    """Whether it answers where it should and only there."""
    given = answer.status in _GIVEN
    if question.kind is None:
        return [] if given else [Finding(Fault.FALSE_REFUSAL, str(answer.status))]
    found = []
    if question.kind == "refuse" and (given or answer.status is AnswerStatus.ERROR):
        found.append(Finding(Fault.FALSE_ANSWER, str(answer.status)))
    asked = normal(" ".join([question.q, *question.history]))
    text = _ESCAPE.sub("", _readable(answer.text))
    money = [normal(text[f.start : f.end]) for f in find_figures(text) if f.kind is FigureKind.MONEY]
    if given or question.kind == "refuse":
        found += [Finding(Fault.AMOUNT_NOT_GIVEN, m) for m in dict.fromkeys(money) if not _stands(m, asked)]
    return found


def _titles(question: GoldQuestion, answer: Answer) -> list[Finding]:
    titles = [normal(c.title) for c in answer.citations]
    wanted, first = [normal(t) for t in question.title], [normal(t) for t in question.first_title]
    found = [t for t in dict.fromkeys(titles) if wanted and not any(w in t for w in wanted)]
    found += [t for t in titles[:1] if first and not any(w in t for w in first)]
    return [Finding(Fault.OTHER_DOCUMENT, t) for t in dict.fromkeys(found)]


def _words(question: GoldQuestion, answer: Answer) -> list[Finding]:
    text, said = normal(answer.text), _said(answer)
    found = [Finding(Fault.UNSAID, m) for m in question.must if normal(m) not in text]
    if question.must_any and not any(normal(m) in said for m in question.must_any):
        found.append(Finding(Fault.UNSAID, " / ".join(question.must_any)))
    found += [Finding(Fault.SAID, m) for m in (*question.must_not, *question.must_not_claim) if normal(m) in text]
    return found + [Finding(Fault.SAID, m) for m in question.must_not_raw if m in answer.text]


def _said(answer: Answer) -> str:
    """The text and the warnings that a reader sees with it."""
    warnings = [*answer.warnings, *(w for c in answer.citations for w in c.warnings)]
    return normal(" ".join([answer.text, *dict.fromkeys(f"{w.code} {w.message}" for w in warnings)]))
