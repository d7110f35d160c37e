"""Titles: lines that name the kind of document (文种, 《党政机关公文处理工作条例》第八条 and the usual 规章 names)."""

from __future__ import annotations

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
_TWICE = 8  # characters by which a title is known that begins again
_PART = 4  # characters that a line needs to end a title by itself
_SHORTEST = 6  # Chinese characters of a title
SUFFIXES = 3  # lines of it at most
LONGEST = 100  # characters of one of its lines
_SHORT_PART = 4  # characters up to which a line above is a word of a menu


@dataclass(frozen=True, slots=True)
class Title:
    """A title printed in `text[start:end]`, over one or several lines.

    `text` is joined, without a status banner and without the day behind it.

    It is not `sure` where no word of it names the kind of document.
    """

    text: str
    start: int
    end: int
    sure: bool = True

    @property
    def inner(self) -> str | None:
        """The title of the document that this notice carries, if it is such a notice."""
        match = _RULES["carrier"].search(self.text) or _RULES["announced"].search(self.text)
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
    noted = annex_items(text)
    for i, (start, end) in enumerate(lines):
        line = text[start:end]
        if start in noted:
            continue
        if line_mark(text, start) and not line.startswith("附"):
            break
        short = len(_RULES["day"].sub("", line)) < _PART
        broken = i > used + 1 and short and _ends_title(text[slice(*lines[i - 1])] + line)  # …的指导意 / 见
        if i <= used or not (broken or _ends_title(line)):
            continue
        first = _first_line(text, lines, i, used)
        used = last = last_line(text, lines, i)
        begin = lines[first][0]
        if _RULES["annexed"].match(text, begin):
            continue
        if banner := _RULES["status"].match(text[begin : lines[first][1]]):
            begin += banner.end()
        joined = "".join(text[slice(*lines[k])] for k in range(first, last + 1))
        titles.append(Title(own_words(joined), begin, lines[last][1]))
    # 政策解读 in a menu names a kind and nothing else; so does a title of its own only where there is no other.
    return [t for t in titles if han(t.text) >= _SHORTEST] or titles


def annex_items(text: str) -> frozenset[int]:
    """Where the lines 2.…, 3.… below 附件：1.… begin: a notice's note of annexes, and no headings."""
    found: set[int] = set()
    for (above, _), (start, end) in pairwise(line_spans(text)):
        if (_RULES["annexed"].match(text, above) or above in found) and _RULES["annex_item"].match(text[start:end]):
            found.add(start)
    return frozenset(found)


def run_in_title(text: str) -> Title | None:
    """A title at the very start of a text that goes on in the same line."""
    match = _RULES["run_in"].match(text, 0, 400)
    if not match:
        return None
    start = skip_number(match[0], 0, match.end())
    return Title(match[0][start:].strip(), start, match.end())


def own_words(words: str) -> str:
    """A title without banner and day, and once where a page prints it twice in a row."""
    bare = _RULES["day"].sub("", _RULES["status"].sub("", words)).rstrip()
    if len(bare) > 3 * LONGEST:
        return bare
    again = bare.find(bare[:_TWICE], _TWICE)
    return bare[:again] if again > 0 and same_words(bare[:again], bare[again:]) else bare


def _ends_title(line: str) -> bool:
    bare = own_words(line)
    return (
        4 <= len(bare) <= LONGEST
        and bool(_RULES["end"].search(bare) or _RULES["announced"].search(bare))
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


def last_line(text: str, lines: list[Span], at: int) -> int:
    """The index of the line of the last suffix below the title that line `at` ends."""
    last = at
    while last + 1 < len(lines) and last - at < SUFFIXES and is_suffix(text[slice(*lines[last + 1])]):
        last += 1
    return last


def is_suffix(line: str) -> bool:
    """（试行）, （征求意见稿） on a line of its own below a title."""
    return _is_bracket(line) and not is_remark(line)


def _is_bracket(line: str) -> bool:
    return len(line) <= LONGEST and WORDS["BRACKETS"].fullmatch(line) is not None


def skip_note(text: str, start: int) -> int:
    """The end of the note of passage or promulgation that begins at `start`; or `start`."""
    match = _RULES["note"].match(text, start)
    return match.end() if match else start


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
        return (
            Title(own_words(line), start, end, sure=False)
            if named and not (line_mark(text, start) or is_organ(line))
            else None
        )
    return None
