"""时效: what is known of a document's validity, and from where.

Order of trust: what a person wrote into the catalog, the document's own words, the hosting page, dates that are stated.
Silence is `unknown`; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.models import PolicyWarning, Validity
from index.tracked import Span

# （送审稿）, …条例草案, 关于《…》公开征求意见的公告; a title about drafts (公开征求意见工作办法) is none.
_DRAFT = re.compile(
    r"[（(][^（）()]*?(?P<a>送审稿|征求意见稿|征求意见|草案|讨论稿|审议稿|代拟稿|初稿|修订稿)[^（）()]*[）)]"
    r"|(?P<b>送审稿|征求意见稿|草案|讨论稿|审议稿)$|(?P<c>(?:公开)?征求.{0,60}意见)的?(?:公告|通知|通告|函|公示)?$"
)
# What a page says of a document, in a field or a banner; "not" forms before the words that they contain.
_PAGE_WORDS: tuple[tuple[str, Validity], ...] = (
    (r"尚未(?:生效|施行)|未生效|未施行", Validity.NOT_YET_EFFECTIVE),
    (r"废止", Validity.REPEALED),
    (r"失效|已过期|已到期|无效", Validity.EXPIRED),
    (r"(?:已被|部分|已)(?:修改|修订|修正)|部分有效|部分失效", Validity.AMENDED),
    (r"现行有效|^有效$|继续有效", Validity.IN_FORCE),
)
_PAGE = [(re.compile(pattern), validity) for pattern, validity in _PAGE_WORDS]
BANNER = re.compile(
    r"[（(【\[]\s*(?P<says>(?:此|本|该)?(?:文件|规定|办法)?[^（）()\n]{0,6}?(?:已|部分)?(?:失效|废止|被修改|被修订|过期|尚未生效|现行有效))\s*[）)】\]]"
)

Source = Literal["catalog", "text", "page", "inferred"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on the validity."""

    validity: Validity
    source: Source
    words: str
    span: Span | None = None


def draft_word(title: str) -> str | None:
    """The word by which a title says that its document is a draft."""
    match = _DRAFT.search(title)
    return (match["a"] or match["b"] or match["c"]) if match else None


def page_validity(words: str) -> Validity | None:
    """What a page's words mean, None when they mean nothing known."""
    return next((validity for pattern, validity in _PAGE if pattern.search(words.strip())), None)


def date_claims(effective: str | None, expires: str | None, today: date, spans: Mapping[str, Span]) -> list[Claim]:
    """What the document's own dates, read from `spans`, say on the day of reading."""
    claims = []
    if expires and expires < today.isoformat():
        claims.append(Claim(Validity.EXPIRED, "text", f"有效期至{expires}", spans.get("expires_on")))
    elif effective and effective > today.isoformat():
        claims.append(Claim(Validity.NOT_YET_EFFECTIVE, "text", f"自{effective}起施行", spans.get("effective_on")))
    return claims


_TRUST: dict[Source, int] = {"catalog": 0, "text": 1, "page": 2, "inferred": 3}
NAMES = {
    Validity.IN_FORCE: "现行有效", Validity.NOT_YET_EFFECTIVE: "尚未施行", Validity.AMENDED: "已被修改",
    Validity.DRAFT: "未正式印发的稿本", Validity.EXPIRED: "已失效", Validity.REPEALED: "已废止",
    Validity.UNKNOWN: "未标明",
}  # fmt: skip
_SOURCES = {"catalog": "人工登记", "text": "正文", "page": "来源网页", "inferred": "推断"}


def decide(claims: list[Claim]) -> tuple[Validity, Claim | None, list[PolicyWarning]]:
    """The most trusted claim, and the warnings that a reader needs: what is not in force, and who says otherwise."""
    ordered = sorted(claims, key=lambda claim: _TRUST[claim.source])
    if not ordered:
        return Validity.UNKNOWN, None, []
    best = ordered[0]
    warnings = []
    if best.validity not in (Validity.IN_FORCE, Validity.UNKNOWN, Validity.AMENDED):
        warnings.append(PolicyWarning(code="not_in_force", message=_not_in_force(best)))
    if best.validity is Validity.AMENDED:
        warnings.append(PolicyWarning(code="amended", message="来源网页标注本文件已被修改，请以修改后的文本为准。"))
    other = next((claim for claim in ordered[1:] if claim.validity is not best.validity), None)
    if other:
        message = (
            f"{_SOURCES[other.source]}标注“{_short(other)}”，但{_SOURCES[best.source]}显示为{NAMES[best.validity]}（{best.words}），"
            "两者不一致，请向发文机关核实。"
        )
        warnings.append(PolicyWarning(code="validity_conflict", message=message))
    return best.validity, best, warnings


def _short(claim: Claim) -> str:
    return re.sub(r"\s+", "", claim.words)[:20]


def _not_in_force(claim: Claim) -> str:
    words = _short(claim)
    match claim.validity:
        case Validity.DRAFT:
            return f"本文件为{words}，未正式印发，不作为执行依据，请以正式文件为准。"
        case Validity.NOT_YET_EFFECTIVE:
            return f"本文件尚未施行（{words}），请以施行后的规定为准。"
        case Validity.REPEALED:
            return f"本文件已废止（{_SOURCES[claim.source]}：{words}），不再执行，请查询替代文件。"
        case _:
            return f"本文件已失效（{_SOURCES[claim.source]}：{words}），不再执行，请查询现行文件。"
