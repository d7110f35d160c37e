"""Question → Query: place, document, tier, what is asked and about what. Rules and data, no model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from opencc import OpenCC
from pypinyin import lazy_pinyin

from bot.asks import Ask, asks_of
from bot.words import Term, Vocabulary
from index.divisions import load_names
from index.figures import FigureKind, find_figures
from index.models import PolicyDocument
from index.places import find_places, place_name

_TIERS = re.compile(
    r"(国家|省|市|区|县|国际|世界)(?:级(?!别)|里头?(?:级别)?(?=的))|(?<![一-鿿])(国家|省|市)(?=、|和|与)"
)
_NUMBER = re.compile(
    r"([一-鿿]{1,8}?(?:发|办|字|函|规|科|府|政)[一-鿿]{0,4})\s*[〔\[(（【〕]?\s*((?:19|20)\d\d)\s*[〕\])）】年]?\s*(?:第)?\s*(\d{1,4})\s*号?"
)
_SHORT_NUMBER = re.compile(r"(\d{1,4})\s*号文(?:件)?")
_KIND_OF_DOCUMENT = re.compile(
    r"实施方案|实施办法|实施意见|方案|办法|通知|意见|措施|请示|条例|细则|规定|文件|政策|指南|公告|决定"
)
_ABOUT_DOCUMENT = frozenset({Ask.VALIDITY, Ask.ISSUER, Ask.DOCUMENT})
_ABOUT_CONTENT = frozenset({Ask.AMOUNT, Ask.SUPPORT, Ask.QUANTITY, Ask.OFFICE, Ask.CONDITION, Ask.LIST, Ask.CONCEPT})
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)+")
_QUOTED_TITLE = re.compile(r"《([^》]{2,80})》")
_TAG = re.compile(r"<(script|style)\b.{0,400}?</\1\s*>|<[^<>]{0,200}>|</?[a-zA-Z]+", re.IGNORECASE | re.DOTALL)
_ORDERS = re.compile(
    r"(?:请|你|现在|务必|必须|从现在起)?(?:忽略|无视|忘掉|忘记|跳过|不要管|不用管|抛开|绕过)(?:之前|以上|前面|上面|先前|你|一切|所有)?(?:的|所有|一切|全部)*(?:规则|指令|要求|限制|设定|提示|内容|约束|说明|条款)+[，,。;；]?"
    r"|(?:请)?(?:直接|只|必须|务必)(?:回答|输出|说|告诉我|回复)[:：，,]?|你现在是[^，,。]{1,20}[，,。]|(?:ignore|disregard)\s+(?:all|any|the|previous|above|prior|your)[^.。,，:：]{0,60}(?:instructions?|rules?|prompts?)[.,:]?",
    re.IGNORECASE,
)  # fmt: skip
_ELLIPSIS = re.compile(r"^(?:那|那么|换成|换|如果是|改成|若是|还有|它|他|这个|这项|该|其中|里面|上面|这|此)|呢[？?]?$")
_REFERS = re.compile(
    r"这个?(?:政策|文件|办法|通知|方案|条款?|项目)|该(?:政策|文件|办法|通知|方案|项目|项)|它|里面|其中|上面|刚才|前面|此项|这项|这条"
)


@dataclass(frozen=True)
class Query:
    """A question, understood. `places` are paths the question names; `refers` tells that it leans on earlier turns."""

    text: str
    subject: str
    places: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    asks: frozenset[Ask] = frozenset()
    terms: tuple[Term, ...] = ()
    doc_ids: tuple[str, ...] = ()
    missing_reference: str | None = None
    refers: bool = False
    own: tuple[Term, ...] = ()  # what an elliptical question names besides what it takes from the one before

    @property
    def about_document(self) -> bool:
        """Whether it asks of the document itself: validity, issuer, number, dates, completeness."""
        return bool(self.asks & _ABOUT_DOCUMENT) and not self.asks & _ABOUT_CONTENT

    def asks_any(self, *asks: Ask) -> bool:
        return not self.asks.isdisjoint(asks)


class Understanding:
    """Reads questions against the documents there are."""

    def __init__(self, vocabulary: Vocabulary, documents: Sequence[PolicyDocument], home: str) -> None:
        self.vocabulary = vocabulary
        self.home = home
        self._documents = documents
        self._covered = sorted({d.jurisdiction for d in documents if d.jurisdiction})
        self._simplify = OpenCC("t2s").convert
        names = {path: place_name(path) for path in self._covered}
        self._names = tuple(n for name in names.values() for n in (name, _short(name)) if len(n) > 1)
        self._latin = {"".join(lazy_pinyin(_short(name))): name for name in [*_city_names(), *names.values()]}

    def read_all(self, question: str, previous: Query | None = None, home: str | None = None) -> list[Query]:
        """A query for each question in the text: 奖励多少？归谁管？ are two, and the second leans on the first."""
        queries: list[Query] = []
        for part in self._parts(self.normalise(question)):
            query = self.read(part, queries[-1] if queries else previous, home)
            if queries:
                query = _inherit(query, queries[-1])
            queries.append(query)
        return queries

    def _parts(self, text: str) -> list[str]:
        """Cut after ？ and ；, and at a comma when both sides ask and name a thing."""
        parts: list[str] = []
        for sentence in re.split(r"(?<=[？?；;。])", text):
            for piece in re.split(r"[,，]", sentence):
                if (
                    parts
                    and not (self._asks_of_thing(piece) and self._asks_of_thing(parts[-1]))
                    and parts[-1][-1:] not in "？?；;。"
                ):
                    parts[-1] += "," + piece
                elif piece.strip(" ？?；;。"):
                    parts.append(piece)
        parts = [whole for part in parts for whole in self._each(part)]
        asking = [part for part in parts if asks_of(part)[0]]
        return asking if len(asking) > 1 else [text]

    def _each(self, text: str) -> list[str]:
        """国家级孵化器和国家级众创空间各奖多少 is two questions when both sides name a thing."""
        match = re.match(r"(.{3,30})[和与及](.{2,30}?)(?:各自?|分别)(.+)$", text)
        if match and all(any(t.is_decisive for t in self.vocabulary.terms(side)) for side in match.groups()[:2]):
            return [match[1] + match[3], match[2] + match[3]]
        return [text]

    def _asks_of_thing(self, text: str) -> bool:
        asks, subject = asks_of(text)
        return bool(asks) and any(t.is_thing for t in self.vocabulary.terms(subject))

    def read(self, question: str, previous: Query | None = None, home: str | None = None) -> Query:
        """The query of a question; an elliptical one takes what it does not name from `previous`."""
        text = self.normalise(question)
        query = self._read_alone(text, home or self.home)
        return self._carry(query, previous) if previous else query

    def normalise(self, question: str) -> str:
        """Simplified, half-width, without markup, orders to the assistant and misspellings by sound."""
        text = self._simplify(unicodedata.normalize("NFKC", _TAG.sub(" ", _LINK.sub(r"\1 ", question))))
        text = "".join(c for c in text if c.isprintable() or c == " ")
        stripped = _ORDERS.sub(self._places_in, text).strip(" ,，:：。")
        text = stripped if len(stripped) > 3 else text
        text = self._from_english(text) if _is_english(text) else _chinese_parts(text)
        return self.vocabulary.respell(re.sub(r"\s+", " ", text).strip(), self._names)

    def _places_in(self, order: re.Match[str]) -> str:
        """What is left of an order to the assistant: the places that it names."""
        return " ".join(m.text for m in find_places(order[0], prefer=self._covered))

    def _from_english(self, text: str) -> str:
        """The official Chinese words for the English ones that are known, place first; `text` when none is."""
        lowered = re.sub(r"['’]s\b|['’]", "", text.lower()).replace("-", " ")
        words = [place for name, place in self._latin.items() if re.search(rf"\b{name}\b", lowered)]
        for english, chinese in sorted(self.vocabulary.english.items(), key=lambda kv: -len(kv[0])):
            pattern = rf"\b{re.escape(english)}(?:e?s)?\b"
            if re.search(pattern, lowered):
                lowered = re.sub(pattern, " ", lowered)
                words.append(chinese)
        return " ".join(dict.fromkeys(words)) or text

    def _read_alone(self, text: str, home: str) -> Query:
        rest = text
        doc_ids, missing, rest = self._references(rest)
        mentions = find_places(rest, prefer=[home, *self._covered])
        named = [m for m in mentions if m.path]
        # 兰州会去上海张江挂职吗 asks of 兰州; 上海 belongs to its subject. Only a comparison asks of both.
        if any(m.path in self._covered for m in named) and Ask.COMPARE not in asks_of(rest)[0]:
            named = [m for m in named if m.path in self._covered]
        places = tuple(dict.fromkeys(m.path for m in named))
        for mention in reversed(named):
            end = mention.end - (rest[mention.end : mention.end + 1] == "级")  # 盘锦市级 is 盘锦 and 市级
            rest = f"{rest[: mention.start]} {rest[end:]}"
        rest, abbreviated = self._abbreviated(rest)
        places = tuple(dict.fromkeys([*places, *abbreviated]))
        tiers = tuple(dict.fromkeys(f"{a or b}级" for a, b in _TIERS.findall(rest)))
        asks, subject = asks_of(_without_amounts(_TIERS.sub(" ", rest)))
        terms = self.vocabulary.terms(subject)
        about = (asks & _ABOUT_DOCUMENT and not asks & _ABOUT_CONTENT) or (
            Ask.OFFICE in asks and _KIND_OF_DOCUMENT.search(text)
        )
        if not doc_ids and about:
            doc_ids = self._by_title(text, places, terms)
        return Query(
            text=text, subject=subject.strip(), places=places, tiers=tiers, asks=asks, terms=terms,
            doc_ids=doc_ids, missing_reference=missing, refers=bool(_REFERS.search(text)),
        )  # fmt: skip

    def _abbreviated(self, text: str) -> tuple[str, list[str]]:
        """在兰高校, 来盘创业: the first character of a covered place after 在, 来, 驻."""
        found = []
        for path in self._covered:
            initial = place_name(path)[0]
            pattern = rf"[在来驻]{initial}(?=高校|院|企业|高等|大学|创业|转化|落户|设|投资|发展|单位|机构)"
            if re.search(pattern, text):
                found.append(path)
                text = re.sub(pattern, " ", text)
        return text, found

    def _references(self, text: str) -> tuple[tuple[str, ...], str | None, str]:
        """Documents named by 文号 or by 《title》; the first reference that no document answers to; the rest."""
        found: list[str] = []
        missing: str | None = None
        for match in _NUMBER.finditer(text):
            key = number_key(match[0])
            hits = [
                d.doc_id
                for d in self._documents
                if d.doc_number and (k := number_key(d.doc_number)) and key.endswith(k)
            ]
            found += hits
            missing = missing or (None if hits else match[0])
        text = _NUMBER.sub(" ", text)
        for match in _SHORT_NUMBER.finditer(text):
            found += [
                d.doc_id for d in self._documents if d.doc_number and number_key(d.doc_number).endswith(f"-{match[1]}")
            ]
        text = _SHORT_NUMBER.sub(" ", text)
        for match in _QUOTED_TITLE.finditer(text):
            hits = [d.doc_id for d in self._documents if title_matches(match[1], d.title)]
            found += hits
            missing = missing or (None if hits else f"《{match[1]}》")
        return tuple(dict.fromkeys(found)), missing, _QUOTED_TITLE.sub(lambda m: " " if not missing else m[1], text)

    def _by_title(self, text: str, places: Sequence[str], terms: Sequence[Term]) -> tuple[str, ...]:
        """The one document that a question about a document means by words of its title or by its place and kind."""
        kind = _KIND_OF_DOCUMENT.search(text)
        scored = []
        for document in self._documents:
            if places and document.jurisdiction not in places:
                continue
            if any(t.is_decisive and t.found_in(document.title) < 0.6 for t in terms):
                continue  # it asks of something in the document
            weight = sum(t.weight for t in terms if t.found_in(document.title) >= 0.6)
            if weight >= 1.5 or (kind and places):
                scored.append((weight + (0.5 if kind and kind[0] in document.title else 0.0), document.doc_id))
        best = max(scored, default=(0.0, ""))
        return (best[1],) if best[1] and [w for w, _ in scored].count(best[0]) == 1 else ()

    def _carry(self, query: Query, previous: Query) -> Query:
        """A question that names no subject of its own, or points back, goes on with the earlier one."""
        elliptical = bool(_ELLIPSIS.search(query.text)) or query.refers
        if any(t.is_thing for t in query.terms) and not elliptical:
            return query
        carried = replace(
            query,
            places=query.places or previous.places,
            doc_ids=query.doc_ids or (() if query.places and query.places != previous.places else previous.doc_ids),
            refers=True,
        )
        if any(t.is_decisive and not t.is_label for t in query.terms):
            return replace(carried, asks=query.asks or previous.asks, tiers=query.tiers)
        if any(t.is_thing for t in query.terms) and not query.places:
            head = "".join(t.text for t in query.terms)[-2:]  # 青年项目呢 after 重大项目: another of the same kind
            kept = [t for t in previous.terms if t.text[-2:] != head and not (t.is_label and query.terms[0].is_label)]
            terms = tuple(dict.fromkeys([*kept, *query.terms]))
            return replace(carried, asks=query.asks or previous.asks, tiers=query.tiers, terms=terms, own=query.terms)
        if any(t.is_thing for t in query.terms):
            return replace(carried, asks=query.asks or previous.asks, tiers=query.tiers)
        return replace(
            carried,
            terms=tuple(dict.fromkeys([*previous.terms, *query.terms])),
            subject=previous.subject,
            tiers=query.tiers or previous.tiers,
            asks=query.asks or previous.asks,
        )


def _without_amounts(text: str) -> str:
    """An amount in a question (补贴为1000万元) is a guess or a trap, not its subject."""
    for figure in reversed(find_figures(text)):
        if figure.kind is FigureKind.MONEY:
            text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def number_key(text: str) -> str:
    """A 文号 without its brackets and 号: 兰政办发〔2017〕145号 and 兰政办发2017 145号 are one."""
    match = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return f"{match[1]}{match[2]}-{int(match[3])}" if match else ""


def title_matches(asked: str, title: str) -> bool:
    """Whether 《asked》 can be the document's title: contained in it, or sharing nine tenths of its pairs."""
    a, b = (re.sub(r"[^一-鿿A-Za-z0-9]", "", t) for t in (asked, title))
    if len(a) >= 4 and (a in b or b in a):
        return True
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    return len(a) >= 6 and sum(p in b for p in pairs) / len(pairs) >= 0.9


