"""Whether a sentence turns round what its clauses say: denies, binds, spreads, or gives to another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.llm.amounts import amounts
from bot.llm.finding import Finding
from bot.llm.homes import LEAD, Source, home_of
from bot.llm.offices import named
from bot.llm.words import content_words, neutral, opposites, stands

# What looks like a negation and is a bound, or part of a word.
_NEUTRAL = re.compile(
    r"(?:不|没有?|未)(?:会|能|得|可|再)?(?:超过?|低于|少于|多于|高于|小于|大于|晚于|早于|(?:足|到)(?=\d))|不(?:断|仅|限于|同|动产|等|是(?!由))|无(?:偿|形|人机|线|缝)"
    r"|非(?:常|公|营利)|未来|免费|(?:是不是|能不能|有没有)"
)
_NEGATOR = re.compile(r"[不未无没勿]|免(?!费)|禁止|严禁|非[一-鿿]{0,3}$")
_GIVE = re.compile(r"负责|牵头|给予|予以|奖励?|补[助贴]?|资助|扶持|支持|享受|发放|领取?")
_SEGMENTS = re.compile(r"[,;:。()]")
_COMPARES = re.compile(r"高于|低于|超过|少于|多于|早于|晚于")
_SPREAD = re.compile(r"所有|任何|一律|全部|凡是|无论|不论")
_SPREADS = re.compile(r"所有|任何|一律|全部|凡|均|都|各|全覆盖|全面|每")
_MUST = re.compile(r"必须|应当|应该|须|务必")
_MAY = re.compile(r"可(?!行)|允许|鼓励|自愿|支持")
_BY = re.compile(r"由([一-鿿]{2,12}(?:局|委|办公室|厅|部门|委员会|科室|政府|中心|银行|机构))([一-鿿]{2})")
_TO = re.compile(r"(?:给予|发给|奖给|补给|分解到|交给|报送|移送)([一-鿿]{2,12})")
_AT_END = re.compile(r"[,、。]|资助|奖励|补[助贴]")
_TOWARDS = re.compile(r"对|给|到|向|至|为|奖励|支持|鼓励|报|交")


def turned(said: str, sources: Sequence[Source]) -> Finding | None:
    """What a flat sentence denies that the clause affirms, or the other way round; binds that may be; or spreads."""
    whole = "\n".join(source.text for source in sources)
    if (match := _SPREAD.search(said)) and not _SPREADS.search(whole):
        return Finding(f"it says {match[0]} where the clause does not", True)
    for unit in named(said):
        said = said.replace(unit, " ")
    segments = [s for source in sources for home in source.homes for s in home.segments]
    home = home_of(said, sources)
    if home and (loose := set(_COMPARES.findall(said)) - set(_COMPARES.findall(home.whole))) and not amounts(said):
        return Finding(f"it says {min(loose)} where the clause does not", True)
    for segment in _SEGMENTS.split(LEAD.sub("", said)):
        words = content_words(segment)
        near = _nearest(words, home.segments if home else []) or _nearest(words, segments)
        if home and (known := _given(near) or _given(home.text)) and _given(segment) - known:
            return Finding("what is given is turned round", True)
        if pair := next(((a, b) for a, b in opposites() if a in segment and a not in near and b in near), None):
            return Finding(f"it says {pair[0]} where the clause says {pair[1]}", True)
        if near.endswith("除外") and words and stands(words[0], near) and not _denied(said):
            return Finding(f"{near} in the clause", True)
        for word in words:
            there = near if stands(word, near) else whole
            if home and True in _polarity(word, segment) and True in _polarity(word, home.text):
                continue
            if (known := _polarity(word, there)) and _contradicts(_polarity(word, segment), known, segment):
                return Finding(f"{word} is turned round", True)
            if _bound_to(word, segment, _MUST) and _bound_to(word, there, _MAY):
                return Finding(f"it says 必须 or the like of {word} where the clause does not", True)
    return None


def wrong_actor(said: str, sources: Sequence[Source]) -> Finding | None:
    """Who does something stands before what is done, and what goes to somebody goes to him in the clause."""
    home = home_of(said, sources)
    text = home.whole if home else ""
    for actor, act in _BY.findall(said):
        if actor in text and act in text and act not in text[text.find(actor) :] and act not in neutral():
            return Finding(f"{actor} does not {act} in the clause", True)
    for match in _TO.finditer(said):
        words = content_words(match[1])
        if words and stands(words[0], text) and not _receives(words[0], text):
            return Finding(f"nothing goes to {words[0]} in the clause", True)
    return None


def _receives(word: str, text: str) -> bool:
    """Whether something goes to the word in a text, or it is named at the head of what is given: …的企业,给予."""
    return any(
        _TOWARDS.search(re.split("[,;:。]", text[: m.start()])[-1]) or _AT_END.match(text, m.end())
        for m in re.finditer(re.escape(word), text)
    )


def _nearest(words: Sequence[str], segments: Sequence[str]) -> str:
    """The segments that share most words, together."""
    shared = [sum(stands(w, s) for w in words) for s in segments]
    return ",".join(s for s, n in zip(segments, shared, strict=True) if n == max(shared)) if any(shared) else ""


def _given(text: str) -> set[bool]:
    """Whether a text denies what is given, or gives it; both, where it does both. What is before 的 is no predicate."""
    ends = [segment.rpartition("的")[2] or segment for segment in _SEGMENTS.split(text)]
    return {denied for end in ends for word in set(_GIVE.findall(end)) for denied in _polarity(word, end)}


def _contradicts(said: set[bool], known: set[bool], segment: str) -> bool:
    """Whether a word is denied where the clause only affirms it, or affirmed where it only denies it."""
    return (True in said and True not in known) or (False in said and False not in known and not _denied(segment))


def _denied(text: str) -> bool:
    return bool(_NEGATOR.search(_NEUTRAL.sub(" ", text)))


def _polarity(word: str, text: str) -> set[bool]:
    """Whether a word is denied where it stands in a text; a negation reaches up to 的 or the next mark."""
    text = _NEUTRAL.sub(lambda m: " " * len(m[0]), text)
    return {
        bool(_NEGATOR.search(re.split(r"[,;:。()的或且]", text[: m.start()])[-1]))
        for m in re.finditer(re.escape(word), text, re.IGNORECASE)
    }


def _bound_to(word: str, text: str, mood: re.Pattern[str]) -> bool:
    """Whether each occurrence of a word follows 必须 (可以 …) in its segment."""
    before = [re.split(r"[,;:。()]", text[: m.start()])[-1] for m in re.finditer(re.escape(word), text)]
    return bool(before) and all(mood.search(part) for part in before)
