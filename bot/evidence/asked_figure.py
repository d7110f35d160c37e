"""Whether a passage has a figure of the kind that is asked for: 几年 needs years, 罚多少钱 money or a share.

Asking for a number is a closed piece of grammar (几 or 多少 with a measure word), so this is checked and not learned.
"""

from __future__ import annotations

import re

from index.language.figures import FigureKind, find_figures

_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千万半]+)\s*(?:个|多|余)?"
# A measure word as it is asked with → as the passage may count.
_MEASURES = {
    "年": "年|个?月", "个月": "个?月|年|日|天",
    "天": "天|工作日|日|个?月|小时", "日": "工作日|日|天", "工作日": "工作日|日|天",
    "周": "周|日|天", "小时": "小时|日|天|分钟", "岁": "周?岁", "件": "件|项", "人": "人|名|位", "名": "名|人|位",
    "家": "家|户|个|所", "户": "户|家", "次": "次|批|年", "倍": "倍", "亩": "亩", "平": "平|㎡",
}  # fmt: skip
_HOW_MANY = r"(?<![哪那这的好前第十])(?:几|多少)(?:来|十|百|千)?\s*"
_OF_MEASURE = re.compile(_HOW_MANY + f"({'|'.join(sorted(_MEASURES, key=len, reverse=True))})")
_MONEY = re.compile(_HOW_MANY + r"个?(?:钱|元|块|万|亿|资金|经费|补贴|补助|奖励)|几多钱")
_SHARE = re.compile(_HOW_MANY + r"(?:成|个点|个百分点|折|比例|份额)|百分之(?:几|多少)")
_ANY = re.compile(r"多少(?=了?(?:$|[？?，,。！!吗呢啊呀]))")
_TELEPHONE = re.compile(
    r"(?:什么|哪个|多少|啥)\s*(?:电话|号码|热线)|(?:电话|号码|热线)(?:是|号码)*\s*(?:多少|几|啥|什么)"
)
_WHOLE = re.compile(r"全额|减半|免[征收费交缴除]|分之|[一二三四五六七八九]成|无偿|不收")
_DATE = re.compile(r"(?:19|20)\d\d\s*年(?:\s*\d+\s*月)?(?:\s*\d+\s*日)?")


def is_missing(question: str, said: str, *, money: bool = False, gives: bool = True) -> bool:
    """Whether the question asks for a number and `said` has none of its kind.

    `money` says that the question is one for money, whatever its words; `gives` that `said` gives a support with a
    figure: a share that is no support (岗位不低于40%) does not say how much money there is.
    """
    if _TELEPHONE.search(question):
        return not re.search(r"\d{5}", said)
    kinds = {f.kind for f in find_figures(said)}
    if _SHARE.search(question):
        return FigureKind.RATIO not in kinds and not _WHOLE.search(said)
    if asked := _OF_MEASURE.search(question):
        return not re.search(f"{_NUMBER}(?:{_MEASURES[asked[1]]})", _DATE.sub(" ", said))
    if _MONEY.search(question) or (money and _ANY.search(question)):
        there = FigureKind.MONEY in kinds or (gives and FigureKind.RATIO in kinds)
        return not there and not _WHOLE.search(said)
    if _ANY.search(question):
        return not kinds and not re.search(r"[\d两二三四五六七八九十百千万半]", said)
    return False
