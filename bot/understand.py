"""Question → Query: place, document, tier, what is asked and about what. Rules and data, no model."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.asks import Ask, asks_of
from bot.normalise import Normaliser
from bot.references import References, names_kind
from bot.words import Term, Vocabulary
from index.figures import FigureKind, find_figures
from index.models import PolicyDocument
from index.places import PlaceMention, find_places, place_name

_TIERS = re.compile(
    r"(国家|自治区|省|市|区|县|国际|世界)(?:级(?!别)|里头?(?:级别)?(?=的))|(?<![一-鿿])(国家|省|市)(?=、|和|与)"
)
_ABOUT_DOCUMENT = frozenset({Ask.VALIDITY, Ask.ISSUER, Ask.DOCUMENT})
_ABOUT_CONTENT = frozenset({Ask.AMOUNT, Ask.SUPPORT, Ask.QUANTITY, Ask.OFFICE, Ask.CONDITION, Ask.LIST, Ask.CONCEPT})
_ELLIPSIS = re.compile(r"^(?:那|那么|换成|换|如果是|改成|若是|还有|它|他|这个|这项|该|其中|里面|上面|这|此)|呢[？?]?$")
_SLIGHT = 0.5  # weight up to which a word (发展, 生产) makes no subject of its own
_QUESTION = re.compile(
    r"[吗么呢谁哪几]|有没有|有无|[能是行可会给]不|没有?[？?]?$|多少|什么|啥|怎|如何|是否|能否|多[久大高长]|不[？?]?$|比例|上限|标准"
)
_NOT_THAT = re.compile(r"(?:并?不是|不算|没有?评上|没有?被?认定为)[^，,。；;？?]{2,12}(?=[，,。；;])")
_WITHIN = re.compile(r"(省|市|区|县)(?:里面?|上|财政)(?!的?(?:孵化|企业|人才|项目))")
_GOT = re.compile(r"(?:拿|得|领|享受|获得?|评上)(?:了|过|到)?$")  # 已经拿了省里的
_QUOTED = re.compile(r"[“「\"]([^”」\"]{2,14})[”」\"]")
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
    near: tuple[str, ...] = ()  # where to look first though the question names no place: that of the question before
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
        self._covered = sorted({d.jurisdiction for d in documents if d.jurisdiction})
        self.normalise = Normaliser(vocabulary, self._covered)
        self._references = References(documents)

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
        asking = [part for part in parts if asks_of(part)[0] and (part is parts[-1] or _QUESTION.search(part))]
        return asking if len(asking) > 1 else [text]

    def _each(self, text: str) -> list[str]:
        """国家级孵化器和国家级众创空间各奖多少 is two questions when both sides name a thing."""
        match = re.match(r"(.{3,30})[和与及](.{2,30}?)(?:各自?|分别)(.+)$", text)
        if match and all(any(t.is_decisive for t in self.vocabulary.terms(side)) for side in match.groups()[:2]):
            return [match[1] + match[3], match[2] + match[3]]
        return [text]

    def _asks_of_thing(self, text: str) -> bool:
        asks, subject = asks_of(text)
        return bool(asks and _QUESTION.search(text)) and any(t.is_thing for t in self.vocabulary.terms(subject))

    def read(self, question: str, previous: Query | None = None, home: str | None = None) -> Query:
        """The query of a question; an elliptical one takes what it does not name from `previous`."""
        text = self.normalise(question)
        base = previous.places[0] if previous and previous.places else home or self.home
        query = self._read_alone(text, home or self.home, base)
        return self._carry(query, previous) if previous else query

    def _read_alone(self, text: str, home: str, base: str) -> Query:
        doc_ids, missing, rest = self._references.explicit(text)
        mentions = find_places(rest, prefer=[home, *self._covered])
        named = [m for m in mentions if m.path]
        # 兰州会去上海张江挂职吗 asks of 兰州; 上海 belongs to its subject. Only a comparison asks of both.
        if any(m.path in self._covered for m in named) and Ask.COMPARE not in asks_of(rest)[0]:
            named = [m for m in named if m.path in self._covered]
        places = tuple(dict.fromkeys(self._covering(m) for m in named))
        for mention in reversed(named):
            end = mention.end - (rest[mention.end : mention.end + 1] == "级")  # 盘锦市级 is 盘锦 and 市级
            rest = f"{rest[: mention.start]} {rest[end:]}"
        rest, abbreviated = self._abbreviated(_NOT_THAT.sub(" ", rest))
        rest, relative = self._relative(rest, places[0] if places else base)
        places = tuple(dict.fromkeys([*abbreviated, *relative])) if relative else (*places, *abbreviated)
        places = tuple(dict.fromkeys(places))
        tiers = tuple(dict.fromkeys(f"{a or b}级" for a, b in _TIERS.findall(rest)))
        without = _without_amounts(_TIERS.sub(" ", rest))
        asks, subject = asks_of(without)
        if without != _TIERS.sub(" ", rest) and re.search(r"给|奖|补|资助|扶持", without):
            asks |= {Ask.AMOUNT, Ask.SUPPORT}  # 市级的给100万元，对吗 asks how much
        terms = (*_quoted(rest, subject), *self.vocabulary.terms(subject))
        doc_ids = doc_ids or self._references.titled(text, places)
        about = (asks & _ABOUT_DOCUMENT and not asks & _ABOUT_CONTENT) or (Ask.OFFICE in asks and names_kind(text))
        if not doc_ids and about:
            doc_ids = self._references.by_title(text, places, terms)
        return Query(
            text=text, subject=subject.strip(), places=places, tiers=tiers, asks=asks, terms=terms,
            doc_ids=doc_ids, missing_reference=missing, refers=bool(_REFERS.search(text)),
        )  # fmt: skip

    def _covering(self, mention: PlaceMention) -> str:
        """兰州七里河 is 兰州 when there are documents of the city alone; 七里河区 by itself stays what it is."""
        if mention.path in self._covered:
            return mention.path
        above = [p for p in self._covered if mention.path.startswith(p + "/") and place_name(p)[:2] in mention.text]
        return max(above, key=len, default=mention.path)

    def _relative(self, text: str, base: str) -> tuple[str, list[str]]:
        """省里, 市里: the province or the city of `base`, when there are documents of it."""
        around = base.split("/")
        levels = {"省": around[:1], "市": around[:2], "区": around, "县": around}
        found: list[str] = []
        for match in reversed(list(_WITHIN.finditer(text))):
            path = "/".join(levels[match[1]])
            if path in self._covered and not _GOT.search(text[: match.start()]):
                found.insert(0, path)
                text = f"{text[: match.start()]} {text[match.end() :]}"
        return text, found

    def _abbreviated(self, text: str) -> tuple[str, list[str]]:
        """在兰高校, 来盘创业: the first character of a covered place after 在, 来, 驻."""
        found = []
        for path in self._covered:
            initial = place_name(path)[0]
            pattern = rf"[在来驻]{initial}(?=高校|院|企业|高等|大学|创业|转化|落户|设|投资|发展|单位|机构)"
            pattern = rf"{pattern}|(?<![一-鿿]){initial}市(?!场)"  # 在兰高校, 呼市
            if re.search(pattern, text):
                found.append(path)
                text = re.sub(pattern, " ", text)
        return text, found

    def _carry(self, query: Query, previous: Query) -> Query:
        """A question that names no subject of its own, or points back, goes on with the earlier one."""
        elliptical = bool(_ELLIPSIS.search(query.text)) or query.refers
        if any(t.is_thing and t.weight > _SLIGHT for t in query.terms) and not elliptical:
            new_subject = any(t.is_decisive for t in query.terms) or query.places or query.doc_ids
            return query if new_subject else replace(query, near=previous.places or previous.near)
        asks = query.asks or (previous.asks - _ABOUT_DOCUMENT if query.terms else previous.asks)
        carried = replace(
            query,
            places=query.places or previous.places,
            near=previous.near,
            doc_ids=query.doc_ids or (() if query.places and query.places != previous.places else previous.doc_ids),
            refers=True,
        )
        if any(t.is_decisive and not t.is_label for t in query.terms):
            return replace(carried, asks=asks, tiers=query.tiers, own=query.terms)
        if any(t.is_thing for t in query.terms) and not query.places:
            head = "".join(t.text for t in query.terms)[-2:]  # 青年项目呢 after 重大项目: another of the same kind
            kept = [t for t in previous.terms if t.text[-2:] != head and not (t.is_label and query.terms[0].is_label)]
            terms = tuple(dict.fromkeys([*kept, *query.terms]))
            return replace(carried, asks=asks, tiers=query.tiers, terms=terms, own=query.terms)
        if any(t.is_thing for t in query.terms):
            return replace(carried, asks=asks, tiers=query.tiers)
        return replace(
            carried,
            terms=tuple(dict.fromkeys([*previous.terms, *query.terms])),
            subject=previous.subject,
            tiers=query.tiers or previous.tiers,
            asks=asks,
        )


def _quoted(text: str, subject: str) -> list[Term]:
    """What stands in quotation marks and was taken for a question's words: “后补助”是什么意思."""
    names = [name for name in _QUOTED.findall(text) if name not in subject]
    return [Term(name, (name,), 2.0) for name in names]


