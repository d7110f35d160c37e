"""Whom a sentence gives to, and on what conditions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.rules import WORDS, Rules

_RULES = Rules("supports/recipients")
_PARTS = re.compile("[,;:]")


@dataclass(frozen=True)
class Recipient:
    """`name` is empty when the text names nobody; `named` tells it from one that an earlier sentence named."""

    name: str
    conditions: tuple[str, ...] = ()
    named: bool = True

    @property
    def tells(self) -> str:
        """What tells the beneficiary's tier: the name, with what one does (企业登记省级成果); else the conditions."""
        acts = (c for c in self.conditions if self.name and c.startswith(self.name))
        return next(acts, self.name) if self.named else "、".join(self.conditions)


def recipient(lead: str, context: str) -> Recipient:
    """Who gets it. `lead` is the text from the beginning of the sentence, or the figure before, to the figure.

    `context` is who got what stood before; one that only adds a condition (年度考核前3名的，再给予…) goes on with it.
    """
    parts = [p.strip() for p in _PARTS.split(lead) if p.strip()]
    conditions = _conditions(parts)
    found = _RULES["for"].search(lead)
    target = _target(found["who"]) if found else ""
    if not target and (serves := _RULES["serves"].search(lead)):
        return Recipient(_tidy(serves["who"]), conditions)
    *_, to = None, *_RULES["gives_to"].finditer(lead)
    if to and (not target or len(to["who"]) >= 4):
        who = to["who"]
        if who != target and not _inside(found, to):
            told = (target, *conditions) if target else conditions
            return Recipient(_tidy(who), _other(told, who))
    if found and target:
        behind = lead[found.start("who") + len(_tidy(target)) :]
        return _of_target(target, parts, conditions, context, behind)
    return _subject(parts, conditions) or _told(lead, conditions) or _of_context(conditions, context)


def _conditions(parts: Sequence[str]) -> tuple[str, ...]:
    bare = [_RULES["giving_end"].sub("", part) for part in parts]
    told = (p for p in bare if _RULES["condition"].search(p) and not _RULES["hands"].search(p))
    return tuple(p.removeprefix("对于").removeprefix("对") for p in told)


def _of_target(target: str, parts: Sequence[str], conditions: tuple[str, ...], context: str, behind: str) -> Recipient:
    """The one whom 对 names; `behind` is what follows the name."""
    if (_heads(target) or _RULES["newly"].search(target)) and not _RULES["points_back"].search(target):
        name, rest = _before_figure(target)
        name, rest = _doer(name) or (name, rest)
        return Recipient(_tidy(name), _other((*rest, *conditions), name))
    if not context:
        subject = next((p for p in parts if _RULES["named_at_end"].search(p)), "")
        if subject and subject not in target:  # 纳入备案的企业,对按期还款的
            return Recipient(_tidy(subject), _other((target, *conditions), subject))
        name = "" if _RULES["of_share"].search(target) else _tidy(target)
        return Recipient(name, () if name else (_tidy(target),), named=bool(name))
    if behind == "的" or behind.startswith("的,"):  # 对重新认定的
        return Recipient(_tidy(target) + "的" + _tail(context), (target,), named=False)
    return Recipient(context, _other((target, *conditions), context), named=False)


def _subject(parts: Sequence[str], conditions: tuple[str, ...]) -> Recipient | None:
    """The one who stands first in a part of the sentence."""
    for part in (_RULES["leads_in"].sub("", p) for p in parts):
        if each := _RULES["each_one"].search(part):
            return Recipient(each["who"], _other(conditions, part))
        if helped := _RULES["helps"].match(part):
            return Recipient(_tidy(helped["who"]), _other(conditions, part))
        if (_RULES["acts"].search(part) and not _RULES["thing"].search(part)) or not _heads(part):
            continue
        name = _cut(part, "cut_subject")
        if _RULES["purpose"].search(name[_heads(name) :]):
            name = name[: _heads(name)]
        if _RULES["while"].search(name):
            name = name[: _heads(name)] or name
        if _heads(name):
            name, rest = _doer(name, part) or _before_figure(name)
            return Recipient(_tidy(name), _other((*rest, *conditions), name))
    return None


