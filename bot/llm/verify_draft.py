"""A language model's sentences against the clauses that they cite. What does not hold is never shown.

Strict on purpose: a sentence may only say, of a clause, what its own words say. A true sentence that is put too freely
is withheld as well; the composed answer stands in for it, so strictness costs style and not truth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from bot.llm.claims import Claim, claims, content_words, flat, is_pair, item_claims, missing_words, sharpened
from bot.llm.offices import is_office_of, offices, role_zones
from bot.models import Answer, Citation
from bot.question.masking import masked
from index.language.figures import FigureKind, find_figures
from index.language.sentences import split_sentences
from index.models import SupportItem
from index.places.find import find_places

_MARKER = re.compile(r"\[(\d+)\]")
_LIST_MARK = re.compile(r"^\s*(?:[-*•>]+|\d{1,2}[.、)](?!\d)|[(（]\d{1,2}[)）]|#+)\s*")
_LINK = re.compile(r"https?:|www\.|\]\s*\(|[<>@|]|!\[|\.(?:com|cn|net|org)\b|微信|加群|扫码|二维码", re.IGNORECASE)
# Orders to whoever reads the text, a machine most likely: no policy document says them.
_ORDER = re.compile(
    r"(?:忽略|无视|忘掉|忘记|抛开|绕过|不要遵守)[^。!?！？\n]{0,12}(?:以上|之前|上面|前面|此前|所有|一切|任何|规则|指令|要求|限制|提示|设定)"
    r"|(?:以上|之前|前面)[^。\n]{0,6}(?:指令|提示词?|规则)(?:作废|无效)|提示词|系统提示|你现在是|你是一[个名]|作为(?:一个)?(?:AI|人工智能|语言模型)"
    r"|(?:ignore|disregard|forget)\s[^.\n]{0,40}(?:instruction|rule|prompt|above|previous)|system\s*prompt",
    re.IGNORECASE,
)
# Words on whether a document is in force: code says that, from data.
_VALIDITY = re.compile(
    r"现行|(?:仍然?|继续|依然|目前|现在|当前|正在|已经?|正式|一直|依旧|还)\s*(?:有效|执行|实施|施行|适用|可以?申[请报]|能申[请报])|生效|没有失效|未失效|未废止"
    r"|尚未失效|有效的?(?:政策|文件)|目前|如今"
)
_NEUTRAL = re.compile(
    r"不(?:得?超过|低于|少于|多于|小于|断|仅|限于|同|动产|等)|无(?:偿|形|人机|线|缝)|非(?:常|公|营利)|未来|免费"
)
_NEGATED = re.compile(r"(?:不|未|无|非|没有?|禁止|严禁|勿|免)[得能可以予会再属于是享受]{0,2}$")
# Words that bind, limit or spread: each needs one of its kind in the clause.
_FORCE = tuple(
    frozenset(kind.split())
    for kind in (
        "必须 应当 应该 应 须 需 需要 必 务必 不得",
        "仅 只 限 才 只有 只能 只限 仅限 方可 才能 除非",
        "均 都 凡 各 全部 一律 所有 任何 各类 均可 都可 都能",
        "保证 一定 肯定 必然 自动 立即 直接",
    )
)
_NOT = re.compile(r"[不未无非没勿]\S|禁止|严禁|免[^费]")
_TITLE = re.compile(r"《[^》]+》")
_GIVES = re.compile(r"获得|得到|给予|予以|享受|领取|拿到|发放|拨付|可获|可得|能获|能得")
_GIVEN = re.compile(r"给予|予以|奖|补[助贴]|资助|配套|扶持|支持|享受|拨付|发放|减免|优惠|安排|万元|[%]")
_ARTICLES = frozenset((FigureKind.COUNT, 1.0, unit) for unit in "个项")  # 一个平台: no figure
_ONE_LEVEL = r"(?:国家|国际|省|市|区|县)级(?:以上)?"
_LEVEL = re.compile(rf"({_ONE_LEVEL})([一-鿿]{{2}})")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Finding:
    """Why a sentence is withheld, in English for the log. A `material` one shows that the draft cannot be trusted."""

    reason: str
    material: bool


@dataclass(frozen=True)
class Source:
    """What a marker stands for, flat: the sentences of its clause and of the composed answer, and its claims.

    `printed` is the clause as it is; `frame` holds title, number, date, place and headings: what may be said besides.
    """

    sentences: tuple[str, ...]
    clause: str
    printed: str
    frame: str
    place: str
    claims: tuple[Claim, ...]

    @property
    def text(self) -> str:
        return "\n".join((*self.sentences, self.frame))


class DraftCheck:
    """Checks sentences against one composed answer."""

    def __init__(self, answer: Answer, items: Sequence[SupportItem]) -> None:
        """`items` are the support items of the cited clauses: they settle which figure is whose."""
        self._sources = {c.marker: _source(c, answer, items) for c in answer.citations}

    def check(self, sentence: str) -> Finding | None:
        """What is wrong with a sentence of a draft (markers in it, no list mark); None when it stands."""
        markers = [f"[{n}]" for n in _MARKER.findall(sentence)]
        said = flat(_MARKER.sub("", sentence)).strip()
        if unknown := [m for m in markers if m not in self._sources]:
            return Finding(f"the marker {unknown[0]} stands for no clause", True)
        if "[" in said or _LINK.search(said) or masked(said) != said:
            return Finding("it carries a link, an address or markup", True)
        if _ORDER.search(said):
            return Finding("it obeys or repeats an order", True)
        if not markers:
            return Finding("it carries no marker", bool(_NUMBER.search(said)) or bool(_VALIDITY.search(said)))
        sources = [self._sources[m] for m in dict.fromkeys(markers)]
        return (
            _validity(said, sources)
            or _figures(said, sources)
            or _levels(said, sources)
            or _places(said, sources)
            or _offices(said, sources)
            or _force(said, sources)
            or _words(said, sources)
        )

    def restore(self, sentence: str) -> str:
        """The sentence with each amount and share as its clause writes it: 一百万元 becomes 100万元 again."""
        sources = " ".join(self._sources[f"[{n}]"].printed for n in _MARKER.findall(sentence))
        written = {f.key: sources[f.start : f.end] for f in reversed(find_figures(sources))}
        for figure in reversed(find_figures(sentence)):
            if sentence[figure.start : figure.end] not in sources and figure.key in written:
                sentence = sentence[: figure.start] + written[figure.key] + sentence[figure.end :]
        return sentence


def without_orders(text: str) -> str:
    """`text` without the sentences that give orders to its reader: they are neither shown to a model nor evidence."""
    for start, end in reversed(split_sentences(text)):
        if _ORDER.search(text[start:end]):
            text = text[:start] + text[end:]
    return text


def tidy(sentence: str) -> str:
    """A sentence of a model without list marks and Markdown, its markers in the one form [1][2]."""
    sentence = _LIST_MARK.sub("", sentence.strip())
    sentence = re.sub(r"[*_#`~\\]", "", sentence)
    sentence = re.sub(r"[\[【［]\s*(\d+(?:\s*[,，、]\s*\[?\d+)*)\s*[\]】］]", _markers, sentence)
    return re.sub(r"\s+", " ", sentence).strip()


def _markers(match: re.Match[str]) -> str:
    return "".join(f"[{n}]" for n in re.findall(r"\d+", match[1]))


def _source(citation: Citation, answer: Answer, items: Sequence[SupportItem]) -> Source:
    marker = citation.marker
    lines = [line for line in answer.text.split("\n") if marker in line and not line.startswith(">")]
    lines = [_MARKER.sub("", line) for line in lines if not _VALIDITY.search(line)]
    clause = flat(without_orders(citation.clause_text))
    composed = flat(without_orders("\n".join(lines)))
    document = (citation.title, citation.doc_number, citation.jurisdiction, citation.issued_on, citation.clause_path)
    own = item_claims(i for i in items if i.clause_id == citation.clause_id)
    return Source(
        sentences=tuple(text[a:b] for text in (clause, composed) for a, b in split_sentences(text)),
        clause=clause,
        frame=flat(" ".join(part for part in document if part)),
        printed=citation.clause_text,
        place=citation.jurisdiction,
        claims=(*sharpened(claims(clause), own), *claims(composed), *own),
    )


def _validity(said: str, sources: Sequence[Source]) -> Finding | None:
    for match in _VALIDITY.finditer(said):
        if not any(match[0] in source.clause for source in sources):
            return Finding(f"it says of itself that a document is in force or not: {match[0]}", True)
    return None


def _figures(said: str, sources: Sequence[Source]) -> Finding | None:
    known = {f.key for source in sources for f in find_figures(source.text)}
    rest = said
    for figure in reversed(find_figures(said)):
        if figure.key not in known and not (
            figure.kind is FigureKind.COUNT and figure.key[1:] in ((1, "个"), (1, "项"))
        ):
            return Finding(f"the figure {said[figure.start : figure.end]} is in no cited clause", True)
        rest = f"{rest[: figure.start]} {rest[figure.end :]}"
    numbers = {n for source in sources for n in _NUMBER.findall(source.text)}
    if loose := [n for n in _NUMBER.findall(rest) if n not in numbers]:
        return Finding(f"the number {loose[0]} is in no cited clause", True)
    for claim in claims(_TITLE.sub(" ", said)):
        pairs = [(c, source.place) for source in sources for c in source.claims if c.key == claim.key]
        if pairs and not any(is_pair(claim, known_claim, place) for known_claim, place in pairs):
            return Finding(f"the figure {claim.key[1]:g}{claim.key[2]} goes with other words in the clause", True)
    return None


def _levels(said: str, sources: Sequence[Source]) -> Finding | None:
    """市级孵化器 stands so in the clause, be it in 省级、市级孵化器; not 市级 here and 孵化器 there."""
    whole = "\n".join(source.text for source in sources)
    for level, thing in _LEVEL.findall(said):
        if thing in whole and not re.search(rf"{level}(?:[、和及与或]{_ONE_LEVEL})*{thing}", whole):
            return Finding(f"{level} does not go with {thing} in the clause", True)
    return None


def _places(said: str, sources: Sequence[Source]) -> Finding | None:
    for place in find_places(said):
        if not any(place.text in source.text for source in sources):
            return Finding(f"the place {place.text} is in no cited clause", True)
    return None


def _offices(said: str, sources: Sequence[Source]) -> Finding | None:
    """Offices stand in the clause, in the same role: who leads there leads here."""
    whole = "\n".join(source.text for source in sources)
    there = [zone for source in sources for sentence in source.sentences for zone in role_zones(sentence)]
    for role, words in role_zones(said) or [("", said)]:
        zones = " ".join(zone for r, zone in there if r == role) if role else whole
        for unit in offices(words):
            if not is_office_of(unit, zones):
                return Finding(f"the office {unit} is in no cited clause, or in another role there", True)
    return None


def _force(said: str, sources: Sequence[Source]) -> Finding | None:
    """No obligation, limit, spread or negation that the clause lacks, and none turned round."""
    whole = "\n".join(source.text for source in sources)
    if loose := [n for n in _negations(said) if n not in whole]:
        return Finding(f"it says {loose[0]} where the clause does not", True)
    here, there = set(rjieba.cut(said)), set(rjieba.cut(whole))
    for kind in _FORCE:
        if (here & kind) and not there & kind:
            return Finding(f"it says {min(here & kind)} where the clause does not", True)
    for word in content_words(said):
        known = _polarity(word, whole)
        if known and _polarity(word, said) - known:
            return Finding(f"{word} is turned round", True)
    return None


def _negations(text: str) -> list[str]:
    return _NOT.findall(_NEUTRAL.sub(" ", text))


def _polarity(word: str, text: str) -> set[bool]:
    text = _NEUTRAL.sub(lambda m: " " * len(m[0]), text)
    return {bool(_NEGATED.search(text[: m.start()][-8:])) for m in re.finditer(re.escape(word), text, re.IGNORECASE)}


def _words(said: str, sources: Sequence[Source]) -> Finding | None:
    """Every content word stands in the cited clauses, and those of one sentence close together there."""
    if not content_words(said) and not find_figures(said):
        return Finding("it says nothing that a clause says", False)
    if missing := missing_words(said, [source.text for source in sources]):
        return Finding(f"{missing[0]} is in no cited clause", False)
    rest = missing_words(said, [source.frame for source in sources])
    sentences = [s for source in sources for s in source.sentences]
    used: list[str] = []
    for _ in range(1 + len(sources) + said.count(";")):
        if rest and sentences:
            used.append(min(sentences, key=lambda s: len(missing_words(" ".join(rest), [s]))))
            rest = missing_words(" ".join(rest), used)
    if rest:
        return Finding(f"{rest[0]} stands elsewhere in the clause", False)
    for segment in (segment for sentence in used for segment in sentence.split(",")):
        words = content_words(segment)
        if (
            _negations(segment)
            and not _negations(said)
            and len(missing_words(" ".join(words), [said])) * 2 < len(words)
        ):
            return Finding("it leaves out a not", True)
    if _GIVES.search(said) and not any(_GIVEN.search(s) for s in used):
        return Finding("it gives something that the clause does not", True)
    return None
