"""When a document was issued and published, and from when to when it holds."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from index.facts.gathered import Facts
from index.facts.validity import Source
from index.language.dates import DateRead, find_date
from index.language.numerals import from_han
from index.language.offices import is_organ
from index.language.rules import Rules
from index.language.spans import Span
from index.reading.layout import Layout
from index.reading.page_fields import PageField

_NAMES = {"issued_on": "成文日期", "published_on": "公布日期", "effective_on": "施行日期", "expires_on": "失效日期"}
_RULES, _TITLES = Rules("facts/timing"), Rules("reading/titles")


def read_dates(facts: Facts, layout: Layout, page: dict[str, PageField]) -> None:
    """Fill in the four dates. A damaged date is inferred only when one reading is possible, and then with a warning."""
    # The first in print: below the signature the office that prints the document may give another day.
    signed = [span for span in sorted(layout.signatures) if not is_organ(facts.text[slice(*span)].strip())]
    own = next((read for a, b in signed if (read := find_date(facts.text, a, b, damaged=True))), None)
    front = (layout.main.end, max(layout.main.end, layout.body[0])) if layout.main else (0, 0)
    beside = _near_title(facts, front, page)
    printed = beside and "年" in facts.text[beside.start : beside.end]  # else it is the page's: 2023-11-08 08:20
    behind = None if "issued" in page else _behind_title(facts, layout)
    _take(facts, "issued_on", own or (beside if printed else behind), page.get("issued"))
    published = page.get("published") or page.get("made")  # 生成日期 may be the day on which the page was made
    made = _RULES["promulgated"].search(facts.text, *front)
    known = find_date(facts.text, *made.span("d")) if made else None
    _take(facts, "published_on", known or (None if printed or published else beside), published)
    # 成文日期 is the day of the meeting (《党政机关公文处理工作条例》第九条), from which no promulgation is known
    passed = not own and printed and beside and _RULES["passed"].match(facts.text, beside.end)
    _take(facts, "effective_on", _effective(facts, promulgated=bool(known or passed)), page.get("effective"))
    _take(facts, "expires_on", _expiry(facts), page.get("expires"))


def _take(facts: Facts, name: str, read: DateRead | None, field: PageField | None) -> None:
    """The catalog's date, else the text's, else the page's."""
    if written := getattr(facts.catalog, name):
        setattr(facts, name, written)
        facts.from_catalog(name, written)
        return
    source: Source = "text"
    if field and (read is None or read.value is None):
        from_page = find_date(facts.text, field.start, field.end, damaged=True)
        read, source = (from_page, "page") if from_page else (read, source)
    if not read:
        return
    if read.value:
        setattr(facts, name, read.value)
        facts.prove(name, read.value, (read.start, read.end), "inferred" if read.damage or read.computed else source)
    if read.damage:
        printed = facts.text[read.start : read.end]
        result = f"推定为{read.value}" if read.value else "有两种以上读法，无法确定"
        facts.warn("date_uncertain", f"{_NAMES[name]}印作“{printed}”，数字或分隔有缺失，{result}，请以原文为准。")
        if read.damage == "year_digits" and read.value:
            facts.warn("year_inferred", f"“{printed}”的年份缺少数字，按{read.value[:4]}年推定，请以原文为准。")


def _near_title(facts: Facts, front: Span, page: dict[str, PageField]) -> DateRead | None:
    """The first date below the title that no label claims: 2019年3月1日兰州市人民政府令第5号公布."""
    at, end = front
    while read := find_date(facts.text, at, end):
        if not any(item.start <= read.start < item.end for item in page.values()):
            return read
        at = read.end
    return None


def _behind_title(facts: Facts, layout: Layout) -> DateRead | None:
    """The day in brackets behind the title or the notice's: …的通知（2023年4月28日）."""
    for title in (layout.main, *layout.titles):
        if title and (day := _TITLES["day"].search(facts.text, title.start, title.end)):
            return find_date(facts.text, *day.span())
    return None


def _term(facts: Facts) -> re.Match[str] | None:
    """Where the document sets its own first and last day in one."""
    for match in _RULES["term"].finditer(facts.text):
        before = facts.text[match.start() - 1 : match.start()]
        bare = match["name"] in ("有效", "施行", "试行") and (not before or before in "。；;，,、\n .．）)")
        if match["own"] or match["self"] or bare or _RULES["of_self"].search(_sentence(facts.text, match)):
            return match
    return None


def _effective(facts: Facts, *, promulgated: bool) -> DateRead | None:
    """`promulgated` tells that 自公布之日起 counts from `published_on` alone, and not from the day of issue."""
    if term := _term(facts):
        return find_date(facts.text, *term.span("a" if term["a"] else "c"))
    for match in _RULES["from_date"].finditer(facts.text):
        if read := find_date(facts.text, *match.span("d")):
            return read
    after = _RULES["from_issue"].search(facts.text)
    if not after:
        return None
    name = "published_on" if not facts.issued_on or (promulgated and "布" in after["act"]) else "issued_on"
    if not (issued := getattr(facts, name)):
        return None
    begin = date.fromisoformat(issued)
    if count := from_han(after["n"] or ""):
        begin = _months_later(begin, count) if after["unit"] == "个月" else begin + timedelta(days=count)
    # The day of issue may be inferred itself, or be taken for the day of publication.
    computed = facts.is_inferred(name) or bool(after["n"]) or (name == "published_on" and "布" not in after["act"])
    return DateRead(begin.isoformat(), *after.span(), computed=computed)


def _months_later(day: date, count: int) -> date:
    year, month = divmod(day.month - 1 + count, 12)
    year += day.year
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _expiry(facts: Facts) -> DateRead | None:
    if term := _term(facts):
        return find_date(facts.text, *term.span("b" if term["b"] else "d"))
    name = "effective_on" if facts.effective_on else "issued_on"
    start = getattr(facts, name)
    found = [match for rule in ("until_date", "for_years") for match in _RULES[rule].finditer(facts.text)]
    for match in sorted(found, key=lambda match: match.start()):  # a file may hold a second document with its own term
        if not _RULES["of_itself"].search(_sentence(facts.text, match)):
            continue
        if match.re is _RULES["until_date"]:
            return find_date(facts.text, *match.span("d"))
        if years := from_han(match["n"]):
            last = _last_day(start, years) if start else None
            return DateRead(last, *match.span(), computed=facts.is_inferred(name)) if last else None
    return None


def _sentence(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in "。；\n") + 1
    return text[start : match.end()]


def _last_day(start: str, years: int) -> str:
    """The last day of a term of whole years: five years from 2020-01-01 end with 2024-12-31."""
    begin = date.fromisoformat(start)
    try:
        end = begin.replace(year=begin.year + years)
    except ValueError:  # 29 February
        end = date(begin.year + years, 3, 1)
    return (end - timedelta(days=1)).isoformat()
