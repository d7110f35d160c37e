"""Figures with the words around them: which amount is whose. Read alike from clauses and from a model's sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import rjieba

from index.language.figures import Figure, FigureKind, find_figures
from index.language.numerals import han_number
from index.language.rules import WORDS
from index.models import SupportItem
from index.supports.tiers import members

Key = tuple[FigureKind, float, str]

_HALF = str.maketrans("，：；（）！？％　０１２３４５６７８９", ",:;()!?% 0123456789")
_HAN = r"[一二两三四五六七八九十][一二两三四五六七八九十百千零]*(?:[万亿][一二三四五六七八九十百千零]*)*"
_MEASURE = "家|名|件|户|项|个|人|年|月|天|日|次|支|所|台|套|倍|亩|吨|岁|小时|平方米|工作日"
# 三家, 一百万, 五十万元 become 3家, 100万, 50万元; 万企, 百人, 一次性 stay.
_HAN_FIGURE = re.compile(rf"(?<!分之)(?P<number>{_HAN})(?P<after>(?!次性)(?:{_MEASURE})|(?<=[万亿])|元)")
# 国家、省级、市级 are three levels.
_BARE_LEVEL = re.compile(
    r"(国家|省|市|区|县)(?=(?:[、和及与或](?:国家|省|市|区|县))*[、和及与或](?:国家|省|市|区|县)级)"
)
# What the segmenter leaves on words: 由市 of 由市科技局.
_PARTICLES = "由对给为在和与及并将可从向按以的是归被让就则且了等"
_TIME = frozenset({"年", "月", "天", "岁", "小时", "工作日"})
_CAP = re.compile(r"最高|最多|不超过|不得超过|上限|封顶|以内|以下|不多于|至多")
_FLOOR = re.compile(r"不低于|不少于|至少|最低|以上|不小于")
_PER = re.compile(r"每(?:年|月|人|家|个|件|项|次|亩|户|名|平方米|学年|季度)")
_PER_SLASH = re.compile(r"(?<=[元人家年月])/(?=年|月|人|家|个|件|项|次|亩|户|名|平方米|季度)")  # 3.6万元/年
_JOINT = re.compile(r"\s*(?:、|和|及|与|或|至|到|-|—|~)?\s*")
_END = re.compile(r"[。;\n!?]")
_TAIL = re.compile(r"[,。;、)\n]|\[\d")

# Words that only frame: they say nothing that a clause would have to say.
FRAME = frozenset(
    """
    根据 依据 按照 规定 文件 政策 条款 可以 获得 得到 给予 予以 其中 分别 对于 以及 同时
    此外 另外 包括 如下 具体 具体来说 来说 也就是说 就是 即为 有关 相关 内容 方面 情况 这项
    这个 这些 该项 上述 以下 下列 如果 那么 因此 所以 并且 而且 或者 属于 关于 提出 明确
    指出 写明 表示 提到 能够 通过 为了 作为 一是 二是 三是 四是 第一 第二 第三 首先 其次
    最后 此项 本条 该条 还有 还将 还可 并由 都是 您好 您问 所问 问题 答案 简要 概括 总的来说
    总体 除此之外 与此同时 对应 针对 而言 则为 则是 金额 标准 额度 元的 万元 一项
    """.split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Claim:
    """A figure, whether it is a bound (cap, floor), per what, and the words it is said of.

    `tiers` are the levels and classes that the figure goes with, `sentence` is where it stands.
    """

    key: Key
    bound: str
    per: frozenset[str]
    context: str
    tiers: frozenset[str]
    sentence: str


def flat(text: str) -> str:
    """`text` as it is compared: half-width marks, no Markdown, levels in full, Chinese numerals as digits."""
    text = re.sub(r"\\(.)|[*_#`]", r"\1", text.translate(_HALF))
    text = _PER_SLASH.sub("每", text)
    return _HAN_FIGURE.sub(_as_digits, _BARE_LEVEL.sub(r"\1级", text))


def claims(text: str) -> list[Claim]:
    """The claims of a flat text, sentence by sentence."""
    found: list[Claim] = []
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.start() if match else len(text)
        found += _of_sentence(text[start:end])
        start = match.end() if match else end
    return found


def item_claims(items: Iterable[SupportItem]) -> list[Claim]:
    """The claims that support items make: their own tier and beneficiary with each of their figures."""
    found = []
    for item in items:
        values = [(item.amount_cny, FigureKind.MONEY, "元", ""), (item.cap_cny, FigureKind.MONEY, "元", "cap")]
        values.append((item.ratio, FigureKind.RATIO, "%", ""))
        words = flat(" ".join([item.tier or "", item.beneficiary, *item.conditions, item.per or ""]))
        for value, kind, unit, bound in values:
            if value is not None:
                per = frozenset(_PER.findall(words))
                found.append(Claim((kind, round(value, 6), unit), bound, per, words, _tiers(words), flat(item.quote)))
    return found


def sharpened(claims: Sequence[Claim], items: Sequence[Claim]) -> list[Claim]:
    """`claims` of a text with what support items know better: to which tier and beneficiary a figure belongs."""
    found = []
    for claim in claims:
        known = [i for i in items if i.key[:2] == claim.key[:2] and _same(i.sentence, claim.sentence)]
        words = " ".join([claim.context, *(i.context for i in known)])
        tiers = frozenset().union(*(i.tiers for i in known)) if any(i.tiers for i in known) else claim.tiers
        found.append(Claim(claim.key, claim.bound, claim.per, words, tiers, claim.sentence))
    return found


def is_pair(said: Claim, known: Claim, place: str) -> bool:
    """Whether `known` bears out what `said` says of its figure: bound, per what, tier and every other word.

    `place` may be said besides.
    """
    if (said.key, said.bound, said.per) != (known.key, known.bound, known.per):
        return False
    if not said.tiers <= known.tiers or not _keys(said.context) <= _keys(known.context):
        return False
    return not missing_words(WORDS["TIER"].sub(" ", said.context), [known.context, place])


def _same(quote: str, sentence: str) -> bool:
    return sentence.strip() in quote or quote.strip("。;") in sentence


def _keys(text: str) -> set[Key]:
    """The years and terms that a figure is said of: 2022年达到6家 is not 2017年's."""
    return {f.key for f in find_figures(text)}


