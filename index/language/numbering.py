"""The numbering of Chinese official documents as one table.

Levels follow GB/T 9704-2012, 7.3.3 (一、（一）1.（1）) and 《立法法》第六十五条 (编、章、节、条、款、项、目). A row's
pattern says what the number looks like and, as lookaheads, what it is not: an enumeration (一、二、三等奖), a quantity
(1.5亿元, 3D打印) or a reference (第三条规定的, （二）项). Whether a number stands in sequence is decided in `outline`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum


class Kind(IntEnum):
    """Levels from the top down. PLAIN is a heading without a number, GROUP one inside a table, BLOCK a table row or the
    text below a table."""

    ANNEX = 0
    PART = 1
    CHAPTER = 2
    SECTION = 3
    ARTICLE = 4
    HAN = 5
    PLAIN = 6
    HAN_PAREN = 7
    NUM = 8
    DECIMAL = 9
    SUBDECIMAL = 10
    NUM_PAREN = 11
    CIRCLE = 12
    GROUP = 13
    BLOCK = 14


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that may head a clause: `text[start:end]` is the number with its punctuation and blanks.

    `above` are the numbers before the last one in 2.1.3; `weak` is a number with no mark after it (1支持…, 一 总则).
    """

    kind: Kind
    value: int
    start: int
    end: int
    above: tuple[int, ...] = ()
    weak: bool = False

    @property
    def num(self) -> str:
        """The printed form, normalised: 一、 （一） 1. （1） ① 第三条 附件1; "" for what has no number."""
        match self.kind:
            case Kind.ANNEX:
                return f"附件{self.value or ''}"
            case Kind.PART | Kind.CHAPTER | Kind.SECTION | Kind.ARTICLE:
                return f"第{to_han(self.value)}{'编章节条'[self.kind - Kind.PART]}"
            case Kind.HAN:
                return f"{to_han(self.value)}、"
            case Kind.HAN_PAREN:
                return f"（{to_han(self.value)}）"
            case Kind.NUM:
                return f"{self.value}."
            case Kind.DECIMAL | Kind.SUBDECIMAL:
                return ".".join(map(str, (*self.above, self.value)))
            case Kind.NUM_PAREN:
                return f"（{self.value}）"
            case Kind.CIRCLE:
                return chr(ord("①") + self.value - 1)
            case Kind.PLAIN | Kind.GROUP | Kind.BLOCK:
                return ""


_DIGITS = "零一二三四五六七八九"
_HAN = "〇零一二三四五六七八九十百千两"


def to_han(value: int) -> str:
    """0 < value < 10000 as Chinese numerals: 12 → 十二, 105 → 一百零五."""
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("" if not text and unit == 10 and digit == 1 else _DIGITS[digit]) + name
        elif text and value and not text.endswith("零"):
            text += "零"
    return text


_D = "[一二三四五六七八九]"
_HAN_NUMBER = re.compile(rf"(?:(?P<k>{_D})千)?零?(?:(?P<h>{_D})百)?零?(?:(?P<t>{_D})?(?P<ten>十))?零?(?P<o>{_D})?")


def from_han(text: str) -> int | None:
    """The value of Chinese numerals below 10,000, or of ASCII digits; None when they are not such a number."""
    if text.isascii() and text.isdigit():
        return int(text)
    match = _HAN_NUMBER.fullmatch(text.replace("〇", "零").replace("两", "二"))
    if not match:
        return None
    thousands, hundreds, tens, ones = (_DIGITS.find(match[part]) if match[part] else 0 for part in "khto")
    if match["ten"] and not tens:
        tens = 1
    return thousands * 1000 + hundreds * 100 + tens * 10 + ones or None


# A number that refers to a clause: 第三条规定的, （一）项, 第五条、第六条. (第三条规范, 第三条所有 are clauses.)
_REFERENCE = (
    r"(?!\s*(?:[至到、和或及](?:[第（(]|本)|第\s*[（(]?[一二三四五六七八九十百\d]+[）)]?\s*[款项目条]|[一二三四五六七八九十\d]+款|"
    r"款(?!项[拨支划使管来])|项(?!目)|条(?!约|款|例|件|码)|目(?!标|的|录|前)|规定的|之规定|所[列述称规]|的|中[的所规]))"
)
# 一、二、三等奖; 三、四线城市: an enumeration.
_ENUMERATION = rf"(?!\s*[{_HAN}]{{1,3}}(?:、|等|级|线|类|档|是|项|个))"
# 5个, 3D打印, 10家企业: a quantity. (支持, 条件, 所有, 大力, 名单 begin with counters and are none.)
_QUANTITY = (
    r"(?!个|项|家|名(?!单|称)|人(?!才|员|工)|年|月|日|号|时|分(?!类|级|析)|秒|元|万|亿|千|百|十|倍|度|级|类|种|期|批|届|次|位|"
    r"所(?!有|需)|座|台|套|件|户|只|支(?!持|撑)|条(?!件)|辆|亩|米|吨|天|周|岁|大(?!力)|至|到|或|和|[A-Za-z0-9%％.．:：/~—–-])"
)
# Set apart by blanks in some files: 第 1 0 条.
_N = rf"(?P<v>[{_HAN}](?:[^\S\n]?[{_HAN}]){{0,7}}|\d(?:[^\S\n]?\d){{0,3}})"

