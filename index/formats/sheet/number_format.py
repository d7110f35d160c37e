"""A number of a spreadsheet as its cell shows it: 0.052 with the format 0.0% is 5.2%, 30 with 0"万元" is 30万元."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, localcontext

# The formats that a file names by number alone, as a Chinese program shows them (ECMA-376, 18.8.30).
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
EAST_ASIAN = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
}

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<space>[_*].)|\[(?P<bracket>[^\]]*)\]|(?P<general>General|G/通用格式|@)'
    r"|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<end>;)|(?P<other>E[+-]|/)|(?P<plain>.)",
    re.S | re.I,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")


@dataclass
class _Section:
    """One of up to four parts of a format: for positive and negative numbers, zero and text, or under a condition."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    condition: tuple[str, Decimal] | None = None
    known: bool = True

    def holds(self, value: Decimal) -> bool:
        if self.condition is None:
            return True
        sign, other = self.condition
        return (value < other and "<" in sign) or (value > other and ">" in sign) or (value == other and "=" in sign)


def number_text(value: float, pattern: str) -> str:
    """The number as it is shown; a format of another kind (fractions, powers of ten, 壹佰) gives it as it is stored."""
    if not abs(value) < 1e21:  # beyond it, and for what is no number, there is nothing that a format could show
        return f"{value:g}"
    number = Decimal(repr(value))
    sections = _sections(pattern)
    section, signed = _choose(sections, number)
    kinds = [kind for kind, _ in section.parts]
    if not section.known:
        return general(value)
    if "general" in kinds:
        return "".join(general(value) if kind == "general" else text for kind, text in section.parts)
    if "digit" not in kinds:
        return "".join(text for kind, text in section.parts if kind in ("literal", "percent")).strip()
    shown = _fill(section.parts, abs(number))
    return f"-{shown}" if signed and number < 0 and re.search("[1-9]", shown) else shown


def general(value: float) -> str:
    """All digits that a person typed, none that only the machine's arithmetic made (0.1 + 0.2)."""
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{Decimal(f'{value:.12g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(pattern: str) -> list[_Section]:
    sections = [_Section()]
    for match in _TOKEN.finditer(pattern):
        section = sections[-1]
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "end":
            sections.append(_Section())
        elif kind == "other":
            section.known = False
        elif kind == "bracket":
            if condition := _CONDITION.fullmatch(text):
                section.condition = condition[1], Decimal(condition[2])
            elif text.startswith("$"):
                section.parts.append(("literal", text[1:].rpartition("-")[0] or text[1:].partition("-")[0]))
            elif re.match("DBNum", text, re.I):
                section.known = False  # 壹佰, or 一百
        elif kind != "space":
            section.parts.append(("literal" if kind in ("quoted", "escaped", "plain") else kind, text))
    return sections


def _choose(sections: list[_Section], value: Decimal) -> tuple[_Section, bool]:
    """The section for a number, and whether a minus is to be put before it."""
    if any(section.condition for section in sections):
        return next((section for section in sections if section.holds(value)), _Section(known=False)), True
    if value < 0 and len(sections) > 1:
        return sections[1], False
    return sections[2] if value == 0 and len(sections) > 2 else sections[0], True


def _fill(parts: list[tuple[str, str]], value: Decimal) -> str:
    kinds = [kind for kind, _ in parts]
    point = kinds.index("point") if "point" in kinds else len(parts)
    places = kinds[point:].count("digit")
    last = max(i for i, kind in enumerate(kinds) if kind == "digit")
    whole_last = max((i for i in range(point) if kinds[i] == "digit"), default=-1)
    scale = sum(kind == "comma" for i, kind in enumerate(kinds) if i > last or whole_last < i < point)
    grouped = "comma" in kinds[:whole_last] if whole_last > 0 else False
    with localcontext() as context:
        context.prec = 60
        scaled = value * 100 ** kinds.count("percent") / Decimal(1000) ** scale
        digits = f"{scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}"
    whole, _, fraction = digits.partition(".")
    return (_whole(parts[:point], whole.lstrip("0"), grouped) + _fraction(parts[point:], fraction)).strip()


def _whole(parts: list[tuple[str, str]], digits: str, grouped: bool) -> str:
    """The digits from the right, each in its place; those that are over stand in the first place."""
    first = next((i for i, (kind, _) in enumerate(parts) if kind == "digit"), -1)
    out: list[str] = []
    count = 0
    for i in range(len(parts) - 1, -1, -1):
        kind, text = parts[i]
        if kind in ("literal", "percent"):
            out.append(text)
        elif kind == "digit":
            here = digits[::-1] if i == first else digits[-1:]
            digits = "" if i == first else digits[:-1]
            for digit in here or text.replace("#", "").replace("?", ""):
                out.append("," if grouped and count and count % 3 == 0 else "")
                out.append(digit)
                count += 1
    return "".join(reversed(out))


def _fraction(parts: list[tuple[str, str]], digits: str) -> str:
    wanted = [text for kind, text in parts if kind == "digit"]
    shown = digits
    while shown.endswith("0") and wanted[len(shown) - 1] != "0":
        shown = shown[:-1]
    out = "." if shown else ""
    at = 0
    for kind, text in parts:
        if kind == "digit":
            out += shown[at : at + 1]
            at += 1
        elif kind in ("literal", "percent"):
            out += text
    return out


_DATE_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[[^\]]*\]|(?P<unit>y+|m+|d+|h+|s+)|(?P<half>上午/下午|AM/PM)'
    r"|(?P<unknown>[a-z])|(?P<plain>.)",
    re.S | re.I,
)


def date_text(value: datetime | date | time, pattern: str) -> str:
    """A date or a time as it is shown; in a format of another kind (weekdays, eras) as 2024-03-05."""
    moment = value if isinstance(value, datetime) else None
    if isinstance(value, time):
        moment = datetime.combine(date(1900, 1, 1), value)
    elif moment is None and isinstance(value, date):
        moment = datetime.combine(value, time())
    assert moment is not None
    matches = list(_DATE_TOKEN.finditer(re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', pattern)[0]))
    units = [(match["unit"] or "").lower() for match in matches]
    if any(match["unknown"] for match in matches) or not any(units) or "mmm" in "".join(units):
        return moment.isoformat(" ").removesuffix(" 00:00:00")
    half = any(match["half"] for match in matches)
    out = ""
    for i, match in enumerate(matches):
        unit = units[i]
        near = [u[0] for u in (next(filter(None, units[:i][::-1]), ""), next(filter(None, units[i + 1 :]), "")) if u]
        if unit.startswith("m") and ("h" in near[:1] or "s" in near[-1:]):
            unit = "i" * len(unit)
        out += _unit(moment, unit, half) if unit else match["quoted"] or match["escaped"] or match["plain"] or ""
        if match["half"]:
            out += ("上午", "下午")[moment.hour >= 12]
    return out.strip()


def _unit(moment: datetime, unit: str, half: bool) -> str:
    """A part of a date: "mm" is 03, "m" is 3."""
    hour = (moment.hour % 12 or 12) if half else moment.hour
    values = {"y": moment.year, "m": moment.month, "d": moment.day, "h": hour, "i": moment.minute, "s": moment.second}
    text = str(values[unit[0]])
    if unit[0] == "y":
        return text[-2:] if len(unit) < 3 else text
    return text.zfill(min(2, len(unit)))
