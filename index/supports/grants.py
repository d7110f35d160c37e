"""Which figures of a sentence are given, and as what: an amount, a share of costs, or a cap.

A figure is given only when a giving word rules it. Targets (达到200家以上), budgets (每年安排2000万元),
funds (首期1亿元),
thresholds (年销售收入5000万元以上的企业), who pays (市区按1:1分担) and when it is paid (验收后拨付30%) are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.language.figures import Figure, FigureKind, find_figures
from index.language.rules import WORDS, Rules
from index.supports.told import is_told, tells_each

_RULES = Rules("supports/grants")
# One character to one character, so that offsets stay; every pattern of a table is written with these marks.
_MARKS = str.maketrans("，；：（）％　", ",;:()% ")
_PROPORTION = re.compile(r"(?<=\d):(?=\d)")
_MASK = 0xF0000  # a private plane: a masked character says where it stood
_PRIVATE = re.compile(r"[\U000f0000-\U000fffff]")
FAR = 400  # characters: what stands farther away says nothing of a figure
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


class Role(StrEnum):
    AMOUNT = "amount"
    RATIO = "ratio"
    CAP = "cap"


@dataclass(frozen=True)
class Run:
    """Figures of one role with nothing but 、 or 和 between them. `start`–`end` is their span in the sentence."""

    role: Role
    figures: tuple[Figure, ...]

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end


def plain(sentence: str) -> str:
    """The sentence with half-width marks, and its brackets masked; every character keeps its place."""
    text = _PRIVATE.sub("·", _PROPORTION.sub("∶", sentence.translate(_MARKS)))
    while (masked := _BRACKET.sub(lambda m: _mask(m.start(), m.end()), text)) != text:
        text = masked
    return text


def restored(text: str, sentence: str) -> str:
    """A piece of the `plain` sentence with what was masked in it."""
    return "".join(sentence[ord(c) - _MASK] if _MASK <= ord(c) < _MASK + len(sentence) else c for c in text)


def _mask(start: int, end: int) -> str:
    return "".join(chr(_MASK + min(at, 0xFFFD)) for at in range(start, end))


def given_runs(text: str, giving: bool) -> list[Run]:
    """The given figures of a `plain` sentence, in order. `giving` tells that the sentence before gave already."""
    lists = list(_lists(text))
    if not lists or (_RULES["of_all"].search(text) and not _RULES["of_each"].search(text)):
        return []
    targets = bool(_RULES["target"].search(text))
    giving = giving or tells_each(text)
    runs, read = [], 0
    for figures in lists:
        first, last = figures[0].start, figures[-1].end
        start, end = reach(text, first, last)
        before, after = text[start:first], text[last:end].lstrip(",")
        giving = giving or bool(_RULES["gives"].search(text[max(read - FAR, 0) : first]))
        read = first
        if _RULES["taken"].search(before + after) or (targets and not WORDS["GIVE"].search(before + after)):
            continue
        if _is_part(text[max(start - FAR, 0) : start], before, text[last : last + FAR]):
            continue
        if _RULES["given_next"].search(text[end : end + 8]):  # 按照费用的50%,给予…
            after += text[end : end + 4]
        if figures[0].kind is FigureKind.RATIO:
            role = _ratio(before, after, giving)
        elif is_told(before, text[last : last + FAR]):
            continue
        else:
            before, after = _RULES["of_what"].sub("", before), _RULES["rate"].sub("", after)
            role = _in_full(before, after) or _money(before, after, giving)
        runs += _runs(role, figures, text, before) if role else []
    return runs


def _is_part(told: str, before: str, after: str) -> bool:
    """Whether a figure is a use of a budget, or a sum whose parts follow."""
    if _RULES["used_for"].search(after) and _RULES["budget"].search(told):
        return True
    return after.startswith(":") and bool(_RULES["summed"].search(before))


def _runs(role: Role, figures: tuple[Figure, ...], text: str, before: str) -> list[Run]:
    """The figures in this role; of a range the upper is a cap, or as a share the share."""
    if len(figures) == 2 and _RULES["range"].fullmatch(text[figures[0].end : figures[1].start]):
        upper = Run(Role.CAP if role is Role.AMOUNT else role, figures[1:])  # 20%-30% is told as 20-30% is
        return [Run(Role.AMOUNT, figures[:1]), upper] if role is Role.AMOUNT else [upper]
    if role is Role.AMOUNT and WORDS["LOWER"].search(before):
        return [Run(Role.CAP, figures)]
    return [Run(role, figures)]


def segment(text: str, at: int) -> tuple[int, int]:
    """The span around `at` between commas, colons and semicolons, so far as it is near."""
    first, last = max(at - FAR, 0), min(at + FAR, len(text))
    starts = [start + 1 for mark in ",;:" if (start := text.rfind(mark, first, at)) >= 0]
    ends = [end for mark in ",;:。" if (end := text.find(mark, at, last)) >= 0]
    return max(starts, default=first), min(ends, default=last)


def reach(text: str, first: int, last: int) -> tuple[int, int]:
    """The segment around figures; with the next, where they stand alone before what gives them: 50万元，奖励给企业."""
    start, end = segment(text, first)
    end = max(end, last)
    alone = (
        _RULES["alone"].fullmatch(text[start:first]) and not text[last:end].strip() and not text.endswith(":", 0, start)
    )
    behind = _RULES["given_behind"].match(text, end) if alone else None
    return start, behind.end() if behind else end


def _lists(text: str) -> Iterator[tuple[Figure, ...]]:
    """Money and shares but 0; neighbours of one kind in one list together."""
    if not _RULES["may_hold"].search(text):
        return
    group: list[Figure] = []
    for figure in find_figures(text):
        if figure.kind not in (FigureKind.MONEY, FigureKind.RATIO) or not figure.value:
            continue
        between = text[group[-1].end : figure.start] if group else ""
        if group and group[-1].kind is figure.kind and _RULES["joined"].fullmatch(between):
            group.append(figure)
            continue
        if group:
            yield tuple(group)
        group = [figure]
    if group:
        yield tuple(group)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.end() for m in pattern.finditer(text)), default=-1)


def _in_full(before: str, after: str) -> Role | None:
    """The role that the words on both sides tell together, whatever else they hold."""
    if _RULES["arranged"].search(before) and _RULES["arranged_for"].search(after):
        return Role.CAP
    if _RULES["at_least"].search(before) and _RULES["award"].search(after):
        return Role.AMOUNT
    return None


def _money(before: str, after: str, given: bool) -> Role | None:
    gives, cap = _last(WORDS["GIVE"], before), _last(WORDS["CAP"], before)
    reached = _last(_RULES["measured"], before)
    if _RULES["bank"].search(after) or _RULES["not_given"].search(before):
        return None
    if gives < _last(_RULES["budget"], before) and not (cap >= 0 and gives >= 0):
        return None
    bound = _RULES["bound"].search(after)
    if bound and gives < 0:
        return Role.CAP if bound[1] in ("以内", "之内") and given and reached < 0 else None
    if (bound and bound[1] in ("以内", "以下", "之内")) or _RULES["cap_after"].search(after):
        return Role.CAP
    if cap >= 0:
        award = gives >= 0 or bool(_RULES["award_of"].search(before[:cap]))
        if gives < reached <= cap and not award:
            return Role.CAP if given and _RULES["each_puts"].search(before) else None
        return Role.CAP if award or given or _RULES["award"].search(after) else None
    if gives > reached:
        return Role.AMOUNT
    if reached >= 0:
        return None
    awarded = _RULES["award"].search(after) or ("按" in before and _RULES["standard_after"].search(after))
    each = given and (_RULES["for_each"].search(before) or len(before.rsplit("、")[-1]) <= 20)
    return Role.AMOUNT if awarded or each else None


def _ratio(before: str, after: str, given: bool) -> Role | None:
    if _RULES["raised"].search(before):
        return Role.RATIO
    if _RULES["shared"].search(before + after):
        return None
    gives, of = _last(_RULES["share_given"], before), _last(_RULES["compared"], before)
    if gives >= 0 and (gives > of or WORDS["GRANT"].search(before)):
        # 按…的比例 alone, without a word of giving, may speak of anything
        return Role.RATIO if given or _RULES["spent"].search(before + after) else None
    if of >= 0:
        return None
    if _RULES["share_after"].search(after):
        return Role.RATIO
    if _RULES["reached_by"].search(after):
        return None
    told = given and len(before.rsplit("、")[-1]) <= 14 and not _RULES["share_required"].search(before)
    return Role.RATIO if told else None
