"""On which day applications or comments close; the look-alikes are days of something else."""

from __future__ import annotations

from datetime import date

import pytest

from index.document import read_text


def deadline(title, sentence, field):
    text = f"{title}\n为支持企业创新，现将有关事项通知如下。\n一、时间\n{sentence}\n二、其他\n其他事项另行通知。"
    document = read_text(text, "某.txt", today=date(2020, 1, 1))
    return next((item.value for item in document.evidence if item.field == field), None)


CALL = "兰州市科技局关于组织申报2025年度科技项目的通知"


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("网上申报时间为2025年4月15日9时至5月30日17时，逾期系统自动关闭。", "2025-05-30"),
        ("申报时间：2025年12月1日至1月15日。", "2026-01-15"),
        ("受理期限为2025年4月15日—2025年5月30日。", "2025-05-30"),
        ("申报截止时间为2025年5月30日17:00。", "2025-05-30"),
        ("请于2025年5月30日前将申报材料报送市科技局。", "2025-05-30"),
        ("第一批申报截止2025年3月31日；第二批申报截止2025年9月30日。", "2025-09-30"),
        # the applicants' day, not that of whoever forwards
        ("申报时间为2025年4月1日至5月30日。各区科技局于2025年6月6日前审核推荐。", "2025-05-30"),
        ("系统开放时间为2025年4月15日9:00至5月30日17:00，逾期不再受理。", "2025-05-30"),
        # every year, or of something else
        ("申报单位须注册满1年（截至2025年3月31日）。", None),
        ("申报单位须注册满1年（截至2025年3月31日），于2025年5月30日前提交材料。", "2025-05-30"),
        ("每年6月1日至6月30日集中受理申报。", None),
        ("申报单位须为2024年12月31日前在本市注册的企业。", None),
        ("项目实施期为2025年1月1日至2027年12月31日。", None),
        ("申报截止2025年2月30日。", None),
    ],
)
def test_calls(sentence, day):
    assert deadline(CALL, sentence, "applications_close_on") == day


@pytest.mark.parametrize(
    ("title", "is_call"),
    [
        ("2025年度兰州市科技项目申报指南", True),
        ("关于征集2025年度技术需求的通知", True),
        ("关于做好2025年高新技术企业推荐工作的通知", True),
        ("兰州市科技计划项目管理办法", False),
        ("关于公开征集意见的公告", False),
    ],
)
def test_only_a_call_closes(title, is_call):
    found = deadline(title, "申报截止时间为2025年5月30日。", "applications_close_on")
    assert found == ("2025-05-30" if is_call else None)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("有关单位和个人可于2026年11月30日前，将意见发送至电子邮箱。", "2026-11-30"),
        ("征求意见截止时间：2026年11月30日。", "2026-11-30"),
        ("意见反馈期限为2026年11月1日至2026年11月30日。", "2026-11-30"),
        ("本办法拟自2027年1月1日起施行。", None),
    ],
)
def test_comments_on_a_draft(sentence, day):
    assert deadline("兰州市创新办法（征求意见稿）", sentence, "comments_close_on") == day
    assert deadline("兰州市创新办法", sentence, "comments_close_on") is None
