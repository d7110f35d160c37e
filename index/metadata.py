"""What a document is: title, number, offices, place, topic – each with the text that it was read from."""

from __future__ import annotations

import re
from datetime import date

from index.catalog import CatalogFacts
from index.clean import Cleaned
from index.deadlines import read_deadlines
from index.facts import Facts
from index.jurisdiction import read_place
from index.layout import Layout
from index.models import Validity
from index.pagefields import NUMBER, ORDER_NUMBER, PageField, read_fields
from index.relations import read_relations
from index.timing import read_dates
from index.titles import full_width, is_organ, issuer_in, organ_of, restore_marks, same_words
from index.tracked import Span, line_spans
from index.validity import (
    BANNER,
    Claim,
    Source,
    closed,
    decide,
    draft_word,
    page_validity,
    term_is_sure,
    term_validity,
    term_words,
)


def read_metadata(cleaned: Cleaned, layout: Layout, stem: str, catalog: CatalogFacts | None, today: date) -> Facts:
    """All that the text, its page and the catalog say of the document; `stem` is the file's name, the last resort.

    What has expired or is not yet in force is judged as of `today`.
    """
    facts = Facts(cleaned, catalog or CatalogFacts())
    page: dict[str, PageField] = {}
    for item in read_fields(cleaned.text, layout.body[0]):
        page.setdefault(item.name, item)
    _title(facts, layout, page, stem)
    _number(facts, layout, page)
    _issuers(facts, layout, page)
    read_place(facts, layout)
    _topic(facts, page)
    read_dates(facts, layout, page)
    read_relations(facts, layout)
    _validity(facts, layout, page, today)
    read_deadlines(facts, layout)
    facts.warnings += closed(facts.evidence, today)
    return facts


# --- title ---------------------------------------------------------------------------------------------------------


def _title(facts: Facts, layout: Layout, page: dict[str, PageField], stem: str) -> None:
    main = layout.main
    if facts.catalog.title:
        facts.title = facts.catalog.title
        facts.from_catalog("title", facts.title)
    elif main:
        title = full_width(main.text)
        for other in layout.titles:
            restored = full_width(restore_marks(title, _same_title(full_width(other.text), title)))
            if restored != title:
                title = restored
                facts.warn("title_marks_lost", "标题中的标点有缺失，已按同一文件中另一处标题补全，请以原文为准。")
        facts.title = title
        facts.prove("title", title, (main.start, main.end), "text" if main.sure else "inferred")
        if not main.sure:
            facts.warn("title_uncertain", "文中未找到带有文种的标题，暂以首行文字代替，请以原文为准。")
    elif field := page.get("title"):
        facts.title = full_width(field.value)
        facts.prove("title", facts.title, (field.start, field.end), "page")
    else:
        facts.title = full_width(facts.cleaned.file_titles[0] if facts.cleaned.file_titles else stem)
        facts.prove_without_span("title", facts.title, facts.title, "inferred")
        facts.warn("title_uncertain", "文中未找到标题，暂以文件名代替，请以原文为准。")


def _same_title(other: str, title: str) -> str:
    """The part of another title that prints this one (关于印发《…》的通知 holds it); `title` when there is none."""
    letters = [re.escape(c) for c in title if c.isalnum()]
    if match := re.search(r"[^\w]{0,3}".join(letters), other):
        return match[0] + ("）" if other[match.end() : match.end() + 1] == "）" else "")
    part = other[max(0, other.find(title[:6])) :][: len(title) + 4]
    return part if same_words(part, title) else title


# --- number and offices --------------------------------------------------------------------------------------------


def _number(facts: Facts, layout: Layout, page: dict[str, PageField]) -> None:
    if facts.catalog.doc_number:
        facts.doc_number = facts.catalog.doc_number
        facts.from_catalog("doc_number", facts.doc_number)
        return
    text, field = facts.text, page.get("doc_number")
    if field and (match := NUMBER.search(text, field.start, field.end)):
        _take_number(facts, match, "page")
        return
    order = ORDER_NUMBER.search(text, 0, layout.body[0])
    if order:  # 兰州市人民政府令第5号
        facts.doc_number = f"{order['organ']}第{order['n']}号"
        facts.prove("doc_number", facts.doc_number, order.span(), "text")
        return
    for start, end in line_spans(text):
        if start >= layout.body[0]:
            return
        match = NUMBER.fullmatch(text, start, end) or NUMBER.fullmatch(text, start + 1, end - 1)
        match = match or _beside_title(text, (start, end), layout)
        if match:
            _take_number(facts, match, "text")
            return


def _beside_title(text: str, line: Span, layout: Layout) -> re.Match[str] | None:
    """A whole number that runs into a title: 德市科发〔2020〕49号德阳市科学技术局关于…"""
    for title in layout.titles:
        before = NUMBER.match(text, *line) if line[0] <= title.start < line[1] else None
        after = NUMBER.match(text, title.end, line[1]) if line[0] <= title.end < line[1] else None
        match = before if before and before.end() == title.start else after
        if match and match["close"] and match["hao"]:
            return match
    return None


def _take_number(facts: Facts, match: re.Match[str], source: Source) -> None:
    """A number that is printed whole, or with its marks restored; one whose year lost a digit stays unknown."""
    damaged = len(match["year"]) != 4 or not match["close"] or not match["hao"]
    if len(match["year"]) == 4 and 1949 <= int(match["year"]) <= 2100:
        ordinal = "第" if match["di"] else ""
        facts.doc_number = f"{match['organ']}〔{match['year']}〕{ordinal}{match['n']}号"
        facts.prove("doc_number", facts.doc_number, match.span(), "inferred" if damaged else source)
    if damaged:
        result = f"，推定为{facts.doc_number}" if facts.doc_number else "，无法确定"
        printed = "".join(match[0].split())
        facts.warn("number_uncertain", f"文号印作“{printed}”，有缺损{result}，引用时请以原文为准。")


