"""时效: what is known of a document's validity, and from where.

Order of trust: what a person wrote into the catalog, the document's own words and the term that it sets itself, the
hosting page. Silence is `unknown`; nothing is guessed. A term changes with the day: see `validity_on`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.language.rules import WORDS, Rules
from index.language.spans import Span
from index.models import Evidence, PolicyDocument, PolicyWarning, Validity

_RULES = Rules("facts/validity")
# What a page can say of a document, as it is tried.
_SAID = (Validity.NOT_YET_EFFECTIVE, Validity.REPEALED, Validity.EXPIRED, Validity.AMENDED, Validity.IN_FORCE)
Source = Literal["catalog", "text", "page", "inferred"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on the validity; `of_term` when it follows from the term that the document sets itself."""

    validity: Validity
    source: Source
    words: str
    span: Span | None = None
    of_term: bool = False


def draft_word(title: str) -> tuple[str, str] | None:
    """What kind of draft a title says that its document is (征求意见稿), and the words that say so."""
    match = _RULES["draft"].search(title)
    if not match:
        return None
    said = match["a"] or match["b"]
    return said or next(iter(WORDS["DRAFT"].findall(title)), "征求意见稿"), said or match["c"]


def page_validity(words: str) -> Validity | None:
    """What a page's words mean, None when they mean nothing known."""
    return next((validity for validity in _SAID if _RULES[validity].search(words.strip())), None)


def banner_validity(text: str, end: int) -> Claim | None:
    """What a banner above the text of a page, which begins at `end`, says: （此件已失效）."""
    banner = _RULES["banner"].search(text, 0, end)
    says = page_validity(banner["says"]) if banner else None
    return Claim(says, "page", banner["says"], banner.span()) if banner and says else None


def term_validity(effective: str | None, expires: str | None, day: date) -> Validity | None:
    """What a term says on `day`: nothing, when its end is not stated and its start is past."""
    if expires and expires < day.isoformat():
        return Validity.EXPIRED
    if effective and effective > day.isoformat():
        return Validity.NOT_YET_EFFECTIVE
    return Validity.IN_FORCE if effective and expires else None


def term_is_sure(evidence: Iterable[Evidence], warnings: Iterable[PolicyWarning]) -> bool:
    """Whether the days of the term were read whole: nothing follows from one that was restored from a damaged date."""
    inferred = any(e.field in ("effective_on", "expires_on") and e.source == "inferred" for e in evidence)
    return not (inferred and any(warning.code == "date_uncertain" for warning in warnings))


def term_words(validity: Validity, effective: str | None, expires: str | None) -> str:
    """The days that decide, as a reader is told: 自2024-01-01起施行，有效期至2028-12-31."""
    start, end = f"自{effective}起施行", f"有效期至{expires}"
    match validity:
        case Validity.EXPIRED:
            return end
        case Validity.NOT_YET_EFFECTIVE:
            return start
        case _:
            return f"{start}，{end}"


_TRUST: dict[Source, int] = {"catalog": 0, "text": 1, "page": 2, "inferred": 3}
NAMES = {
    Validity.IN_FORCE: "现行有效", Validity.NOT_YET_EFFECTIVE: "尚未施行", Validity.AMENDED: "已被修改",
    Validity.DRAFT: "未正式印发的稿本", Validity.EXPIRED: "已失效", Validity.REPEALED: "已废止",
    Validity.UNKNOWN: "未标明",
}  # fmt: skip
_SOURCES = {"catalog": "人工登记", "text": "正文", "page": "来源网页", "inferred": "推断"}
_LAPSED = frozenset({Validity.EXPIRED, Validity.REPEALED, Validity.AMENDED})
# A draft is not yet in force: a page that says so contradicts nothing.
_AGREE = frozenset({(Validity.DRAFT, Validity.NOT_YET_EFFECTIVE)})


