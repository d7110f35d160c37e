"""Amounts with the words around them: which amount is whose. Read alike from clauses and from a model's sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import rjieba

from bot.llm.amounts import Amount, Key, amounts
from bot.llm.words import neutral, stands
from index.supports.tiers import Member, members

_NO = r"(?:不|没有?|未)(?:会|能|得|可|再)*"
_CAP_BEFORE = re.compile(
    rf"(?:最[高多长迟]|{_NO}(?:超过?|高于|多于|大于)|上限|封顶|至多|小于|[只仅](?:能|限|资助|支持|有)?|(?<![不得])低于|不到|不足)[^,、;:\d]{{0,10}}$"
)
_FLOOR_BEFORE = re.compile(
    rf"(?:{_NO}(?:低于|少于|小于)|至少|起码|最[低少短]|(?<![不没未会能得])超过|(?<![不未])满|(?<!不)高于|大于|突破)[^,、;:\d]{{0,10}}$"
)
_CAP_AFTER = re.compile(r"期?及?(?:以内|之内|以下|封顶|为止|(?:[一-鿿]{1,6}期)?内)")
_FLOOR_AFTER = re.compile(r"期?及?(?:以上|以后|之后|后|之日起)")
_TIME_PER = re.compile(r"每(年|(?:个)?月|季度|周|天|学年)|(一次性)|(?<![上本一个当三两\d])(年)度(?!薪)")
_PER = re.compile(r"每(人|件|场|亩|平方米|公顷|次|项|张)|(?:每|单|同1|同一)(家|户|名|个(?!月)|位)")
_NEEDED_PER = frozenset({"亩", "平方米", "公顷"})  # 每亩25元 is not 25元; 每家最高50万元 may be 最高50万元
_JOINT = re.compile(r"\s*(?:、|和|及|与|或|至|到|-|—|~)?\s*")
# A part that goes on with what was said before it: ,给予50万元; ,每家最高100万元
_GOES_ON = re.compile(r"[,、\s]*(?:可|按|给|予以|由|并|最[高多]|每|补|奖|支持|单个|且|再|另|一次性|采取|总|首|减|免)")
TIME = frozenset({"年", "月", "日", "工作日", "小时", "岁"})
_ONCE = "一次性"
_GIVES = re.compile(r"[给予奖补]|资助|扶持|支持|享受")


@dataclass(frozen=True)
class Claim:
    """An amount, whether it is a bound (cap, floor), per what, and the words that it is said with.

    `lead` is what stands before it in its segment, `core` are the words next to it, `own` all that it may be said of,
    `sentence` is where it stands; `chain` are the amounts of an enumeration of which it is not told whose they are.
    """

    key: Key
    bound: str
    times: frozenset[str]  # per year, month …
    pers: frozenset[str]  # per head, piece …
    lead: str
    core: str
    own: str
    sentence: str
    chain: tuple[Key, ...] = ()


def claims(sentence: str, before: str = "") -> list[Claim]:
    """The claims of one flat sentence; `before` is what it goes on from, where the members of an enumeration may stand."""
    found: list[Claim] = []
    all_amounts = [a for a in amounts(sentence) if a.key[0] != "year" and a.key[2] != "强"]
    for _, same in groupby(sorted(all_amounts, key=lambda a: (a.sort, a.start)), key=lambda a: a.sort):
        found += _of_sort(sentence, _chains(sentence, list(same)), all_amounts, before)
    return [_joined(claim, found) for claim in found]


def _joined(claim: Claim, found: Sequence[Claim]) -> Claim:
    """The claim with the words of the same amount said twice: 满10年的,自届满10年起."""
    twins = [c for c in found if (c.key, c.bound) == (claim.key, claim.bound)]
    return replace(claim, own=" ".join(c.own for c in twins), core=claim.core) if len(twins) > 1 else claim


def bears_out(known: Claim, said: Claim) -> bool:
    """Whether the amounts are the same one: bound and per what as well."""
    if said.key != known.key or (known.chain and said.chain != known.chain):
        return False
    if said.key[2] == "第":
        return True
    if said.bound != known.bound and (said.bound or known.bound != "cap" or said.key[2] != "工作日"):
        return False
    if said.key[2] in TIME:
        if _GIVES.search(said.lead) and not _GIVES.search(known.core):
            return False
        return not (last := _beside(said)) or stands(last, known.core)
    needed = said.times - {_ONCE} == known.times - {_ONCE} and (_ONCE not in said.times or _ONCE in _once(known))
    per_area = {m[1] for m in _PER.finditer(said.sentence)} & _NEEDED_PER
    return needed and known.pers & _NEEDED_PER <= per_area and said.pers <= known.pers


def _beside(claim: Claim) -> str:
    """The content word right before a duration: 离校 of 离校2年."""
    before = rjieba.cut(claim.lead, False)
    word = before[-1] if before else ""
    return word if len(word) > 1 and word not in neutral() and re.search("[一-鿿]", word) else ""


def _once(known: Claim) -> str:
    return known.sentence


def statements(sentence: str) -> list[list[Claim]]:
    """The claims of a flat sentence, those together that one statement makes: 同比增长10%以上的,按5%奖励."""
    found: list[list[Claim]] = []
    for piece in _pieces(sentence):
        found += _statements(claims(piece))
    return found


def _pieces(sentence: str) -> list[str]:
    """A sentence cut where another subject gets another sort of amount: 机构按3万元支持,本人按10%支持."""
    pieces: list[str] = []
    for segment in re.split("(?<=,)", sentence):
        here = {a.sort for a in amounts(segment)}
        if pieces and here and not _GOES_ON.match(segment):
            before = {a.sort for a in amounts(pieces[-1])}
            if before and not before & here and not pieces[-1].endswith("的,"):
                pieces.append(segment)
                continue
        pieces[-1:] = [pieces[-1] + segment] if pieces else [segment]
    return pieces


def _statements(said: Sequence[Claim]) -> list[list[Claim]]:
    found: list[list[Claim]] = []
    for claim in said:
        new = claim.core[:1] in ",、和及" and not _GOES_ON.match(claim.core)
        if found and not new:
            found[-1].append(claim)
        else:
            found.append([claim])
    return found


def _chains(text: str, found: Sequence[Amount]) -> list[list[Amount]]:
    chains: list[list[Amount]] = []
    for amount in found:
        if chains and _JOINT.fullmatch(text, chains[-1][-1].end, amount.start):
            chains[-1].append(amount)
        else:
            chains.append([amount])
    return chains


def _of_sort(text: str, chains: Sequence[Sequence[Amount]], every: Sequence[Amount], before: str) -> list[Claim]:
    starts = [0, *(_border(text, a[-1].end, b[0].start) for a, b in zip(chains, chains[1:], strict=False))]
    ends = [*starts[1:], len(text)]
    head = text[: _segment(text, chains[0][0])[0]]
    listed = any(text[i : i + 1] == "、" for i in starts[1:])
    found: list[Claim] = []
    for chain, start, end in zip(chains, starts, ends, strict=True):
        core = text[start : max(end, chain[-1].end)]
        goes_on = start == 0 or text[start] not in ",、和及)" or _GOES_ON.match(core)
        own = text[:end] if goes_on else f"{head} {core}"
        if listed:  # 累计培育A类20家以上、B类7家以上的支持: what is done, and what follows, is of all
            own += f" {_verbs(text[: chains[0][0].start])} {text[chains[-1][-1].end :]}"
        lead = text[start : chain[0].start]
        each = (members(lead, len(chain)) or _listed_before(before, len(chain))) if len(chain) > 1 else None
        for at, amount in enumerate(chain):
            said, of = core, own
            if each:
                said = f"{each[at].text} {text[chain[-1].end : end]}"
                if before and each[at].text not in lead:  # the members stand in the sentence before
                    said = f"{said} {lead}"
                of = f"{'' if start == 0 else head} {said} {_common(lead, [m.text for m in each])}"
            first, last = _segment(text, amount)
            segment = text[
                max([first, *(a.end for a in every if a.end <= chain[0].start)]) : min(
                    [last, *(a.start for a in every if a.start >= chain[-1].end)]
                )
            ]
            thing = "[一-鿿]{1,6}?" if amount.key[0] == "count" else ""
            times = frozenset((m[1] or m[2] or m[3]).removeprefix("个") for m in _TIME_PER.finditer(segment))
            if not times and found and not goes_on:  # 国际级15万元每年,国家级10万元
                times = found[-1].times
            found.append(
                Claim(
                    amount.key,
                    _bound(text[first : chain[0].start], text[amount.end :], text[chain[-1].end :], thing),
                    times,
                    frozenset(m[1] or "家" for m in _PER.finditer(segment)),
                    text[first : amount.start],
                    said,
                    of,
                    text,
                    tuple(a.key for a in chain) if len(chain) > 1 and not each else (),
                )
            )
    return found


def _listed_before(before: str, count: int) -> list[Member] | None:
    """The members that the sentence before enumerates: 全国20强、50强新迁入的…。其分支机构分别给予100万元、75万元。"""
    chains = _chains(before, [a for a in amounts(before) if a.key[0] == "money"])
    found = [members(before[: c[0].start], count) for c in chains if len(c) == count]
    return next((m for m in found if m), None)


def _verbs(text: str) -> str:
    years = [text[a.start : a.end] for a in amounts(text) if a.key[0] == "year"]
    return " ".join([*years, *(word for word, tag in rjieba.tag(text) if tag.startswith("v"))])


def _common(lead: str, texts: Sequence[str]) -> str:
    """What of a lead is said of every member of its enumeration: what is around it, and what only its ends have.

    全国20强、50强、100强税务师事务所: 全国 and 税务师事务所 are of all three.
    """
    parts = re.split(r"[,;:、和及与或]|分别|依次", lead)
    around = [re.sub("|".join(map(re.escape, texts)), "", p) for p in parts if not any(p and p in t for t in texts)]
    first, second, last = (re.sub(r"\d", "0", t) for t in (texts[0], texts[1], texts[-1]))
    if (at := max(first.find(second[:2]), 0) or first.find(second[:1])) > 0:
        around.append(texts[0][:at])
    for size in range(min(len(first), 6), 0, -1):
        if (at := last.find(first[-size:])) >= 0:
            around.append(texts[-1][at + size :])
            break
    return " ".join(around)


def _border(text: str, start: int, end: int) -> int:
    """Where the words of one amount end and those of the next begin; where nothing parts them, both have them."""
    for marks in (",)", "、", "和及"):
        if cuts := [i for i in range(start, end) if text[i] in marks]:
            return cuts[-1]
    return start


def _segment(text: str, amount: Amount) -> tuple[int, int]:
    start = max(text.rfind(mark, 0, amount.start) for mark in ",;:(") + 1
    ends = [i for i in (text.find(mark, amount.end) for mark in ",;)") if i >= 0]
    return start, min(ends, default=len(text))


def _bound(lead: str, tail: str, last: str, thing: str) -> str:
    """`thing` are the words that may stand between a count and its bound: 50个标准展位以上."""
    if _CAP_BEFORE.search(lead):
        return "cap"
    if _FLOOR_BEFORE.search(lead):
        return "floor"
    for rest in (re.sub(rf"^{thing}(?=及?以[上下内])", "", re.sub(r"\([^)]*\)", "", t)) for t in (tail, last)):
        if _CAP_AFTER.match(rest):
            return "cap"
        if _FLOOR_AFTER.match(rest):
            return "floor"
    return ""
