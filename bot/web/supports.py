"""扶持事项 for people: chosen, ordered, put into words, and as a table file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict

from bot.answer.compose import whom
from bot.web import texts
from bot.web.paging import SIZE, Number, Sheet, sheet
from bot.web.render import place, yuan
from index.models import PolicyWarning, SupportItem, Validity

_BOUND = r"(?:(?P<before>不低于|不少于|不超过|最高)[^%，。；,;\d]{0,10}?)?"
COLUMNS = ("类别", "对象", "级别", "支持标准", "条件", "责任单位", "适用地区", "时效", "提示", "文件", "原文", "链接")
LAPSED = {Validity.EXPIRED, Validity.REPEALED}


class Choice(BaseModel):
    """What a visitor wants to see; empty means all.

    `sort` is "amount", "document" (as they stand there), or "": what lapsed last, the home place first, and what
    names a figure before what does not.
    """

    model_config = ConfigDict(frozen=True)

    q: str = ""
    place: str = ""
    kind: str = ""
    validity: str = ""
    sort: str = ""
    view: str = ""  # "table", else cards
    page: Number = 1
    item: str = ""  # whose page it should be, whatever `page` says

    def of(self, items: Iterable[SupportItem], home: str) -> list[SupportItem]:
        chosen = [item for item in items if self._fits(item)]
        if self.sort == "amount":
            return sorted(chosen, key=_size, reverse=True)
        if self.sort == "document":
            return chosen
        return sorted(chosen, key=lambda i: (i.validity in LAPSED, i.jurisdiction != home, not standard(i)))

    def sheet(self, items: Iterable[SupportItem], home: str, query: str) -> Sheet[SupportItem]:
        """The page that is wanted; that of `item` where it is among them."""
        chosen = self.of(items, home)
        at = next((number for number, item in enumerate(chosen) if item.item_id == self.item), None)
        return sheet(chosen, self.page if at is None else at // SIZE + 1, query)

    def _fits(self, item: SupportItem) -> bool:
        words = self.q.split()
        text = f"{item.beneficiary}{item.quote}{item.title}{item.tier or ''}"
        return (
            all(word in text for word in words)
            and (not self.place or item.jurisdiction == self.place)
            and (not self.kind or item.kind == self.kind)
            and (not self.validity or item.validity.value == self.validity)
        )


def _size(item: SupportItem) -> float:
    return item.amount_cny or item.cap_cny or 0.0


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
