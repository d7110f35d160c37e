"""Evidence → answer, without a language model: the clauses' own sentences in a short plain frame."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.evidence import Evidence, blocks, is_bare
from bot.models import Answer, AnswerStatus, Citation
from bot.texts import Texts
from index.figures import FigureKind, find_figures
from index.models import Clause, PolicyDocument, SupportItem, Validity
from index.places import place_name
from index.supports import is_giving

# Warnings that a reader must meet in the first lines of an answer, in this order.
_DAMAGE = {"digits_lost": "digits_lost", "truncated": "truncated", "mojibake": "damaged"}
_LIMITS = re.compile(
    r"不得|不再|不予|不重复|不适用|应当|必须|须|条件|仅限|除外|就高|同一|累计|期限|有效期|拨付|申报|自.{2,12}起|低于|不少于|不超过|失效"
)
_HARMLESS = frozenset({"furniture_removed", "not_in_force", "validity_conflict"})
_RESPONSIBLE = re.compile(
    r"[（(](?:责任单位|牵头单位|责任部门)[：:][^（()）]*[）)]|[（(][^（()）]{2,120}(?:牵头|负责|配合)[^（()）]{0,80}[）)]|责任单位[：:][^\n]+"
)
_DRAFT_WORD = re.compile(r"送审稿|征求意见稿|草案|讨论稿|试行草案")
_MARKER = re.compile(r"\[\d+\]")
_SEGMENT_NUM = re.compile(
    r"^(?:第[一二三四五六七八九十百千零〇\d]+[编章节条款项]|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百\d]+[）)]|\d+(?:\.\d+)*[.．、]?|[①-⑳]|附件\d*)"
)
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
                f"[{len(self.citations) + 1}]", clause, document, quote or evidence.quote
            )
        marker = self.citations[clause.clause_id].marker
        if document.doc_id not in self._noticed:
            self._noticed.add(document.doc_id)
            self.notices += [f"> {notice} {marker}" for notice in notices(document, self.texts)]
        return marker

    def say(self, line: str) -> None:
        self.lines.append(line)

    def answer(self, question: str, status: AnswerStatus, suggestions: Sequence[str] = ()) -> Answer:
        text = "\n\n".join([*self.notices, *self.lines])
        warnings = {w.code: w for c in self.citations.values() for w in c.warnings}
        return Answer(
            question=question,
            status=status,
            text=text,
            citations=tuple(self.citations.values()),
            warnings=tuple(warnings.values()),
            suggestions=tuple(suggestions),
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
    notices = [line for line in lines if line.startswith(">")]
    whole = all(answer.status is AnswerStatus.ANSWERED for answer in answers)
    return Answer(
        question=question,
        status=AnswerStatus.ANSWERED if whole else AnswerStatus.PARTIAL,
        text="\n\n".join([*notices, *(line for line in lines if line not in notices)]),
        citations=tuple(citations),
        warnings=tuple({w.code: w for a in answers for w in a.warnings}.values()),
    )


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
        said.append(texts("notice.not_yet_effective", title=title, date=_from(document.effective_on)))
    elif document.validity in (Validity.EXPIRED, Validity.REPEALED, Validity.AMENDED):
        said.append(texts(f"notice.{state}", title=title))
    codes = {w.code for w in document.warnings}
    said += [texts(f"notice.{key}", title=title) for code, key in _DAMAGE.items() if code in codes]
    return said


def statement(draft: Draft, evidence: Evidence, quote: str | None = None) -> None:
    """The sentence itself, with where it stands; the second sentence of a clause goes without."""
    known = evidence.clause.clause_id in draft.quoted
    draft.quoted.add(evidence.clause.clause_id)
    marker = draft.cite(evidence, quote)
    text = plain(quote or evidence.quote)
    if known:
        draft.say(draft.texts("answer.more", quote=text) + f" {marker}")
    else:
        title = plain(evidence.document.title)
        draft.say(draft.texts("answer.quote", quote=text, title=title, nums=nums(evidence.clause)) + f" {marker}")


def rest(draft: Draft, evidence: Evidence, said: Sequence[str], limit: int, figures: bool) -> None:
    """What else the clause says, so that no condition is missed; nothing when that would pass `limit` characters.

    Without `figures` only sentences that limit or condition the support are worth it: those that give other amounts
    are other supports.
    """
    others = [
        s
        for s in blocks(evidence.clause)
        if s not in said
        and not is_bare(s, evidence.clause)
        and (figures or (_LIMITS.search(s) and not _gives_amount(s)))
    ]
    if others and sum(map(len, others)) <= limit:
        text = plain("".join(others))
        draft.say(draft.texts("answer.rest", text=text) + f" {draft.cite(evidence)}")


def _gives_amount(sentence: str) -> bool:
    return is_giving(sentence) and any(f.kind in (FigureKind.MONEY, FigureKind.RATIO) for f in find_figures(sentence))


def lead(draft: Draft, evidence: Evidence, items: Iterable[SupportItem]) -> None:
    """Who gets how much, a line an item: 市级孵化器：一次性30万元."""
    marker = draft.cite(evidence)
    for item in items:
        amount = amount_phrase(item)
        if amount:
            draft.say(f"**{plain(item.beneficiary)}：{plain(amount)}** {marker}")


def amount_phrase(item: SupportItem) -> str:
    """The item's figures as the clause writes them: 按50%，最高50万元; empty when it has none."""
    parts = []
    if item.ratio is not None:
        parts.append(_ratio_phrase(item.quote, item.ratio))
    if item.amount_cny is not None:
        parts.append(
            ("一次性" if item.per == "一次性" else "") + _written(item.quote, FigureKind.MONEY, item.amount_cny)
        )
    if item.cap_cny is not None:
        parts.append("最高" + _written(item.quote, FigureKind.MONEY, item.cap_cny))
    if parts and item.per and item.per != "一次性":
        parts[-1] += f"（{item.per}）"
    return "，".join(parts)


