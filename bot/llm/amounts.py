"""Numbers with what they count, read alike from clauses and from a model's sentences: 50万元, 3个月, 第二, 前30名."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from index.language.figures import FigureKind, find_figures
from index.language.numerals import han_number

_WORDS = Path(__file__).with_name("words.toml")
Key = tuple[str, float, str]  # kind, value, unit

_HALF = str.maketrans("，：；（）〔〕【】！？％　／０１２３４５６７８９", ",:;()()()!?% /0123456789")
_DIGIT = "一二两三四五六七八九十"
_HAN = rf"[{_DIGIT}][{_DIGIT}百千零]*(?:[万亿][{_DIGIT}百千零]*)*"
_UNITS = {
    "个月": "月", "个工作日": "工作日", "工作日": "工作日", "个年度": "年", "年度": "年", "周年": "年", "年": "年",
    "天": "日", "日": "日", "小时": "小时", "家": "家", "户": "家", "名": "人", "位": "人", "人次": "人次", "人": "人",
    "类": "类", "档": "档",
    "项": "项", "件": "件", "次": "次", "支": "支", "所": "所", "台": "台", "套": "套", "倍": "倍", "亩": "亩",
    "吨": "吨", "岁": "岁", "平方米": "平方米", "个": "个", "月": "月份", "场": "场", "强": "强",
    "方": "方", "A级": "A", "A": "A",
}  # fmt: skip
_UNIT = "|".join(_UNITS)
# 三家, 一百万, 五十万元 become 3家, 100万, 50万元; 一个, 一项, 一次性 and 万企 stay.
_HAN_FIGURE = re.compile(
    rf"(?<!分之)(?<![上])(?!一(?:个(?!月|工作日|年度)|项|次|种|笔|批))(?P<number>{_HAN})(?P<after>(?:{_UNIT})|(?<=[万亿])|元)"
)
_ORDINAL = re.compile(rf"(?<=第)[{_DIGIT}]+")
_TEN_THOUSANDTH = re.compile(rf"万分之(\d+|[{_DIGIT}]+)")
# 国家、省级、市级 are three levels.
_BARE_LEVEL = re.compile(
    r"(国家|省|市|区|县)(?=(?:[、和及与或](?:国家|省|市|区|县))*[、和及与或](?:国家|省|市|区|县)级)"
)
_PER_WORDS = "年|个?月|季度|周|天|人|家|个|件|项|次|场|亩|户|名|平方米|公顷|学年"
_SLASH = re.compile(rf"(?<=[元人家年月米])/(?={_PER_WORDS})")  # 3.6万元/年
# 一年最多20万元 is 每年; 满一年, 一年期 are not.
_ONE = re.compile(r"(?<![满近第前后校签订了十百千每]|[0-9])一(年|个月|季度|亩|场|件|平方米)(?![期内以及后前未度])")
# 年销售收入 is what is sold each year.
_YEARLY = re.compile(r"(?<![一-鿿\d])年(?=[一-鿿]{2})|(?<![每\d上本全半当近两三多学])年(?=交易|销售|产值|营业)")
_RANGE = re.compile(rf"(\d+)\s*(?:到|至|-|—|–|~)\s*(\d+)({_UNIT})(?!\d)")
# 每留用1人, 每设立1个: per what, and no count.
_EACH = re.compile(r"每(?!年|个?月|季|周|天|日|学)[一-鿿]{0,4}$")
_SAME = tuple(line.split() for line in tomllib.loads(_WORDS.read_text("utf-8"))["same"].split("\n") if line)
_NUMBER = re.compile(
    rf"(?P<order>第|前(?=[\d]+(?:名|位|强|家)))?(?P<number>\d+(?:\.\d+)?)(?P<scale>[万亿]?)(?P<unit>{_UNIT}|[一-鿿]?)"
)


@dataclass(frozen=True)
class Amount:
    """A number at `text[start:end]`; two are the same when their `key` is, of one sort when their `sort` is."""

    key: Key
    start: int
    end: int

    @property
    def sort(self) -> tuple[str, str]:
        return self.key[0], self.key[2]


def flat(text: str) -> str:
    """`text` as it is compared: half-width marks, no Markdown, levels in full, Chinese numerals as digits."""
    text = re.sub(r"\\(.)|[*_#`]", r"\1", text.translate(_HALF))
    for words, same in _SAME:
        text = text.replace(words, same)
    text = re.sub(r"(?<=\d) (?=[一-鿿])|\(含(?:\d[^)]{0,4})?\)", "", text)
    text = re.sub(r"(?<=\d)个(?=人)|(?<=[一二两三四五六七八九十])个(?=人)", "", text)
    text = _YEARLY.sub("每年", re.sub(r"(?<!每)亩(?=补|保|均|平均)", "每亩", text))
    text = re.sub(r"一次(?=[奖给拿补可发资予领支])", "一次性", text)
    text = _SLASH.sub("每", _ONE.sub(r"每\1", text))
    text = _TEN_THOUSANDTH.sub(lambda m: f"{_value(m[1]) / 100:g}%", text)
    text = _ORDINAL.sub(lambda m: f"{_value(m[0]):g}", text)
    text = re.sub(r"\([市区县州旗、]+\)", "", text)
    text = _RANGE.sub(r"\1\3至\2\3", text)
    return _HAN_FIGURE.sub(_as_digits, _BARE_LEVEL.sub(r"\1级", text))


def amounts(text: str) -> list[Amount]:
    """The amounts of a flat text, in order."""
    found = [
        Amount((f.kind.value, round(f.value, 6), f.unit), f.start, f.end)
        for f in find_figures(text)
        if f.kind is not FigureKind.COUNT
    ]
    rest = text
    for amount in found:
        rest = rest[: amount.start] + " " * (amount.end - amount.start) + rest[amount.end :]
    for match in _NUMBER.finditer(rest):
        value = float(match["number"]) * {"万": 1e4, "亿": 1e8}.get(match["scale"], 1)
        unit = _UNITS.get(match["unit"])
        if value == 1 and _EACH.search(rest, 0, match.start()):
            continue
        end = match.end() if unit else match.start("unit")
        key = ("count", round(value, 6), (match["order"] or "") + (unit or match["unit"]))
        found.append(Amount(("count", key[1], "第") if match["order"] == "第" else key, match.start(), end))
    return sorted(found, key=lambda a: a.start)


def _as_digits(match: re.Match[str]) -> str:
    value = int(_value(match["number"]))
    written = f"{value // 10_000}万" if value >= 10_000 and not value % 10_000 else str(value)
    return written + match["after"]


def _value(number: str) -> float:
    return float(number) if number.isdecimal() else han_number(number.replace("两", "二"))