def _chinese_parts(text: str) -> str:
    """A Chinese question without the parts between ; and -- that hold no Chinese (code that was pasted in)."""
    parts = re.split(r"[;；]|--|\n", text)
    chinese = [part for part in parts if re.search(r"[一-鿿]", part)]
    return " ".join(chinese) if chinese and len(chinese) < len(parts) else text


def _inherit(query: Query, earlier: Query) -> Query:
    """A further question of the same text keeps place, tier and class (B类人才安家费多少，每月生活补贴多少)."""
    labels = tuple(t for t in earlier.terms if t.is_label)
    keeps = query.tiers or any(t.is_label for t in query.terms)
    return replace(
        query,
        places=query.places or earlier.places,
        tiers=query.tiers if keeps else earlier.tiers,
        terms=query.terms if keeps else tuple(dict.fromkeys([*labels, *query.terms])),
    )


def _city_names() -> list[str]:
    """The full names of provinces and cities, for questions in Latin letters."""
    return [
        n for n, places in load_names().items() if any(p.path.count("/") <= 1 and p.path.endswith(n) for p in places)
    ]


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "省市区县州" else name


def _is_english(text: str) -> bool:
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return letters > 8 and letters > 2 * sum("一" <= c <= "鿿" for c in text)


def covered_names(paths: Collection[str]) -> str:
    """「兰州市」「凉州区（武威市）」 for a sentence that says which places there are documents of."""
    names = []
    for path in sorted(paths):
        parent = path.split("/")[-2] if path.count("/") >= 2 else ""
        names.append(f"{place_name(path)}（{parent}）" if parent else place_name(path))
    return "、".join(names)
