"""Amounts with the words around them: which amount is whose. Read alike from clauses and from a model's sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import rjieba

from bot.llm.amounts import Amount, Key, amounts
from bot.llm.limits import AREA, ONCE, bound, pers, right_behind, times
from bot.llm.words import content_words, stands
from index.supports.tiers import Member, members

TIME = frozenset({"年", "月", "日", "工作日", "小时", "岁"})
_GIVES = re.compile(r"[给予奖补]|资助|扶持|支持|享受")
_JOINT = re.compile(r"\s*(?:、|和|及|与|或|至|到|-|—|~)?\s*(?:最[高多]|不超过|不低于|不少于)?")
# A part that goes on with what was said before it: ,给予50万元; ,每家最高100万元
_GOES_ON = re.compile(
    r"[,、\s]*(?:可|按|给|予以|由|并|最[高多]|每|补|奖|支持|单个|且|再|另|一次性|采取|总|首|减|免|(?:支持|补助|补贴)?期限)"
)


@dataclass(frozen=True)
class Claim:
    """An amount with what it is said with.

    `bound` is "cap", "floor" or ""; `times` and `pers` are per what it is, `wide` the times of its whole part.
    `lead` and `tail` stand before and behind it in its segment; `core` are the words next to it, `own` all that it may
    be said of. `part` is where its part begins in `sentence`, `at` where it stands; `chain` holds the amounts of an
    enumeration of which it is not told whose they are.
    """

    key: Key
    bound: str
    times: frozenset[str]
    pers: frozenset[str]
    wide: frozenset[str]
    lead: str
    tail: str
    core: str
    own: str
    sentence: str
    part: int
    at: int
    chain: tuple[Key, ...] = ()

    @property
    def sort(self) -> tuple[str, str]:
        return self.key[0], self.key[2]


def claims(sentence: str, before: str = "") -> list[Claim]:
    """The claims of a flat sentence, in order; `before` is what it goes on from: an enumeration may stand there."""
    every = [a for a in amounts(sentence) if not _is_name(sentence, a)]
    found: list[Claim] = []
    for _, same in groupby(sorted(every, key=lambda a: (a.sort, a.start)), key=lambda a: a.sort):
        found += _of_sort(sentence, _chains(sentence, list(same)), every, before)
    return sorted((_with_twins(claim, found) for claim in found), key=lambda c: c.at)


def statements(sentence: str) -> list[list[Claim]]:
    """The claims of a flat sentence, those together that one statement makes: 同比增长10%以上的,按5%奖励."""
    found: list[list[Claim]] = []
    for piece in _pieces(sentence):
        for claim in claims(piece):
            new = piece[claim.part : claim.part + 1] in (",", "、", "和", "及") and not _GOES_ON.match(claim.core)
            same = [s for s in found if s[0].sentence == piece and (not new or s[0].part == claim.part)]
            if same:
                same[0 if not new else -1].append(claim)
            else:
                found.append([claim])
    return found


def bears_out(known: Claim, said: Claim) -> bool:
    """Whether a clause's amount is the one that is said: with the same bound, and per the same."""
    if said.key != known.key or (known.chain and said.chain != known.chain):
        return False
    if said.key[2] == "第":
        return True
    if said.bound != known.bound and not _as_good(said, known):
        return False
    if said.key[2] in TIME:
        return _same_period(said, known)
    return (
        known.times - {ONCE} <= said.wide
        and said.times - {ONCE} <= known.times
        and (ONCE not in said.times or ONCE in known.sentence)
        and known.pers & AREA <= pers(said.sentence)
        and said.pers <= known.pers
    )


def _as_good(said: Claim, known: Claim) -> bool:
    """达到60% of 60%以上, and a bare number of working days of so many at most."""
    if said.bound:
        return False
    return known.bound == ("cap" if said.key[2] == "工作日" else "floor" if said.lead.endswith(("达到", "达")) else "")


def _same_period(said: Claim, known: Claim) -> bool:
    """Whether two equal periods are of the same: 补贴1年 is not 签订1年以上劳动合同."""
    if _GIVES.search(said.lead) and not _GIVES.search(known.own):
        return False
    before = [word for word in content_words(said.lead) if stands(word, known.sentence)]
    behind = [word for word in content_words(said.tail) if stands(word, known.sentence)]
    place = known.lead if content_words(known.lead) else known.own
    return all(stands(word, f"{place} {known.tail}") for word in (before[-1:] or behind[:1]))


def _is_name(text: str, amount: Amount) -> bool:
    """Whether a number only names something: a year, a date, 20强, 3A级."""
    day = amount.key[2] == "日" and text[: amount.start].endswith("月")
    return day or amount.key[0] == "year" or amount.key[2] in ("强", "A", "月份")


def _with_twins(claim: Claim, found: Sequence[Claim]) -> Claim:
    """The claim with the words of the same amount said twice: 满10年的,自届满10年起."""
    twins = [c for c in found if (c.key, c.bound) == (claim.key, claim.bound)]
    return replace(claim, own=" ".join(c.own for c in twins)) if len(twins) > 1 else claim


