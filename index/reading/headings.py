"""What of a numbered unit is its heading, and which lines are headings without a number."""

from __future__ import annotations

import re

from index.language.dates import is_date_line
from index.language.numbering import Kind, Mark, line_mark
from index.language.spans import Span, line_spans

# What heads the notes below a table; notes in one line (备注：…) are text.
NOTES = re.compile(r"\s*(备\s*注|注|说\s*明|附\s*注)\s*[:：]?[^\S\n]*(?:\n|$)")
MAX_HEADING = 40
"""Characters; a longer first sentence is text."""

# Headings that run into their text without a mark when a page lost its line ends: 一、指导思想以习近平…
_STOCK = re.compile(
    r"(?:指导思想|基本原则|总体要求|总体思路|总体目标|主要目标|工作目标|发展目标|目标任务|主要任务|重点任务|工作任务|重点工作任务|重点工作|"
    r"主要措施|工作措施|政策措施|保障措施|工作要求|组织保障|组织领导|组织实施|实施步骤|支持政策|支持措施|扶持政策|适用范围|适用对象|"
    r"支持对象|申报条件|申报程序|申报材料|监督管理|附则|总则)(?![、，,：:的和与及])"
)
# A heading names (加强孵化载体建设，构建孵化体系), a sentence states: it says who must do what, when, for how much.
_STATES = re.compile(
    r"应当|必须|不得|不予(?!.{0,6}(?:情形|情况|范围)$)|(?<!不)予以|视为|是指|所称|可以|不(?:超过|低于|少于|高于)|负责|有下列|下列条件|如下|起(?:施行|实施|执行)|同时废止|有效期(?:至|为|\d)|"
    r"(?:给予|补助|奖励|奖补|补贴|限报|达到)[^，,]{0,8}\d|[^目]的[，,：:]|\d月\d{1,2}日|"
    r"[，,](?:按|由|并|且|其|自|对(?!接|标|外)|经(?!费|济)|不|应|可|须|均|各|每|逾期|有(?!效|序|力))"
)
# How a sentence begins; a line of its own (一、对企业的支持) may begin so, too.
_BEGINS = re.compile(
    r"^(?:本(?:办法|规定|细则|意见|措施|通知|方案|政策|条例|规则|制度|指南)(?!适用范围|主要)|"
    r"对(?!接|标|外|口|象|照|策)|为(?!民|企)|凡|经(?!费|济|营|理|纪|办)|由|每年|在(?!孵|线|职|研|建)|按)"
)
_ENDS_TEXT = re.compile(r"[。；;：:，,、！!？?]$")
_FULL_WIDTH = str.maketrans(",:;()", "，：；（）")


def read_heading(text: str, mark: Mark, end: int, *, has_children: bool) -> tuple[str, int]:
    """The heading of the unit whose own text ends at `end`, without number and closing mark; and where its body begins.

    "" when it has none. Marks in a heading are full-width.
    """
    own = text[mark.end : end]
    match mark.kind:
        case Kind.BLOCK:
            heading, length = "", 0
        case Kind.GROUP:
            length = len(own.split("\n", 1)[0])
            heading = own[:length]
        case Kind.PLAIN if match := NOTES.match(own):
            heading, length = match[1], match.end()
        case Kind.ARTICLE:
            heading, length = _article(own, has_children)
        case Kind.ANNEX:
            heading, length = _annex(own)
        case _:
            heading, length = _first_line(own, has_children) or _named(_first_sentence(own, has_children))
            if mark.kind is not Kind.PLAIN and _STATES.search(heading):
                heading, length = "", 0
    heading = re.sub(r"\s+", " ", heading).strip()
    if re.fullmatch(r"(?:[一-鿿] )+[一-鿿]", heading):  # 总 则
        heading = heading.replace(" ", "")
    return heading.translate(_FULL_WIDTH), mark.end + length


def _named(found: tuple[str, int] | None) -> tuple[str, int]:
    return found if found and not _STATES.search(found[0]) and not _BEGINS.search(found[0]) else ("", 0)


def _first_line(own: str, has_children: bool) -> tuple[str, int] | None:
    """A line of its own without an end: 二、重点任务."""
    line = own.split("\n", 1)[0]
    bare = line.strip()
    if bare.endswith(("？", "?")) and len(bare) <= 60 and own[len(line) :].strip():
        return bare, len(line)  # a question heads what answers it
    if not bare or len(bare) > 60 or _ENDS_TEXT.search(bare) or "。" in bare or "；" in bare:
        return None
    more = own[len(line) :].strip() or has_children
    if not more and len(bare) > MAX_HEADING:
        return None
    stock = _STOCK.match(bare)
    if stock and stock.end() < len(bare) and len(bare) > 20:
        return stock[0], own.find(stock[0]) + len(stock[0])
    return bare, len(line)


# 支持额度：每项15万元。 and the like: only the label heads it.
_LABELLED = re.compile(
    r"\s*(?P<h>(?:支持|补助|奖励|资助|申报|实施|执行|推荐)?(?:额度|标准|方式|方向|对象|条件|期限|范围|时间|要求))[:：](?=[^\n]*\S)"
)


