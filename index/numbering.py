"""The numbering of Chinese official documents as one table.

Levels follow GB/T 9704-2012, 7.3.3 (一、（一）1.（1）) and 《立法法》第六十五条 (编、章、节、条、款、项、目).
A number counts as a heading only where `look-alikes` of its row do not match; whether it stands in sequence is
decided in `parse`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """Levels from the top down."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HAN = 5
    HAN_PAREN = 6
    NUM = 7
    NUM_PAREN = 8
    CIRCLE = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that may head a clause: `text[start:end]` is the number with its punctuation and blanks."""

    kind: Kind
    value: int
    start: int
    end: int
    glued: bool = False  # a bare number with no mark after it

    @property
    def num(self) -> str:
        """The printed form, normalised: 一、 （一） 1. （1） ① 第三条 附件1."""
        han = to_han(self.value)
        match self.kind:
            case Kind.ANNEX:
                return f"附件{self.value}" if self.value else "附件"
            case Kind.PART | Kind.CHAPTER | Kind.SECTION | Kind.ARTICLE:
                return f"第{han}{'编章节条'[self.kind - Kind.PART]}"
            case Kind.HAN:
                return f"{han}、"
            case Kind.HAN_PAREN:
                return f"（{han}）"
            case Kind.NUM:
                return f"{self.value}."
            case Kind.NUM_PAREN:
                return f"（{self.value}）"
            case Kind.CIRCLE:
                return chr(ord("①") + self.value - 1)


_DIGITS = "零一二三四五六七八九"
_HAN = "〇零一二三四五六七八九十百两"


def to_han(value: int) -> str:
    """1 ≤ value < 1000 as Chinese numerals: 12 → 十二, 105 → 一百零五."""
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = ""
    if hundreds:
        text += _DIGITS[hundreds] + "百" + ("零" if rest and not tens else "")
    if tens:
        text += (_DIGITS[tens] if tens > 1 or hundreds else "") + "十"
    return text + (_DIGITS[ones] if ones else "")


def from_han(text: str) -> int | None:
    """The value of Chinese numerals below 1000, or of ASCII digits; None when they are not a number."""
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("〇", "零").replace("两", "二")
    match = re.fullmatch(r"(?:([一-九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?", text)
    if not text or not match:
        return None
    hundreds, tens, ten, ones = match.groups()
    value = (_DIGITS.find(hundreds) * 100 if hundreds else 0) + (_DIGITS.find(ones) if ones else 0)
    if ten:
        value += (_DIGITS.find(tens) if tens else 1) * 10
    return value or None


# What makes a number a part of a sentence, looked for right after it.
_REFERENCE = r"(?!\s*(?:至|到|、|或|项|款|条|目|中的|所列|所述|规定|之规定))"
_ARTICLE_REFERENCE = r"(?!(?:规定|的|所|第|、|和|至|或|中|款|项|之(?!一|二|三)|以及|及|执行|要求|明确))"
# "一、二、三等奖", "三、四线城市": an enumeration, not a heading.
_NOT_ENUMERATION = rf"(?![{_HAN}]{{1,3}}(?:、|等|级|线|类|档|是))"
# "5个", "3D打印", "2019年": a quantity, not a glued number. 支持 and 条件 are words, 支 and 条 counters.
_COUNTERS = (
    r"(?!个|项|家|名|人|年|月|日|号|时|分|秒|元|万|亿|千|百|十|倍|度|级|类|种|期|批|届|次|位|所(?!有)|座|台|套|件|户|只|"
    r"支(?!持|撑)|条(?!件)|辆|亩|米|吨|天|周|岁|至|到|或|和|[A-Za-z0-9%％.．:：/—–-])"
)

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.ANNEX, r"附\s*件\s*(?P<v>[0-9]{0,2}|[一二三四五六七八九十]{0,3})\s*[:：.、]?(?=\s*(?:\n|$))"),
    (Kind.PART, rf"第\s*(?P<v>[{_HAN}]{{1,4}}|\d{{1,2}})\s*编(?=\s)\s*"),
    (Kind.CHAPTER, rf"第\s*(?P<v>[{_HAN}]{{1,4}}|\d{{1,2}})\s*章{_ARTICLE_REFERENCE}\s*"),
    (Kind.SECTION, rf"第\s*(?P<v>[{_HAN}]{{1,4}}|\d{{1,2}})\s*节{_ARTICLE_REFERENCE}\s*"),
    (Kind.ARTICLE, rf"第\s*(?P<v>[{_HAN}]{{1,5}}|\d{{1,3}})\s*条{_ARTICLE_REFERENCE}\s*[:：]?\s*"),
    (Kind.HAN, rf"(?P<v>[一二三四五六七八九十百]{{1,4}})\s*[、．.]{_NOT_ENUMERATION}\s*"),
    (Kind.HAN_PAREN, rf"[（(〔]\s*(?P<v>[一二三四五六七八九十百]{{1,4}})\s*[）)〕]{_REFERENCE}[、.．]?\s*"),
    (Kind.NUM_PAREN, rf"[（(]\s*(?P<v>\d{{1,2}})\s*[）)]{_REFERENCE}[、.．]?\s*"),
    (Kind.NUM_PAREN, r"(?P<v>\d{1,2})[）)](?![、，,。；;])\s*"),
    (Kind.NUM, r"(?P<v>\d{1,2})\s*[.．、](?!\s*\d)[^\S\n]*"),
    (Kind.CIRCLE, r"(?P<v>[①-⑳])\s*"),
)
_MARK = [(kind, re.compile(pattern)) for kind, pattern in _PATTERNS]
_GLUED = re.compile(rf"(?P<v>\d{{1,2}})(?=[一-鿿“《]){_COUNTERS}")
# Where a mark can begin at all, so that most positions cost nothing.
_FIRST = re.compile(rf"[（(〔0-9第附①-⑳{_HAN}]")

# "按照（二）", "见第三条", "上述（一）": a number after one of these refers to another clause.
_REFERRING = re.compile(
    r"(?:按照?|依照|根据|参照|见|上述|前述|前款|本条|符合|满足|适用|除|执行|同|及|和|与|或|至|、|第)$"
)


def mark_at(text: str, at: int, *, glued: bool = False) -> Mark | None:
    """The mark that begins at `at`, if one does. `glued` also takes a bare number (“1支持…”)."""
    if not _FIRST.match(text, at) or (text[at].isdigit() and at and text[at - 1] in "0123456789.．"):
        return None
    for kind, pattern in _MARK:
        match = pattern.match(text, at)
        if match:
            raw = match["v"]
            value = ord(raw) - ord("①") + 1 if kind is Kind.CIRCLE else (from_han(raw) or 0)
            if value or kind is Kind.ANNEX:
                return Mark(kind, value, at, match.end())
    if glued and (match := _GLUED.match(text, at)) and int(match["v"]):
        return Mark(Kind.NUM, int(match["v"]), at, match.end(), glued=True)
    return None


def is_reference(before: str) -> bool:
    """Whether text that ends so refers to the number that follows it (按照（二）)."""
    return bool(_REFERRING.search(before))


_LINE_START = re.compile(r"^[^\S\n]*", re.M)


def line_mark(text: str, start: int) -> Mark | None:
    """The mark at the start of the line that begins at `start` (leading blanks are skipped)."""
    match = _LINE_START.match(text, start)
    return mark_at(text, match.end() if match else start)
