"""A support that a test makes up."""

from __future__ import annotations

from index.models import SupportItem, Validity


def support(beneficiary: str, quote: str = "", **values) -> SupportItem:
    """For a beneficiary, with `values` of the item's own."""
    given = {"item_id": "i", "clause_id": "c", "doc_id": "d", "title": "", "kind": "subsidy", "jurisdiction": "某省"}
    given |= {"validity": Validity.IN_FORCE, "quote": quote or f"对{beneficiary}给予支持。", "beneficiary": beneficiary}
    return SupportItem(**(given | values))
