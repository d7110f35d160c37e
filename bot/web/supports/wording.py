"""扶持事项 put into words, and as rows of a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from bot.answer.compose import whom
from bot.web.language import texts
from bot.web.pages.formats import place, yuan
from index.models import PolicyWarning, SupportItem

_BOUND = r"(?:(?P<before>不低于|不少于|不超过|最高)[^%，。；,;\d]{0,10}?)?"
COLUMNS = ("类别", "对象", "级别", "支持标准", "条件", "责任单位", "适用地区", "时效", "提示", "文件", "原文", "链接")


def _bounded(figure: str, quote: str) -> str:
    """`figure` with the words that bound it in the quote: 5%以上, 不低于50%."""
    found = re.search(_BOUND + r"(?<![\d.])" + re.escape(figure) + r"(?P<after>以上|以下|以内)?", quote)
    return f"{found['before'] or ''}{figure}{found['after'] or ''}" if found else figure


def standard(item: SupportItem) -> str:
    """How much an item gives, e.g. 一次性30万元, 50%，最高50万元; "" when the clause names no figure."""
    parts = []
    if item.amount_cny is not None:
        parts.append(_bounded(yuan(item.amount_cny), item.quote))
    if item.ratio is not None:
        parts.append(
            "1:1" if "1:1" in item.quote and item.ratio == 1 else _bounded(f"{item.ratio * 100:g}%", item.quote)
        )
    if item.cap_cny is not None:
        parts.append(f"最高{yuan(item.cap_cny)}")
    return f"{item.per or ''}{'，'.join(parts)}" if parts else ""


def question(item: SupportItem) -> str:
    """A question about an item."""
    where = item.jurisdiction.rsplit("/", 1)[-1]
    tier = item.tier if item.tier and item.tier not in item.beneficiary else ""
    return f"{where}对{tier}{whom(item)}有什么{texts.SUPPORT_KIND[item.kind]}？"


def rows(
    items: Sequence[SupportItem], link: str, doubts: Mapping[str, Sequence[PolicyWarning]]
) -> list[tuple[str, ...]]:
    """A line of `COLUMNS` for each item; `link` is the page of all, `doubts` are those of its document."""
    return [
        (
            texts.SUPPORT_KIND[item.kind],
            item.beneficiary,
            item.tier or "",
            standard(item),
            "；".join(item.conditions),
            "、".join(item.responsible_units),
            place(item.jurisdiction),
            texts.VALIDITY[item.validity],
            "；".join(warning.message for warning in doubts.get(item.doc_id, ())),
            item.title,
            item.quote,
            f"{link}?item={quote(item.item_id)}#{quote(item.item_id)}",
        )
        for item in items
    ]
