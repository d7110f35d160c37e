"""Figures that a blank or a line end broke apart on the way to text: 1 00万元, 2 000万元, 3 . 5万元, 5 0%.

Guaranteed: pieces are joined only where the text shows them to be one figure, and the last piece of any other is never
read as a figure (`is_tail`). A list number (1. 50万元), a document number, a year and a cell of its own stay apart.
"""

from __future__ import annotations

import re
import unicodedata

from index.language.rules import WORDS, Rules
from index.language.spans import Tracked

_RULES = Rules("language/figures")
_ROOM = 24
"""Characters before a figure that are looked at."""


def join_figures(text: Tracked, *, lines: bool) -> Tracked:
    """The pieces of a figure become one; `lines` tells that lines may end inside one.

    A line end inside pieces that nothing shows to be one becomes a blank, so that `is_tail` sees them together.
    """
    return text.sub(_RULES["pieces"], lambda m: _joined(m, lines)).sub(
        _RULES["numerals_in_pieces"], lambda m: m[0].replace(" ", "")
    )


def _joined(match: re.Match[str], lines: bool) -> str:
    whole, figure = match[0], match["figure"]
    together = "".join(whole.split())
    if whole == together or (figure is None and "\n" in whole):
        return whole
    if figure is None:  # 2 025年, 3月1 5日
        return together
    before = match.string[max(0, match.start() - _ROOM) : match.start()]
    if "\n" in whole and not (lines and _RULES["of_word"].search(before)):
        return whole
    if len(figure.split()) == 1 or _is_one(before, figure):
        return together
    return whole.replace("\n", " ")


def _is_one(before: str, figure: str) -> bool:
    """Whether the digits of `figure`, with blanks in it, can only be one number, by its form and what leads to it."""
    figure = unicodedata.normalize("NFKC", figure).replace("\n", " ")
    if not WORDS["ARABIC"].fullmatch(figure.replace(" ", "")):
        return False
    if all(map(_is_rest, figure.split()[1:])):  # 1 00万元
        return True
    of_word, amount = (bool(_RULES[name].search(before)) for name in ("of_word", "amount_follows"))
    if " ." in figure:  # 3 . 5万元; a list number has its mark beside it
        return of_word
    if ". " in figure:  # 不超过3. 5万元; 奖励标准1. 50万元 is a list
        return amount and not (figure.endswith("0") or before.endswith(("标准", "金额")))
    return of_word and (amount or bool(_RULES["by_thousands"].search(figure)))


def _is_rest(digits: str) -> bool:
    """Whether no number begins so: 00, 05."""
    return digits[:1] == "0" and digits[1:2] != "."


def is_tail(text: str, start: int) -> bool:
    """Whether the figure at `start` may be the last piece of a broken one: 一次性1 50万元."""
    if _RULES["tail_of_numerals"].search(text[max(0, start - 2) : start + 1]):
        return True
    room = text[max(0, start - _ROOM) : start]
    match = _RULES["pieces_before"].search(room)
    if not match or (match[0].endswith(". ") and _RULES["tens"].search(text[start : start + _ROOM])):
        return False
    return bool(_RULES["of_word"].search(room[: match.start()])) or _is_rest(text[start : start + 2])


def broken_figure(text: str) -> str | None:
    """A figure in pieces that could not be joined, as a reader must hear of it; None when there is none."""
    doubtful = (m[0] for m in _RULES["doubtful"].finditer(text) if is_tail(text, m.start("tail")))
    if (words := next(doubtful, None)) is None:
        return None
    return f"文中“{words}”一类数字中间有空格，无法确定是否为一个数，未作为金额或比例读取，请以原文为准。"
