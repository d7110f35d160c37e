"""What a visitor typed → the text that rules can read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from opencc import OpenCC
from pypinyin import lazy_pinyin

from bot.question.spelling import Spelling
from index.language.numerals import from_han
from index.places.divisions import load_names
from index.places.find import find_places, place_name

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)+")
_LINE_ENDS = re.compile(r"(?<=\w)\s*[\r\n]+\s*(?=\w)")  # two lines are two sentences
_TAG = re.compile(r"<(script|style)\b.{0,400}?</\1\s*>|<[^<>]{0,200}>|</?[a-zA-Z]+", re.IGNORECASE | re.DOTALL)
_HAN = "一二两三四五六七八九"
_COUNTED = "人家户名位个件项台辆套吨亩次场平年月天周份单"
# 1万6, 128万3600块, 一万五, 五万三千块: money as it is said; not 一万五千人, 20万一年.
_SPOKEN = re.compile(
    rf"(\d+|[{_HAN}十百]+)万([\d{_HAN}][\d{_HAN}千百十零]*)(?![\d.万亿%千百十])(?:块钱?|元)?(?!\s*[{_COUNTED}])"
)
# The same in words alone (九百万, 四千五), in tens of per cent (三成), short (10w), in pieces (180块); 800平, 两年半.
_NO_FIGURE = rf"(?![\d.万亿%千百十]|[{_HAN}](?![个年])|\s*[元{_COUNTED}方美欧日港多余来几])"
_IN_WORDS = re.compile(rf"(?<![第\d{_HAN}])([{_HAN}十][{_HAN}十百千零]*)(?:个(?=亿))?([万亿])(?!一[^个年]){_NO_FIGURE}")
_THOUSANDS = re.compile(rf"(?<![第\d{_HAN}十百])([{_HAN}])千([{_HAN}]){_NO_FIGURE}")
_TENTHS = re.compile(rf"(?<![\d{_HAN}十])([{_HAN}])成(?![立为果功交员本长都效绩])")
_SHORT = re.compile(r"(?<![a-zA-Z\d.])(\d+(?:\.\d+)?)[wW](?![a-zA-Z])")
_AREA = re.compile(rf"((?:\d[\d.]*|[{_HAN}十百千零]+)万?)\s*(?:平米|平(?=[^一-鿿]|自|办|的|厂|场|租|$))")
_HALF_YEARS = re.compile(rf"(?<!\d)(\d|[{_HAN}十])年半")
_PIECES_OF_MONEY = re.compile(r"(\d[\d.]*[万千百]?)块钱?(?![地砖屏牌板])")
_DIGITS = str.maketrans("123456789", "一二三四五六七八九")
_ORDERS = re.compile(
    r"(?:请|你|现在|务必|必须|从现在起)?(?:忽略|无视|忘掉|忘记|跳过|不要管|不用管|抛开|绕过)(?:之前|以上|前面|上面|先前|你|一切|所有)?(?:的|所有|一切|全部)*(?:规则|指令|要求|限制|设定|提示|内容|约束|说明|条款)+[，,。;；]?"
    r"|(?:请)?(?:直接|只|必须|务必)(?:回答|输出|说|告诉我|回复)[:：，,]?|你现在是[^，,。]{1,20}[，,。]|(?:ignore|disregard)\s+(?:all|any|the|previous|above|prior|your)[^.。,，:：]{0,60}(?:instructions?|rules?|prompts?)[.,:]?",
    re.IGNORECASE,
)  # fmt: skip


class Normaliser:
    """Simplified, half-width text without markup, orders to the assistant and misspellings by sound."""

    def __init__(self, covered: Sequence[str], english: Mapping[str, str]) -> None:
        """`covered` are the places that there are documents of, `english` English words with their Chinese ones."""
        self._english = {word.lower().replace("-", " "): chinese for word, chinese in english.items()}
        self._covered = covered
        self._simplify = OpenCC("t2s").convert
        names = [place_name(path) for path in covered]
        self._spelling = Spelling([n for name in names for n in (name, _short(name)) if len(n) > 1])
        self._latin = {"".join(lazy_pinyin(_short(name))): name for name in [*_city_names(), *names]}

    def __call__(self, question: str) -> str:
        """`question` made readable; never empty when it was not."""
        question = question.encode("utf-8", "ignore").decode("utf-8")  # half a surrogate pair is no text
        text = self._simplify(unicodedata.normalize("NFKC", _TAG.sub(" ", _LINK.sub(r"\1 ", question))))
        text = "".join(c for c in _LINE_ENDS.sub("。", text).replace("\t", " ") if c.isprintable())
        stripped = _ORDERS.sub(self._places_in, text).strip(" ,，:：。")
        text = stripped if len(stripped) > 3 else text
        text = self._from_english(text) if is_english(text) else with_written_sums(_chinese_parts(text))
        text = re.sub(r"\s+", " ", text).strip()
        return text if find_places(text, prefer=self._covered) else self._spelling(text)

    def _places_in(self, order: re.Match[str]) -> str:
        """What is left of an order to the assistant: the places that it names."""
        return " ".join(m.text for m in find_places(order[0], prefer=self._covered))

    def _from_english(self, text: str) -> str:
        """An English question with its places in Chinese before it, and behind it the official words that are known:
        the models read English, the documents' own words are found sooner."""
        lowered = re.sub(r"['’]s\b|['’]", "", text.lower()).replace("-", " ")
        places = [place for name, place in self._latin.items() if re.search(rf"\b{name}\b", lowered)]
        words: list[str] = []
        for english, chinese in sorted(self._english.items(), key=lambda pair: -len(pair[0])):
            lowered, found = re.subn(rf"\b{re.escape(english)}(?:e?s)?\b", " ", lowered)
            if found:
                words.append(chinese)
        return " ".join([*dict.fromkeys(places), text.rstrip("?. "), *dict.fromkeys(words)])


