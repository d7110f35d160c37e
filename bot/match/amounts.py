"""How much a support comes to, worked out step by step as a reader would with the clause in hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.language.figures import Figure, FigureKind, find_figures
from index.models import Model, SupportItem
from index.supports.grants import given_runs, plain

_BOUNDARY = re.compile(r"[，,。；;：:]")
_AT_LEAST = re.compile(r"不低于|不少于")
_AT_MOST = re.compile(r"不超过|不高于|最高|至多|上限")
_NAMED = re.compile(r"(?:按照?|给予|予以|对)(?:其|该)?(.{2,30}?)(?:再|分别|给予|予以|的)*$")
_BRACKET = re.compile(r"[（(][^（）()]*[)）]")
_NO_SUM = ("比例", "企业", "单位", "机构", "人", "人员", "项目")  # the end of what no share can be taken of
_ONCE = {None, "一次性"}


class Amount(Model):
    """`value` in yuan, None when it cannot be worked out; `steps` say how, or why not. `bound` is "least" or "most".

    `once` is False when the figure is one for each year, head or piece, so that it stands for no total.
    """

    value: float | None = None
    steps: tuple[str, ...] = ()
    bound: str = ""
    once: bool = True


def yuan(amount: float) -> str:
    """300000 → 30万元, 1500 → 1500元."""
    return f"{amount / 10000:,.6g}万元" if amount >= 10000 else f"{amount:,.6g}元"


def base_of(item: SupportItem) -> str:
    """What the ratio of a support is taken of, as the clause names it: 活动费用实际发生总额.

    "" when it has no ratio, or one that no sum of the enterprise's can be multiplied by (a tax rate, a share).
    """
    if item.ratio is None or item.kind == "tax":
        return ""
    return next((base for base, _ in _readings(item) if base), "")


def bound_in(item: SupportItem, base: str) -> str:
    """Whether the share of `base` is the "least" or the "most" that is given; "" when it is just that."""
    return next((bound for found, bound in _readings(item) if found == base), "")


def amount_of(item: SupportItem, base: str, stated: float | None, damaged: bool) -> Amount:
    """What the support comes to for a body whose `base` is `stated` yuan.

    `damaged` tells that digits of the document are lost: then nothing is worked out.
    """
    if damaged and (item.amount_cny or item.ratio or item.cap_cny):
        return Amount(steps=("文件的数字有缺失，不作计算，请核对正式文件",))
    once = item.per in _ONCE
    per = "" if item.per in (None, "一次性") else f"（{item.per}）"
    if item.ratio is not None and base and item.amount_cny is None:
        return _share(item, base, stated, once)
    if item.amount_cny is not None:
        steps = [f"条款写明{item.per if item.per == '一次性' else ''}{yuan(item.amount_cny)}{per}"]
        if item.cap_cny is not None and item.cap_cny >= item.amount_cny:
            steps.append(f"最高{yuan(item.cap_cny)}，具体数额由责任单位核定")
            return Amount(steps=tuple(steps), once=once)
        if item.ratio is not None:
            return Amount(steps=(*steps, f"另按{base or '原文'}的{item.ratio * 100:g}%计，见原文"), once=once)
        if not once:
            steps.append("按实际的年数、人数或件数计，此处不作累计")
        return Amount(value=item.amount_cny, steps=tuple(steps), once=once)
    if item.cap_cny is not None:
        return Amount(steps=(f"最高{yuan(item.cap_cny)}{per}，具体数额由责任单位核定",), bound="most", once=once)
    if item.ratio is not None:
        return Amount(steps=("条款只写明比例，按原文执行",))
    return Amount(steps=("条款没有写明金额",))


def total_of(amounts: Sequence[Amount]) -> tuple[float, str] | None:
    """The sum of exact one-time amounts and how it was added; None when fewer than two can be added."""
    values = [a.value for a in amounts if a.value is not None and a.once and not a.bound]
    if len(values) < 2:
        return None
    return sum(values), " + ".join(map(yuan, values)) + f" = {yuan(sum(values))}"


def _share(item: SupportItem, base: str, stated: float | None, once: bool) -> Amount:
    assert item.ratio is not None
    rate = f"{item.ratio * 100:g}%"
    per = "" if once else f"（{item.per}）"
    cap = f"，最高{yuan(item.cap_cny)}{per}" if item.cap_cny is not None else ""
    bound = bound_in(item, base)
    words = {"least": "不低于", "most": "不超过"}.get(bound, "")
    if stated is None:
        return Amount(steps=(f"{words}{base}的{rate}{cap}", f"填写“{base}”后可以计算"), bound=bound, once=once)
    share = stated * item.ratio
    steps = [f"{base} {yuan(stated)} × {rate} = {yuan(share)}"]
    if item.cap_cny is not None and share > item.cap_cny:
        steps.append(f"超过上限{yuan(item.cap_cny)}{per}，按{yuan(item.cap_cny)}计")
        share = item.cap_cny
    elif item.cap_cny is not None:
        steps.append(f"没有超过上限{yuan(item.cap_cny)}{per}")
    if words:
        steps.append(f"条款写的是“{words}”，实际数额由责任单位核定")
    return Amount(value=share, steps=tuple(steps), bound=bound, once=once)


def _readings(item: SupportItem) -> Iterator[tuple[str, str]]:
    """Base ("" when none is named) and bound of each figure of the quote that is the support's ratio."""
    figures = [
        f for f in find_figures(item.quote) if f.kind is FigureKind.RATIO and abs(f.value - (item.ratio or 0.0)) < 1e-9
    ]
    given = {f.start for run in given_runs(plain(item.quote), giving=False) for f in run.figures}
    for figure in [f for f in figures if f.start in given] or figures:  # 增长10%以上的，按净增额的10%
        before = _BOUNDARY.split(item.quote[: figure.start])[-1]
        after = item.quote[figure.end :]
        least = _AT_LEAST.search(before) or after.startswith("以上")
        most = _AT_MOST.search(before) or after.startswith("以内")
        bound = "least" if least else "most" if most else ""
        yield "" if after.startswith("缴纳") else _base(before, figure), bound


def _base(before: str, figure: Figure) -> str:
    if figure.unit == ":":
        return "国家或上级实际给予的资金"
    named = _NAMED.search(_AT_LEAST.sub("", _AT_MOST.sub("", before)))
    base = _BRACKET.sub("", named[1]).strip() if named else ""
    if base == "年利率":
        return "贷款本金（一年）"
    if base.endswith("利率"):
        return f"按{base}计算的贷款利息"
    return base if len(base) > 1 and not base.endswith(_NO_SUM) else ""