_PATTERNS: tuple[tuple[Kind, str], ...] = (
    (Kind.ANNEX, r"附\s*[件录表]\s*(?P<v>[0-9]{0,2}|[一二三四五六七八九十]{0,3})\s*[:：.、]?(?=[^\S\n]*(?:\n|$))"),
    (Kind.PART, rf"第\s*{_N}\s*(?:编|部分|篇){_REFERENCE}[^\S\n]*[:：]?[^\S\n]*"),
    (Kind.CHAPTER, rf"第\s*{_N}\s*章{_REFERENCE}[^\S\n]*"),
    (Kind.SECTION, rf"第\s*{_N}\s*节{_REFERENCE}[^\S\n]*"),
    (Kind.ARTICLE, rf"第\s*{_N}\s*条(?!款){_REFERENCE}[^\S\n]*[:：]?[^\S\n]*"),
    (Kind.HAN, rf"(?P<v>[一二三四五六七八九十百]{{1,4}})[^\S\n]*[、．.]{_ENUMERATION}[^\S\n]*"),
    (Kind.HAN_PAREN, rf"[（(〔\[]\s*(?P<v>[一二三四五六七八九十百]{{1,4}})\s*[）)〕\]]{_REFERENCE}[、.．]?[^\S\n]*"),
    (Kind.HAN_PAREN, r"(?P<v>[㈠-㈩])[^\S\n]*"),
    (Kind.NUM_PAREN, rf"[（(]\s*(?P<v>\d{{1,2}})\s*[）)]{_REFERENCE}[、.．]?[^\S\n]*"),
    (Kind.NUM_PAREN, rf"(?P<v>\d{{1,2}})[）)](?![、，,。；;%％]){_REFERENCE}[^\S\n]*"),
    (Kind.NUM_PAREN, r"(?P<v>[⑴-⒇])[^\S\n]*"),
    (Kind.NUM, r"(?P<v>[⒈-⒛])[^\S\n]*"),
    (Kind.NUM, r"(?P<v>\d{1,2})[^\S\n]*[.．﹒、](?![^\S\n]*[\d%％])[^\S\n]*"),
    (Kind.CIRCLE, r"(?P<v>[①-⑳])[^\S\n]*"),
)
_MARKS = [(kind, re.compile(pattern)) for kind, pattern in _PATTERNS]
# Numbers that are one character: its place after the first of its row is the value.
_SINGLE = (("①", "⑳"), ("㈠", "㈩"), ("⑴", "⒇"), ("⒈", "⒛"))
# 1.1 and 1.1.1 of guidelines, at line starts only; 1.5亿元 is a quantity.
_DECIMAL = re.compile(
    rf"(?P<v>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,2}})(?:[.．、]|(?=[^\S\n]|[一-鿿“《])){_QUANTITY}[^\S\n]*"
)
# A number with no mark: “1支持…” run into its text, “一 总则” and “1 总则” set off by a blank.
_WEAK = (
    (Kind.NUM, re.compile(rf"(?P<v>\d{{1,2}})(?=[一-鿿“《]){_QUANTITY}")),
    (Kind.NUM, re.compile(r"(?P<v>\d{1,2})[^\S\n]+(?=[一-鿿“《])")),
    (Kind.HAN, re.compile(r"(?P<v>[一二三四五六七八九十]{1,3})[^\S\n]+(?=[一-鿿“《])")),
)
FIRST = re.compile(rf"[（(〔\[0-9第附①-⑳㈠-㈩⑴-⒛{_HAN}]")
"""The characters that a mark can begin with."""

# 按照（二）, 见第三条, 上述（一）: a number after one of these refers to another clause.
_REFERRING = re.compile(
    r"(?:按照?|依照|根据|参照|见|上述|前述|前款|本条|符合|满足|适用|除|执行|同|及|和|与|或|至|、|第|对|将|在|达到|违反)\s*$"
)


def mark_at(text: str, at: int, *, weak: bool = False, leading: bool = False) -> Mark | None:
    """The mark that begins at `at`, if one does.

    `weak` also takes a number without a mark after it; `leading` tells that a line begins here.
    """
    if text[at : at + 1].isdigit() and at and text[at - 1] in "0123456789.．":
        return None
    for kind, pattern in _MARKS:
        if match := pattern.match(text, at):
            value = _value(match["v"])
            if value or kind is Kind.ANNEX:
                return Mark(kind, value or 0, at, match.end())
    if leading and (match := _DECIMAL.match(text, at)):
        *above, value = map(int, re.split(r"[.．]", match["v"]))
        return Mark(Kind.DECIMAL if len(above) == 1 else Kind.SUBDECIMAL, value, at, match.end(), tuple(above))
    for kind, pattern in _WEAK if weak else ():
        if (match := pattern.match(text, at)) and (value := _value(match["v"])):
            return Mark(kind, value, at, match.end(), weak=True)
    return None


def _value(raw: str) -> int | None:
    for first, last in _SINGLE:
        if first <= raw <= last and len(raw) == 1:
            return ord(raw) - ord(first) + 1
    return from_han(re.sub(r"\s", "", raw))


def is_reference(before: str) -> bool:
    """Whether text that ends so refers to the number that follows it (按照（二）)."""
    return bool(_REFERRING.search(before))


_BLANKS = re.compile(r"[^\S\n]*")


def line_mark(text: str, start: int) -> Mark | None:
    """The mark at the start of the line that begins at `start`; leading blanks are skipped."""
    match = _BLANKS.match(text, start)
    return mark_at(text, match.end() if match else start, leading=True)
