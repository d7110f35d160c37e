"""What an enterprise says, is asked and is told: the values of a match, JSON field names part of the outside."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.match.amounts import Amount
from index.models import Model, SupportItem, Validity

YES, NO = "yes", "no"
NOT_ANSWERED = "尚未回答"


class State(StrEnum):
    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    FITS = "fits"
    TO_VERIFY = "to_verify"
    DOES_NOT_FIT = "does_not_fit"


class Enterprise(Model):
    """What an enterprise says of itself. `answers` by question key; a key that is absent was not answered.

    Keys are those of the questions: "body", "origin", a trait's ("incubator": yes or no, "incubator.level": 市级,
    "incubator.when": NEW, RENEWED …), and those of questions that quote a clause. `sums` are in yuan.
    """

    place: str = Field(max_length=60)
    answers: dict[str, str] = Field(default_factory=dict)
    sums: dict[str, Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]] = Field(default_factory=dict)


class Question(Model):
    """Something to ask. `quote` is the sentence that makes it matter, in the clause at `url`."""

    key: str
    kind: str  # "choice", "tick" (has or does it), "yes_no", "sum" (yuan)
    label: str
    options: tuple[tuple[str, str], ...] = ()  # value, label
    hint: str = ""
    quote: str = ""
    url: str = ""


class Condition(Model):
    """One thing that a support asks, and how the enterprise stands to it."""

    text: str
    state: State
    reason: str
    quote: str
    url: str
    of_document: bool = False  # asked by the state of the document, not of the enterprise


class Match(Model):
    """A support for an enterprise. `fit` looks at the enterprise alone, `outcome` also at the document."""

    item: SupportItem
    outcome: Outcome
    fit: Outcome
    conditions: tuple[Condition, ...]
    amount: Amount
    personal: bool  # given to the person or team, not to the employer

    @property
    def why(self) -> str:
        """The first reason for the outcome; "" when it fits."""
        wanted = {Outcome.DOES_NOT_FIT: State.UNMET, Outcome.TO_VERIFY: State.UNKNOWN}.get(self.outcome)
        ordered = sorted(self.conditions, key=lambda c: c.of_document is not (self.outcome is Outcome.DOES_NOT_FIT))
        return next((c.reason for c in ordered if c.state is wanted), "")


class Note(Model):
    """What a document says of all its supports, or of adding them up."""

    doc_id: str
    title: str
    text: str
    quote: str = ""
    url: str = ""


class Mention(Model):
    """A sentence that says that something is done in a matter of the enterprise's, and not how much."""

    doc_id: str
    title: str
    names: tuple[str, ...]  # the matters: 众创空间, 使用科技创新券
    quote: str
    url: str
    validity: Validity
    responsible_units: tuple[str, ...]


class Matching(Model):
    """`questions` are those still open or already answered that matter here, coarse ones first."""

    questions: tuple[Question, ...]
    matches: tuple[Match, ...]
    notes: tuple[Note, ...]
    mentions: tuple[Mention, ...] = ()

    def cited(self) -> set[str]:
        """The documents that anything here is of."""
        return {m.item.doc_id for m in self.matches} | {m.doc_id for m in self.mentions}
