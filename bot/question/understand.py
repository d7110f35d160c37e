"""Question → Query: the places, documents and tiers that it names, and what kind of thing it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.evidence.passages import as_read, in_context
from bot.question.intent import Judged
from bot.question.kinds import Kind
from bot.question.normalise import Normaliser
from bot.question.pieces import SENTENCE_MARKS, bare, pieces, questions_of, sentences_of
from bot.question.references import References
from index.models import PolicyDocument
from index.places.divisions import dictionary
from index.places.find import PlaceMention, find_places, place_name

ABOUT_DOCUMENT = frozenset({Kind.VALIDITY, Kind.DOCUMENT})
_TIERS = re.compile(
    r"(国家|自治区|省|市|区|县|国际|世界)(?:级(?!别)|里头?(?:级别)?(?=的))|(?<![一-鿿])(国家|省|市)(?=、|和|与)"
)
_PIECE = 3  # characters that a piece of a text needs besides its places to ask for something
_COMMON = 1000  # frequency in jieba's dictionary from which 上市 is that word and no city
_LETTER = 150  # characters from which a text is judged by its sentences
_URGENT_OF_LETTER = 0.75  # the same of a letter, for two of its sentences
_URGENT_SENTENCE = 0.6  # probability from which one sentence of a text is answered and nothing else of it
_ALONE = 0.1  # probability that it leans below which a question is read by itself (decision 6)
_BEHIND = 0.3  # least weight of a search by itself, and of one behind what was asked before (decision 6)
_WITHIN = re.compile(r"(省|市|区|县)(?:里面?|上|财政)(?!的?(?:孵化|企业|人才|项目))")
_GOT = re.compile(r"(?:拿|得|领|享受|获得?|评上)(?:了|过|到)?$")  # 已经拿了省里的


@dataclass(frozen=True)
class Query:
    """A question, understood. `places` are paths that it names or takes over from the questions that it leans on."""

    text: str
    places: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    doc_ids: tuple[str, ...] = ()
    missing_reference: str | None = None
    earlier: tuple[str, ...] = ()  # the questions asked before it, the last one nearest
    refers: bool = False  # it takes over what they name; else it only comes behind them
    route: str | None = None  # of a question that needs no search (prompts/routes.toml)
    leans: bool = False  # it cannot be understood without the question before it
    lean: float = 0.0  # the probability of that
    states: bool = False  # it only says what the case is, and asks nothing in words
    sad: bool = False  # a sentence of the letter that it stands in reads like distress
    named: bool = False  # `doc_ids` are named by 文号 or title, and not taken for the ones that are meant

    @property
    def whole(self) -> str:
        """The question, behind those that it refers to."""
        return in_context(self.text, self.earlier if self.refers else ())

    @property
    def searched(self) -> tuple[tuple[str, float], ...]:
        """What is searched, with the weight of each: by itself and behind what was asked before, as it rather leans."""
        if not self.earlier:
            return ((self.text, 1.0),)
        behind = max(_BEHIND, min(1 - _BEHIND, self.lean))
        return (in_context(self.text, self.earlier), behind), (self.text, 1 - behind)

    @property
    def as_read(self) -> str:
        """The question behind what was asked before, as the reader reads it, who knows what of that is meant.

        Without places: the scope of the search has seen to them, and it takes a clause for another matter that does not
        name them.
        """
        earlier = [without_places(text, self.places) for text in self.earlier]
        return as_read(without_places(self.text, self.places), earlier)

    @property
    def about_document(self) -> bool:
        """Whether it asks of the document itself: validity, issuer, number, dates, completeness."""
        return bool(self.kinds & ABOUT_DOCUMENT) and self.kinds <= ABOUT_DOCUMENT

    @property
    def of_no_document(self) -> bool:
        """Whether it asks of a document and names none: 这文件现在还有效吗 means the one before."""
        return self.about_document and not self.doc_ids and not self.places and self.route is None

    def asks(self, *kinds: Kind) -> bool:
        return not self.kinds.isdisjoint(kinds)


class Understanding:
    """Reads questions against the documents there are."""

    def __init__(
        self,
        documents: Sequence[PolicyDocument],
        home: str,
        intent: Callable[..., Judged],
        english: Mapping[str, str],
    ) -> None:
        """`intent` tells what a question is by itself, `english` what English words are called in the documents."""
        self.home = home
        self._intent = intent
        self._covered = sorted({d.jurisdiction for d in documents if d.jurisdiction})
        self.normalise = Normaliser(self._covered, english)
        self._references = References(documents)
        self._abbreviations = _abbreviations(self._covered)

    def read_all(self, question: str, home: str | None = None, *, talking: bool = False) -> list[Query]:
        """A query for each question in the text: 奖励多少？归谁管？ are two, and the second leans on the first.

        What is no policy question (你好？) is left out beside one that is; all of them are one when none is. Who is in
        distress, wherever it is said, is answered on that and nothing else. A letter is what its sentences are: as a
        whole it reads like thanks or like distress, and one sentence of a life is not yet distress.
        With `talking` the text stands in a conversation about policy.
        """
        text = self.normalise(question)
        sentences = sentences_of(text)
        judged = [(s, self._intent(s)) for s in sentences] if len(sentences) > 1 else []
        is_letter = len(text) > _LETTER and any(not own.route for _, own in judged)
        urgent = [s for s, own in judged if own.urgent >= (_URGENT_OF_LETTER if is_letter else _URGENT_SENTENCE)]
        if len(urgent) > is_letter:
            return [self.read(urgent[0], home)]
        if not is_letter and self._intent(text, talking).route:
            return [self.read(text, home, talking=talking)]
        places = self.read(text, home).places if is_letter else ()
        queries: list[Query] = []
        for part in questions_of(text, self._asks):
            query = self.read(part, home, talking=talking)
            query = replace(query, places=query.places or places, sad=bool(urgent))
            if part[-1] not in SENTENCE_MARKS:
                query = replace(query, route=None)  # 找谁 behind a comma asks of what stands before it
            if not query.route:
                queries.append(_beside(query, queries[-1]) if queries else query)
        if len(queries) == 1 and not any(piece[-1] in "？?" or self._asks(bare(piece)) for piece in pieces(text)):
            queries = [replace(queries[0], states=True)]
        return queries or [self.read(text, home, talking=talking)]

    def _asks(self, piece: str) -> bool:
        """Whether a piece of a text asks for something: 兰州跟盘锦 alone does not."""
        return len(without_places(piece)) >= _PIECE and self._intent(piece).asks

    def read(self, question: str, home: str | None = None, *, talking: bool = False) -> Query:
        """The query of one question by itself. `home` is the place that 市里 and 省里 are of."""
        text = self.normalise(question)
        base = home or self.home
        doc_ids, missing, rest = self._references.explicit(text)
        judged = self._intent(text, talking)
        kinds = judged.kinds
        mentions = [m for m in find_places(rest, prefer=[base, *self._covered]) if m.path]
        # 兰州会去上海张江挂职吗 asks of 兰州; 上海 belongs to its subject. Only a comparison asks of both.
        if any(self._is_covered(m.path) for m in mentions) and Kind.COMPARE not in kinds:
            mentions = [m for m in mentions if self._is_covered(m.path)]
        places = [self._covering(m) for m in mentions]
        for mention in reversed(mentions):
            end = mention.end - (rest[mention.end : mention.end + 1] == "级")  # 盘锦市级 is 盘锦 and 市级
            rest = f"{rest[: mention.start]} {rest[end:]}"
        rest, abbreviated = self._abbreviated(rest)
        rest, relative = self._relative(rest, places[0] if places else base)
        found = tuple(dict.fromkeys([*abbreviated, *relative] if relative else [*places, *abbreviated]))
        doc_ids = doc_ids or self._references.titled(text, found)
        named = bool(doc_ids)
        if not doc_ids and kinds & ABOUT_DOCUMENT:
            scopes = [(place,) for place in found] if len(found) > 1 else [found]
            doc_ids = tuple(d for scope in scopes for d in self._references.by_title(rest, scope))
        return Query(
            text=text,
            places=found,
            tiers=tuple(dict.fromkeys(f"{a or b}级" for a, b in _TIERS.findall(rest))),
            kinds=kinds,
            doc_ids=doc_ids,
            missing_reference=missing,
            route=judged.route,
            leans=judged.leans,
            lean=judged.lean,
            named=named,
        )

    def _is_covered(self, path: str) -> bool:
        """Whether there are documents of the place, or of one above it, whose rules hold there too."""
        return any(path == p or path.startswith(p + "/") for p in self._covered)

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
        for path, pattern in self._abbreviations.items():
            if pattern.search(text):
                found.append(path)
                text = pattern.sub(" ", text)
        return text, found


def _abbreviations(covered: Collection[str]) -> dict[str, re.Pattern[str]]:
    """How each place is abbreviated: 在兰高校, 呼市; 上市 is a common word and no city."""
    words, found = dictionary(), {}
    for path in covered:
        initial = place_name(path)[0]
        pattern = rf"[在来驻]{initial}(?=高校|院|企业|高等|大学|创业|转化|落户|设|投资|发展|单位|机构)"
        if words.get(f"{initial}市", (0, ""))[0] < _COMMON:
            pattern += rf"|(?<![一-鿿]){initial}市(?!场)"
        found[path] = re.compile(pattern)
    return found


def leaning(query: Query, previous: Query) -> Query:
    """`query` read behind `previous`: what it does not name itself it takes from there."""
    elsewhere = bool(query.places) and query.places != previous.places
    within = _WITHIN.search(query.text) if previous.tiers else None  # 省级的多少？那市里的呢
    level = (f"{within[1]}级",) if within else ()
    return replace(
        query,
        places=query.places or previous.places,
        tiers=query.tiers or level or previous.tiers,
        kinds=query.kinds or previous.kinds - ABOUT_DOCUMENT,
        doc_ids=query.doc_ids or (() if elsewhere else previous.doc_ids),
        earlier=_earlier(query, previous),
        refers=True,
        route=None,
    )


def behind(query: Query, previous: Query) -> Query:
    """`query` with what was asked before it, unless it surely stands by itself."""
    if query.lean < _ALONE:
        return query
    return replace(query, earlier=_earlier(query, previous))


def _earlier(query: Query, previous: Query) -> tuple[str, ...]:
    earlier = (*previous.earlier, previous.text)
    elsewhere = query.places and query.places != previous.places
    return tuple(without_places(text) for text in earlier) if elsewhere else earlier


def _beside(query: Query, before: Query) -> Query:
    """A question of the same text as `before`: of the same places and documents where it names none itself."""
    if query.leans:
        return leaning(query, before)
    own = replace(query, places=query.places or before.places, doc_ids=query.doc_ids or before.doc_ids)
    return behind(own, before)


def without_places(text: str, places: Collection[str] | None = None) -> str:
    """`text` without the places that it names: all of them, or those that lie in `places` or around them."""
    for mention in reversed([m for m in find_places(text, prefer=places or ()) if m.path]):
        around = [f"{mention.path}/", *(f"{place}/" for place in places or ())]
        if places is None or any(around[0].startswith(p) or p.startswith(around[0]) for p in around[1:]):
            text = text[: mention.start] + text[mention.end :]
    return text


def covered_names(paths: Collection[str]) -> str:
    """「兰州市」「凉州区（武威市）」 for a sentence that says which places there are documents of."""
    names = []
    for path in sorted(paths):
        parent = path.split("/")[-2] if path.count("/") >= 2 else ""
        names.append(f"{place_name(path)}（{parent}）" if parent else place_name(path))
    return "、".join(names)