def missing_words(text: str, sources: Sequence[str]) -> list[str]:
    """The content words of a flat text, figures apart, that stand in none of `sources`."""
    for figure in reversed(find_figures(text)):
        text = f"{text[: figure.start]} {text[figure.end :]}"
    return [w for w in content_words(text) if not any(_stands(w, source) for source in sources)]


def content_words(text: str) -> list[str]:
    """Words of two and more characters that are no mere frame; Latin words in lower case."""
    words = [w.strip(_PARTICLES).lower() for w in rjieba.cut(text) if w not in FRAME]
    return [w for w in words if len(w) > 1 and w not in FRAME and re.search(r"[一-鿿a-z]", w)]


def _stands(word: str, source: str) -> bool:
    """Whether the word stands in the source, or is put together of two words of it (扶持资金 of 扶持 and 资金)."""
    source = source.lower()
    if word in source:
        return True
    if word.isascii() or len(word) < 4:
        return False
    return any(word[:cut] in source and word[cut:] in source for cut in range(2, len(word) - 1))


def _of_sentence(text: str) -> list[Claim]:
    chains: list[list[Figure]] = []
    for figure in find_figures(text):
        if figure.kind is FigureKind.YEAR or figure.unit in _TIME:
            continue
        if chains and _JOINT.fullmatch(text, chains[-1][-1].end, figure.start):
            chains[-1].append(figure)
        else:
            chains.append([figure])
    found: list[Claim] = []
    start, head = 0, ""
    for chain in chains:
        lead = text[start : chain[0].start]
        stop = _TAIL.search(text, chain[-1].end)
        following = next((c[0].start for c in chains if c[0].start >= chain[-1].end), len(text))
        end = min(stop.start() if stop else len(text), following)
        tail = text[chain[-1].end : end]
        # 按费用的50%,给予最高40万元的补贴: the share is of the 补贴 as well.
        kind = tail if tail.strip() or following == len(text) else _tail(text, chains, chain)
        each = members(lead, len(chain)) if len(chain) > 1 else None
        own = [(m.text, _tiers(m.tier or m.text)) for m in each] if each else [(lead, _tiers(lead))] * len(chain)
        for figure, (words, tiers) in zip(chain, own, strict=True):
            context = f"{words} {kind}"
            # 省级大赛一等奖10万元、二等奖5万元: the second prize is of the same contest.
            if head and tiers and not re.search(r"对|为|凡|的", words) and (last := _last_tier(head)):
                context = f"{head[: last[0]]} {head[last[1] :]} {context}"
                tiers |= _tiers(head[: last[0]])
            found.append(
                Claim(figure.key, _bound(lead, tail), frozenset(_PER.findall(lead + tail)), context, tiers, text)
            )
        if len(lead) > 8 or not head:
            head = lead
        start = end
    return found


def _tail(text: str, chains: Sequence[Sequence[Figure]], chain: Sequence[Figure]) -> str:
    """What follows the next chain of figures."""
    last = chains[chains.index(chain) + 1][-1]
    stop = _TAIL.search(text, last.end)
    return text[last.end : stop.start() if stop else len(text)]


def _tiers(text: str) -> frozenset[str]:
    return frozenset(m[0] for m in WORDS["TIER"].finditer(text))


def _last_tier(text: str) -> tuple[int, int] | None:
    spans = [m.span() for m in WORDS["TIER"].finditer(text)]
    return spans[-1] if spans else None


def _bound(lead: str, tail: str) -> str:
    around = re.split(r"[,、]", lead)[-1][-8:] + tail[:3]
    return "cap" if _CAP.search(around) else "floor" if _FLOOR.search(around) else ""


def _as_digits(match: re.Match[str]) -> str:
    number = match["number"].replace("两", "二")
    value = int(han_number(number))
    written = f"{value // 10_000}万" if value >= 10_000 and not value % 10_000 else str(value)
    return written + match["after"]
