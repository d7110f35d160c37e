"""Titles: lines that name the kind of document (文种, 《党政机关公文处理工作条例》第八条 and the usual 规章 names)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.language.dates import is_date_line
from index.language.numbering import Kind, line_mark
from index.language.offices import is_organ, organ_of
from index.language.rules import WORDS, Rules
from index.language.spans import Span, line_spans
from index.language.wording import same_words
from index.reading.boilerplate import is_furniture, is_menu, is_prose, is_spam
from index.reading.marks import COLON, END, han, holds
from index.reading.page_fields import is_field_line, is_letterhead, is_number_line, skip_number

_RULES = Rules("reading/titles")
_PART = 4  # characters that a line needs to end a title by itself
_SHORTEST = 6  # Chinese characters of a title
_SUFFIXES = 3  # lines of it at most
_LONGEST = 100  # characters of one of its lines
_SHORT_PART = 4  # characters up to which a line above is a word of a menu


@dataclass(frozen=True, slots=True)
class Title:
    """A title printed in `text[start:end]`, over one or several lines; `text` is joined and without a status banner.

    It is not `sure` where no word of it names the kind of document.
    """

    text: str
    start: int
    end: int
    sure: bool = True

    @property
    def inner(self) -> str | None:
        """The title of the document that this notice carries, if it is such a notice."""
        match = _RULES["carrier"].search(self.text)
        return match["inner"].strip("《》<>〈〉 ") if match and len(match["inner"]) >= 6 else None

    @property
    def is_order(self) -> bool:
        """Whether it names an office and 公告 or 令, and no matter: what it makes known has a title of its own."""
        return self.text.endswith(("公告", "令")) and is_organ(
            self.text.removesuffix("公告").removesuffix("令").rstrip()
        )


def find_titles(text: str) -> list[Title]:
    """The titles that stand on lines of their own before the first numbered heading, in order."""
    lines = line_spans(text)
    titles: list[Title] = []
    used = -1
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        if line_mark(text, start) and not line.startswith("附"):
            break
        broken = i > used + 1 and len(line) < _PART and _ends_title(text[slice(*lines[i - 1])] + line)  # …的指导意 / 见
        if i <= used or not (broken or _ends_title(line)):
            continue
        first = _first_line(text, lines, i, used)
        last = i
        while last + 1 < len(lines) and last - i < _SUFFIXES and _is_suffix(text[slice(*lines[last + 1])]):
            last += 1
        used = last
        begin = lines[first][0]
        if banner := _RULES["status"].match(text[begin : lines[first][1]]):
            begin += banner.end()
        joined = "".join(text[slice(*lines[k])] for k in range(first, last + 1))
        titles.append(Title(_RULES["status"].sub("", joined), begin, lines[last][1]))
    # 政策解读 in a menu names a kind and nothing else; so does a title of its own only where there is no other.
    return [t for t in titles if han(t.text) >= _SHORTEST] or titles


def run_in_title(text: str) -> Title | None:
    """A title at the very start of a text that goes on in the same line."""
    match = _RULES["run_in"].match(text, 0, 400)
    if not match:
        return None
    start = skip_number(match[0], 0, match.end())
    return Title(match[0][start:].strip(), start, match.end())


def _ends_title(line: str) -> bool:
    bare = _RULES["status"].sub("", line)
    return (
        4 <= len(bare) <= _LONGEST
        and bool(_RULES["end"].search(bare))
        and bare.count("《") <= bare.count("》")  # else it goes on in the next line
        and not (
            _RULES["carries"].search(bare) and not _RULES["carried"].search(bare)
        )  # 关于印发某市管理办法, and 实施细则的通知 below
        and not holds(bare.rstrip(COLON), "。；;！" + COLON)
        and not _RULES["page_title"].search(line)
        and not is_field_line(line)
        and not is_furniture(line)
        and not is_spam(line)
    )


def _first_line(text: str, lines: list[Span], at: int, used: int) -> int:
    """The index of the line where the title that ends in line `at` begins."""
    first = at
    while first - 1 > used and at - first < 4:
        current, above = text[slice(*lines[first])], text[slice(*lines[first - 1])]
        bare = _RULES["status"].sub("", current)
        if "关于" in bare and not bare.startswith("关于"):
            break
        if is_organ(above):
            if bare.startswith("关于"):
                first -= 1
            break
        named = len(bare) <= _SHORTEST and above.startswith("《") and above.endswith("》")  # 《…方案》 / 政策解读
        if bare.startswith("关于") or not (named or _is_part(above)):
            break
        first -= 1
    return first


def _is_suffix(line: str) -> bool:
    """（试行）, （征求意见稿） on a line of its own below a title."""
    return _is_bracket(line) and not is_remark(line)


def _is_bracket(line: str) -> bool:
    return len(line) <= _LONGEST and WORDS["BRACKETS"].fullmatch(line) is not None


def is_remark(line: str) -> bool:
    """（此件公开发布）: a line in brackets about the document that is no part of its title."""
    return bool(_RULES["remark"].match(line))


def _is_part(line: str) -> bool:
    """Whether the line can be the upper part of a title that goes on in the next one."""
    return not (
        not _SHORT_PART < len(line) <= 45
        or " · " in line
        or line.endswith(tuple(END + COLON + "，,》."))
        or ((mark := line_mark(line, 0)) and mark.kind is Kind.ANNEX)
        or _is_bracket(line)
        or is_remark(line)
        or _RULES["page_title"].search(line)
        or is_date_line(line)
        or is_menu(line)
        or is_field_line(line)
        or is_number_line(line)
        or is_letterhead(line)
        or is_furniture(line)
        or is_spam(line)
        or is_prose(line)
        or _ends_title(line)
        or (organ_of(line) and not is_organ(line))
    )


def first_line(text: str) -> Title | None:
    """The first line of a text without a title, where it can be one: short, no sentence, no label, more below it."""
    lines = line_spans(text)
    for start, end in lines[:-1]:
        line = text[start:end]
        if is_field_line(line) or is_number_line(line) or is_date_line(line) or is_remark(line):
            continue
        bare = han(line)
        named = bare >= 6 and len(line) <= 50 and not holds(line, END + COLON + "，,") and not line.endswith("、")
        return Title(line, start, end, sure=False) if named and not (line_mark(text, start) or is_organ(line)) else None
    return None


def find_inline(text: str, title: str, start: int, end: int) -> Span | None:
    """Where `title` is printed once more in running text (not quoted), whatever marks or blanks it lost there."""
    letters = [re.escape(c) for c in title if c.isalnum()]
    if len(letters) < 6:
        return None
    pattern = re.compile(r"(?<![《〈])" + r"[^\w\n]{0,3}?".join(letters) + r"[）)]?(?![》〉])(?!已经|等)")
    last = None
    for match in pattern.finditer(text, start, end):
        before = text[max(0, match.start() - 2) : match.start()]
        if not before or before[-1] in " \n日）)0123456789" or before == "附件":
            last = match.span()
    return last


def find_draft(text: str, notice: Title) -> Title | None:
    """The draft's own title, over one or two lines, below a call for comments whose ways to reply are numbered.

    Kept out: the note of annexes (附件：1.…（征求意见稿）), and a draft that comes as an annex.
    """
    lines = [(a, b) for a, b in line_spans(text) if a >= notice.end] if "征求" in notice.text else []
    for (a, b), (c, d) in pairwise([*lines, (len(text), len(text))]):
        if text.startswith("附", a):
            return None
        for end in (d, b) if _is_suffix(text[c:d]) else (b, d):
            if notice.inner and not line_mark(text, a) and same_words(text[a:end], notice.inner):
                return Title(text[a:end].replace("\n", ""), a, end)
    return None
