"""Dates, sums and places as people read them."""

from __future__ import annotations

from datetime import date

from index.models import PolicyDocument


def chinese_date(iso: str | None) -> str:
    """2019-03-26 → 2019年3月26日; what is no whole date stays as it is."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    return f"{day.year}年{day.month}月{day.day}日"


def inferred(document: PolicyDocument, field: str) -> str:
    """（推定） after a value that was made out of damaged text."""
    return "（推定）" if any(e.field == field and e.source == "inferred" for e in document.evidence) else ""


def yuan(amount: float) -> str:
    """300000 → 30万元, 1500 → 1500元."""
    return f"{amount / 10000:g}万元" if amount >= 10000 else f"{amount:g}元"


def place(jurisdiction: str) -> str:
    """甘肃省/武威市/凉州区 → 甘肃省武威市凉州区."""
    return jurisdiction.replace("/", "")
