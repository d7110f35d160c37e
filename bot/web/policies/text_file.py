"""A document as a text file to keep: what it is and what to mind of it on top, then its cleaned text."""

from __future__ import annotations

from bot.web.language import texts
from bot.web.pages.formats import chinese_date, inferred, place
from index.models import PolicyDocument

LABEL = "本文本由程序从公开网页整理，已去除网页的菜单、广告等无关内容，仅供参考，以正式文件为准。"


def as_text(document: PolicyDocument, url: str) -> bytes:
    """UTF-8 with a byte order mark, so that every editor knows it; lines end as Windows has them."""
    facts = (
        ("标题", document.title),
        ("文号", document.doc_number),
        ("发文机关", "、".join(document.issuers)),
        ("成文日期", _dated(document, "issued_on")),
        ("公布日期", _dated(document, "published_on")),
        ("施行日期", _dated(document, "effective_on")),
        ("失效日期", _dated(document, "expires_on")),
        ("适用地区", place(document.jurisdiction)),
        ("时效", texts.VALIDITY[document.validity]),
        ("网址", url),
        ("原始网页", document.source_url),
    )
    head = [LABEL, *(f"{name}：{value}" for name, value in facts if value)]
    head += [f"提示：{warning.message}" for warning in document.warnings]
    text = "\n".join([*head, "", "-" * 40, "", document.clean_text.strip(), ""])
    return ("\ufeff" + text.replace("\r\n", "\n").replace("\n", "\r\n")).encode()


def _dated(document: PolicyDocument, field: str) -> str:
    value = chinese_date(getattr(document, field))
    return f"{value}{inferred(document, field)}" if value else ""
