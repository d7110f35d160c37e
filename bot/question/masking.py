"""Personal numbers are struck out of what is logged, kept or sent to a language model."""

from __future__ import annotations

import re

MASK = "＊＊＊"

# Rows of what is struck out; full-width digits count (`\d`), amounts, dates and 文号 stay. What has the form of such a
# number goes whether its check digit is right or not: a slip of the pen names somebody too.
_PERSONAL = re.compile(
    r"""
      [\w.+-]+@[\w-]+(?:\.[\w-]+)+                                              # mail
    | (?<![\dA-Za-z])(?:\+?86[ -]?)?1[3-9]\d(?:[ -]?\d{4}){2}(?![\dA-Za-z])     # mobile: 138 1234 5678
    | (?<!\d)0\d{2,3}[ -]?\d{7,8}(?!\d)                                         # landline: 0931-1234567
    | (?<![\dA-Za-z])\d{6}[ ]?\d{8}[ ]?\d{3}[\dXxＸ](?![\dA-Za-z])              # 身份证: 620102 19900101 123X
    | (?<![\dA-Za-z])\d{4}(?:[ -]\d{4}){3}(?:[ -]?\d{1,3})?(?![\dA-Za-z])       # 银行卡: 6222 0212 3456 7890 123
    | (?<![\dA-Za-z])(?=[\dA-Z-]*\d{6})(?!\d{4}-\d\d-\d\d(?!\d))
      [\dA-Z][\dA-Z-]{8,40}(?<!-)(?![\dA-Za-z])(?!\s*(?:[百千]?[万亿]|元|块))   # credit code, card and any other
    """,
    re.VERBOSE | re.IGNORECASE,
)


def masked(text: str) -> str:
    """`text` with the numbers and addresses that may name a person or an enterprise struck out."""
    return _PERSONAL.sub(MASK, text)
