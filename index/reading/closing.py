"""How a document closes: note of annexes, office and date (GB/T 9704-2012, 7.3.4 and 7.3.5)."""

from __future__ import annotations

import re

from index.language.dates import is_date_line
from index.language.offices import is_organ, issuer_in
from index.language.rules import WORDS
from index.language.spans import Span, line_spans
from index.reading.titles import Title

_ANNEX_NOTE = re.compile(r"附\s*件\s*[0-9一二三四五六七八九十]*\s*(?:[:：【\[].*)?$")
# 省长 某某, below an order
_OFFICER = re.compile(
    r"(?:[一-鿿]{0,8}(?:省长|市长|县长|区长|州长|盟长|主席|局长|厅长|主任|部长))\s*(?:[一-鿿]\s*){0,5}$"
)
_ANNEX_NOTE_ITEM = re.compile(r"\d{1,2}\s*[.．、]\s*[^。；;]{2,60}$")
_CLOSING = re.compile(
    r"[（(]?\s*(?:此件|此页无正文|信息公开|公开方式|联系人|联系电话|抄\s*送|主\s*送|印发日期)|[^\w一-鿿]+$"
)


def find_closing(text: str, start: int, end: int, titles: list[Title]) -> tuple[int, list[Span]]:
    """Where `text[start:end]` ends before its note of annexes, signature and date; and these two."""
    signatures: list[Span] = []
    lines = [(max(a, start), min(b, end)) for a, b in line_spans(text) if b > start and a < end]
    stop = end
    for i, (a, b) in reversed(list(enumerate(lines))):
        line = text[a:b].strip()
        # 某市科技局办公室 2021年3月22日印发: who prints (印发机关, GB/T 9704-2012, 7.4.3) has issued nothing.
        if printed := re.fullmatch(rf"[一-鿿、 ]{{4,40}}\s+(?P<date>{WORDS['DATE_LINE'].pattern})(?<=印发)", line):
            signatures.append((a + text[a:b].index(line) + printed.start("date"), b))
        elif is_date_line(line) or is_organ(line):
            signatures.append((a, b))
        elif _is_joint_signature(line):
            signatures += ((a + m.start(), a + m.end()) for m in re.finditer(r"\S+", text[a:b]))
        elif not (
            _ANNEX_NOTE.match(line)
            or _CLOSING.match(line)
            or _OFFICER.fullmatch(line)
            or _in_annex_note(text, lines, i)
        ):
            break
        stop = a
    for issuer in dict.fromkeys(name for title in titles if (name := issuer_in(title.text))) or [None]:
        if match := _inline_signature(issuer, text, start, stop):
            signatures += (match.span("organ"), match.span("date"))
            stop = match.start()
            break
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop, signatures


def _in_annex_note(text: str, lines: list[Span], at: int) -> bool:
    """2.申请表 below 附件：1.指南."""
    while at >= 0 and _ANNEX_NOTE_ITEM.match(text[slice(*lines[at])]):
        at -= 1
        if at >= 0 and re.match(r"附\s*件\s*[:：]", text[slice(*lines[at])]):
            return True
    return False


def _inline_signature(issuer: str | None, text: str, start: int, end: int) -> re.Match[str] | None:
    """Office and date at the end of a line of text: …请遵照执行。某市科学技术局2020年6月18日."""
    organ = re.escape(issuer) if issuer else r"(?<=[。！])\s*[一-鿿]{4,30}(?:政府|办公室|办公厅|委员会|局|厅|部|委|院)"
    pattern = re.compile(rf"(?P<organ>{organ})\s*(?P<date>{WORDS['DATE_LINE'].pattern})\s*(?:附\s*件)?\s*$")
    return pattern.search(text, max(start, end - 80), end)


def _is_joint_signature(line: str) -> bool:
    """Several offices on one line, with blanks between them, or an office and the date."""
    parts = line.split()
    return len(parts) > 1 and all(is_organ(part) or is_date_line(part) for part in parts)
