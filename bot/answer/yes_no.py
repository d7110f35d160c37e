"""A question for yes or no → the words that answer it: 能不能 is answered with 能 or 不能, 要…吗 with 要 or 不用."""

from __future__ import annotations

import re

# The verbs that are asked with, and their answers: a closed class of the grammar, not of what people ask about.
_VERBS = {
    "可以": ("可以", "不可以"),
    "能": ("能", "不能"),
    "需要": ("需要", "不需要"),
    "要": ("要", "不用"),
    "用": ("要", "不用"),
    "是": ("是", "不是"),
    "算": ("算", "不算"),
    "会": ("会", "不会"),
    "有": ("有", "没有"),
    "行": ("可以", "不可以"),
    "对": ("对", "不对"),
    "给": ("给", "不给"),
    "管": ("管", "不管"),
    "符合": ("符合", "不符合"),
}
_VERB = "|".join(sorted(_VERBS, key=len, reverse=True))
_BOTH = re.compile(rf"({_VERB}|可)[不没](?:\1|可以)|(有)没有")
_ENDS = re.compile(r"(?:吗|么|嘛|不|没|没有|吧|不对|的假的)[？?。!！~ ]*$")
_RIGHT = re.compile(r"(?:对吧|是吧|对吗|是吗|对不对|是不是|真的吗|真的假的|属实吗)[？?。!！~ ]*$")
_FIRST = re.compile(rf"{_VERB}")
_DENIES = re.compile(r"不(?:用|需要|要|能|可以|会|是|算|给|行|管)|没有?|无需|免")
_ASKS_ELSE = re.compile(r"多少|几|哪|谁|什么|啥|怎么|怎样|咋|如何|为何")


def words(question: str) -> tuple[str, str] | None:
    """How yes and no are said to this question; None when it is no such question, asks for something besides, or denies
    (不用交吧), where a plain word would mislead."""
    if _ASKS_ELSE.search(question):
        return None
    if _RIGHT.search(question):
        return _VERBS["对"]
    if both := _BOTH.search(question):
        return _VERBS["可以" if both[1] == "可" else both[1] or both[2]]
    end = _ENDS.search(question)
    asked = re.split(r"[，,。；;、]", question[: end.start()])[-1] if end else ""
    if not asked or _DENIES.search(asked):
        return None
    verb = _FIRST.search(asked)
    return _VERBS[verb[0]] if verb else _VERBS["是"]