def decide(claims: list[Claim]) -> tuple[Validity, Claim | None, list[PolicyWarning]]:
    """The most trusted claim, and the warnings that a reader needs: what is not in force, and who says otherwise.

    A term that still runs says nothing against a page that knows of the document's end or change.
    """
    if any(claim.validity in _LAPSED and not claim.of_term for claim in claims):
        claims = [claim for claim in claims if not (claim.of_term and claim.validity is Validity.IN_FORCE)]
    ordered = sorted(claims, key=lambda claim: _TRUST["text"] if claim.of_term else _TRUST[claim.source])
    if not ordered:
        return Validity.UNKNOWN, None, []
    best = ordered[0]
    warnings = []
    if warning := not_in_force(best):
        warnings.append(warning)
    if best.validity is Validity.AMENDED:
        warnings.append(PolicyWarning(code="amended", message="来源网页标注本文件已被修改，请以修改后的文本为准。"))
    others = (c for c in ordered[1:] if c.validity is not best.validity and (best.validity, c.validity) not in _AGREE)
    if other := next(others, None):
        message = (
            f"{_SOURCES[other.source]}标注“{_short(other)}”，但{_SOURCES[best.source]}显示为{NAMES[best.validity]}（{best.words}），"
            "两者不一致，请向发文机关核实。"
        )
        warnings.append(PolicyWarning(code="validity_conflict", message=message))
    return best.validity, best, warnings


def _short(claim: Claim) -> str:
    return "".join(claim.words.split())[:20]


def not_in_force(claim: Claim) -> PolicyWarning | None:
    """What a reader must know of a document that nobody may rely on."""
    words = _short(claim)
    match claim.validity:
        case Validity.IN_FORCE | Validity.UNKNOWN | Validity.AMENDED:
            return None
        case Validity.DRAFT:
            message = f"本文件为{words}，未正式印发，不作为执行依据，请以正式文件为准。"
        case Validity.NOT_YET_EFFECTIVE:
            message = f"本文件尚未施行（{words}），请以施行后的规定为准。"
        case Validity.REPEALED:
            message = f"本文件已废止（{_SOURCES[claim.source]}：{words}），不再执行，请查询替代文件。"
        case _:
            message = f"本文件已失效（{_SOURCES[claim.source]}：{words}），不再执行，请查询现行文件。"
    return PolicyWarning(code="not_in_force", message=message)


# --- on another day ------------------------------------------------------------------------------------------------

# Evidence of a day on which something closes, and what a reader is told once it is past.
CLOSES = {"applications_close_on": "申报已于{day}截止", "comments_close_on": "公开征求意见已于{day}截止"}


def closed(evidence: Iterable[Evidence], day: date) -> list[PolicyWarning]:
    """A warning for each thing that closed before `day`."""
    return [
        PolicyWarning(code="closed", message=f"{CLOSES[item.field].format(day=_chinese(item.value))}，现已不再受理。")
        for item in evidence
        if item.field in CLOSES and item.value < day.isoformat()
    ]


def _chinese(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


_BY_TERM = frozenset({Validity.IN_FORCE, Validity.NOT_YET_EFFECTIVE, Validity.EXPIRED})


def validity_on(document: PolicyDocument, day: date) -> PolicyDocument:
    """`document` as it stands on `day`: whether it is in force by its own term, and what has closed.

    Draft, repealed, amended and what the catalog says of the validity stay as they were read, and so does what the
    page says, but for a document that it calls valid and whose term has ended.
    """
    warnings = [w for w in document.warnings if w.code != "closed"] + closed(document.evidence, day)
    document = document.model_copy(update={"warnings": tuple(warnings)})
    now = _by_term(document, day)
    if now is None or now is document.validity:
        return document
    fields = ("effective_on",) if now is Validity.NOT_YET_EFFECTIVE else ("expires_on",)
    kept = [e for e in document.evidence if e.field != "validity"]
    proofs = [e for e in kept if e.field in fields and now is not Validity.UNKNOWN]
    source = proofs[0].source if proofs and proofs[0].source == "text" else "inferred"
    kept += [e.model_copy(update={"field": "validity", "value": str(now), "source": source}) for e in proofs[:1]]
    warning = not_in_force(Claim(now, source, term_words(now, document.effective_on, document.expires_on)))
    warnings = [w for w in warnings if w.code != "not_in_force"] + ([warning] if warning else [])
    return document.model_copy(update={"validity": now, "warnings": tuple(warnings), "evidence": tuple(kept)})


def _by_term(document: PolicyDocument, day: date) -> Validity | None:
    """What the document's term makes of it on `day`; None when its validity does not depend on that."""
    if not term_is_sure(document.evidence, document.warnings):
        return None
    now = term_validity(document.effective_on, document.expires_on, day)
    source = next((e.source for e in document.evidence if e.field == "validity"), None)
    if document.validity is Validity.UNKNOWN or (document.validity in _BY_TERM and source in ("text", "inferred")):
        return now or Validity.UNKNOWN
    ended = document.validity is Validity.IN_FORCE and source == "page" and now is Validity.EXPIRED
    return now if ended else None
