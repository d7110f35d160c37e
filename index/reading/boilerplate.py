"""What belongs to the page that hosts a document and not to the document: menus, footers, file-sharing lists.

A *strong* line never stands in an official document. A *weak* one might, so it counts only beside strong ones.
"""

from __future__ import annotations

import re

from index.language.numbering import line_mark
from index.language.spans import Span, line_spans
from index.reading.page_fields import is_field_line

_STRONG = re.compile(
    "|".join(
        (
            r"打印(?:本页|此页|本文)|关闭(?:窗口|本页|此页)|返回(?:顶部|首页)|^(?:[\s【\[]*(?:打印|关闭|收藏)[\s】\]]*)+$",
            r"本文(?:发布于|链接|地址)|本页(?:地址|链接)|原文链接",
            r"^\W*免责声明\s*[:：]|版权(?:声明|所有)|Copyright|©|All [Rr]ights",
            r"ICP\s*备|公网安备|网站标识码|站长QQ|网站地图|(?:Produced|Powered)\s+[Bb]y",
            r"验证码\s*[:：]?$|留言与评论|发表评论|我要评论|网友评论",
            r"会员分享|珍藏版|文库网|(?:下载|收藏)(?:文档|此文|本文)|配套讲稿|^[-·•\s]*(?:特殊限制|关\s*键\s*词)\s*[:：]?$",
            r"^[\s\[【]*(?:上一[篇条]|下一[篇条]|相关(?:阅读|文章|链接|推荐|信息|稿件|文件|解读)\s*[:：]|相关(?:阅读|文章|链接|推荐|信息))",
            r"扫一扫|分享到|微信扫码|微信公众号|公众号[:：]|转载请|版权保护|^(?:朗读|语音播报|无障碍|语音阅读|收藏本页)$|字\s*[体号]\s*[:：]?\s*[【\[]?\s*大",
            r"^\s*(?:关于我们|联系我们|投诉建议|设为首页|加入收藏|您(?:现在|当前)?的?(?:所在)?位置|当前位置)",
        )
    )
)
_WEAK = re.compile(
    r"^\s*(?:主办(?:单位)?|承办(?:单位)?|协办|运行管理|技术支持|标签|责任编辑|编辑|来源|信息来源|浏览次数|点击数|地址|电话|邮编|备案)"
    r"\s*[:：]|^[=＝*_—-]{8,}$"
)
FILE_NAME = re.compile(r"^\s*(?P<stem>[^\n《》]{2,80}?)\s*\.(?:docx?|xlsx?|pdf|wps|et|zip|rar|txt|rtf)\s*$", re.I)
# What advertisers put on hacked or neglected pages. One word may be a law's own; two, or one with a contact, are not.
_SPAM_WORD = re.compile(
    r"代开\S{0,6}发票|办证刻章|百家乐|六合彩|时时彩|老虎机|赌场|送彩金|棋牌游戏|真人荷官|约炮|裸聊|无码|人妻|AV|"
    r"成人(?:视频|电影|网站)|同城(?:约会|交友)|上门服务|免费(?:观看|视频)|在线(?:观看|播放)|无抵押|秒到账|低价代写|点击进入"
)
_CONTACT = re.compile(r"(?:微信|[薇威V]信|QQ|电话|手机)\s*[:：]?\s*[A-Za-z0-9_-]{5,}|https?://|www\.", re.I)
_SENTENCE_END = re.compile(r"[。！？；!?;：:][”’」』）)]*$")
MENU = re.compile(r"^\S{1,8}(?:\s+\S{1,8}){3,}$")


def is_spam(line: str) -> bool:
    words = len(set(_SPAM_WORD.findall(line)))
    return len(line) <= 300 and (words > 1 or (words == 1 and bool(_CONTACT.search(line))))


def is_furniture(line: str) -> bool:
    """Whether the line can only be the page's own."""
    return bool(_STRONG.search(line) or FILE_NAME.match(line))


def is_prose(line: str) -> bool:
    """A line that is surely a document's: a full sentence of some length, or a paragraph's worth of text."""
    return len(line) >= 150 or (len(line) >= 40 and bool(_SENTENCE_END.search(line)))


def find_tail(text: str) -> int:
    """Where the page's footer begins, or `len(text)`: the first strong line that almost no document text follows."""
    lines = line_spans(text)
    noted = _annex_note(text, lines)
    strong = [is_furniture(text[a:b]) and (a, b) not in noted for a, b in lines]
    own = [
        b - a if is_prose(text[a:b]) and not strong[i] and not _WEAK.match(text[a:b]) else 0
        for i, (a, b) in enumerate(lines)
    ]
    total = sum(own)
    last_mark = max(
        (i for i, (a, b) in enumerate(lines) if not strong[i] and (a, b) not in noted and line_mark(text, a)),
        default=-1,
    )
    after = total
    first = None
    for i in range(len(lines)):
        if strong[i] and i > last_mark and after <= total * 0.1 and i > 0:
            first = i
            break
        after -= own[i]
    if first is None:
        return len(text)
    while first > 1 and first - 1 > last_mark and _WEAK.match(text[slice(*lines[first - 1])]):
        first -= 1
    return lines[first][0]


def _annex_note(text: str, lines: list[Span]) -> set[Span]:
    """The document's own note of its annexes, which names files on a page: 附件：1.申请表.doc above 2.汇总表.xls."""
    found: set[Span] = set()
    above: Span | None = None
    for line in lines:
        numbered = above in found and re.match(r"\d{1,2}\s*[.．、]", text[slice(*line)])
        if re.match(r"附\s*件\s*[:：]\s*\S", text[slice(*line)]) or (numbered and FILE_NAME.match(text[slice(*line)])):
            found.add(line)
        above = line
    return found


# The page's own lines that stand between those of the document: print links, lines of a sharing site.
_STRAY = re.compile(
    r"打印(?:本页|此页|本文)|关闭(?:窗口|本页)|本文(?:链接|地址)|转载请|^(?:朗读|语音播报|语音阅读)$|会员分享|珍藏版|文库网|扫一扫|分享到|字\s*[体号]\s*[:：]?\s*[【\[]?\s*大"
)


def stray_lines(text: str) -> list[Span]:
    """Lines in the middle of a document that are the page's or an advertiser's own; never a numbered one."""
    found = []
    lines = line_spans(text)
    noted = _annex_note(text, lines)
    for start, end in lines:
        line = text[start:end]
        if (start, end) in noted:
            continue
        stray = len(line) <= 120 and (FILE_NAME.match(line) or _STRAY.search(line)) and not is_field_line(line)
        if (stray or is_spam(line)) and line_mark(text, start) is None:
            found.append((start, end))
    return found
