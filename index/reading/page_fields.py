"""What the page that hosts a document says about it: 【时效性】现行有效, 发布时间：2019-11-13, 索引号 …"""

from __future__ import annotations

import re
from dataclasses import dataclass

# label → what it tells; several labels tell the same. "" is a known label that tells nothing we keep.
_LABELS_OF = {
    "doc_number": "文件编号 发文字号 文号 字号 文件号 颁布文号 公布文号",
    "issuer": "制定机关 发文机构 发文机关 印发机关 公布机关 发文单位 发布机构 发布机关 颁布单位 颁布部门 发布部门 "
    "发布单位 公布部门 公布单位 发文部门 颁布机关",
    "published": "公布日期 发布日期 发布时间 公开日期 颁布日期 公布时间 颁布时间 公开时间",
    "issued": "成文日期 发文日期 签发日期 印发日期 成文时间",
    "made": "生成日期",
    "effective": "施行日期 实施日期 生效日期 执行日期 实施时间 施行时间 生效时间",
    "expires": "失效日期 废止日期 有效期至",
    "validity": "时效性 公文时效 文件时效 时效状态 效力状态 有效性 有效状态 文件状态 时效 效力属性 法规状态",
    "topic": "主题分类 主题词",
    "title": "标题 名称 文件名称 信息名称 法规名称 法律名称 政策名称 文件标题",
    "": "索引号 公开范围 体裁分类 题材分类 公开形式 公开方式 效力等级 效力级别 浏览次数 浏览量 点击数 点击量 点击 "
    "阅读量 访问次数 阅读次数 来源 信息来源 作者 法规类别 主题 分类 组配分类 公开类别 公开目录 信息分类 关键词 "
    "责任编辑 公开责任部门 统一编号",
}
_LABELS = {label: name for name, labels in _LABELS_OF.items() for label in labels.split()}
_LABEL = "|".join(sorted((r"\s*".join(label) for label in _LABELS), key=len, reverse=True))
# 时间：2024-06-12 is a page's own; 时间：6月12日上午9时 is a notice's.
_BARE_DAY = r"(?<![一-鿿])(?P<c>时间|日期)\s*[:：](?=\s*\d{4}[-./]\d)"
_FIELD = re.compile(
    rf"(?:【\s*(?P<a>{_LABEL})\s*】|(?<![一-鿿])(?P<b>{_LABEL})\s*[:：]|{_BARE_DAY})[^\S\n]*"
    rf"(?P<value>[^\n]*?)[^\S\n]*(?=$|\n|【|(?<=\s)(?:[一-鿿]\s?){{2,8}}[:：])"
)
# 兰政办发〔2017〕145号; also with lost marks 〔201929, round brackets, 第…号 of an order.
YEAR_BRACKETS = "〔〕（）()[]［］【】"
NUMBER = re.compile(
    r"(?P<organ>[一-鿿]{1,12}?)\s*[〔（(\[［【]\s*(?P<year>\d{3,4})\s*(?P<close>[〕）)\]］】])?\s*(?P<di>第)?\s*(?P<n>\d{1,4})\s*(?P<hao>号)?"
)
# 兰州市人民政府令 第5号; 2021年第3号 公告
ORDER_NUMBER = re.compile(
    r"(?P<organ>[一-鿿]{2,20}令|[一-鿿]{2,24}(?<=委员会)公告)\s*[（(]?第\s*(?P<n>[0-9一二三四五六七八九十百]{1,5})\s*号"
)
ORDER = re.compile(
    r"^[一-鿿]{4,20}令$|^[一-鿿\s]{0,24}(?:令|公告)?\s*[（(]?第\s*[0-9一二三四五六七八九十百]{1,5}\s*号[）)]?(?:令)?$"
)
_LINE_BELOW = re.compile(r"[^\S\n]*\n[^\S\n]*(?P<line>[^\n]{1,60})")
_BARE_HEADINGS = re.compile(r"^【?\s*(?:文章属性|正\s*文|法规全文|政策原文|信息内容)\s*】?$")


@dataclass(frozen=True, slots=True)
class PageField:
    """`text[start:end]` is the value that a page gives under one of the labels of the table."""

    name: str
    value: str
    start: int
    end: int


def read_fields(text: str, end: int) -> list[PageField]:
    """The labelled values in `text[:end]`, empty ones left out."""
    fields = []
    for match in _FIELD.finditer(text, 0, end):
        name = "published" if match["c"] else _LABELS[re.sub(r"\s", "", match["a"] or match["b"])]
        span = match.span("value")
        if not match["value"].strip() and (below := _LINE_BELOW.match(text, match.end(), end)):
            span = below.span("line")  # the value stands on the next line
            if is_field_line(below["line"]) or below["line"].rstrip().endswith((":", "：")):
                continue
        if name and text[slice(*span)].strip():
            fields.append(PageField(name, text[slice(*span)], *span))
    return fields


def is_label(words: str) -> bool:
    """Whether the words are a label that pages use: 发文字号, 索 引 号."""
    return re.sub(r"[\s:：]", "", words) in _LABELS


def is_field_line(line: str) -> bool:
    """Whether the line only says something about the document, under a known label."""
    match = _FIELD.match(line.lstrip(" •·●○◆■▪*-"))
    return bool(match) or bool(_BARE_HEADINGS.match(line))


def is_number_line(line: str) -> bool:
    """Whether the line is a document number (文号) and nothing else, whole or damaged."""
    bare = re.sub(r"^[（(]\s*(.*\S)\s*[）)]$", r"\1", line.strip())
    return bool(NUMBER.fullmatch(bare)) or bool(ORDER.search(bare) and len(bare) <= 30)


# 某市科学技术局文件: the red head of a printed document (GB/T 9704-2012, 7.2.4); a menu says 政策文件.
_LETTERHEAD = re.compile(r"[一-鿿、 ]{2,40}(?:政府|办公室|办公厅|委员会|局|厅|部|委|院|会)文件")


def is_letterhead(line: str) -> bool:
    """Whether the line is the red head of a printed document."""
    return bool(_LETTERHEAD.fullmatch(line.strip()))
