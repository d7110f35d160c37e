"""Sums that are a share of what the visitor spent, earned or was given."""

from __future__ import annotations

import re

from bot.answer.sums.case import OF_MONEY, PIECES, Case, Sum
from bot.answer.sums.counts import time_paid
from bot.answer.sums.equations import equation, value
from bot.answer.sums.figures import shared
from bot.answer.sums.requirements import years_apart
from bot.match.amounts import bound_in
from index.language.figures import Figure, FigureKind, find_figures

_RANGE = re.compile(r"\s*[-—–~～至到]+\s*")
_BEFORE_BASE = re.compile(r"^.*(?:不得|不低于|不高于|不少于|不超过|超过|达到|按照?|占|对|将|给予|为|约|以)")
_LEAST, _MOST = re.compile(r"不低于|不少于|以上"), re.compile(r"超过|不高于|以内|以下")
_GROWTH = re.compile(r"增[长加量额]|净增|新增(?:部分|额|量)|超出|超过上年")
_GREW = re.compile(r"[多增涨]了?|新增|增[加长]")
_EACH = re.compile(r"每|各|一年|年均")
_STEP = re.compile(r"(不足|不满|以下|不超过|以内)|(以上|超过|达到|及以上)")
_BORNE = re.compile(r"([一-鿿“”]{1,12}?)(?:分别)?(?:承担|负担|分担)\s*$")
_BORNE_AS = re.compile(r"由[^，,。；;由]{1,16}?(?:两级|二级)?(?:财政)?(?:共同)?(?:按照?)?(?:(?:按照?)?(\d+)[:：](\d+))")
_TOTAL = re.compile(r"总额|累计|合计|总计")
_NEAR = 10


def share(case: Case) -> Sum | None:
    """60万 × 50%; (350万 − 200万) × 8% of a growth; of a loan's interest 800万 × 4.35% × 50%; 1:1 to another's."""
    item = case.item
    if not item or item.amount_cny or not case.sums or not (base := case.base(item)):
        return None
    given = case.written(FigureKind.RATIO, item.ratio)
    own = _grown(case) if _GROWTH.search(base) else case.sums[0].text if len(case.sums) == 1 else ""
    left, _, right = re.sub(r"\s*[:：]\s*", ":", given).partition(":")
    if not given or not own or (right and left != "1"):
        return None
    of_interest = base.endswith("利息")
    before = case.question[: case.sums[0].start]
    if len(case.ratios) > of_interest or (of_interest and not case.ratios and "息" not in before[-_NEAR:]):
        return None  # a loan is not its interest
    if case.ratios and any(value(o.text) != (12 if o.unit == "月" else 1) for o in case.times):
        return None
    several = any(o.unit in (*PIECES, "年", "月") and o.value > 1 for o in case.owns)
    if "每月" in case.sums[0].near or (_EACH.search(case.sums[0].near) and several):
        return None
    if len(case.caps) > 1 and not item.tier:
        return None  # of one and of all: which of them is the visitor's
    expression = " × ".join([own, *case.ratios, right or given])
    unlike = not shared(case.sums[0].about, base) and "(" not in own
    limit = case.capped(item.cap_cny, expression)
    return Sum(equation(expression), base, *limit, bound=bound_in(item, base), unlike=unlike)


def of_each(case: Case) -> Sum | None:
    """600万 × 6% = 36万元 of each of 三项, 500万 × 30% of each of 三年; under the cap of one and of all together."""
    item = next((i for i in case.items if len(case.items) == 1), None)
    if not item or item.amount_cny or len(case.sums) != 1 or case.ratios or not _EACH.search(case.sums[0].near):
        return None
    counts = [o for o in case.owns if o.unit in (*PIECES, "年") and o.value > 1]
    given, base = case.written(FigureKind.RATIO, item.ratio), case.base(item)
    caps = sorted({cap for cap in (*case.caps, item.cap_cny) if cap})  # of one the lower, of all the higher
    if len(counts) != 1 or not given or not base or ":" in given or len(caps) > 2 or _GROWTH.search(base):
        return None
    if "每月" in case.sums[0].near or (counts[0].unit != "年" and len(caps) == 1):
        return None  # a cap that may be that of all together
    expression = f"{case.sums[0].text} × {given}"
    one = Sum(equation(expression), base, *case.capped(caps[0] if caps else None, expression))
    count, most = time_paid(case, counts[0], "年") if counts[0].unit == "年" else (counts[0].text, "")
    whole = f"{one.result} × {count}"
    limit = case.capped(caps[1] if len(caps) > 1 else None, whole)
    return Sum(equation(whole), "", *limit, limit=most, first=(one,))


