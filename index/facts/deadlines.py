"""Days on which something closes: applications under a call (申报), comments on a draft (征求意见)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.facts.gathered import Facts
from index.language.dates import iso
from index.models import Validity
from index.reading.layout import Layout

# 关于组织申报…的通知, …申报指南, 关于征集…的公告; a lasting 项目管理办法 has no such day.
_CALL = re.compile(
    r"申报(?:工作)?的?(?:通知|公告|通告)|(?:申报|申请)指南|(?:组织|开展|启动|做好).{0,16}(?:申报|申请|推荐|遴选)|征集(?!.{0,20}意见)|揭榜"
)
_DAY = r"(?:(?P<y>\d{4})\s*年\s*)?(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日"
# 2025年4月15日9时至5月30日: the year stands before the first day only.
_BEGIN = r"(?:(?P<y0>\d{4})\s*年\s*)?(?P<m0>\d{1,2})\s*月\s*\d{1,2}\s*日[^。；\n至到]{0,12}(?:至|到|[—~～-]+)\s*"
_SUBJECT = r"(?:申报|申请|受理|填报|报名|提交|征集|推荐|报送|系统开放)"
# 注册满1年（截至2024年3月31日）: a day in brackets by which something else must be so.
_UNTIL = r"(?:(?<=时间[（(])|(?<=期限[（(])|(?<=日期[（(])|(?<![（(]))截[止至]"
# The applicants' own term first; the day of whoever forwards their papers (于6月6日前审核推荐) only where none is.
_APPLICATIONS = (
    re.compile(rf"{_SUBJECT}[^。；\n]{{0,10}}(?:时间|期限|日期|起止)[^。；\n]{{0,12}}?{_BEGIN}{_DAY}"),
    re.compile(rf"{_SUBJECT}[^。；\n]{{0,10}}{_UNTIL}[^。；\n\d]{{0,12}}{_DAY}"),
    re.compile(rf"{_UNTIL}[^。；\n\d]{{0,8}}{_DAY}"),
    re.compile(rf"{_DAY}[^。；，\n\d]{{0,8}}(?:前|截止)[^。；\n]{{0,40}}?{_SUBJECT}"),
)
_COMMENTS = (
    re.compile(rf"{_DAY}[^。；，\n\d]{{0,8}}前[^。；\n]{{0,60}}?(?:意见|反馈|发送|寄送|邮箱)"),
    re.compile(rf"(?:意见|反馈)[^。；\n]{{0,16}}(?:时间|期限|日期|截[止至])[^。；\n\d]{{0,12}}(?:{_BEGIN})?{_DAY}"),
)


def read_deadlines(facts: Facts, layout: Layout) -> None:
    """Evidence of `applications_close_on` for a call, of `comments_close_on` for a draft; the value is an ISO date."""
    if any(_CALL.search(title) for title in (facts.title, *(title.text for title in layout.titles))):
        _prove(facts, "applications_close_on", _APPLICATIONS)
    if facts.validity is Validity.DRAFT:
        _prove(facts, "comments_close_on", _COMMENTS)


def _prove(facts: Facts, name: str, patterns: Sequence[re.Pattern[str]]) -> None:
    """The last day that the first pattern with any finds."""
    for pattern in patterns:
        days = [(day, match.span()) for match in pattern.finditer(facts.text) if (day := _day(match))]
        if days:
            day, span = max(days)
            facts.prove(name, day, span, "text")
            return


def _day(match: re.Match[str]) -> str | None:
    """None for a day of every year (每年6月1日至6月30日), and for one that does not exist."""
    groups = match.groupdict()
    year = groups["y"]
    if not year and (year := groups.get("y0")) and int(groups["m0"]) > int(groups["m"]):
        year = str(int(year) + 1)
    return iso(year, groups["m"], groups["d"]) if year else None
