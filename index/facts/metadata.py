"""What a document is: title, number, offices, place, topic – each with the text that it was read from."""

from __future__ import annotations

import re
from datetime import date

from index.facts.catalog import CatalogFacts
from index.facts.deadlines import read_deadlines
from index.facts.gathered import Facts
from index.facts.jurisdiction import read_place
from index.facts.origin import read_issuers, read_number
from index.facts.relations import read_relations
from index.facts.timing import read_dates
from index.facts.validity import (
    Claim,
    banner_validity,
    closed,
    decide,
    draft_word,
    page_validity,
    term_is_sure,
    term_validity,
    term_words,
)
from index.language.rules import Rules
from index.language.wording import full_width, restore_marks, same_words
from index.models import Validity
from index.reading.clean import Cleaned
from index.reading.layout import Layout
from index.reading.page_fields import PageField, read_fields
from index.reading.titles import Title


def read_metadata(cleaned: Cleaned, layout: Layout, stem: str, catalog: CatalogFacts | None, today: date) -> Facts:
    """All that the text, its page and the catalog say of the document; `stem` is its name, where the text has no title.

    What has expired or is not yet in force is judged as of `today`.
    """
    facts = Facts(cleaned, catalog or CatalogFacts())
    page: dict[str, PageField] = {}
    for item in read_fields(cleaned.text, layout.body[0]):
        page.setdefault(item.name, item)
    _title(facts, layout, page, stem)
    read_number(facts, layout, page)
    read_issuers(facts, layout, page)
    read_place(facts, layout)
    _topic(facts, page)
    read_dates(facts, layout, page)
    read_relations(facts, layout)
    _validity(facts, layout, page, today)
    read_deadlines(facts, layout)
    facts.warnings += closed(facts.evidence, today)
    return facts


# --- title ---------------------------------------------------------------------------------------------------------

_TITLES = Rules("reading/titles")
_SOON = 400  # characters behind an announcement within which the document itself begins


def _title(facts: Facts, layout: Layout, page: dict[str, PageField], stem: str) -> None:
    main = layout.main
    if facts.catalog.title:
        facts.title = facts.catalog.title
        facts.from_catalog("title", facts.title)
    elif main:
        title = full_width(_name(facts.text, layout, main))
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
        facts.warn("title_uncertain", "文中未找到标题，暂以网页标题或文件名代替，请以原文为准。")


def _name(text: str, layout: Layout, main: Title) -> str:
    """The title of all that is issued: the notice's where it carries more than `main`; what one announces."""
    if main.inner and _TITLES["handed_on"].search(text, main.end, main.end + _SOON):
        return main.inner
    notice = next((t.text for t in layout.titles if t.inner), "")
    letter = text[slice(*layout.letter)] if notice and layout.letter else ""
    named = re.search(r"[^\w]{0,3}".join(re.escape(c) for c in main.text if c.isalnum()), letter)
    return notice if named and _TITLES["beside"].match(letter[named.end() :]) else main.text


def _same_title(other: str, title: str) -> str:
    """The part of another title that prints this one (关于印发《…》的通知 holds it); `title` when there is none."""
    letters = [re.escape(c) for c in title if c.isalnum()]
    if match := re.search(r"[^\w]{0,3}".join(letters), other):
        return match[0] + ("）" if other[match.end() : match.end() + 1] == "）" else "")
    part = other[max(0, other.find(title[:6])) :][: len(title) + 4]
    return part if same_words(part, title) else title


# --- topic ---------------------------------------------------------------------------------------------------------

_TOPICS = Rules("facts/topics")


def _topic(facts: Facts, page: dict[str, PageField]) -> None:
    if field := page.get("topic"):
        facts.topic = field.value
        facts.prove("topic", field.value, (field.start, field.end), "page")
        return
    for topic, words in _TOPICS.items():
        if match := words.search(facts.title):
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
    if banner := banner_validity(text, layout.body[0]):
        claims.append(banner)
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
    if len(spans) > 1 and not set("。；\n") & set(facts.text[spans[0][1] : spans[1][0]]):
        span = min(spans)[0], max(spans)[1]
    words = term_words(says, facts.effective_on, facts.expires_on)
    return [Claim(says, "text" if stated else "inferred", words, span, of_term=True)]
