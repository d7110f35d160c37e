"""What is given (奖励, 补贴, 贴息 …) and how often (一次性, 每年, 每家 …), in the words next to a figure."""

from __future__ import annotations

from typing import Literal

from index.language.rules import WORDS, Rules

Kind = Literal["reward", "subsidy", "matching_fund", "loan_interest", "housing", "salary", "tax", "service", "other"]

_RULES = Rules("supports/kinds")
_BY_RULE: dict[str, Kind] = {
    "loan_interest": "loan_interest",
    "matching_fund": "matching_fund",
    "housing": "housing",
    "salary": "salary",
    "tax": "tax",
    "service": "service",
    "both": "subsidy",
    "reward": "reward",
    "subsidy": "subsidy",
}


def kind_of(text: str) -> Kind | None:
    """The kind that the words name; None when they name none."""
    return next((kind for rule, kind in _BY_RULE.items() if _RULES[rule].search(text)), None)


def kind_of_money(text: str) -> Kind | None:
    """The same beside an amount, where 支持 and 扶持 can only mean money."""
    return kind_of(text) or ("subsidy" if _RULES["money"].search(text) else None)


def per_of(lead: str, before: str, after: str) -> str | None:
    """How often or for what one gets a figure.

    `lead` is all that leads to it, `before` and `after` are the rest of its own part of the sentence.
    """
    if "一次性" in lead or "一次性" in after[:12]:
        return "一次性"
    if rate := _RULES["rate"].search(after):
        return _per_each(_RULES["rate_unit"].findall(rate[0]))
    if match := _RULES["how_often"].search(WORDS["LOWER"].sub("", before)):
        return match["whole"] or match["one"] or (match["each"] or "") + match["time"].replace("年度", "每年")
    if match := _RULES["trigger"].search(lead):
        return "每" + match["unit"]
    return None


def _per_each(units: list[str]) -> str:
    """每平方米每月 of 元/平方米/月 and of 元/月·平方米: for what, then how often."""
    units = ["平方米" if unit in ("平米", "㎡") else unit for unit in units]
    return "".join(f"每{unit}" for unit in sorted(units, key=lambda unit: bool(WORDS["TIME"].fullmatch(unit))))