def _ratio_phrase(quote: str, value: float) -> str:
    """The ratio with what it is a share of: 按照活动费用实际发生总额的50%, 不低于省级补助资金50%的配套支持."""
    written = _written(quote, FigureKind.RATIO, value)
    segment = next((s for s in re.split(r"[，,。；;]", quote) if written and written in s), written)
    return re.sub(r"^.*?(?:给予|予以)(?=.*\d)", "", segment).strip()


def _written(quote: str, kind: FigureKind, value: float) -> str:
    return next(
        (quote[f.start : f.end] for f in find_figures(quote) if f.kind is kind and abs(f.value - value) < 1e-9), ""
    )


def office(draft: Draft, evidence: Evidence) -> bool:
    """The responsible offices as the clause names them; False when it names none."""
    written = responsible_text(evidence.clause)
    if not written:
        return False
    marker = draft.cite(evidence, written)
    units = re.sub(r"^[（(]|[）)]$", "", written)
    units = plain(re.sub(r"^责任单位[：:]", "", units).rstrip("。"))
    draft.say(
        (f"{units}。" if units.startswith("牵头单位") else draft.texts("answer.office", units=units)) + f" {marker}"
    )
    return True


def responsible_text(clause: Clause) -> str:
    """The words of the clause that name its offices, letter for letter; empty when none do."""
    found = _RESPONSIBLE.findall(clause.text)
    return str(found[-1]).strip() if found else ""


def related(draft: Draft, evidences: Sequence[Evidence]) -> None:
    """Further clauses, a line each."""
    lines = []
    first = next((c.doc_id for c in draft.citations.values()), "")
    for evidence in evidences:
        marker = draft.cite(evidence)
        title = "" if evidence.document.doc_id == first else f"《{plain(evidence.document.title)}》"
        lines.append(
            "- "
            + draft.texts("answer.related_item", title=title, nums=nums(evidence.clause), quote=plain(evidence.quote))
            + f" {marker}"
        )
    if lines:
        draft.say(draft.texts("answer.related") + "\n\n" + "\n".join(lines))


def unknown_validity(draft: Draft, documents: Iterable[PolicyDocument]) -> None:
    """A last line for each cited document whose validity nothing states."""
    for document in {d.doc_id: d for d in documents if d.validity is Validity.UNKNOWN}.values():
        marker = next(c.marker for c in draft.citations.values() if c.doc_id == document.doc_id)
        draft.say(draft.texts("notice.unknown", title=plain(document.title), office=issuer(document)) + f" {marker}")


def validity(draft: Draft, evidence: Evidence) -> None:
    """Whether the document is in force, and where that is read from."""
    document = evidence.document
    marker = draft.cite(evidence)
    said = draft.texts(
        f"answer.validity_{document.validity}",
        title=plain(document.title),
        word=draft_word(document),
        date=_from(document.effective_on),
        office=issuer(document),
    )
    draft.say(f"{said} {marker}")
    source = next((e for e in document.evidence if e.field == "validity"), None)
    if source:
        draft.say(draft.texts("answer.validity_evidence", text=plain(source.text)) + f" {marker}")
    for warning in document.warnings:
        if warning.code == "validity_conflict":
            draft.say(f"{plain(warning.message)} {marker}")


def card(draft: Draft, document: PolicyDocument, clause: Clause) -> None:
    """What is known of a document itself, and what nothing states."""
    evidence = Evidence(document, clause, clause.text.split("\n")[0][:200], 1.0, 1.0)
    marker = draft.cite(evidence)
    texts, absent = draft.texts, draft.texts("card.absent")
    rows = {
        "title": f"《{plain(document.title)}》",
        "issuers": plain("、".join(document.issuers)) or absent,
        "number": plain(document.doc_number or "") or absent,
        "issued": document.issued_on or absent,
        "published": document.published_on or absent,
    }
    draft.say("\n".join(f"- {texts(f'card.{key}')}：{value} {marker}" for key, value in rows.items()))
    validity(draft, evidence)
    damage = [w.message for w in document.warnings if w.code not in _HARMLESS]
    if damage:
        draft.say(texts("card.damage") + "\n\n" + "\n".join(f"- {plain(message)} {marker}" for message in damage))


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
    return re.sub(r"\s*\n\s*", " ", text).translate(_ESCAPE)


def _from(date: str | None) -> str:
    return f"（自{date}起施行）" if date else ""
