"""Radicals and compatibility letters → the ordinary letters, Traditional script → Simplified."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from opencc import OpenCC

from index.language.spans import Tracked

# CJK Radicals Supplement without a decomposition (Unicode, EquivalentUnifiedIdeograph.txt), as far as text uses them.
_RADICALS = dict(
    zip(
        "⺁⺃⺄⺅⺈⺉⺊⺌⺍⺎⺐⺒⺓⺖⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺦⺧⺨⺩⺫⺬⺭⺯⺰⺲⺶⺹⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻗⻘⻙⻚⻛⻜⻝⻟⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲",
        "厂乚乙亻刀刂卜小小兀尢巳幺忄扌攵旡日月歺民氵氺灬爫丬牛犭王目示礻糹纟罒羊耂聿肉臼艹艹艹虎衤覀西见角讠贝车辶辶辶阝钅長镸长门阝雨青韦页风飞食飠饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀",
        strict=True,
    )
)
_COMPATIBILITY = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))


@cache
def _ordinary() -> dict[int, str]:
    letters = {code: unicodedata.normalize("NFKC", chr(code)) for codes in _COMPATIBILITY for code in codes}
    return letters | {ord(radical): letter for radical, letter in _RADICALS.items()}


def ordinary(text: str) -> str:
    """⼀, ⽉, ⻓ and compatibility letters as 一, 月, 长; one character for one, so that offsets stay."""
    return text.translate(_ordinary())


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


# Characters that only Traditional script has, frequent in official documents.
_TRADITIONAL = frozenset(
    "產業創發關於實見務員團際過進這為與術術學會對開們個來時國說無還應從動東車長門間問點費資質規劃項認證權標準級類獎勵萬億種機構單據條設計議題強體觀認讓該責傳導際環境壓備師將專論證讀書記錄選擇優歷歲處號經濟總統計線組織結繼續絡給紅純級細終維網綱編緣縣"
)


def simplify(text: Tracked) -> Tracked:
    """Traditional script becomes Simplified (OpenCC t2s), where the text is written in it at all.

    Simplified text is left as it is: t2s would touch characters such as 乾 and 瞭 that are right there.
    """
    han = sum("一" <= c <= "鿿" for c in text.text)
    if sum(c in _TRADITIONAL for c in text.text) < max(3, han * 0.03):
        return text
    converter = _converter()
    return text.sub(re.compile(r"[^\x00-\x7f]+"), lambda m: _same_length(m[0], converter))


def _same_length(run: str, converter: OpenCC) -> str:
    whole: str = converter.convert(run)
    if len(whole) == len(run):
        return whole
    return "".join(c if len(c) == 1 else old for old, c in ((old, converter.convert(old)) for old in run))
