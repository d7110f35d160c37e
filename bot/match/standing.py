"""How an enterprise stands to what one support asks, and which questions that raises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import quote as escaped

from bot.match.asking import question_about
from bot.match.models import NO, NOT_ANSWERED, YES, Condition, Enterprise, Question, State
from bot.match.needs import Ask, Needs
from bot.match.terms import Term, Terms
from bot.match.traits import LEVELS, TRAITS, Body, Origin, Trait, When
from index.models import SupportItem

Traits = tuple[Trait, ...]


class Desk:
    """The enterprise's answers, and the questions that turned out to matter."""

    def __init__(self, enterprise: Enterprise) -> None:
        self._given = enterprise
        self._asked: dict[str, Question] = {}
        self.silent = False  # nothing is asked for what no answer could change

    def answer(self, question: Question) -> str | None:
        """The answer to a question, which is asked from now on unless the desk is silent."""
        self._ask(question)
        found = self._given.answers.get(question.key)
        return found if found in dict(question.options) else None

    def sum(self, question: Question) -> float | None:
        self._ask(question)
        return self._given.sums.get(question.key)

    def peek(self, key: str) -> str | None:
        """An answer, without asking for it."""
        return self._given.answers.get(key)

    def _ask(self, question: Question) -> None:
        if not self.silent:
            self._asked.setdefault(question.key, question)

    def questions(self) -> tuple[Question, ...]:
        """Body and origin first, then traits each with its details, then what quotes a clause, then sums."""
        order = {key: number for number, key in enumerate(("body", "origin", *TRAITS))}
        ranked = sorted(
            self._asked.values(), key=lambda q: (order.get(q.key.split(".")[0], len(order)), q.kind == "sum")
        )
        return tuple(ranked)


