"""What limits an amount: at most, at least, per year, per head."""

from __future__ import annotations

import re

ONCE = "一次性"
AREA = frozenset({"亩", "平方米", "公顷"})  # 每亩25元 is not 25元; 每家最高50万元 may be 最高50万元
_NO = r"(?:不|没有?|未)(?:会|能|得|可|再)*"
_CAP_BEFORE = re.compile(
    rf"(?:最[高多长迟]|{_NO}(?:超过?|高于|多于|大于|晚于)|上限|封顶|至多|小于|[只仅](?:能|限|资助|支持|有|奖|补)|(?<![不得])低于|不到|不足)"
    r"[^,、;:\d]{0,10}$"
)
_FLOOR_BEFORE = re.compile(
    rf"(?:{_NO}(?:低于|少于|小于)|至少|起码|最[低少短]|(?<![不没未会能得])超过|(?<![不未])满|(?<!不)高于|大于|突破)[^,、;:\d]{{0,10}}$"
)
_CAP_AFTER = re.compile(r"期?及?(?:以内|之内|以下|封顶|为止|(?:[一-鿿]{1,6}期)?内)")
_FLOOR_AFTER = re.compile(r"期?及?(?:以上|以后|之后|后|之日起)")
_UNITS = "年|个?月|季度|周|天|学年"
_TIMES = re.compile(rf"每({_UNITS})|({ONCE})|(?<![上本一个当三两\d])(年)度(?!薪)")
_PERS = re.compile(r"每(人|件|场|亩|平方米|公顷|次|项|张)|每(?:家|户|名|个(?!月)|位)|单[家户个]")
_BEHIND = re.compile(rf"(?:/?每(?:{_UNITS}|人|家|个|件|项|次|场|亩|户|名|平方米|公顷))+")
_NOTE = re.compile(r"\([^)]*\)")


def bound(before: str, behind: str, is_count: bool) -> str:
    """Whether an amount between two texts is a "cap", a "floor" or neither ("")."""
    if _CAP_BEFORE.search(before):
        return "cap"
    if _FLOOR_BEFORE.search(before):
        return "floor"
    behind = _NOTE.sub("", behind)
    if is_count:  # 50个标准展位以上
        behind = re.sub(r"^[一-鿿]{1,6}?(?=及?以[上下内])", "", behind)
    return "cap" if _CAP_AFTER.match(behind) else "floor" if _FLOOR_AFTER.match(behind) else ""


def times(text: str) -> frozenset[str]:
    """Per what time a flat text says that something is: 年, 月, 一次性."""
    return frozenset((m[1] or m[2] or m[3]).removeprefix("个") for m in _TIMES.finditer(text))


def pers(text: str) -> frozenset[str]:
    """Per what else: 人, 件, 亩; 家 for each firm, project or office."""
    return frozenset(m[1] or "家" for m in _PERS.finditer(text))


def right_behind(text: str, at: int) -> str:
    """The 每人每年 that follows an amount at once."""
    match = _BEHIND.match(text, at)
    return match[0] if match else ""
