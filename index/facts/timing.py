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
from index.reading.layout import Layout
from index.reading.page_fields import PageField

_NAMES = {"issued_on": "成文日期", "published_on": "公布日期", "effective_on": "施行日期", "expires_on": "失效日期"}
_SELF = r"(?:本|该)(?:办法|规定|细则|意见|措施|通知|方案|政策|条例|规则|制度|文件|指南|实施|标准|章程|规程)"
_START = r"(?:正式)?(?:施行|实施|执行|生效|试行)"
# 本办法自2020年1月1日起施行. Of another document (《…》自…起施行) it says nothing about this one.
# 拟自… is a plan.
_FROM_DATE = re.compile(rf"(?<![》）拟])自(?P<d>[^。；\n自]{{6,20}}?)(?:之日)?起{_START}")
_FROM_ISSUE = re.compile(
    rf"(?<!拟)自(?P<act>发布|公布|印发|发文|下发|颁布|签发|文件印发)之日起"
    rf"(?:满?\s*(?P<n>\d{{1,3}}|[一二三四五六七八九十两]{{1,3}})\s*(?P<unit>日|天|个月)(?:之?后|起)?)?{_START}"
)
_DAY = r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}[-./]\d{1,2}[-./]\d{1,2}"
# 政策执行期限为2023年7月1日至2026年6月30日; 有效期自…起至…止; 自…至…执行. Of a project, a contract, a call or a support
# (项目执行期限, 申报期限, 补贴期限) such a term says nothing about the document.
_TERM = re.compile(
    rf"(?P<own>政策|文件|{_SELF})?(?:的)?(?P<name>执行|实施|施行|有效|试行|适用|政策)(?:期限?|时间|时限)\s*(?:暂定|确定|规定)?"
    rf"(?:为|是|：|:)?\s*[自从]?\s*(?P<a>{_DAY})\s*[起始]?\s*(?:至|到|[-—–~～]+)\s*(?P<b>{_DAY})"
    rf"|(?P<self>{_SELF})[自从]\s*(?P<c>{_DAY})\s*[起始]?\s*(?:至|到|[-—–~～]+)\s*(?P<d>{_DAY})"
    r"\s*止?(?:期间)?(?:施行|实施|执行|有效|试行)"
)
_UNTIL_DATE = re.compile(
    r"(?:有效期(?:限)?|施行|实施|执行|试行|期限)[^。；\n]{0,24}?(?:至|到)\s*(?P<d>\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\d{4}[-.]\d{1,2}[-.]\d{1,2})"
)
_FOR_YEARS = re.compile(
    r"(?:有效期|试行期|试行|执行期|实施期|施行期|暂定)(?:限)?(?:暂定)?(?:为|是|：|:)?\s*(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,2})\s*年"
)
# 高新技术企业证书有效期三年 is not the document's; a sentence about this one names it or its start.
_OF_ITSELF = re.compile(rf"{_SELF}|起{_START}|^\s*有效期")


def read_dates(facts: Facts, layout: Layout, page: dict[str, PageField]) -> None:
    """Fill in the four dates. A damaged date is inferred only when one reading is possible, and then with a warning."""
    # The first in print: below the signature the office that prints the document may give another day.
    signed = [span for span in sorted(layout.signatures) if not is_organ(facts.text[slice(*span)].strip())]
    own = next((read for a, b in signed if (read := find_date(facts.text, a, b, damaged=True))), None)
    beside = _near_title(facts, layout, page)
    printed = beside and "年" in facts.text[beside.start : beside.end]  # else it is the page's: 2023-11-08 08:20
    _take(facts, "issued_on", own or (beside if printed else None), page.get("issued"))
    published = page.get("published") or page.get("made")  # 生成日期 may be the day on which the page was made
    _take(facts, "published_on", None if printed or published else beside, published)
    _take(facts, "effective_on", _effective(facts), page.get("effective"))
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


def _near_title(facts: Facts, layout: Layout, page: dict[str, PageField]) -> DateRead | None:
    """A date below the title that no label claims: 2019年3月1日兰州市人民政府令第5号公布."""
    if not layout.main:
        return None
    read = find_date(facts.text, layout.main.end, max(layout.main.end, layout.body[0]))
    labelled = read and any(item.start <= read.start < item.end for item in page.values())
    return None if labelled else read


def _term(facts: Facts) -> re.Match[str] | None:
    """Where the document sets its own first and last day in one."""
    for match in _TERM.finditer(facts.text):
        before = facts.text[match.start() - 1 : match.start()]
        bare = match["name"] in ("有效", "施行", "试行") and (not before or before in "。；;，,、\n .．）)")
        if match["own"] or match["self"] or bare or re.search(_SELF, _sentence(facts.text, match)):
            return match
    return None


def _effective(facts: Facts) -> DateRead | None:
    if term := _term(facts):
        return find_date(facts.text, *term.span("a" if term["a"] else "c"))
    for match in _FROM_DATE.finditer(facts.text):
        if read := find_date(facts.text, *match.span("d")):
            return read
    after = _FROM_ISSUE.search(facts.text)
    name = "issued_on" if facts.issued_on else "published_on"
    issued = getattr(facts, name)
    if not after or not issued:
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
    for match in _UNTIL_DATE.finditer(facts.text):
        if _OF_ITSELF.search(_sentence(facts.text, match)):
            return find_date(facts.text, *match.span("d"))
    name = "effective_on" if facts.effective_on else "issued_on"
    start = getattr(facts, name)
    for match in _FOR_YEARS.finditer(facts.text):
        years = from_han(match["n"])
        if start and years and _OF_ITSELF.search(_sentence(facts.text, match)):
            return DateRead(_last_day(start, years), *match.span(), computed=facts.is_inferred(name))
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
