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
from index.figures import FigureKind, find_figures
from index.models import PolicyDocument
from index.places import find_places, place_name

_TIERS = re.compile(r"(国家|省|市|区|县|国际|世界)级(?!别)|(?<![一-鿿])(国家|省|市)(?=、|和|与)")
_NUMBER = re.compile(
    r"([一-鿿]{1,8}?(?:发|办|字|函|规|科|府|政)[一-鿿]{0,4})\s*[〔\[(（【〕]?\s*((?:19|20)\d\d)\s*[〕\])）】]?\s*(?:第)?\s*(\d{1,4})\s*号?"
)
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
        self._latin = {"".join(lazy_pinyin(_short(name))): _short(name) for name in names.values()}

    def read(self, question: str, previous: Query | None = None, home: str | None = None) -> Query:
        """The query of a question; an elliptical one takes what it does not name from `previous`."""
        text = self.normalise(question)
        query = self._read_alone(text, home or self.home)
        return self._carry(query, previous) if previous else query

    def normalise(self, question: str) -> str:
        """Simplified, half-width, without markup, orders to the assistant and misspellings by sound."""
        text = self._simplify(unicodedata.normalize("NFKC", _TAG.sub(" ", question)))
        text = "".join(c for c in text if c.isprintable() or c == " ")
        stripped = _ORDERS.sub("", text).strip(" ,，:：。")
        text = stripped if len(stripped) > 3 else text
        if _is_english(text):
            text = self._from_english(text)
        return self.vocabulary.respell(re.sub(r"\s+", " ", text).strip(), self._names)

    def _from_english(self, text: str) -> str:
        lowered = text.lower()
        words = []
        for name, place in self._latin.items():
            if name in lowered:
                words.append(place)
        for english, chinese in sorted(self.vocabulary.english.items(), key=lambda kv: -len(kv[0])):
            if re.search(rf"\b{re.escape(english)}\b", lowered) or (
                len(english) > 5 and re.search(rf"\b{re.escape(english)}s\b", lowered)
            ):
                lowered = lowered.replace(english, " ")
                words.append(chinese)
        return " ".join(dict.fromkeys(words)) or text

    def _read_alone(self, text: str, home: str) -> Query:
        rest = text
        doc_ids, missing, rest = self._references(rest)
        mentions = find_places(rest, prefer=[home, *self._covered])
        places = tuple(dict.fromkeys(m.path for m in mentions if m.path))
        for mention in reversed(mentions):
            if mention.path:
                rest = rest[: mention.start] + " " + rest[mention.end :]
        rest, abbreviated = self._abbreviated(rest)
        places = tuple(dict.fromkeys([*places, *abbreviated]))
        tiers = tuple(dict.fromkeys(f"{a or b}级" for a, b in _TIERS.findall(rest)))
        asks, subject = asks_of(_without_amounts(_TIERS.sub(" ", rest)))
        terms = self.vocabulary.terms(subject)
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
        for match in _QUOTED_TITLE.finditer(text):
            hits = [d.doc_id for d in self._documents if title_matches(match[1], d.title)]
            found += hits
            missing = missing or (None if hits else f"《{match[1]}》")
        return tuple(dict.fromkeys(found)), missing, _QUOTED_TITLE.sub(lambda m: " " if not missing else m[1], text)

    def _carry(self, query: Query, previous: Query) -> Query:
        """A question that names no subject of its own, or points back, goes on with the earlier one."""
        elliptical = bool(_ELLIPSIS.search(query.text)) or query.refers
        if query.terms and not elliptical:
            return query
        carried = replace(
            query,
            places=query.places or previous.places,
            doc_ids=query.doc_ids or (() if query.places and query.places != previous.places else previous.doc_ids),
            refers=True,
        )
        if query.terms:
            return replace(carried, asks=query.asks or previous.asks, tiers=query.tiers)
        return replace(
            carried,
            terms=previous.terms,
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
