"""Whether the amounts that a sentence says are those of its clauses, each said of the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.llm.amounts import Amount, amounts
from bot.llm.claims import TIME, Claim, bears_out, statements
from bot.llm.finding import Finding
from bot.llm.homes import Home, Source
from bot.llm.limits import times
from bot.llm.words import content_words, stands

_LEVELS = "国省市区县"
_LEVELLED = re.compile(rf"([{_LEVELS}])(?=((?!级)[一-鿿]{{4}}))")
_BASE = re.compile(r"按照?[^,;、\d按]*?([一-鿿]{2})(?:的|,)*$")  # 按贷款金额的50%


def unknown_amount(said: str, sources: Sequence[Source]) -> Finding | None:
    """An amount, a 每年 or a level's thing (省财政 for 市财政) that no source has."""
    known = {a.key for source in sources for a in amounts(source.text)}
    values = {key[1] for key in known}
    whole = "\n".join(source.text for source in sources)
    if often := times(said) - times(whole):
        return Finding(f"it says 每{min(often)} where the clause does not", True)
    for level, thing in _LEVELLED.findall(said):
        if level + thing not in whole and thing in whole and not re.search(f"(?<![{_LEVELS}级]){thing}", whole):
            return Finding(f"{level}{thing} is another level's in the clause", True)
    for amount in amounts(said):
        if (
            amount.key not in known
            and not (amount.key[2] == "" and amount.key[1] in values)
            and (amount.key[1] != _listed(said, amount) or _cut_short(said, amount, whole))
        ):
            return Finding(f"the figure {said[amount.start : amount.end]} is in no cited clause", True)
    return None


def _listed(said: str, amount: Amount) -> int:
    """How many a sentence enumerates, where the amount can be the number of these: 分三档:A类20万元、B类50万元、C类."""
    if amount.key[2] not in ("类", "档", "个", "方", "等", "种"):
        return 0
    sorts = Counter(a.sort for a in amounts(said))
    items = [len(re.split("[、和及]", run)) for run in re.split("[,;:]", said[: amount.start])]
    return max([*sorts.values(), *items])


def _cut_short(said: str, amount: Amount, whole: str) -> bool:
    """Whether the clause enumerates more than a sentence that counts what it enumerates."""
    run = max(re.split("[,;:]", said[: amount.start]), key=lambda r: len(re.split("[、和及]", r)))
    items = content_words(run.rpartition("由")[2]) if re.search("[、和及]", run) else []
    there = [r for r in re.split(r"[,;:。\d]", whole) if items and stands(items[0], r)]
    return any(len(re.split("[、和及]", r)) > len(re.split("[、和及]", run)) for r in there)


def wrong_claim(said: str, sources: Sequence[Source]) -> Finding | None:
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
            if _swapped(claim, [h.text for _, h, s in known if (s.printed, h.group) in found]):
                return Finding(f"the figure {claim.key[1]:g}{claim.key[2]} stands before another in the clause", True)
            if not set.intersection(*groups):
                return Finding(f"the figure {claim.key[1]:g}{claim.key[2]} goes with other words in the clause", True)
    return None


def _swapped(claim: Claim, texts: Sequence[str]) -> bool:
    """Whether an amount follows another of its sort in its segment, and precedes it in the clause: 由1万元改为2万元."""
    said = [a.key for a in amounts(claim.lead.rpartition("、")[2]) if a.sort == claim.sort]
    return bool(said and texts) and not any(
        said[-1] in keys and claim.key in keys[keys.index(said[-1]) :]
        for keys in ([a.key for a in amounts(text)] for text in texts)
    )


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