class Standing:
    """Holds one support against the enterprise."""

    def __init__(self, desk: Desk, item: SupportItem, needs: Needs, terms: Terms) -> None:
        self._desk = desk
        self._item = item
        self._needs = needs
        self._terms = terms
        self._url = clause_path(item.doc_id, item.clause_id)

    def conditions(self) -> list[Condition]:
        """What is asked of the enterprise. Details are only asked when all that is coarse holds."""
        coarse = [pair for ask in self._needs.asks for pair in self._coarse(ask)]
        self._desk.silent |= any(condition.state is not State.MET for _, condition in coarse)
        found: list[Condition] = []
        for ask, condition in coarse:
            detail = ask and condition.state is State.MET and self._dated(*ask)
            found.append(detail or condition)
            self._desk.silent |= found[-1].state is State.UNMET
        for condition in self._details():
            found.append(condition)
            self._desk.silent |= condition.state is State.UNMET
        return found

    def _coarse(self, ask: Ask) -> Iterator[tuple[tuple[Ask, Traits] | None, Condition]]:
        """Conditions that one tick answers, each with the traits behind it."""
        if ask.bodies:
            yield None, self._body(ask)
        if ask.origins:
            origin = self._desk.answer(ORIGIN)
            wanted = "、".join(o.value for o in Origin if o in ask.origins)
            yield None, self._condition(f"来自{wanted}", _state(origin, origin in ask.origins), f"贵单位来自：{origin}")
        for group in (ask.platforms, ask.statuses, ask.activities):
            if group:
                yield (ask, group), self._any_of(group)

    def _body(self, ask: Ask) -> Condition:
        body = self._desk.answer(BODY)
        wanted = "、".join(b.value for b in Body if b in ask.bodies)
        return self._condition(f"单位类型为{wanted}", _state(body, body in ask.bodies), f"贵单位是{body}")

    def _any_of(self, group: Traits) -> Condition:
        """Whether the enterprise has or does one of a group."""
        states = {trait.name: self._has(trait) for trait in group}
        wanted = "，或".join(states)
        held = [label for label, state in states.items() if state is State.MET]
        if held:
            return self._condition(wanted, State.MET, f"已填写：{'、'.join(held)}")
        if State.UNKNOWN in states.values():
            return self._condition(wanted, State.UNKNOWN)
        return self._condition(wanted, State.UNMET, f"贵单位没有填写：{wanted}")

    def _has(self, trait: Trait) -> State:
        if trait.key == "talent" and self._desk.peek("body") == Body.PERSON:
            return State.MET
        return _state(answer := self._desk.answer(tick(trait)), answer == YES)

    def _dated(self, ask: Ask, group: Traits) -> Condition | None:
        """At which level and when what the enterprise has was recognised; None when nothing in the group is."""
        held = [trait for trait in group if self._desk.peek(trait.key) == YES]
        if not held or not all(trait.dated for trait in held):
            return None
        return _best([self._recognised(ask, trait) for trait in held])

    def _details(self) -> Iterator[Condition]:
        if self._needs.tiers:
            yield self._tier()
        for ask in self._needs.asks:
            if ask.open == "judge":
                yield self._condition(ask.text, State.UNKNOWN, "需由主管部门认定")
            elif ask.open and (label := question_about(ask, self._item.quote)):
                yield self._yes_no(label, ask.text, ask.text, self._item.quote, self._url)
            elif ask.open:
                yield self._condition(ask.text, State.UNKNOWN, "请对照条款原文核实")
        for term in self._terms.for_whom:
            yield self._term(term, "贵单位是否属于这份文件的适用对象？", "属于文件的适用对象")
        for term in self._terms.shut_out:
            yield self._term(term, "贵单位没有文件列出的不予支持的情形，是吗？", "没有文件列出的不予支持的情形")

    def _recognised(self, ask: Ask, trait: Trait) -> Condition:
        """At which level, and when, the enterprise's platform or status was recognised."""
        demanded = f"{ask.when.value}的" if ask.when else ""
        levels = "或".join(level for level in LEVELS if level in ask.levels)
        text = f"{demanded}{levels}{trait.name}"
        level = self._desk.answer(_level(trait)) if ask.levels else None
        when = self._desk.answer(_when(trait))  # beside the level, so that both are asked at once
        if ask.levels:
            if level is None:
                return self._condition(text, State.UNKNOWN, f"没有填写{trait.name}的级别")
            if level not in ask.levels:
                return self._condition(text, State.UNMET, f"要求{levels}，贵单位填写的是{level}")
        if when is None:
            return self._condition(text, State.UNKNOWN, f"没有填写{trait.name}是何时认定或建成的")
        if when == When.PLANNED:
            return self._condition(text, State.UNKNOWN, "认定或建成以后才符合")
        met = ask.when is None or when == ask.when
        return self._condition(text, State.MET if met else State.UNMET, f"贵单位填写的是：{when}")

    def _tier(self) -> Condition:
        options = (*((t, t) for t in self._needs.tiers), (NO, "都不属于"))
        key = f"{self._needs.asks[0].text}：{'/'.join(self._needs.tiers)}"
        kind = self._needs.asks[0]
        described = question_about(kind, self._item.quote) and f"“{kind.text}”"
        label = f"{described or '贵单位的情况'}属于哪一档？"
        question = Question(key=key, kind="choice", label=label, options=options, quote=self._item.quote, url=self._url)
        answer = self._desk.answer(question)
        reason = f"已填写：{dict(options).get(answer or '')}"
        return self._condition(f"档次为{self._needs.tier}", _state(answer, answer == self._needs.tier), reason)

    def _term(self, term: Term, label: str, text: str) -> Condition:
        quote = "\n".join((term.quote, *term.cases))
        return self._yes_no(label, text, quote, quote, clause_path(term.clause.doc_id, term.clause.clause_id))

    def _yes_no(self, label: str, text: str, key: str, quote: str, url: str) -> Condition:
        question = Question(
            key=key, kind="yes_no", label=label, options=((YES, "是"), (NO, "否")), quote=quote, url=url
        )
        answer = self._desk.answer(question)
        reason = {YES: "已填写：是", NO: "已填写：否"}.get(answer or "", NOT_ANSWERED)
        return Condition(text=text, state=_state(answer, answer == YES), reason=reason, quote=quote, url=url)

    def _condition(self, text: str, state: State, reason: str = "") -> Condition:
        told = reason if state is not State.UNKNOWN or (reason and "None" not in reason) else NOT_ANSWERED
        return Condition(text=text, state=state, reason=told, quote=self._item.quote, url=self._url)

    def stated(self, base: str) -> float | None:
        """What the enterprise says that the base of a ratio comes to."""
        quote, url = self._item.quote, self._url
        return self._desk.sum(Question(key=base, kind="sum", label=base, quote=quote, url=url))


def clause_path(doc_id: str, clause_id: str = "") -> str:
    """Where a document, or a clause of it, can be read, below the site's own address."""
    return f"/policies/{escaped(doc_id)}" + (f"#{escaped(clause_id)}" if clause_id else "")


def _state(answer: str | None, met: bool) -> State:
    return State.UNKNOWN if answer is None else State.MET if met else State.UNMET


def _best(conditions: Sequence[Condition]) -> Condition:
    """One of a group is enough: the one that is nearest to being met speaks for it."""
    return min(conditions, key=lambda c: (State.MET, State.UNKNOWN, State.UNMET).index(c.state))


def tick(trait: Trait) -> Question:
    """Whether the enterprise has or does something."""
    return Question(
        key=trait.key, kind="tick", label=trait.name, hint=trait.examples, options=((YES, "是"), (NO, "否"))
    )


def _level(trait: Trait) -> Question:
    options = tuple((level, level) for level in (*LEVELS, "没有定级"))
    return Question(key=f"{trait.key}.level", kind="choice", label=f"{trait.name}的级别", options=options)


def _when(trait: Trait) -> Question:
    options = tuple((when.value, when.value) for when in When if when is not When.RENEWED or trait.key == "hightech")
    return Question(key=f"{trait.key}.when", kind="choice", label=f"{trait.name}何时认定或建成", options=options)


BODY = Question(key="body", kind="choice", label="单位类型", options=tuple((b.value, b.value) for b in Body))
ORIGIN = Question(key="origin", kind="choice", label="总部所在地", options=tuple((o.value, o.value) for o in Origin))
