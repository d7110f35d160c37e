"""One sentence → the supports that it gives, read from left to right.

A figure begins supports, or adds a share or a cap to those begun before it; an enumeration makes one a member.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property

from index.language.rules import WORDS, Rules
from index.supports.grants import FAR, Role, Run, given_runs, reach, segment
from index.supports.kinds import Kind, kind_of, kind_of_money, per_of
from index.supports.promises import promise_spans
from index.supports.recipients import Recipient, gives_to, limits, recipient, spoken_of
from index.supports.tiers import Member, label_tier, members, own_tier, threshold_tier, with_tier

_RULES = Rules("supports/drafts")
_BREAK = re.compile("[,;:、]")
# What a sentence may leave unsaid after one that said it: 再给予50万元. A 配套 is not told so.
_GENERAL = ("reward", "subsidy", "housing", "salary")


@dataclass(frozen=True)
class Draft:
    """A support while it is read."""

    who: str
    tier: str | None
    kind: Kind
    amount: float | None = None
    ratio: float | None = None
    cap: float | None = None
    per: str | None = None
    conditions: tuple[str, ...] = ()


@dataclass
class Context:
    """What the clause said before a sentence."""

    heading: str
    who: str = ""
    kind: Kind | None = None
    gave: bool = False
    duties: bool = False
    header: list[str] = field(default_factory=list)
    above: list[tuple[str, str]] = field(default_factory=list)


class Reader:
    """Reads one `plain` sentence from left to right.

    `series` are the supports of one enumeration or of one row of steps, which what follows may add to; `done` are
    those before it.
    """

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.done: list[Draft] = []
        self.series: list[Draft] = []
        self.at = 0  # the end of the figure read last

    def read(self) -> list[Draft]:
        by_heading = bool(WORDS["GIVE"].search(self.context.heading) and WORDS["TIER"].match(self.text.strip()))
        runs = given_runs(self.text, self.context.gave or by_heading)
        self._in_words(runs[0].start if runs else len(self.text), bool(runs))
        for i, run in enumerate(runs):
            self._take(run)
            self.at = run.end
            end = segment(self.text, runs[i + 1].start)[0] if i + 1 < len(runs) else len(self.text)
            self._add_conditions(limits(self.text[run.end : end]))
        return self.done + self.series

    def _take(self, run: Run) -> None:
        text, current = self.text, self.series
        between = text[self.at : run.start]
        label = _BREAK.split(between)[-1]
        if run.role is Role.RATIO:  # 给予不低于省级补助资金50%的配套: not a tier, but what it is a share of
            label = _RULES["base"].split(label)[0]
        step = label_tier(label) if len(run.figures) == 1 else None
        fresh = bool(_RULES["new_subject"].search(between)) or not current
        if fresh or (step and not (run.role is Role.CAP and len(current) == 1)):
            self._begin(run, step, joined=not fresh)
        elif run.role is Role.CAP and step:
            self._branch(run, step, current[0])
        elif run.role is not Role.AMOUNT and all(_value(d, run.role) is None for d in current):
            self._attach(run, current)
        elif run.role is Role.CAP and len(current) == 1 and (both := self._each_capped(run, current[0])):
            self.series = both
        elif run.role is Role.CAP:
            start, end = segment(text, run.start)
            self._add_conditions((text[start:end].strip(),))
        else:
            steps = run.role is Role.RATIO and threshold_tier(self._lead(run.start))  # 超过500万元的部分按3%补助
            self._begin(run, step, joined=bool(steps))

    def _begin(self, run: Run, step: str | None, *, joined: bool) -> None:
        """New supports; `joined` when they go on with the steps before (第一年…、第二年…)."""
        text, count = self.text, len(run.figures)
        lead = self._lead(run.start)
        last = next((told[-1] for told in (self.series, self.done) if told), None)
        known = last.who if last else self.context.who
        if not joined:
            self.done += self.series
            self.series = []
        pairs = members(lead, count) or members(self._before(run), count) if count > 1 else None
        start, end = reach(text, run.start, run.end)
        kind = self._kind(run)
        if kind == "other" and last and text[self.at] == "、":  # 补贴职工每人每月1000元、居民每人每月500元
            kind = last.kind
        per = per_of(lead, text[start : run.start], text[run.end : end])
        if self.series and self.series[0].per == "一次性":
            per = "一次性"
        tail = text[run.end : end] if _RULES["tail"].search(text[run.end : end]) else ""
        for i, figure in enumerate(run.figures):
            member = pairs[i] if pairs else Member(step, lead)
            found = recipient(member.text + tail, known)
            if member.whole or (count == 1 and self._is_listed(lead)):
                name = member.text if member.whole else _BREAK.split(lead)[-1]
                found = Recipient(name, tuple(c for c in found.conditions if name not in c))
            tier = member.tier or threshold_tier(lead) or own_tier(found.tells)
            if tier and not found.named:
                found = replace(found, name=with_tier(found.name, tier))
            told = (*found.conditions, *self._matter(run, lead)) if run.role is Role.RATIO else found.conditions
            told = tuple(c for c in told if not (lead.endswith(c) and _RULES["share_of"].search(c)))
            self.series.append(_with(Draft(found.name, tier, kind, per=per, conditions=told), run.role, figure.value))

    def _attach(self, run: Run, current: list[Draft]) -> None:
        """A cap or a share of the supports that were begun: to each its own, or one to all."""
        values = [f.value for f in run.figures]
        start, end = segment(self.text, run.start)
        per = per_of("", self.text[start : run.start], self.text[run.end : end])
        if len(current) == 1 and len(values) > 1:
            pairs = members(self._before(run), len(values)) or [Member(None, "")] * len(values)
            first = current[0]
            current = [
                replace(first, tier=p.tier or first.tier, who=recipient(p.text, first.who).name if pairs else first.who)
                for p in pairs
            ]
        if len(values) == 1:
            values = values * len(current)
        if len(current) == 1 and (told := gives_to(self.text[start:end])):
            first = current[0]  # 对入选项目，按投入的30%，给予建设单位最高300万元支持
            kind = self._kind(run) if first.kind == "other" else first.kind
            told_before = (first.who, *first.conditions) if first.who != told else first.conditions
            current = [replace(first, who=told, kind=kind, conditions=tuple(dict.fromkeys(filter(None, told_before))))]
        self.series = [
            replace(_with(draft, run.role, value), per=draft.per or (per if draft.amount is None else None))
            for draft, value in zip(current, values, strict=False)
        ]

    def _branch(self, run: Run, step: str, draft: Draft) -> None:
        """按20%给予补助，综合型最高1000万元，专业型最高500万元: the same share with a cap a tier."""
        if draft.cap is None:
            self.series = [replace(draft, tier=step, cap=run.figures[0].value)]
        else:
            found = recipient(self._lead(run.start), draft.who)  # 优秀的团队最高可给予1亿元 after a range for others
            self.series.append(replace(draft, who=found.name, tier=step, amount=None, cap=run.figures[0].value))

    def _each_capped(self, run: Run, draft: Draft) -> list[Draft]:
        """对企业、团队按40%给予补助，企业每年最高20万元，团队每年最高5万元: each of the two has a cap of its own."""
        start, end = segment(self.text, run.start)
        label = _RULES["head_first"].search(self.text[start:end].strip())
        names = _RULES["name"].findall(draft.who)
        if not label or len(names) != 2 or label[0] in names[0] or label[0] not in names[1]:
            return []
        per = per_of("", self.text[start : run.start], self.text[run.end : end])
        return [replace(draft, who=names[0]), replace(draft, who=names[1], cap=run.figures[0].value, per=per)]

    def _in_words(self, stop: int, figures: bool) -> None:
        """What is given without a figure before `stop`; beside figures only parts of their own (第一年免收租金)."""
        limit = segment(self.text, stop)[0] if figures else stop
        at, named = 0, True
        for start, end in promise_spans(self.text[:limit], strong=figures):
            part, promise = segment(self.text, end - 1), self.text[start:end]
            known = self.done[-1].who if self.done else spoken_of(self.text[end : end + FAR]) or self.context.who
            found = recipient(self.text[max(at, start - FAR) : max(end, part[1])], known)
            if self.done and not found.named:
                continue
            if self.done and not named:
                self.done.clear()
            named = found.named
            kind = (
                "service"
                if promise.endswith("服务")
                else kind_of(self.text[part[0] : part[1]]) or kind_of(promise) or "other"
            )
            tier = label_tier(self.text[part[0] : end]) if figures else own_tier(found.name)
            self.done.append(Draft(found.name, tier, kind, conditions=found.conditions))
            at = end

    def _before(self, run: Run) -> str:
        return self.text[max(0, run.start - FAR) : run.start]

    def _lead(self, start: int) -> str:
        """The text from the mark after the figure before to `start`."""
        between = self.text[self.at : start]
        mark = _BREAK.search(between) if self.at else None
        return WORDS["LOWER"].sub("", between[mark.end() :] if mark else between)

    def _matter(self, run: Run, lead: str) -> tuple[str, ...]:
        """What a share is for, where each of a list has its own (机构护理75%、居家护理90%)."""
        behind = _RULES["matter_next"].search(self.text[run.end : run.end + FAR])
        listed = behind or self.text.endswith("%、", 0, run.start - len(lead))
        match = _RULES["matter"].search(lead) if listed else None
        return (match["matter"].rsplit("按", 1)[-1].removeprefix("照"),) if match else ()

    @staticmethod
    def _is_listed(lead: str) -> bool:
        """Whether a beneficiary stands alone between a colon and its figure: 安家费：顶尖人才200万元."""
        _, colon, label = lead.rpartition(":")
        return bool(colon and _RULES["name_alone"].search(label)) and not WORDS["GIVE"].search(label)

    def _kind(self, run: Run) -> Kind:
        text = self.text
        start, end = segment(text, run.start)
        part = text[start:end]
        gives = list(WORDS["GIVE"].finditer(text, self.at, run.start))
        near = (
            part[part.index("按") :]
            if "按" in part
            else text[max(start, gives[0].start() - 2) : end]
            if gives
            else text[run.end : end]
        )
        before = text[max(0, gives[-1].start() - 2) : run.start] if gives else ""
        near_kind = kind_of(near)
        if near_kind == "tax":  # 按加计扣除研发费用的3%给予补助 is a subsidy
            near_kind = kind_of(text[run.end : end]) or near_kind
        return (
            near_kind
            or kind_of(before)
            or self._kind_of_all
            or ("subsidy" if text.find("创新券", 0, run.start) >= 0 else None)
            or (kind_of_money(near) if self.context.kind not in _GENERAL else self.context.kind)
            or self.context.kind
            or kind_of(self.context.heading)
            or kind_of_money(part)
            or "other"
        )

    @cached_property
    def _kind_of_all(self) -> Kind | None:
        """What the sentence gives from its first word of giving on."""
        gives = WORDS["GIVE"].search(self.text)
        return kind_of(self.text[max(0, gives.start() - 2) :]) if gives else None

    def _add_conditions(self, conditions: tuple[str, ...]) -> None:
        self.series = [replace(d, conditions=tuple(dict.fromkeys(d.conditions + conditions))) for d in self.series]


def _value(draft: Draft, role: Role) -> float | None:
    return {Role.AMOUNT: draft.amount, Role.RATIO: draft.ratio, Role.CAP: draft.cap}[role]


def _with(draft: Draft, role: Role, value: float) -> Draft:
    if role is Role.AMOUNT:
        return replace(draft, amount=value)
    return replace(draft, ratio=value) if role is Role.RATIO else replace(draft, cap=value)