def _issuers(facts: Facts, layout: Layout, page: dict[str, PageField]) -> None:
    if facts.catalog.issuers:
        facts.issuers = facts.catalog.issuers
        facts.from_catalog("issuers", "、".join(facts.issuers))
        return
    text = facts.text
    signed = sorted((a, b) for a, b in layout.signatures if is_organ(text[a:b].strip()))
    head = next(((t, name) for t in layout.titles if (name := issuer_in(t.text))), None)
    source: Source = "text"
    field = page.get("issuer")
    alone = [(a, a + len(name)) for a, b in line_spans(text[: layout.body[0]]) if (name := organ_of(text[a:b]))]
    if signed:
        spans = signed
    elif field and all(is_organ(name) for name in _split_names(field.value)):
        spans, source = [(field.start, field.end)], "page"
    elif head:
        spans = [(head[0].start, head[0].start + len(head[1]))]
    elif alone:
        spans = alone[-1:]
    else:
        return
    names = [name for a, b in spans for name in _split_names(text[a:b])]
    facts.issuers = tuple(dict.fromkeys(names))
    for span in spans:
        facts.prove("issuers", "、".join(_split_names(text[slice(*span)])), span, source)


def _split_names(line: str) -> list[str]:
    """Offices on one line; a name that is set with blanks between its characters is one name."""
    parts = [part for part in re.split(r"[、,，;；\s]+", line) if part]
    if parts and all(len(part) == 1 for part in parts):
        return ["".join(parts)]
    return [name for part in parts for name in re.split(r"(?<=[室厅])(?=[一-鿿]{2,12}(?:人民政府|委员会))", part)]


# --- topic ---------------------------------------------------------------------------------------------------------

# Words of a title → the subject it is filed under, the narrower first.
_TOPICS = (
    ("科技成果|成果转化|技术转移", "科技成果转化"), ("孵化|众创", "创新创业载体"),
    ("知识产权|专利", "知识产权"), ("高新技术企业", "高新技术企业"), ("人才", "人才"),
    ("科技金融|投资基金|贷款|融资", "科技金融"), ("研发", "研究开发"),
    ("科技计划|科研项目|科技项目", "科技计划"), ("科技创新|科学技术", "科技创新"),
)  # fmt: skip


def _topic(facts: Facts, page: dict[str, PageField]) -> None:
    if field := page.get("topic"):
        facts.topic = field.value
        facts.prove("topic", field.value, (field.start, field.end), "page")
        return
    for words, topic in _TOPICS:
        if match := re.search(words, facts.title):
            facts.topic = topic
            facts.prove_without_span("topic", topic, match[0], "inferred")
            return


# --- validity ------------------------------------------------------------------------------------------------------


def _validity(facts: Facts, layout: Layout, page: dict[str, PageField], today: date) -> None:
    text = facts.text
    claims: list[Claim] = []
    if facts.catalog.validity:
        claims.append(Claim(facts.catalog.validity, "catalog", "人工登记"))
    titles = (facts.title, *(t.text for t in layout.titles))
    draft = next((found for title in titles if (found := draft_word(title))), None)
    if draft:
        name, words = draft
        at = text.find(words)
        claims.append(Claim(Validity.DRAFT, "text", name, (at, at + len(words)) if at >= 0 else None))
    field = page.get("validity")
    if field and (says := page_validity(field.value)):
        claims.append(Claim(says, "page", field.value, (field.start, field.end)))
    banner = BANNER.search(text, 0, layout.body[0])
    if banner and (says := page_validity(banner["says"])):
        claims.append(Claim(says, "page", banner["says"], banner.span()))
    if not draft:  # the days that a draft names are not yet set
        claims += _term_claim(facts, today)
    facts.validity, best, warnings = decide(claims)
    facts.warnings += warnings
    if best and best.span:
        facts.prove("validity", facts.validity, best.span, best.source)
    elif best:
        facts.prove_without_span("validity", facts.validity, best.words, best.source)
    if facts.validity is Validity.DRAFT:  # what a draft says of its days holds only once it is issued
        for name in ("effective_on", "expires_on"):
            if getattr(facts, name) and not getattr(facts.catalog, name):
                facts.forget(name)


_TERM = {Validity.EXPIRED: ("expires_on",), Validity.NOT_YET_EFFECTIVE: ("effective_on",)}


def _term_claim(facts: Facts, today: date) -> list[Claim]:
    """What the document's own term says, with the words that set it: 自2024年3月1日起施行，有效期五年."""
    says = term_validity(facts.effective_on, facts.expires_on, today)
    if says is None or not term_is_sure(facts.evidence, facts.warnings):
        return []
    fields = _TERM.get(says, ("effective_on", "expires_on"))
    stated = all(e.source == "text" for e in facts.evidence if e.field in fields)
    spans = [facts.spans[name] for name in fields if name in facts.spans]
    span = spans[-1] if spans else None
    if len(spans) > 1 and not re.search(r"[。；\n]", facts.text[spans[0][1] : spans[1][0]]):
        span = min(spans)[0], max(spans)[1]
    words = term_words(says, facts.effective_on, facts.expires_on)
    return [Claim(says, "text" if stated else "inferred", words, span, of_term=True)]
