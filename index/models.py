"""What is read out of a document. All values are immutable; JSON field names are part of the outside contract."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """An immutable value with no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Validity(StrEnum):
    """时效. `UNKNOWN` means that no source states it; it is never guessed: a start without an end proves nothing."""

    IN_FORCE = "in_force"
    NOT_YET_EFFECTIVE = "not_yet_effective"
    AMENDED = "amended"
    DRAFT = "draft"
    EXPIRED = "expired"
    REPEALED = "repealed"
    UNKNOWN = "unknown"


class PolicyWarning(Model):
    """Damage or doubt that a reader must know of. `message` is one Chinese sentence for a reader."""

    code: str
    message: str


class Evidence(Model):
    """The span of text that a metadata value was read from.

    `start` and `end` are offsets into the decoded original (before cleaning); None when a person wrote the
    value into the catalog.
    """

    field: str
    value: str
    text: str
    source: Literal["catalog", "text", "page", "inferred"]
    start: int | None = None
    end: int | None = None


class Clause(Model):
    """条款: one provision under its headings. `clean_text[start:end] == text` of its document.

    `clause_id` is unique over all documents and depends on this document alone.
    `path` joins the headings above and its own with " › ".
    """

    clause_id: str
    doc_id: str
    num: str
    heading: str
    path: str
    text: str
    start: int
    end: int
    responsible_units: tuple[str, ...] = ()
    source_id: str | None = None  # the id of a row of a JSONL file of provisions
    page: int | None = None
    gaps: tuple[int, ...] = ()  # offsets in `text` where whole lines of the original were left out


class SupportItem(Model):
    """扶持事项: something that a clause gives. Amounts are in yuan, ratios between 0 and 1."""

    item_id: str
    clause_id: str
    doc_id: str
    title: str
    kind: Literal["reward", "subsidy", "matching_fund", "loan_interest", "housing", "salary", "tax", "service", "other"]
    beneficiary: str
    tier: str | None = None
    amount_cny: float | None = None
    ratio: float | None = None
    cap_cny: float | None = None
    per: str | None = None
    conditions: tuple[str, ...] = ()
    responsible_units: tuple[str, ...] = ()
    quote: str
    jurisdiction: str
    validity: Validity


class PolicyDocument(Model):
    """公文. `jurisdiction` is a path such as "甘肃省/武威市/凉州区"; "全国" for a national one; "" when unknown.

    Dates are ISO. `source_file` is the path under the documents folder; `sha256` is of its bytes.
    """

    doc_id: str
    title: str
    doc_number: str | None = None
    issuers: tuple[str, ...] = ()
    jurisdiction: str = ""
    issued_on: str | None = None
    published_on: str | None = None
    effective_on: str | None = None
    expires_on: str | None = None
    validity: Validity = Validity.UNKNOWN
    source_file: str
    source_url: str | None = None
    sha256: str
    topic: str | None = None
    repeals: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    warnings: tuple[PolicyWarning, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    clean_text: str = ""
    clauses: tuple[Clause, ...] = ()
