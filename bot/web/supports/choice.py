"""扶持事项 chosen and ordered."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from bot.web.pages.paging import SIZE, Number, Sheet, sheet
from bot.web.supports.wording import standard
from index.models import SupportItem, Validity

LAPSED = {Validity.EXPIRED, Validity.REPEALED}


class SupportChoice(BaseModel):
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
