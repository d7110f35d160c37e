"""Damage that a reader must hear of, found by rule. Nothing is mended here."""

from __future__ import annotations

from index.language.numbering import Kind, line_mark
from index.language.rules import Rules
from index.language.spaced import broken_figure
from index.language.spans import line_spans
from index.models import PolicyWarning
from index.reading.clean import Cleaned
from index.reading.layout import Layout
from index.reading.marks import ends_sentence

_RULES = Rules("reading/damage")


def find_damage(cleaned: Cleaned, layout: Layout) -> list[PolicyWarning]:
    """The warnings for what happened to the text before it came here, worst first."""
    text = cleaned.text
    found = [
        ("digits_lost", digits_lost(text)),
        ("truncated", truncated(text, layout)),
        ("mojibake", mojibake(text)),
        ("figure_broken", broken_figure(text)),
        ("repeated_text", repeated(text)),
        ("marks_lost", unclosed(text)),
        ("several_documents", several(text[slice(*layout.body)])),
    ]
    warnings = [PolicyWarning(code=code, message=message) for code, message in found if message]
    return warnings + [PolicyWarning(code=step, message=_STEPS[step]) for step in dict.fromkeys(cleaned.steps)]


_STEPS = {
    "script_converted": "来源网页将本文件转成了繁体，此处已转为简体，个别字词请以原文为准。",
    "slices_removed": "来源网页把正文切成了编号片段，此处已去除片段编号并接合，请以原文为准。",
    "breaks_lost": "本文件的换行在复制时丢失，此处按序号和句读重新分行，段落划分请以原文为准。",
    "figures_joined": "原件中有的数字被空格或换行断开，能够确定为一个数的已接合，请以原文为准。",
    "spam_removed": "来源网页夹有广告等无关内容，此处已去除。",
    "furniture_removed": "已去除来源网页的菜单、页脚等无关内容，请以原文为准。",
}


def digits_lost(text: str) -> str | None:
    """Years of three digits; all the graver when no digit 0 is left at all."""
    years = [match[0] for match in _RULES["short_year"].finditer(text)]
    if not years:
        return None
    digits = [char for char in text if char.isdecimal()]
    if len(digits) >= 20 and "0" not in digits:
        return f"本文件中的数字“0”全部缺失（如“{years[0]}”），文中所有年份和数字均不可靠，请以原文为准。"
    return f"本文件有数字缺失（如“{years[0]}”），文中年份和数字可能不全，请以原文为准。"


def several(body: str) -> str | None:
    """A body, without annexes, in which the articles begin anew: documents that were put into one file."""
    marks = [mark for a, _ in line_spans(body) if (mark := line_mark(body, a))]
    if sum(mark.kind is Kind.ARTICLE and mark.value == 1 for mark in marks) < 2:
        return None
    return "文中“第一条”不止出现一次，可能是几份文件合在一个文件里；地区、文号和时效只按第一份判断，请拆开后分别放入。"


def truncated(text: str, layout: Layout) -> str | None:
    """The last line breaks off: it has text of some length and no end, and no signature follows."""
    start, end = layout.annexes[-1] if layout.annexes else layout.body
    lines = line_spans(text[start:end])
    if not lines or any(a >= layout.body[1] for a, _ in layout.signatures):
        return None
    last = text[start + lines[-1][0] : start + lines[-1][1]]
    whole = ends_sentence(last, colon=False) or last.endswith((".", "）", ")", "】")) or _RULES["entry"].search(last)
    if len(last) < 20 or whole or (layout.annexes and "。" not in last):
        return None
    return f"正文在“…{last[-12:]}”处中断，其后内容缺失，请查阅原文。"


def mojibake(text: str) -> str | None:
    match = _RULES["mojibake"].search(text)
    return f"文中有乱码（如“{match[0][:8]}”），部分内容无法辨认，请查阅原文。" if match else None


def repeated(text: str) -> str | None:
    """A paragraph of 40 characters or more that stands twice."""
    seen: set[str] = set()
    for a, b in line_spans(text):
        line = "".join(text[a:b].split())
        if len(line) >= 40 and not _RULES["responsible"].match(line):
            if line in seen:
                return f"正文有重复段落（“{line[:12]}…”），请以原文为准。"
            seen.add(line)
    return None


def unclosed(text: str) -> str | None:
    """〔 that never closes before a number ends: 〔201929."""
    match = _RULES["unclosed"].search(text)
    return f"文号括号不完整（“{match[0]}”），标点有缺失，请以原文为准。" if match else None