def _first_sentence(own: str, has_children: bool) -> tuple[str, int] | None:
    """（一）指导思想。以…; 申报条件：…; 总体要求 以… (a blank for the mark); 指导思想以… (no mark at all)."""
    if label := _LABELLED.match(own):
        return label["h"], 0
    patterns = (
        (rf"\s*(?P<h>[^。；;\n]{{2,{MAX_HEADING}}}?)(?:。|[:：]\s*(?=\n))", True),
        (r"\s*(?P<h>[^。；;：:，,\n]{2,15})[:：]", False),
        (r"\s*(?P<h>[^。；;：:，,\s]{2,20}) (?=\S{20})", True),
    )
    for pattern, apart in patterns:
        match = re.match(pattern, own)
        if match and (own[match.end() :].strip() or has_children):
            # A label (申报条件：…) heads its text but is also a part of it.
            return match["h"], match.end() if apart else 0
    match = _STOCK.match(own)
    return (match[0], match.end()) if match else None


# What an article or a measure is about, in its last word: 孵化载体奖补, 申报程序.
_SUBJECT = re.compile(
    r"(?:奖励|奖补|补助|补贴|资助|支持|扶持|贴息|补偿|资金|申报|申请|受理|审核|审批|评审|认定|公示|兑现|拨付|监督|管理|评价|评估|考核|检查|验收|"
    r"程序|流程|方式|办法|材料|时间|期限|条件|要求|对象|范围|标准|原则|依据|来源|职责|分工|责任|情形|事项|定义|目的)$"
)
TOPIC = re.compile(r"[一-鿿]{2,4}(?:程序|流程|方式|材料|时间|期限|条件|对象|范围|标准|原则)")
"""What can only be a name: 申报方式."""
_STATES_OF_ARTICLE = re.compile(r"[应须要可]当?|实行|坚持|按照?|属于|组织|鼓励|会同|由")


def _article(own: str, has_children: bool) -> tuple[str, int]:
    """【适用范围】, （适用范围）, a short first line or a first sentence that only names (孵化载体奖补。对…).

    What an article says is never its heading.
    """
    match = re.match(r"\s*(?:【(?P<a>[^】\n]{2,20})】|[（(](?P<b>[^（）()\n]{2,20})[）)])\s*", own)
    if match and own[match.end() :].strip():
        return match["a"] or match["b"], match.end()
    match = re.match(r"(?P<h>[^。；;：:，,\n]{2,20})(?:\n|$)", own)
    if match and (own[match.end() :].strip() or has_children):
        return _named((match["h"], match.end()))
    match = re.match(r"(?P<h>[^。；;：:，,\n]{2,20})。", own)
    named = (
        match
        and (own[match.end() :].strip() or has_children)
        and _SUBJECT.search(match["h"])
        and not _STATES_OF_ARTICLE.search(match["h"])
    )
    return _named((match["h"], match.end()) if match and named else None)


_ANNEX_TITLE_END = re.compile(
    r"(?:方案|办法|细则|指南|表|清单|目录|标准|规定|措施|名单|分工|计划|要求|说明|流程|图|书|函|[）)])$"
)


def _annex(own: str) -> tuple[str, int]:
    """The title lines below 附件1."""
    length = 0
    for a, b in line_spans(own)[:4]:
        if b - a > 45 or _ENDS_TEXT.search(own[a:b]) or "。" in own[a:b] or line_mark(own, a):
            break
        length = b
        if _ANNEX_TITLE_END.search(own[a:b]):
            break
    return re.sub(r"\s+", "", own[:length]), length


# A line that is no heading though it is short: contacts, closings, labels, lists of names.
_NOT_ALONE = re.compile(
    r"[。；;：:，,！!？?…|\t=%]|\d{3,}|^(?:特此|此复|附|抄送|联系|注|备注|以上|序号|合计)|(?:如下|为准|执行|批示)$"
)

# 问：…？ above 答：…, in what a bureau writes for readers.
_ASKED = re.compile(r"(?:问题?|Q)\s*\d{0,3}\s*[:：.、].{2,80}$", re.I)
_ANSWERED = re.compile(r"(?:答案?|回答|A)\s*\d{0,3}\s*[:：.、]", re.I)


def stands_alone(text: str, lines: list[Span], number: int, numbered: bool) -> bool:
    """Whether a line without a number is a heading: short, without punctuation, between full sentences.

    In a document with numbers (`numbered`) the line above must end a sentence, too.
    """
    a, b = lines[number]
    line = text[a:b]
    if _ASKED.match(line) and number + 1 < len(lines) and _ANSWERED.match(text, lines[number + 1][0]):
        return True
    if not 2 <= b - a <= 22 or _NOT_ALONE.search(line) or is_date_line(line) or number + 1 >= len(lines):
        return False
    if not re.search(r"[一-鿿]{2}", line):
        return False
    below = text[slice(*lines[number + 1])]
    next_mark = line_mark(text, lines[number + 1][0])
    below_ok = (next_mark is not None and next_mark.value == 1 and next_mark.kind is not Kind.ANNEX) or (
        len(below) >= 30 and bool(re.search(r"[。；：:]$", below))
    )
    if not below_ok:
        return False
    above = text[slice(*lines[number - 1])] if number else "。"
    return bool(re.search(r"[。；;！!]$", above)) or (not numbered and number == 0)
