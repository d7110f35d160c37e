"""Figures that a blank or a line end broke apart on the way to text: 1 00万元, 2 000万元, 3 . 5万元, 5 0%.

Guaranteed: pieces are joined only where the text shows them to be one figure, and the last piece of any other is never
read as a figure (`is_tail`). A list number (1. 50万元), a document number, a year and a cell of its own stay apart.
"""

from __future__ import annotations

import re
import unicodedata

from index.language.spans import Tracked

_UNIT = r"(?:[百千]?[万亿]|[百千]?元|[%％‰]|个百分点|[家名件户项个人倍亩]|平方米|㎡)"
_PIECES = 12  # of one figure, at most
_FIGURE = rf"\d++(?:(?:[ \n]?[.．,][ \n]?|[ \n])\d++){{0,{_PIECES}}}"
_CHAIN = re.compile(
    rf"(?<![\d.．,])(?P<figure>{_FIGURE})(?:(?=[ ]?{_UNIT})|\n(?=[百千]?[万亿元]|[%％‰]))"
    r"|(?<=年)1 [0-2](?= ?月)|(?<=月)[123] \d(?= ?日)|(?<!\d)(?:2 ?0|1 ?9) ?\d ?\d(?= ?年)"
)
_BREAK = re.compile(r"[ \n]")
# What leads in an amount: 一次性1 50万元 can be no number of anything before 50万元.
_AMOUNT_FOLLOWS = re.compile(
    r"(?:给予|予以|奖励?|补[助贴]|资助|配套|最高|上限|一次性|不?超过|不?高于|不[低少]于|不[足满]|达到?|突破|金额|标准|安排|投入"
    r"|每[人家户名个项年月]|[按为约至到]|[¥￥])\Z"
)
_OF_WORD = re.compile(r"[一-鿿¥￥]\Z")
_NUMBERED = re.compile(r"(?:第|附?[表图件]|序号|编号|项目|方式|类[别型])\Z")
# 五 十万元: a numeral in words.
_HAN = "一二三四五六七八九十百千万亿零两壹贰叁肆伍陆柒捌玖拾佰仟"
_IN_WORDS = re.compile(rf"(?<=[一-鿿])(?<!第)[{_HAN}]+(?: [{_HAN}]+)+(?= ?元)")
_LEADING = re.compile(r"(?<![\d.．,])(?:\d++(?:,\d{3})*+(?:\.\d++)?(?: ?[.．])?[ \n])+\Z")
_ROOM = 24
"""Characters before a figure that are looked at."""


def join_figures(text: Tracked, *, lines: bool) -> Tracked:
    """The pieces of a figure become one; `lines` tells that lines may end inside one.

    A line end inside pieces that nothing shows to be one becomes a blank, so that `is_tail` sees them together.
    """
    return text.sub(_CHAIN, lambda m: _joined(m, lines)).sub(_IN_WORDS, lambda m: m[0].replace(" ", ""))


def _joined(match: re.Match[str], lines: bool) -> str:
    whole, figure = match[0], match["figure"]
    if not _BREAK.search(whole) or (figure is None and "\n" in whole):
        return whole
    if figure is None:  # 2 025年, 3月1 5日
        return whole.replace(" ", "")
    before = match.string[max(0, match.start() - _ROOM) : match.start()]
    of_word = _is_of_word(before)
    if "\n" in whole and not (lines and of_word):
        return whole
    if not _BREAK.search(figure) or _is_one(before, figure):
        return _BREAK.sub("", whole)
    return whole.replace("\n", " ")


def _is_of_word(before: str) -> bool:
    """Whether the digits below stand right after a word, and not in a cell of their own or as its number (附件1)."""
    return bool(_OF_WORD.search(before)) and not _NUMBERED.search(before)


def _is_one(before: str, figure: str) -> bool:
    """Whether the digits of `figure`, with blanks in it, can only be one number, by its form and what leads to it."""
    figure = unicodedata.normalize("NFKC", figure)
    if not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", _BREAK.sub("", figure)):
        return False
    if all(re.match(r"0(?!\.)", piece) for piece in _BREAK.split(figure)[1:]):  # 1 00万元: no number begins so
        return True
    if re.search(r"\d[ \n]\.", figure):  # 3 . 5万元; a list number has its mark beside it
        return _is_of_word(before)
    if re.search(r"\.[ \n]", figure):  # 不超过3. 5万元; 奖励标准1. 50万元 is a list
        return bool(_AMOUNT_FOLLOWS.search(before)) and not (figure.endswith("0") or before.endswith(("标准", "金额")))
    grouped = re.fullmatch(r"[1-9]\d{0,2}(?:[ \n]\d{3})+", figure)
    return _is_of_word(before) and bool(grouped or _AMOUNT_FOLLOWS.search(before))


def is_tail(text: str, start: int) -> bool:
    """Whether the figure at `start` may be the last piece of a broken one: 一次性1 50万元."""
    if re.match(rf"[{_HAN}] [{_HAN}]", text[max(0, start - 2) : start + 1]):
        return True
    room = max(0, start - _ROOM)
    match = _LEADING.search(text, room, start)
    if not match or (match[0].endswith(". ") and re.match(r"\d*0(?!\d)", text[start:])):  # 奖励标准1. 50万元
        return False
    return _is_of_word(text[room : match.start()]) or bool(re.match(r"0(?!\.)", text[start : start + 2]))


_DOUBTFUL = re.compile(rf"\d++(?:,\d{{3}})*+(?:[.．]\d++)?(?: ?[.．])? (?P<tail>\d[\d,]*(?:[.．]\d+)? ?{_UNIT})")


def broken_figure(text: str) -> str | None:
    """A figure in pieces that could not be joined, as a reader must hear of it; None when there is none."""
    doubtful = (m[0] for m in _DOUBTFUL.finditer(text) if is_tail(text, m.start("tail")))
    if (words := next(doubtful, None)) is None:
        return None
    return f"文中“{words}”一类数字中间有空格，无法确定是否为一个数，未作为金额或比例读取，请以原文为准。"
