"""Whether clauses bear out a sentence: its amounts, words, negations, offices and places, each where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.llm.amounts import Amount, amounts
from bot.llm.claims import TIME, Claim, bears_out, claims, statements
from bot.llm.homes import Home, Source, home_of
from bot.llm.offices import named, wrong_office
from bot.llm.words import content_words, neutral, opposites, stands
from index.places.find import find_places

# What looks like a negation and is a bound, or part of a word.
_NEUTRAL = re.compile(
    r"(?:不|没有?|未)(?:会|能|得|可|再)?(?:超过?|低于|少于|多于|高于|小于|大于|(?:足|到)(?=\d))|不(?:断|仅|限于|同|动产|等|是(?!由))|无(?:偿|形|人机|线|缝)"
    r"|非(?:常|公|营利)|未来|免费|(?:是不是|能不能|有没有)"
)
_NEGATOR = re.compile(r"[不未无没勿]|禁止|严禁|非[一-鿿]{0,3}$")
_GIVE = re.compile(r"给予|予以|奖励?|补[助贴]?|资助|扶持|支持|享受|发放|领取?")
_SEGMENTS = re.compile(r"[,;:。()]")
_SPREAD = re.compile(r"所有|任何|一律|全部|凡是|无论|不论")
_SPREADS = re.compile(r"所有|任何|一律|全部|凡|均|都|各|全覆盖|全面|每")
_MUST = re.compile(r"必须|应当|应该|须|务必")
_MAY = re.compile(r"可(?!行)|允许|鼓励|自愿")
_LEAD = re.compile(r"^(?:(?P<no>不可以|不能|不行|不是|没有|不会)|可以|能|是的?|有)?,")
# 条款没有写明…: what is not stated, and how it would look if it were.
_ABSENT = re.compile(r"(?:没有?|未)(?:写明|提到|说明|列出|明确|规定|写|说|提及|提)")
_KINDS = (
    (re.compile(r"金额|多少|额度|标准|收费|数额"), re.compile(r"(?:[给予奖补]|资助|支持|扶持)[^。;]{0,40}[元%]|[元%][^。;]{0,20}(?:[奖补]|资助)")),
    (re.compile(r"时间|期限|多久|多长|何时|日期|时限"), re.compile(r"\d(?:个月|年|日|天|个工作日)|截至")),
    (re.compile(r"材料"), re.compile(r"材料|申请[表书]|证明")),
    (re.compile(r"部门|由谁|由哪"), re.compile(r"牵头|负责|责任单位|[局委厅]")),
    (re.compile(r"条件"), re.compile(r"条件[:为是]|应当?符合|应当?具备")),
    (re.compile(r"程序|流程|步骤"), re.compile(r"程序|流程|步骤")),
)
_BY = re.compile(r"由([一-鿿]{2,12}(?:局|委|办公室|厅|部门|委员会|科室|政府|中心|银行|机构))([一-鿿]{2})")
_TO = re.compile(r"(?:给予|发给|奖给|补给|分解到|交给|报送?|移送)([一-鿿]{2,12})")
_AT_END = re.compile(r"[,、。]|资助|奖励|补[助贴]")
_TOWARDS = re.compile(r"对|给|到|向|至|为|奖励|支持|鼓励|报|交")
# 来鄂, 驻鲁: a province in one character.
_IN_PROVINCE = re.compile(r"(?<=[来在赴驻入离])[京津沪渝冀豫辽湘皖鲁苏浙赣鄂桂晋蒙陕闽粤藏川琼黔滇](?![一-鿿]{0,2}(?:市|县|州))")
_BASE = re.compile(r"按照?[^,;、\d按]*?([一-鿿]{2})(?:的|,)*$")  # 按贷款金额的50%


@dataclass(frozen=True)
class Finding:
    """Why a sentence is withheld, in English for the log. A `material` one shows that the draft cannot be trusted."""

    reason: str
    material: bool


def not_borne_out(said: str, sources: Sequence[Source]) -> Finding | None:
    """What a flat sentence says that its sources do not; None when they bear it out."""
    if match := _ABSENT.search(said):
        return _absent(said, match.start(), sources)
    return (
        _known_amounts(said, sources)
        or _claims(said, sources)
        or _places(said, sources)
        or _offices(said, sources)
        or _actors(said, sources)
        or _turned(said, sources)
        or _words(said, sources)
    )


def _absent(said: str, start: int, sources: Sequence[Source]) -> Finding | None:
    """条款没有写明金额 holds where no amount stands; of what else is absent nothing can be said."""
    whole = "\n".join(s.text.removesuffix(s.frame) for s in sources)
    kinds = [looks for asked, looks in _KINDS if asked.search(said)]
    if not kinds or amounts(said) or any(looks.search(whole) for looks in kinds):
        return Finding("it says that something is not stated", True)
    return None


def _known_amounts(said: str, sources: Sequence[Source]) -> Finding | None:
    known = {a.key for source in sources for a in amounts(source.text)}
    values = {key[1] for key in known}
    for amount in amounts(said):
        if (
            amount.key not in known
            and not (amount.key[2] == "" and amount.key[1] in values)
            and amount.key[1] != _listed(said, amount)
        ):
            return Finding(f"the amount {said[amount.start : amount.end]} is in no cited clause", True)
    return None


def _listed(said: str, amount: Amount) -> int:
    """How many a sentence enumerates, where the amount can be the number of these: 分三档:A20万元、B50万元、C100万元."""
    if amount.key[2] not in ("类", "档", "个", "方", "等", "种"):
        return 0
    sorts = Counter(a.sort for a in amounts(said))
    items = [len(re.split("[、和及]", run)) for run in re.split("[,;:]", said[: amount.start])]
    return max([*sorts.values(), *items]) if max(items) < 3 else max(items)


def _claims(said: str, sources: Sequence[Source]) -> Finding | None:
    """Each amount stands somewhere with the same bound and per, and no word beside it belongs to another there."""
    whole = "\n".join(source.text for source in sources)
    if _is_sum(said, sources):
        return None
    counted = {a.key for a in amounts(said) if a.key[1] == _listed(said, a)}
    for statement in (s for sentence in said.split(";") for s in statements(sentence)):
        groups: list[set[tuple[str, int]]] = []
        for claim in statement:
            if claim.key in counted:
                continue
            known = [(k, home, source) for source in sources for home in source.homes for k in home.claims]
            found = {
                (source.printed, home.group)
                for k, home, source in known
                if bears_out(k, claim) and not _foreign(claim, k, home, whole)
            }
            groups.append(found)
            if not set.intersection(*groups):
                return Finding(f"the amount {claim.key[1]:g}{claim.key[2]} goes with other words in the clause", True)
    return None


def _is_sum(said: str, sources: Sequence[Source]) -> bool:
    """Whether a sentence gives what code has worked out (一 line with =), and no amount beside."""
    keys = {a.key for a in amounts(said)}
    clause = {a.key for source in sources for home in source.homes for a in amounts(home.text)}
    lines = [{a.key for a in amounts(line.text)} for source in sources for line in source.sums]
    return bool(keys - clause) and any(keys <= line for line in lines)


def _foreign(said: Claim, known: Claim, home: Home, whole: str) -> list[str]:
    """The words and amounts said with an amount that the sources have, and not with this one."""
    own = f"{known.own} {home.before} {home.frame}"
    words = [w for w in content_words(said.core) if not stands(w, own) and stands(w, whole)]
    here, there = {a.key for a in amounts(home.text if known.key[2] in TIME else own)}, {a.key for a in amounts(whole)}
    other = [a for a in amounts(said.core) if (a.key[0], a.key[2]) != (said.key[0], said.key[2])]
    if said.key[0] == "ratio" and (base := _BASE.search(said.lead)) and base[1] not in own:
        words.append(base[1])
    return words + [said.core[a.start : a.end] for a in other if a.key in there - here]


def _places(said: str, sources: Sequence[Source]) -> Finding | None:
    for place in find_places(said):
        if not any(stands(place.text, source.text) for source in sources):
            return Finding(f"the place {place.text} is in no cited clause", True)
    return None


def _offices(said: str, sources: Sequence[Source]) -> Finding | None:
    home = home_of(said, sources)
    if unit := wrong_office(said, [home.whole] if home else [], [w for source in sources for w in source.who]):
        return Finding(f"the office {unit} is in no cited clause, or in another role there", True)
    return None


def _turned(said: str, sources: Sequence[Source]) -> Finding | None:
    """No word is denied that the clause affirms, or the other way round; none is bound that may be; nothing is spread."""
    whole = "\n".join(source.text for source in sources)
    if (match := _SPREAD.search(said)) and not _SPREADS.search(whole):
        return Finding(f"it says {match[0]} where the clause does not", True)
    segments = [s for source in sources for home in source.homes for s in home.segments]
    home = home_of(said, sources)
    for segment in _SEGMENTS.split(_LEAD.sub("", said)):
        words = content_words(segment)
        near = max([*(home.segments if home else ()), *segments], key=lambda s: sum(stands(w, s) for w in words), default="")
        if home and (known := _given(near) or _given(home.text)) and _given(segment) - known:
            return Finding("what is given is turned round", True)
        if pair := next(((a, b) for a, b in opposites() if a in segment and a not in near and b in near), None):
            return Finding(f"it says {pair[0]} where the clause says {pair[1]}", True)
        for word in words:
            there = near if stands(word, near) else whole
            if (known := _polarity(word, there)) and _polarity(word, segment) - known:
                return Finding(f"{word} is turned round", True)
            if _bound_to(word, segment, _MUST) and _bound_to(word, there, _MAY):
                return Finding(f"it says that {word} must be", True)
    return None


def _actors(said: str, sources: Sequence[Source]) -> Finding | None:
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
    if (match := _IN_PROVINCE.search(said)) and match[0] not in "\n".join(source.text for source in sources):
        return Finding(f"the place {match[0]} is in no cited clause", True)
    return None


def _receives(word: str, text: str) -> bool:
    """Whether something goes to the word in a text, or it is named at the head of what is given: …的企业,给予."""
    return any(
        _TOWARDS.search(re.split("[,;:。]", text[: m.start()])[-1]) or _AT_END.match(text, m.end())
        for m in re.finditer(re.escape(word), text)
    )


def _given(text: str) -> set[bool]:
    """Whether a text denies what is given, or gives it; both, where it does both."""
    return {denied for word in set(_GIVE.findall(text)) for denied in _polarity(word, text)}


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


def _words(said: str, sources: Sequence[Source]) -> Finding | None:
    """Every content word stands in the cited clauses, and those of one part in one sentence there."""
    whole = "\n".join(source.text for source in sources)
    bare = _LEAD.sub("", said)
    for unit in _free(bare, sources):
        bare = bare.replace(unit, " ")
    words = content_words(bare)
    if not content_words(said) and not amounts(said):
        return Finding("it says nothing that a clause says", False)
    if missing := [w for w in words if not stands(w, whole)]:
        return Finding(f"{missing[0]} is in no cited clause", False)
    for part in _parts(said, len(sources)):
        for unit in _free(part, sources):
            part = part.replace(unit, " ")
        words = content_words(part)
        home = home_of(part, sources)
        if home and (rest := [w for w in words if not stands(w, home.whole)]):
            return Finding(f"{rest[0]} stands elsewhere in the clause", False)
    return None


def _parts(said: str, sources: int) -> Iterator[str]:
    """What has to be at home in one sentence: all of it, a side of a semicolon, or, of several sources, a segment."""
    for side in said.split(";"):
        found = [c.core for c in claims(side)]
        if sources > 1:
            yield from side.split(",")
        elif len(found) > 1:
            yield from found
        else:
            yield side


def _free(part: str, sources: Sequence[Source]) -> list[str]:
    """The offices of a part that the clause names apart from what they do."""
    who = "\n".join(w for source in sources for w in source.who)
    return [unit for unit in named(part) if unit in who]