def with_written_sums(text: str) -> str:
    """`text` with each sum, area and time that is said (1万6, 九百万, 800平, 两年半) as a document writes it."""
    text = _IN_WORDS.sub(_worded, _SPOKEN.sub(_written, text))
    text = _THOUSANDS.sub(lambda m: f"{_digit(m[1])}{_digit(m[2])}00元", text)
    text = _TENTHS.sub(lambda m: f"{_digit(m[1])}0%", _SHORT.sub(r"\1万元", text))
    text = _PIECES_OF_MONEY.sub(r"\1元", _AREA.sub(r"\1平方米", text))
    return _HALF_YEARS.sub(lambda m: f"{_digit(m[1]) * 12 + 6}个月", text)


def _digit(text: str) -> int:
    return from_han(text.translate(_DIGITS).replace("两", "二")) or 0


def _worded(spoken: re.Match[str]) -> str:
    """九百万 is 九百万元, 两个亿 is 两亿元; 三五万 is no number."""
    loose = re.search(f"[{_HAN}]{{2}}", spoken[1])
    return spoken[0] if loose else f"{spoken[1]}{spoken[2]}元"


def _written(spoken: re.Match[str]) -> str:
    """A sum of money as a document writes it: 一万五 is 1.5万元; what is no number stays."""
    high, low = (from_han(n if n.isdecimal() else n.translate(_DIGITS)) for n in spoken.groups())
    if high is None or low is None or low >= 10_000:
        return spoken[0]
    rest = low * 1000 if len(spoken[2]) == 1 else low
    return f"{(Decimal(rest) / 10_000 + high).normalize():f}万元"


def _chinese_parts(text: str) -> str:
    """A Chinese question without the parts between ; and -- that hold no Chinese (code that was pasted in)."""
    parts = re.split(r"[;；]|--", text)
    chinese = [part for part in parts if re.search(r"[一-鿿]", part)]
    return " ".join(chinese) if chinese and len(chinese) < len(parts) else text


def _city_names() -> list[str]:
    """The full names of provinces and cities, for questions in Latin letters."""
    return [
        n for n, places in load_names().items() if any(p.path.count("/") <= 1 and p.path.endswith(n) for p in places)
    ]


def _short(name: str) -> str:
    return name[:-1] if len(name) > 2 and name[-1] in "省市区县州" else name


def is_english(text: str) -> bool:
    """Whether a question is asked in English."""
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return letters > 8 and letters > 2 * sum("一" <= c <= "鿿" for c in text)
