"""A long list as pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar
from urllib.parse import parse_qsl, urlencode

from pydantic import Field

T = TypeVar("T")
SIZE = 20
Number = Annotated[int, Field(ge=1, le=100_000)]


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """The page `number` of `count`, of `total` items in all."""

    items: Sequence[T]
    number: int
    count: int
    total: int
    query: str

    def address(self, number: int) -> str:
        """Another page of the same list, as a query and a place in the page."""
        kept = [(name, value) for name, value in parse_qsl(self.query) if name not in {"page", "item"}]
        return f"?{urlencode([*kept, *([('page', number)] if number > 1 else [])])}#list"


def sheet(items: Sequence[T], number: int, query: str = "", size: int = SIZE) -> Sheet[T]:
    """The page `number` of the items, the last one for a number beyond it; `query` is that of the whole list."""
    count = max(1, -(-len(items) // size))
    number = min(number, count)
    return Sheet(items[(number - 1) * size : number * size], number, count, len(items), query)
