"""An answer while it is put together: its lines, the citations that its markers stand for, what must stand first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.quotes import verbatim
from bot.answer.texts import Texts
from bot.evidence.sentences import Evidence
from bot.models import Answer, AnswerStatus, Citation
from index.models import Clause, PolicyDocument, Validity
from index.places.find import place_name

# Warnings that a reader must meet in the first lines of an answer, in this order.
_DAMAGE = {"digits_lost": "digits_lost", "truncated": "truncated", "mojibake": "damaged"}
_DRAFT_WORD = re.compile(r"送审稿|征求意见稿|草案|讨论稿|试行草案")
_MARKER = re.compile(r"\[\d+\]")
_SEGMENT_NUM = re.compile(
    r"^(?:第[一二三四五六七八九十百千零〇\d]+[编章节条款项]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d+(?:\.\d+)*[.．﹒、]?|[①-⑳]|附件\d*)"
)
_BROKEN = re.compile(r"(?<=[一-鿿，、])[ \t]*\n[ \t]*(?=[一-鿿])")  # a line end between two characters of one sentence
# Characters that Markdown or HTML would read as markup.
_ESCAPE = str.maketrans({c: "\\" + c for c in "\\`*_#|~"} | {"<": "＜", ">": "＞", "[": "［", "]": "］"})


class Draft:
    """Lines of an answer, and the citations that their markers stand for."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.notices: list[str] = []
        self.lines: list[str] = []
        self.citations: dict[str, Citation] = {}
        self.quoted: set[str] = set()
        self._noticed: set[str] = set()

    def cite(self, evidence: Evidence, quote: str | None = None) -> str:
        """The marker of the clause; its document's state goes into the first lines once."""
        clause, document = evidence.clause, evidence.document
        if clause.clause_id not in self.citations:
            self.citations[clause.clause_id] = citation(
                f"[{len(self.citations) + 1}]", clause, document, verbatim(clause, quote or evidence.quote)
            )
        marker = self.citations[clause.clause_id].marker
        if document.doc_id not in self._noticed:
            self._noticed.add(document.doc_id)
            self.notices += [f"> {notice} {marker}" for notice in notices(document, self.texts)]
        return marker

    def say(self, line: str) -> None:
        self.lines.append(line)

    def answer(self, question: str, status: AnswerStatus) -> Answer:
        text = "\n\n".join([*self.notices, *self.lines])
        warnings = {(w.code, w.message): w for c in self.citations.values() for w in c.warnings}
        return Answer(
            question=question,
            status=status,
            text=text,
            citations=tuple(self.citations.values()),
            warnings=tuple(warnings.values()),
        )


def join(question: str, answers: Sequence[Answer]) -> Answer:
    """Several answers as one; a clause that two of them cite keeps one marker, and a line is said once."""
    markers: dict[str, str] = {}
    citations: list[Citation] = []
    lines: dict[str, None] = {}
    for answer in answers:
        own = {}
        for cited in answer.citations:
            if cited.clause_id not in markers:
                markers[cited.clause_id] = f"[{len(markers) + 1}]"
                citations.append(cited.model_copy(update={"marker": markers[cited.clause_id]}))
            own[cited.marker] = markers[cited.clause_id]
        text = _MARKER.sub(lambda m, own=own: own[m[0]], answer.text)  # type: ignore[misc]
        lines |= dict.fromkeys(text.split("\n\n"))
    # Of two clauses of one document the first marker is enough.
    notices = list({_MARKER.sub("", line): line for line in reversed(lines) if line.startswith(">")}.values())[::-1]
    whole = all(answer.status is AnswerStatus.ANSWERED for answer in answers)
    return Answer(
        question=question,
        status=AnswerStatus.ANSWERED if whole else AnswerStatus.PARTIAL,
        text="\n\n".join([*notices, *(line for line in lines if not line.startswith(">"))]),
        citations=tuple(citations),
        warnings=tuple({(w.code, w.message): w for a in answers for w in a.warnings}.values()),
    )


def adds_nothing(answer: Answer, before: Sequence[Answer]) -> bool:
    """Whether each line of an answer that quotes a clause stands in those before it."""
    said = {_MARKER.sub("", line) for other in before for line in other.text.split("\n\n")}
    quotes = [line for line in _MARKER.sub("", answer.text).split("\n\n") if line.startswith(("“", "**", "- "))]
    return bool(quotes) and all(line in said for line in quotes)


def citation(marker: str, clause: Clause, document: PolicyDocument, quote: str) -> Citation:
    return Citation(
        marker=marker,
        clause_id=clause.clause_id,
        doc_id=document.doc_id,
        title=document.title,
        doc_number=document.doc_number,
        jurisdiction=document.jurisdiction,
        issued_on=document.issued_on,
        validity=document.validity,
        clause_path=clause.path,
        quote=quote,
        clause_text=clause.text,
        url=f"/policies/{document.doc_id}#{clause.clause_id}",
        warnings=document.warnings,
    )


def notices(document: PolicyDocument, texts: Texts) -> list[str]:
    """What a reader must know of the document before its content: not in force, damaged."""
    said = []
    title = plain(document.title)
    state = str(document.validity)
    if document.validity is Validity.DRAFT:
        said.append(texts("notice.draft", title=title, word=draft_word(document)))
    elif document.validity is Validity.NOT_YET_EFFECTIVE:
        said.append(texts("notice.not_yet_effective", title=title, date=from_day(document.effective_on)))
    elif document.validity in (Validity.EXPIRED, Validity.REPEALED, Validity.AMENDED):
        said.append(texts(f"notice.{state}", title=title))
    codes = {w.code for w in document.warnings}
    said += [texts(f"notice.{key}", title=title) for code, key in _DAMAGE.items() if code in codes]
    said += [plain(w.message) for w in document.warnings if w.code == "closed"]
    return said


def draft_word(document: PolicyDocument) -> str:
    match = _DRAFT_WORD.search(document.title)
    return match[0] if match else "草案"


def issuer(document: PolicyDocument) -> str:
    return "、".join(document.issuers) or (
        f"{place_name(document.jurisdiction)}有关部门" if document.jurisdiction else "发文单位"
    )


def nums(clause: Clause) -> str:
    """二、（二）4. from the clause's path; its last heading where nothing is numbered."""
    found = [m[0] for segment in clause.path.split(" › ") if (m := _SEGMENT_NUM.match(segment))]
    return "".join(found) or plain(clause.path.split(" › ")[-1][:30]) or "引言"


def plain(text: str) -> str:
    """A document's words inside our Markdown: no markup, one line."""
    return re.sub(r"\s*\n\s*", " ", _BROKEN.sub("", text)).translate(_ESCAPE)


def from_day(date: str | None) -> str:
    return f"（自{date}起施行）" if date else ""


def damaged(document: PolicyDocument) -> bool:
    """Whether its figures cannot be relied on."""
    return any(w.code == "digits_lost" for w in document.warnings)