def of_several(case: Case) -> Sum | None:
    """(4万 + 6万 + 36万) × 50%: several costs that the clause lists as what the share is taken of."""
    item = case.item
    if not item or item.amount_cny or len(case.sums) < 2 or case.ratios or not (base := case.base(item)):
        return None
    given = case.written(FigureKind.RATIO, item.ratio)
    listed = [part for part in re.split(r"[、和及与]", base) if len(part) > 1]
    fit = {part for part in listed for o in case.sums if shared(o.near, part)}
    if not given or ":" in given or len(listed) < len(case.sums) or len(fit) != len(case.sums):
        return None
    expression = f"({' + '.join(o.text for o in case.sums)}) × {given}"
    return Sum(equation(expression), base, *case.capped(item.cap_cny, expression), bound=bound_in(item, base))


def apart(case: Case) -> Sum | None:
    """540万元 × 30% and 300万元 × 10%: several shares, each of the visitor's own sum that is named like its base."""
    items = [i for i in case.items if i.ratio is not None and not i.amount_cny and case.base(i)]
    if len(items) < 2 or len(items) != len(case.items) or len(items) != len(case.sums) or case.ratios:
        return None
    sums: list[Sum] = []
    for item in items:
        others = [case.base(other) for other in items if other is not item]
        fit = [
            o for o in case.sums if shared(o.about, case.base(item)) > max(shared(o.about, other) for other in others)
        ]
        given = case.written(FigureKind.RATIO, item.ratio)
        if len(fit) != 1 or not given or ":" in given:
            return None
        expression = f"{fit[0].text} × {given}"
        sums.append(Sum(equation(expression), case.base(item), *case.capped(item.cap_cny, expression)))
    return Sum(equation(" + ".join(one.result for one in sums)), first=tuple(sums))


def _grown(case: Case) -> str:
    """By how much the visitor's figure grew: (350万 − 200万), or as it is said: 多了80万; "" when it did not."""
    if pair := years_apart(case.sums, case.question):
        return f"({pair[1].text} − {pair[0].text})" if pair[1].value > pair[0].value else ""
    return case.sums[0].text if len(case.sums) == 1 and _GREW.search(case.sums[0].near) else ""


def steps(case: Case) -> Sum | None:
    """500万元 × 5% + (800万 − 500万元) × 3%: shares of the parts of a sum; 1000万 × 2% + 1000万 × 1.5% of the years."""
    items = [i for i in case.items if i.tier and i.ratio is not None]
    if len(items) < 2 or len(items) != len(case.items) or len(case.sums) != 1 or case.ratios:
        return None
    own = case.sums[0]
    shares = [case.written(FigureKind.RATIO, i.ratio) for i in items]
    if all((i.tier or "").startswith("第") and (i.tier or "").endswith("年") for i in items):
        years = next((int(o.value) for o in case.owns if o.unit == "年"), 0)
        if not 0 < years <= len(items) or not all(shares):
            return None
        expression = " + ".join(f"{own.text} × {share}" for share in shares[:years])
        return Sum(equation(expression), "", *case.capped(items[0].cap_cny, expression))
    edges = [edge for item in items if (edge := _edge(item.tier or ""))]
    if "部分" not in case.quote or not all(shares) or len(edges) != len(items) or len(edges) != 2:
        return None
    (low, is_low), (high, is_high) = sorted(edges, key=lambda edge: not edge[1])
    if not is_low or is_high or value(low) != value(high) or own.value <= value(low):
        return None
    first, second = shares if edges[0][1] else shares[::-1]
    expression = f"{low} × {first} + ({own.text} − {low}) × {second}"
    return Sum(equation(expression), "", *case.capped(items[0].cap_cny, expression))


