"""Whether clauses bear out a sentence: its amounts, words, negations, offices and places, each where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import rjieba

from bot.llm.amounts import amounts
from bot.llm.amounts_said import unknown_amount, wrong_claim
from bot.llm.claims import claims
from bot.llm.finding import Finding
from bot.llm.homes import LEAD, Source, home_of
from bot.llm.offices import named, wrong_office
from bot.llm.turned import turned, wrong_actor
from bot.llm.words import content_words, stands
from index.places.find import find_places

_ASKS = re.compile(
    r"吗|呢$|[?？]|哪|什么|怎么|多少|多久|是否|是不是|能不能|有没有|几(?=[个家年项级名成点月天次倍万类])|谁"
)
# 条款没有写明…: what is not stated, and how it would look if it were.
_ABSENT = re.compile(r"(?:没有?|未)(?:写明|提到|说明|列出|明确|规定|写|说|提及|提)")
_KINDS = (
    (
        re.compile(r"金额|多少|额度|标准|收费|数额"),
        re.compile(r"(?:[给予奖补]|资助|支持|扶持)[^。;]{0,40}[元%]|[元%][^。;]{0,20}(?:[奖补]|资助)"),
    ),
    (re.compile(r"时间|期限|多久|多长|何时|日期|时限"), re.compile(r"\d(?:个月|年|日|天|个工作日)|截至")),
    (re.compile(r"材料"), re.compile(r"材料|申请[表书]|证明")),
    (re.compile(r"部门|由谁|由哪"), re.compile(r"牵头|负责|责任单位|[局委厅]")),
    (re.compile(r"条件"), re.compile(r"条件[:为是]|应当?符合|应当?具备")),
    (re.compile(r"程序|流程|步骤"), re.compile(r"程序|流程|步骤")),
)
# 来鄂, 驻鲁: a province in one character.
_IN_PROVINCE = re.compile(
    r"(?<=[来在赴驻入离])[京津沪渝冀豫辽湘皖鲁苏浙赣鄂桂晋蒙陕闽粤藏川琼黔滇](?![一-鿿]{0,2}(?:市|县|州))"
)
_SEGMENTS = re.compile(r"[,;:。()]")


def not_borne_out(said: str, sources: Sequence[Source]) -> Finding | None:
    """What a flat sentence says that its sources do not; None when they bear it out."""
    if _ASKS.search(said) and not _ABSENT.search(said):
        return Finding("it asks", False)
    if _ABSENT.search(said):
        return _absent(said, sources)
    return (
        unknown_amount(said, sources)
        or wrong_claim(said, sources)
        or _places(said, sources)
        or _offices(said, sources)
        or wrong_actor(said, sources)
        or turned(said, sources)
        or _words(said, sources)
    )


def _absent(said: str, sources: Sequence[Source]) -> Finding | None:
    """条款没有写明金额 holds where no amount stands; of what else is absent nothing can be said."""
    whole = "\n".join(s.text.removesuffix(s.frame) for s in sources)
    kinds = [looks for asked, looks in _KINDS if asked.search(said)]
    if not kinds or amounts(said) or any(looks.search(whole) for looks in kinds):
        return Finding("it says that something is not stated", True)
    return None


def _places(said: str, sources: Sequence[Source]) -> Finding | None:
    for place in find_places(said):
        if not any(stands(place.text, source.text) for source in sources):
            return Finding(f"the place {place.text} is in no cited clause", True)
    if (match := _IN_PROVINCE.search(said)) and match[0] not in "\n".join(source.text for source in sources):
        return Finding(f"the place {match[0]} is in no cited clause", True)
    return None


def _offices(said: str, sources: Sequence[Source]) -> Finding | None:
    matter = said
    for unit in named(said):
        matter = matter.replace(unit, " ")
    home = home_of(matter, sources) or home_of(said, sources)
    if wrong := wrong_office(said, [home.whole] if home else [], [w for source in sources for w in source.who]):
        return Finding(f"the office {wrong} is in no cited clause, or in another role there", True)
    return None


def _words(said: str, sources: Sequence[Source]) -> Finding | None:
    """Every content word stands in the cited clauses, and those of one part in one sentence there."""
    whole = "\n".join(source.text for source in sources)
    bare = LEAD.sub("", said)
    for unit in named(bare):
        bare = bare.replace(unit, " ") if unit in whole else bare
    words = content_words(bare)
    if not content_words(said) and not amounts(said):
        return Finding("it says nothing that a clause says", False)
    missing = [w for w in words if not stands(w, whole)]
    if missing and (len(missing) > 1 or not _is_predicate(missing[0], bare)):
        return Finding(f"{missing[0]} is in no cited clause", False)
    for part in _parts(said, len(sources)):
        for unit in _free(part, sources):
            part = part.replace(unit, " ")
        words = [w for w in content_words(part) if w not in missing]
        home = home_of(part, sources)
        if home and (rest := [w for w in words if not stands(w, home.whole)]):
            return Finding(f"{rest[0]} stands elsewhere in the clause", rest[0].endswith("级"))
    return None


def _is_predicate(word: str, said: str) -> bool:
    """Whether a word only says how something is done: a verb or an adverb that stands before no 的 in its segment."""
    tags = {tag for w, tag in rjieba.tag(said) if w == word} | {tag for w, tag in rjieba.tag(word) if w == word}
    segment = next((s for s in _SEGMENTS.split(said) if word in s), "")
    return bool(tags & {"v", "d", "ad", "vd", "c"}) and "的" not in segment.partition(word)[2]


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
