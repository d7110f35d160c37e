"""What a document is: title, number, offices, place, dates, relations – each with the text that it was read from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from index.catalog import CatalogFacts
from index.clean import Cleaned
from index.dates import DateRead, find_date
from index.layout import Layout
from index.models import Evidence, PolicyWarning, Validity
from index.numbering import from_han
from index.pagefields import NUMBER, PageField, read_fields
from index.places import find_places, place_name
from index.titles import full_width, is_organ, restore_marks, same_words
from index.tracked import line_spans
from index.validity import BANNER, Claim, date_claims, decide, draft_word, page_validity

Source = Literal["catalog", "text", "page", "inferred"]


@dataclass(slots=True)
class Facts:
    """The values for a `PolicyDocument`, being gathered."""

    title: str = ""
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    jurisdiction: str = ""
    issued_on: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    validity: Validity = Validity.UNKNOWN
    source_url: str | None = None
    topic: str | None = None
    repeals: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    warnings: list[PolicyWarning] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


def read_metadata(cleaned: Cleaned, layout: Layout, stem: str, catalog: CatalogFacts | None, today: date) -> Facts:
    """All that the text, its page and the catalog say of the document; `stem` is the file's name, the last resort."""
    reader = _Reader(cleaned, layout, catalog or CatalogFacts())
    reader.fields()
    reader.title(stem)
    reader.number()
    reader.issuers()
    reader.place()
    reader.dates()
    reader.relations()
    reader.validity(today)
    return reader.facts


