"""What is given (奖励, 补贴, 贴息 …) and how often (一次性, 每年, 每家 …), in the words next to a figure."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["reward", "subsidy", "matching_fund", "loan_interest", "housing", "salary", "tax", "service", "other"]

# The first that fits: a 购房补贴 is for housing, a 工作津贴 is pay.
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("loan_interest", re.compile(r"贴息|贷款.{0,12}利率|利息")),
    ("matching_fund", re.compile(r"配套")),
    ("housing", re.compile(r"购房|住房|租房|房租|租金|公寓|安家|免租")),
    ("salary", re.compile(r"薪酬|工资|津贴|生活补[贴助]")),
    ("tax", re.compile(r"所得税|加计扣除|加速折旧|税收|增值税|退税|房产税|关税|印花税|契税")),
    ("service", re.compile(r"免费|无偿|厂房|场地|一站式|代办|培训|专员|服务$|办理|跟踪服务")),
    ("subsidy", re.compile(r"奖励.{0,4}补助|补助.{0,4}奖励")),
    ("reward", re.compile(r"奖励|奖金|重奖|奖补|以奖代补|奖(?=\d)")),
    ("subsidy", re.compile(r"补贴|补助|资助|经费|资金|创新券|启动|费用补")),
)
_MONEY_KIND = re.compile(r"扶持|支持|给予|予以|补")  # with an amount beside it

_UNIT = "家|个|人|名|项|件|份|台|套|户|位|次|场|亩|间|篇|平方米|单"
_TIMES = "年|月|季度|学年|天|日|小时"
# 20元/平方米·月, 3万元/年/人
_RATE = re.compile(
    rf"\s*[/／](?:{_UNIT}|{_TIMES}|平米|㎡)(?:[/／·.](?:{_UNIT}|{_TIMES}|平米|㎡)|(?<=人)[年月]|(?<=[年月])人)*"
)
_RATE_UNIT = re.compile(rf"{_UNIT}|{_TIMES}|平米|㎡")
_TIME_FIRST = re.compile(rf"每(?:年|月)每(?:{_UNIT})$")
_BEFORE = re.compile(
    rf"(?P<each>每(?:{_UNIT})|单个(?:企业|单位|机构|项目|团队))?[^,;:的\d每]{{0,8}}"
    rf"(?P<time>每(?:年|月|季度|学年|天)|年度(?=最高|不超过|累计))[^,;:的\d]{{0,14}}$"
    rf"|(?P<one>每(?:{_UNIT})|单个(?:项目|合同|课题|企业|平台|活动|团队|机构|单位|基地|主体|载体)|单项|单笔|单场|单次)[^,;:\d]{{0,14}}$"
)
_TRIGGER = re.compile(rf"每(?![年月])[一-鿿]{{1,8}}?(?:\d+|一)(?P<unit>{_UNIT})")


def kind_of(text: str) -> Kind | None:
    """The kind that the words name; None when they name none."""
    return next((kind for kind, pattern in _KINDS if pattern.search(text)), None)


def kind_of_money(text: str) -> Kind | None:
    """The same beside an amount, where 支持 and 扶持 can only mean money."""
    return kind_of(text) or ("subsidy" if _MONEY_KIND.search(text) else None)


def per_of(lead: str, before: str, after: str) -> str | None:
    """How often or for what one gets a figure.

    `lead` is all that leads to it, `before` and `after` are the rest of its own part of the sentence.
    """
    if "一次性" in lead or "一次性" in after[:12]:
        return "一次性"
    if rate := _RATE.match(after):
        return _per_each(_RATE_UNIT.findall(rate[0]))
    before = re.sub(r"\d[\d.]*\s*[-—~～至到]$", "", before)  # 每项50-100万元
    if match := _TIME_FIRST.search(before):
        return match[0]
    if match := _BEFORE.search(before):
        return match["one"] or (match["each"] or "") + match["time"].replace("年度", "每年")
    if match := _TRIGGER.search(lead):
        return "每" + match["unit"]
    return None


def _per_each(units: list[str]) -> str:
    """每平方米每月 of 元/平方米/月 and of 元/月·平方米: for what, then how often."""
    units = ["平方米" if unit in ("平米", "㎡") else unit for unit in units]
    return "".join(f"每{unit}" for unit in sorted(units, key=lambda unit: unit in _TIMES.split("|")))
