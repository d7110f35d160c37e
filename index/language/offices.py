"""Names of offices (机关) as they stand alone on a line, in a signature, or at the head of a title."""

from __future__ import annotations

import re

from index.language.dates import DATE_LINE

_ORGAN = re.compile(
    r"^[一-鿿、 　]{3,40}(?:政府|办公室|办公厅|委员会|局|厅|部|委|院|会|中心|银行|集团|公司|学校|大学)$"
)


def is_organ(line: str) -> bool:
    """Whether the line is the name of an office and nothing else (a signature, a title's first line)."""
    return bool(_ORGAN.match(line)) and "关于" not in line


_MADE = re.compile(
    rf"\s*[（(]?(?:{DATE_LINE.pattern}|\d{{4}}\s*年(?:\s*\d{{1,2}}\s*月)?)\s*[编制印整理汇发布更新]{{0,4}}[）)]?$"
)


def organ_of(line: str) -> str:
    """The office on a line of its own, alone or before the day on which it made the document (2024年3月编); or ""."""
    name = _MADE.sub("", line)
    return name if is_organ(name) else ""


_ISSUER = re.compile(
    r"[一-鿿]{2,30}?(?:政府办公室|政府办公厅|政府|委员会|委|局|厅|部|办公室|办公厅|管委会)(?=(?:等\S{1,6}部门)?(?:关于|印发|转发))"
)


def issuer_in(title: str) -> str:
    """The office that a title begins with (兰州市人民政府关于…), or ""."""
    match = _ISSUER.match(title)
    return match[0] if match else ""