def _without_amounts(text: str) -> str:
    """An amount in a question (补贴为1000万元) is a guess or a trap, not its subject."""
    for figure in reversed(find_figures(text)):
        if figure.kind is FigureKind.MONEY:
            text = f"{text[: figure.start]} {text[figure.end :]}"
    return text


def _inherit(query: Query, earlier: Query) -> Query:
    """A further question of the same text keeps place, tier and class (B类人才安家费多少，每月生活补贴多少)."""
    labels = tuple(t for t in earlier.terms if t.is_label)
    keeps = query.tiers or any(t.is_label for t in query.terms)
    own = keeps or any(t.is_thing and t.weight > _SLIGHT and t not in earlier.terms for t in query.terms)
    return replace(
        query,
        places=query.places or earlier.places,
        tiers=query.tiers if own else earlier.tiers,
        terms=query.terms if keeps else tuple(dict.fromkeys([*labels, *query.terms])),
    )


def covered_names(paths: Collection[str]) -> str:
    """「兰州市」「凉州区（武威市）」 for a sentence that says which places there are documents of."""
    names = []
    for path in sorted(paths):
        parent = path.split("/")[-2] if path.count("/") >= 2 else ""
        names.append(f"{place_name(path)}（{parent}）" if parent else place_name(path))
    return "、".join(names)
