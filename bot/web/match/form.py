"""What a form of /match says of an enterprise. Nothing is kept."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from bot.match import NO, Enterprise
from index.language.numerals import from_han, han_number

MOST_FIELDS = 400
TEN_THOUSAND = 10_000


@dataclass(frozen=True)
class Form:
    """What a form said. `wrong` are the sums that are no numbers, as they were typed."""

    enterprise: Enterprise
    wrong: Mapping[str, str] = field(default_factory=dict)


def read_form(body: bytes, home: str) -> Form:
    """A posted form: `place`, `a:KEY` answers, `seen` ticks that were shown, `s:KEY` sums in 万元.

    A tick that was shown and left open is a no; one that was never shown is no answer.

    Raises:
        ValueError: more fields than any form of ours has, or no UTF-8.
    """
    fields = parse_qs(body.decode(), max_num_fields=MOST_FIELDS)
    answers = dict.fromkeys(fields.get("seen", ()), NO)
    answers |= {key[2:]: values[0] for key, values in fields.items() if key.startswith("a:")}
    typed = {key[2:]: values[0] for key, values in fields.items() if key.startswith("s:")}
    sums = {key: amount for key, text in typed.items() if (amount := ten_thousands(text)) is not None}
    where = fields.get("place", [home])[0][:60]
    return Form(Enterprise(place=where, answers=answers, sums=sums), {k: v for k, v in typed.items() if k not in sums})


def ten_thousands(text: str) -> float | None:
    """Yuan of what was typed in a field of 万元: 120, 1,200.5, 120万元, 八十万, 1.2亿元; 300000元 has its own unit.

    None: no sum.
    """
    found = _SUM.fullmatch(re.sub(r"\s", "", text.translate(_NARROW)))
    if not found:
        return None
    try:
        number = float(found["digits"].replace(",", "")) if found["digits"] else han_number(found["han"])
    except ValueError:  # 十百
        return None
    scale = (found["scale"] and from_han(found["scale"])) or 1
    value = number * scale * (1 if found["scale"] or found["yuan"] else TEN_THOUSAND)
    return round(value, 2) if math.isfinite(value) and value <= 1e12 else None


_NARROW = str.maketrans("０１２３４５６７８９．，萬億圆", "0123456789.,万亿元")
_SUM = re.compile(
    r"(?:(?P<digits>[\d,]*\d(?:\.\d+)?)|(?P<han>[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+(?:点[零一二三四五六七八九]+)?))"
    r"(?P<scale>[十百千]?[万亿])?(?P<yuan>元)?"
)
