"""What a question wants to know. `bot.question.intent` tells the kinds of one."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a question wants to know. A question may be of several kinds, or of none that is plain."""

    MONEY = "money"  # how much, which share, whether there is money at all
    OFFICE = "office"  # who is responsible, whom to ask
    DEADLINE = "deadline"
    PROCEDURE = "procedure"  # how to apply, with which papers
    CONDITION = "condition"
    VALIDITY = "validity"  # whether a document is in force
    DOCUMENT = "document"  # facts on a document: issuer, number, date
    COMPARE = "compare"
    OVERVIEW = "overview"  # what supports there are at all
    OTHER = "other"