class _Reader:
    def __init__(self, cleaned: Cleaned, layout: Layout, catalog: CatalogFacts) -> None:
        self.cleaned = cleaned
        self.text = cleaned.text
        self.layout = layout
        self.catalog = catalog
        self.facts = Facts(source_url=catalog.source_url)
        self.page: dict[str, PageField] = {}
        self.front_end = layout.body[0]

    def prove(self, name: str, value: str, start: int, end: int, source: Source) -> None:
        a, b = self.cleaned.tracked.original_span(start, end)
        self.facts.evidence.append(
            Evidence(field=name, value=value, text=self.text[start:end], source=source, start=a, end=b)
        )

    def from_catalog(self, name: str, value: str) -> None:
        self.facts.evidence.append(Evidence(field=name, value=value, text=value, source="catalog"))

    def warn(self, code: str, message: str) -> None:
        self.facts.warnings.append(PolicyWarning(code=code, message=message))

    def fields(self) -> None:
        for item in read_fields(self.text, self.front_end):
            self.page.setdefault(item.name, item)
        if topic := self.page.get("topic"):
            self.facts.topic = topic.value
            self.prove("topic", topic.value, topic.start, topic.end, "page")

    # --- title -----------------------------------------------------------------------------------------------------

    def title(self, stem: str) -> None:
        facts, main = self.facts, self.layout.main
        if self.catalog.title:
            facts.title = self.catalog.title
            self.from_catalog("title", facts.title)
            return
        if main:
            title = full_width(main.text)
            for other in self.layout.titles:
                restored = full_width(restore_marks(title, _own_part(full_width(other.text), title)))
                if restored != title:
                    title = restored
                    self.warn("title_marks_lost", "标题中的标点有缺失，已按同一文件中另一处标题补全，请以原文为准。")
            facts.title = title
            self.prove("title", title, main.start, main.end, "text")
        elif field_ := self.page.get("title"):
            facts.title = full_width(field_.value)
            self.prove("title", facts.title, field_.start, field_.end, "page")
        else:
            facts.title = full_width(self.cleaned.file_titles[0] if self.cleaned.file_titles else stem)
            facts.evidence.append(Evidence(field="title", value=facts.title, text=facts.title, source="inferred"))
            self.warn("title_uncertain", "文中未找到标题，暂以文件名代替，请以原文为准。")

    # --- number and offices ----------------------------------------------------------------------------------------

    def number(self) -> None:
        if self.catalog.doc_number:
            self.facts.doc_number = self.catalog.doc_number
            self.from_catalog("doc_number", self.catalog.doc_number)
            return
        if item := self.page.get("doc_number"):
            match = NUMBER.search(self.text, item.start, item.end)
            if match:
                self._take_number(match, "page")
                return
        for start, end in _lines(self.text, 0, self.front_end):
            match = NUMBER.fullmatch(self.text, start, end)
            if match:
                self._take_number(match, "text")
                return

    def _take_number(self, match: re.Match[str], source: Source) -> None:
        year, n = match["year"], match["n"]
        damaged = len(year) != 4 or not match["close"] or not match["hao"]
        if len(year) == 4 and 1949 <= int(year) <= 2100:
            value = f"{match['organ']}〔{year}〕{n}号"
            self.facts.doc_number = value
            self.prove("doc_number", value, *match.span(), "inferred" if damaged else source)
        if damaged:
            shown = f"，推定为{self.facts.doc_number}" if self.facts.doc_number else ""
            printed = "".join(match[0].split())
            self.warn("number_uncertain", f"文号印作“{printed}”，有缺损{shown}，引用时请以原文为准。")

    def issuers(self) -> None:
        if self.catalog.issuers:
            self.facts.issuers = self.catalog.issuers
            self.from_catalog("issuers", "、".join(self.catalog.issuers))
            return
        signed = [(a, b) for a, b in self.layout.signatures if is_organ(self.text[a:b].strip())]
        if signed:
            spans, source = sorted(signed), "text"
        elif item := self.page.get("issuer"):
            spans, source = [(item.start, item.end)], "page"
        elif head := next((t for t in self.layout.titles if _issuer_in(t.text)), None):
            name = _issuer_in(head.text)
            spans, source = [(head.start, head.start + len(name))], "text"
        else:
            return
        names = [self.text[a:b].strip() for a, b in spans]
        split = [part for name in names for part in re.split(r"[、,，;；\s]+", name) if part]
        self.facts.issuers = tuple(dict.fromkeys(split))
        self.prove("issuers", "、".join(self.facts.issuers), spans[0][0], spans[0][1], source)  # type: ignore[arg-type]

    # --- place -----------------------------------------------------------------------------------------------------

    def place(self) -> None:
        facts = self.facts
        if self.catalog.jurisdiction:
            facts.jurisdiction = self.catalog.jurisdiction
            self.from_catalog("jurisdiction", facts.jurisdiction)
        else:
            self._find_place()
        if (
            facts.title.startswith("关于")
            and facts.jurisdiction
            and not find_places(facts.title)
            and not self.catalog.title
        ):
            facts.title = f"{place_name(facts.jurisdiction)} {facts.title}"

    def _find_place(self) -> None:
        """The place of the issuing office, else of the title, number or text; names shared by places are settled by the text."""
        everywhere = [m for m in find_places(self.text) if m.path]
        hints = tuple(dict.fromkeys(m.path for m in everywhere))
        for origin, source in (*((name, "text") for name in self.facts.issuers), (self.facts.title, "text")):
            mention = next((m for m in find_places(origin, hints) if m.path and not m.former), None)
            if mention:
                self._take_place(mention.path, mention.text, source)
                return
            if (
                re.match(r"(?:国务院|国家|中共中央|中华人民共和国|[一-鿿]{1,8}部(?:$|、|办公厅))", origin)
                and len(origin) < 40
            ):
                self._take_place("全国", origin, source)
                return
        for title in self.layout.titles:
            mention = next((m for m in find_places(title.text, hints) if m.path), None)
            if mention:
                self._take_place(mention.path, mention.text, "text")
                return
        own = [
            m for m in everywhere if re.match(r"(?:人民政府|.{0,8}实际|.{0,4}行政区域)", self.text[m.end : m.end + 14])
        ]
        if own:
            self._take_place(own[0].path, own[0].text, "inferred")

    def _take_place(self, path: str, name: str, source: str) -> None:
        self.facts.jurisdiction = path
        at = self.text.find(name)
        if at >= 0:
            self.prove("jurisdiction", path, at, at + len(name), "inferred" if source == "inferred" else "text")

    # --- dates -----------------------------------------------------------------------------------------------------

    def dates(self) -> None:
        signed = [span for span in self.layout.signatures if not is_organ(self.text[slice(*span)].strip())]
        own = next((read for a, b in signed if (read := find_date(self.text, a, b, damaged=True))), None)
        self._take_date("issued_on", own, "text", "issued")
        self._take_date("published_on", None, "page", "published")
        self._take_date("effective_on", self._effective(), "text", "effective")
        self._take_date("expires_on", self._expiry(), "text", "expires")
        if not self.facts.issued_on and not own and not self.catalog.issued_on:
            self._issued_near_title()

    def _take_date(self, name: str, read: DateRead | None, source: Source, label: str) -> None:
        if written := getattr(self.catalog, name):
            setattr(self.facts, name, written)
            self.from_catalog(name, written)
            return
        item = self.page.get(label)
        if item and (read is None or read.value is None):
            page_read = find_date(self.text, item.start, item.end, damaged=True)
            if page_read:
                read, source = page_read, "page"
        if not read:
            return
        printed = self.text[read.start : read.end]
        if read.value:
            setattr(self.facts, name, read.value)
            self.prove(name, read.value, read.start, read.end, "inferred" if read.damage else source)
        if read.damage:
            result = f"推定为{read.value}" if read.value else "无法确定"
            self.warn(
                "date_uncertain", f"{_DATE_NAMES[name]}印作“{printed}”，数字或分隔有缺失，{result}，请以原文为准。"
            )
        if read.damage == "year_digits" and read.value:
            self.warn("year_inferred", f"年份“{printed}”缺少数字，按{read.value[:4]}年推定，请以原文为准。")

    def _issued_near_title(self) -> None:
        """A date on its own line between the title and the text (规章: 2019年3月1日某市人民政府令第5号公布)."""
        main = self.layout.main
        if not main:
            return
        read = find_date(self.text, main.end, max(main.end, self.front_end))
        inside_field = read and any(f.start <= read.start < f.end for f in self.page.values())
        if read and not inside_field:
            self._take_date("issued_on", read, "text", "issued")

    def _effective(self) -> DateRead | None:
        for match in re.finditer(
            r"自(?P<d>[^。；\n自]{6,20}?)(?:起|之日起)?(?:正式)?(?:施行|实施|执行|生效)", self.text
        ):
            if read := find_date(self.text, *match.span("d")):
                return read
        match = re.search(r"自(?:发布|公布|印发|发文|下发)之日起(?:正式)?(?:施行|实施|执行|生效)", self.text)
        if match and (value := self.facts.issued_on or self.facts.published_on):
            return DateRead(value, *match.span())
        return None

    def _expiry(self) -> DateRead | None:
        match = re.search(r"(?:有效期(?:限)?(?:截?止?至|到)|至)(?P<d>[^。；\n至]{8,14}?)(?:止|。|，有效|$)", self.text)
        if match and (read := find_date(self.text, *match.span("d"))):
            return read
        match = re.search(r"有效期(?:限)?(?:为|：|:)?\s*(?P<n>\d{1,2}|[一二三四五六七八九十两]{1,2})\s*年", self.text)
        start = self.facts.effective_on or self.facts.issued_on
        if match and start:
            years = from_han(match["n"])
            if years:
                return DateRead(_years_later(start, years), *match.span())
        return None

    # --- relations and validity ------------------------------------------------------------------------------------

    def relations(self) -> None:
        repeals: list[str] = []
        for match in re.finditer(
            r"(?P<list>(?:《[^》\n]+》(?:[（(][^（）()\n]*[）)])?[、,，和及]*)+)[^。；《》\n]{0,16}?(?:同时)?(?:予以)?废止",
            self.text,
        ):
            repeals += re.findall(r"《([^》\n]+)》", match["list"])
            self.prove("repeals", "、".join(repeals), *match.span(), "text")
        self.facts.repeals = tuple(dict.fromkeys(repeals))
        start = self.layout.letter[0] if self.layout.letter else self.layout.body[0]
        based: list[str] = []
        pattern = re.compile(
            r"(?:根据|依据|按照|依照|贯彻落实|贯彻|落实)(?P<list>(?:[^。；，,《》\n]{0,12}《[^》\n]+》(?:[（(][^\n（）()]*?[）)])*[、和及以]*)+)"
        )
        for match in pattern.finditer(self.text, start, min(len(self.text), self.layout.body[0] + 1000)):
            based += re.findall(r"《([^》\n]+)》", match["list"])
            self.prove("based_on", "、".join(re.findall(r"《([^》\n]+)》", match["list"])), *match.span(), "text")
        self.facts.based_on = tuple(dict.fromkeys(full_width(name) for name in based))

    def validity(self, today: date) -> None:
        facts = self.facts
        claims: list[Claim] = []
        if self.catalog.validity:
            claims.append(Claim(self.catalog.validity, "catalog", "人工登记"))
        if word := draft_word(facts.title):
            at = self.text.find(word[0])
            claims.append(Claim(Validity.DRAFT, "text", word[0], at, at + len(word[0])))
        claims += date_claims(facts.effective_on, facts.expires_on, today)
        if (item := self.page.get("validity")) and (says := page_validity(item.value)):
            claims.append(Claim(says, "page", item.value, item.start, item.end))
        if (banner := BANNER.search(self.text, 0, max(self.front_end, 1))) and (says := page_validity(banner["says"])):
            claims.append(Claim(says, "page", banner["says"], *banner.span()))
        facts.validity, best, warnings = decide(claims)
        facts.warnings += warnings
        if best and best.start is not None and best.end is not None and best.start >= 0:
            self.prove("validity", facts.validity, best.start, best.end, best.source)
        elif best:
            facts.evidence.append(Evidence(field="validity", value=facts.validity, text=best.words, source=best.source))
        if facts.validity is Validity.DRAFT and not self.catalog.effective_on:
            facts.effective_on = None
            facts.evidence[:] = [e for e in facts.evidence if e.field != "effective_on"]