def _edge(tier: str) -> tuple[str, bool] | None:
    """The one sum that bounds a step, and whether the step lies below it."""
    figures = [f for f in find_figures(tier) if f.kind is FigureKind.MONEY]
    bound = _STEP.search(tier)
    return (tier[figures[0].start : figures[0].end].strip(), bool(bound[1])) if len(figures) == 1 and bound else None


def borne(case: Case) -> Sum | None:
    """Who bears which part of a sum: 300万元 × 40%, 300万元 × 60%; 15万元 × 4 ÷ (4 + 6)."""
    if len(case.sums) != 1 or case.items:
        return None
    own = case.sums[0].text
    if match := _BORNE_AS.search(case.quote):
        one, other = match[1], match[2]
        return Sum("；".join(equation(f"{own} × {part} ÷ ({one} + {other})") for part in (one, other)))
    shares = [
        f
        for f in case.given
        if f.kind is FigureKind.RATIO and f.unit == "%" and _BORNE.search(case.quote[max(0, f.start - 16) : f.start])
    ]
    if len(shares) < 2 or abs(sum(f.value for f in shares) - 1) > 1e-9:
        return None
    return Sum("；".join(equation(f"{own} × {case.quote[f.start : f.end].strip()}") for f in shares))


def total(case: Case) -> Sum | None:
    """18万元 + 25万元 + 30万元, under a cap of all together."""
    sums = [o.text for o in case.owns if o.unit == "元"]
    if len(sums) < 2 or len(case.caps) != 1 or case.items or case.ratios or not _TOTAL.search(case.quote):
        return None
    expression = " + ".join(sums)
    return Sum(equation(expression), "", *case.capped(next(iter(case.caps)), expression))


def sentence(case: Case) -> Sum | None:
    """480万 × 2.5%: the one share of a sentence, or its range, of a sum that it names: 净收入的80%以上."""
    shares = [f for f in case.given if f.kind is FigureKind.RATIO and f.unit == "%"]
    if len(case.sums) != 1 or case.ratios or any(i.amount_cny or i.cap_cny for i in case.items):
        return None
    if not 1 <= len(shares) <= 2:
        return None
    if len(shares) == 2 and not _RANGE.fullmatch(case.quote[shares[0].end : shares[1].start]):
        return None
    before = re.split(r"[，,。；;：:（(]", case.quote[: shares[0].start])[-1]
    of = OF_MONEY.search(_BEFORE_BASE.sub("", before).strip()) or _drawn(case, shares[0])
    if not of or any(f.kind is FigureKind.MONEY for f in case.given):
        return None
    own = case.sums[0]
    written = "；".join(equation(f"{own.text} × {case.quote[f.start : f.end].strip()}") for f in shares)
    around = before + case.quote[shares[-1].end :][:2]
    bound = "least" if _LEAST.search(around) else "most" if _MOST.search(around) else ""
    return Sum(written, of[1], bound="" if len(shares) > 1 else bound, unlike=not shared(own.about, of[1]))


def _drawn(case: Case, share: Figure) -> re.Match[str] | None:
    """What a share is drawn from: 从税后净收入中提取不低于百分之二十; the part before may name it, too."""
    parts = re.split(r"[，,；;]", case.quote[: share.start])
    if inside := re.search(r"从([^，,；;]+?)中提取", parts[-1]):
        return OF_MONEY.search(inside[1].rpartition("的")[2])
    drawn = len(parts) > 1 and "提取" in parts[-1]
    return OF_MONEY.search(parts[-2].rpartition("的")[2].strip()) if drawn else None