def _told(lead: str, conditions: tuple[str, ...]) -> Recipient | None:
    """The one who sets up, holds or is helped."""
    if done := _RULES["sets_up"].search(lead) or _RULES["holds"].search(lead):
        return Recipient(_tidy(done[0]), _other(conditions, done[0]))
    helped = _RULES["helps"].search(lead)
    return Recipient(_tidy(helped["who"]), conditions) if helped else None


def _of_context(conditions: tuple[str, ...], context: str) -> Recipient:
    """The one before, in another case."""
    for condition in conditions:
        gets = _RULES["gets"].search(condition) if condition.endswith("的") else None
        if gets and gets[0] in context and "的" in context:  # 获得省级奖项的 after 获得国家级奖项的机构
            return Recipient(condition + _tail(context), tuple(c for c in conditions if c != condition))
    case = next((c for c in conditions if _RULES["case"].search(c)), "")
    if case and context and _heads(_tail(context)):
        return Recipient(case + _tail(context), tuple(c for c in conditions if c != case), named=False)
    if not context and (alone := next((c for c in conditions if c.endswith("的")), "")):
        return Recipient(_tidy(alone))
    return Recipient(context, conditions, named=False)


def gives_to(part: str) -> str:
    """Whom a part of a sentence itself gives to (给予建设单位最高300万元支持), or ""."""
    match = _RULES["gives_itself"].search(part)
    return _tidy(match["who"]) if match else ""


def _doer(name: str, part: str = "") -> tuple[str, tuple[str, ...]] | None:
    """企业购买技术成果 → 企业, with what it does as a condition; None when the text names a thing or nobody acts."""
    match = None if _RULES["thing"].search(name) else _RULES["doer"].search(name)
    return (match["who"], (part or name,)) if match else None


def spoken_of(sentence: str) -> str:
    """Whom a sentence that gives nothing yet speaks of: 对中试基地每两年开展一次绩效评价; 支持孵化载体."""
    match = _RULES["speaks_of"].search(sentence) or _RULES["judged"].search(sentence)
    return _tidy(match["who"]) if match else ""


def limits(text: str) -> tuple[str, ...]:
    """The parts after a figure that bound what is given: 补贴期限不超过24个月."""
    parts = text.replace("；", ";").replace("，", ",").replace(";", ",").split(",")
    return tuple(p.strip(" 。;；") for p in parts if _RULES["limit"].search(p))


def _target(text: str) -> str:
    """What follows 对, up to where the giving begins."""
    _, rest = _before_figure(text)
    return text if rest else _cut(text, "cut")


def _tail(name: str) -> str:
    """The name without what it did: 企业 of 获得国家级奖项的企业."""
    return name.rsplit("的", 1)[-1]


def _heads(text: str) -> int:
    """Where the last word for a beneficiary ends; 0 without one."""
    return max((m.end() for m in WORDS["HEAD"].finditer(text)), default=0)


def _cut(text: str, rule: str) -> str:
    """The text up to the first match that leaves two characters, and a head, before it."""
    if "的" in text and _heads(_tail(text)) and not _RULES["uncut"].search(text):
        return text[: _heads(text)]
    ends = [m.start() for m in _RULES[rule].finditer(text) if m.start() >= 2]
    return text[: next((end for end in ends if _heads(text[:end])), ends[0] if ends else len(text))]


def _before_figure(text: str) -> tuple[str, tuple[str, ...]]:
    """科技型企业1000万元以内的流动资金贷款 → 科技型企业, with the rest as a condition."""
    digit = next((i for i, char in enumerate(text) if char.isdecimal()), 0)
    end = _heads(text)
    return (text[:end], (text,)) if 0 < end <= digit else (text, ())


def _inside(found: re.Match[str] | None, to: re.Match[str]) -> bool:
    """Whether the words after 给予 are part of a longer description: 对给予企业支持的机构."""
    if not found or not found.start("who") <= to.start():
        return False
    return to.end() <= found.end("who") and "的" in found.string[to.end() : found.end("who")]


def _tidy(text: str) -> str:
    text = _RULES["count"].sub("", text.strip(' ,，、:;"·'))
    if text.count("“") > text.count("”"):  # cut at a head inside: “育种小院”
        text += "”"
    return text.rstrip("的,") or text


def _other(parts: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Conditions that are more than the name itself, each once."""
    return tuple(dict.fromkeys(p for p in parts if p and _tidy(p) != _tidy(name) and p not in name))
