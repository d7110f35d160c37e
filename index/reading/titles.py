"""Titles: lines that name the kind of document (文种, 《党政机关公文处理工作条例》第八条 and the usual 规章 names)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from index.language.dates import is_date_line
from index.language.numbering import line_mark
from index.language.offices import is_organ, organ_of
from index.language.spans import Span, line_spans
from index.language.wording import same_words
from index.reading.boilerplate import is_furniture, is_menu, is_prose, is_spam
from index.reading.page_fields import is_field_line, is_letterhead, is_number_line, skip_number

_GENRE = (
    r"(?:通知|意见|办法|方案|措施|规定|细则|条例|请示|报告|函|决定|决议|公告|通告|通报|批复|规划|计划|政策|指南|纲要|要点|章程|规则|规程|"
    r"标准|目录|清单|公示|议案|纪要|令|指引|守则|制度|规范|须知|公报|解读|说明)"
)
# What a bureau writes for readers; a menu has 政策汇编 or 办事指南, so a title says what of.
_HANDOUT = (
    r"(?<=[一-鿿“”》〉）\w]{6})(?:(?:一览|汇总|明细|对照|对比|梳理|简|速查|分工|进度)表|明细|汇编|选编|摘编|手册|读本|问答|解答|百问|图解|"
    r"一图读懂|简介|要览|速览|导则|导引|导航|路线图|流程图?|明白[纸卡]|白皮书|蓝皮书|工具[包箱]|政策包|名录|名单|榜单|题录|摘要|简明本|"
    r"须知|倡议书|公开信|邀请函|启事|声明|综述|[一二三四五六七八九十百\d]{1,3}(?:条|问|招|策)[”」]?)"
)
_BRACKETS = r"(?:\s*[（(〔\[][^（）()〔〕\n]{1,24}[）)〕\]])*"
_TITLE_END = re.compile(rf"(?:{_GENRE}|{_HANDOUT})(?:\s*(?:19|20)\d\d年?版)?{_BRACKETS}$")
_CRUMBS = re.compile(r"^首页|\S\s*(?:[>＞»›]{1,2}|-->)\s*\S")  # 首页 > 政策文件
# 某市科技创新条例_地方性法规_某某图书馆, …的意见-某某服务网: the title of a page, with its site.
_PAGE_TITLE = re.compile(
    r"[一-鿿)）][_|｜][一-鿿]|[一-鿿)）]\s?[-—–]+\s?[一-鿿]{2,16}(?:网|网站|门户|图书馆|平台|在线)$"
)
_BRACKET_LINE = re.compile(rf"^{_BRACKETS}$")
# （此件公开发布）, （2021年3月1日会议通过）, （2018年5月30日）: said of the document, no part of its title.
_REMARK = re.compile(
    r"^\s*[（(【\[]\s*(?:(?:此|本)(?:件|文|页)|(?:信息公开|公开(?:方式|属性|类型|形式))|(?:主动|依申请|不予)公开|联系)"
    r"|^\s*[（(].*[日号].*(?:通过|批准|公布|发布|施行|修订|修正|印发)\s*[）)]$"
    r"|^\s*[（(]\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*[）)]$"
)
_STATUS = re.compile(
    r"^\s*[（(【\[](?:此|本)?文?件?[^（）()\n]{0,8}(?:失效|废止|有效|修改|修订)[^（）()\n]{0,4}[）)】\]]\s*"
)
# A notice that only carries another document: 关于印发《…》的通知, 关于审定《…》的请示.
_CARRIER = re.compile(
    r"(?:印发|转发|下发|发布|公布|颁布|审定|审议|报送|下达|公开征求|征求)(?:对)?[〈《<]?(?P<inner>.+?)[〉》>]?(?:(?<=稿[）)])意见|(?<=[》〉])意见)?"
    r"(?:的|等)*(?:通知|请示|函|公告|通告|报告)"
)


_CARRIES = re.compile(r"关于(?:印发|转发|下发|发布|公布|颁布)")
_CARRIED = re.compile(rf"(?:通知|函|公告|通告|决定|令){_BRACKETS}$")
_PART = 4  # characters that a line needs to end a title by itself
_SHORTEST = 6  # Chinese characters of a title
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
        match = _CARRIER.search(self.text)
        return match["inner"].strip("《》<>〈〉 ") if match and len(match["inner"]) >= 6 else None

    @property
    def is_order(self) -> bool:
        """Whether it names an office and 公告 or 令, and no matter: what it makes known has a title of its own."""
        match = re.fullmatch(r"(?P<organ>.+?)\s*(?:公告|令)", self.text)
        return match is not None and is_organ(match["organ"])


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
        while last + 1 < len(lines) and _is_suffix(text[slice(*lines[last + 1])]):
            last += 1
        used = last
        begin = lines[first][0]
        if banner := _STATUS.match(text[begin : lines[first][1]]):
            begin += banner.end()
        joined = "".join(text[slice(*lines[k])] for k in range(first, last + 1))
        titles.append(Title(_STATUS.sub("", joined), begin, lines[last][1]))
    # 政策解读 in a menu names a kind and nothing else; so does a title of its own only where there is no other.
    return [t for t in titles if len(re.findall(r"[一-鿿]", t.text)) >= _SHORTEST] or titles


# A title that runs on into number, addressees or text, as pages without line ends have it.
_INLINE_TITLE = re.compile(
    r"[^。；;！\n]{0,40}?关于[^。；;！\n]{4,90}?的(?:通知|公告|通告|意见|请示|批复|决定|函)(?=[一-鿿]{2})"
)


def run_in_title(text: str) -> Title | None:
    """A title at the very start of a text that goes on in the same line."""
    match = _INLINE_TITLE.match(text, 0, 400)
    if not match:
        return None
    start = skip_number(match[0], 0, match.end())
    return Title(match[0][start:].strip(), start, match.end())


def _ends_title(line: str) -> bool:
    bare = _STATUS.sub("", line)
    return (
        4 <= len(bare) <= 100
        and bool(_TITLE_END.search(bare))
        and bare.count("《") <= bare.count("》")  # else it goes on in the next line
        and not (_CARRIES.search(bare) and not _CARRIED.search(bare))  # 关于印发某市管理办法, and 实施细则的通知 below
        and not re.search(r"[。；;！]|[:：]\S", bare)
        and not _CRUMBS.search(line)
        and not is_field_line(line)
        and not is_furniture(line)
        and not is_spam(line)
    )


def _first_line(text: str, lines: list[Span], at: int, used: int) -> int:
    """The index of the line where the title that ends in line `at` begins."""
    first = at
    while first - 1 > used and at - first < 4:
        current, above = text[slice(*lines[first])], text[slice(*lines[first - 1])]
        bare = _STATUS.sub("", current)
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
    return bool(_BRACKET_LINE.match(line)) and not is_remark(line)


def is_remark(line: str) -> bool:
    """（此件公开发布）: a line in brackets about the document that is no part of its title."""
    return bool(_REMARK.match(line))


def _is_part(line: str) -> bool:
    """Whether the line can be the upper part of a title that goes on in the next one."""
    return not (
        not _SHORT_PART < len(line) <= 45
        or " · " in line
        or re.search(r"[。，,；;：:！!？?…》.]$", line)
        or re.fullmatch(r"附\s*件\s*[0-9一二三四五六七八九十]*|正\s*文|文章属性", line)
        or _BRACKET_LINE.match(line)
        or is_remark(line)
        or _CRUMBS.search(line)
        or _PAGE_TITLE.search(line)
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
        bare = len(re.findall(r"[一-鿿]", line))
        named = bare >= 6 and len(line) <= 50 and not re.search(r"[：:、]$|[。；;！？?!，,]|[:：]\S|\d{5}", line)
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