_DATE_NAMES = {
    "issued_on": "成文日期",
    "published_on": "公布日期",
    "effective_on": "施行日期",
    "expires_on": "失效日期",
}


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(a, b) for a, b in line_spans(text) if a >= start and b <= end]


def _issuer_in(title: str) -> str:
    match = re.match(
        r"[一-鿿]{3,30}?(?:政府办公室|政府办公厅|政府|委员会|局|厅|办公室|委办公厅|管委会)(?=关于|印发|转发)", title
    )
    return match[0] if match else ""


def _own_part(other: str, title: str) -> str:
    """The part of another title that prints this one: 关于印发《…》的通知 without 关于印发 and 的通知."""
    letters = [re.escape(c) for c in title if c.isalnum()]
    match = re.search(r"[^\w]{0,3}".join(letters), other)
    if match:
        return other[match.start() : match.end()] + ("）" if other[match.end() : match.end() + 1] == "）" else "")
    return other if same_words(other, title) else _closest(other, title)


def _closest(other: str, title: str) -> str:
    """`other` from the title's first letters on, where the rest is nearly the same (的 more or less)."""
    at = other.find(title[:6])
    part = other[at:] if at >= 0 else ""
    return part if part and same_words(part[: len(title) + 2], title) else title


def _years_later(start: str, years: int) -> str:
    begin = date.fromisoformat(start)
    try:
        end = begin.replace(year=begin.year + years)
    except ValueError:
        end = begin.replace(year=begin.year + years, day=28)
    return date.fromordinal(end.toordinal() - 1).isoformat()