def _pieces(sentence: str) -> list[str]:
    """A sentence cut where another subject gets another sort of amount: 机构按3万元支持,本人按10%支持."""
    pieces: list[str] = []
    for segment in re.split("(?<=,)", sentence):
        here = {a.sort for a in amounts(segment)}
        before = {a.sort for a in amounts(pieces[-1])} if pieces else set()
        if here and before and not before & here and not pieces[-1].endswith("的,") and not _GOES_ON.match(segment):
            pieces.append(segment)
        else:
            pieces[-1:] = [pieces[-1] + segment] if pieces else [segment]
    return pieces


def _chains(text: str, found: Sequence[Amount]) -> list[list[Amount]]:
    """Amounts that nothing but a joint parts, together: 100万元、50万元."""
    chains: list[list[Amount]] = []
    for amount in found:
        if chains and _JOINT.fullmatch(text, chains[-1][-1].end, amount.start):
            chains[-1].append(amount)
        else:
            chains.append([amount])
    return chains


def _of_sort(text: str, chains: Sequence[Sequence[Amount]], every: Sequence[Amount], before: str) -> list[Claim]:
    """The claims of amounts of one sort: these are told from each other."""
    starts = [0, *(_border(text, a[-1].end, b[0].start) for a, b in pairwise(chains))]
    ends = [*starts[1:], len(text)]
    head = text[: _segment(text, chains[0][0])[0]]
    of_all = ""
    if any(text[i : i + 1] == "、" for i in starts[1:]):
        # 累计培育A类20家以上、B类7家以上的支持: what is done, and what follows, is of all
        of_all = f"{_verbs(text[: chains[0][0].start])} {text[chains[-1][-1].end :]}"
    found: list[Claim] = []
    for chain, start, end in zip(chains, starts, ends, strict=True):
        core = text[start : max(end, chain[-1].end)]
        goes_on = start == 0 or text[start] not in ",、和及)" or bool(_GOES_ON.match(core))
        own = f"{text[:end] if goes_on else f'{head} {core}'} {of_all}"
        lead = text[start : chain[0].start]
        first = max([_segment(text, chain[0])[0], *(a.end for a in every if a.end <= chain[0].start)])
        near = text[first : chain[0].start] + right_behind(text, chain[-1].end)
        when = times(near)
        if not when and found and not goes_on:  # 国际级15万元每年,国家级10万元
            when = found[-1].times
        wide = times(core) | when
        claim = Claim(chain[0].key, "", when, pers(near), wide, "", "", core, own, text, start, chain[0].start)
        found += _members(claim, chain, lead, "" if start == 0 else head, before, text[chain[-1].end : end])
    return found


def _members(claim: Claim, chain: Sequence[Amount], lead: str, head: str, before: str, behind: str) -> list[Claim]:
    """`claim` once for each amount of its chain, each with its own member of the enumeration."""
    each = (members(lead, len(chain)) or _listed_before(before, len(chain))) if len(chain) > 1 else None
    text, last = claim.sentence, chain[-1].end
    found = []
    for at, amount in enumerate(chain):
        start, end = _segment(text, amount)
        limits = text[start : chain[0].start] + (text[chain[at - 1].end : amount.start] if at else "")
        is_count = amount.key[0] == "count"
        one = replace(
            claim,
            key=amount.key,
            at=amount.start,
            bound=bound(limits, text[amount.end :], is_count) or bound("", text[last:], is_count),
            lead=text[start : amount.start],
            tail=text[amount.end : end],
            chain=() if each or len(chain) == 1 else tuple(a.key for a in chain),
        )
        if each:
            core = f"{each[at].text} {behind} {'' if each[at].text in lead or not before else lead}"
            one = replace(one, core=core, own=f"{head} {core} {_of_all(lead, [m.text for m in each])}")
        found.append(one)
    return found


def _listed_before(before: str, count: int) -> list[Member] | None:
    """The members that the sentence before enumerates: 全国20强、50强新迁入的…。其分支机构分别给予100万元、75万元."""
    chains = _chains(before, [a for a in amounts(before) if a.key[0] == "money"])
    found = [members(before[: c[0].start], count) for c in chains if len(c) == count]
    return next((m for m in found if m), None)


def _verbs(text: str) -> str:
    years = [text[a.start : a.end] for a in amounts(text) if a.key[0] == "year"]
    return " ".join([*years, *(word for word, tag in rjieba.tag(text) if tag.startswith("v"))])


def _of_all(lead: str, texts: Sequence[str]) -> str:
    """What of a lead is said of every member of its enumeration: what is around it, and what only its ends have.

    全国20强、50强、100强税务师事务所: 全国 and 税务师事务所 are of all three.
    """
    parts = re.split(r"[,;:、和及与或]|分别|依次", lead)
    around = [re.sub("|".join(map(re.escape, texts)), "", p) for p in parts if not any(p and p in t for t in texts)]
    first, second, last = (re.sub(r"\d", "0", t) for t in (texts[0], texts[1], texts[-1]))
    if (at := max(first.find(second[:2]), 0) or first.find(second[:1])) > 0:
        around.append(texts[0][:at])
    ends = (last.find(first[-size:]) + size for size in range(min(len(first), 6), 0, -1) if first[-size:] in last)
    around.append(texts[-1][next(ends, len(first) if len(first) < 4 else len(last)) :])  # 生产、生活性服务业
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
