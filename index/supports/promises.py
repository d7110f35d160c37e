"""Supports without a figure (予以重点支持, 免征房产税, 提供全程代办服务), and what sounds like one and is none."""

from __future__ import annotations

import re

from index.language.rules import WORDS

_SUPPORT = r"支持|扶持|倾斜|补助|奖励|奖补|补贴|资助|优惠|重奖|贴息|配套"
_GIVEN = re.compile(
    rf"(?:给予|予以)[^,;。]{{0,18}}(?:{_SUPPORT})|实行重奖"
    r"|免征|减征|减半征收|免收|免缴|(?<!减)免租|免费(?:提供|为|入驻|使用)|无偿(?:提供|为|使用)|加计扣除|加速折旧|分期缴纳"
    rf"|(?:落实|实施|执行)[^,;:。]{{0,40}}(?:贴息|奖励|补助|补贴|税收优惠|扣除|折旧)[^,;。]{{0,8}}政策"
    r"|(?:专项资金|引导资金),?(?:专门|重点)?支持|奖励、?(?:及|和)?后?补助"
    rf"|以[^,;。]{{0,12}}(?:补助|奖励)[^,;。]{{0,6}}(?:形式|方式)[^;。]{{0,6}}支持"
    r"|落实事业单位编制|提供[^,;。]{0,10}入股支持"
    r"|(?:提供|实行|开展)[^,;。]{0,12}(?:代办|一站式|一对一|跟踪|专员)[^,;。]{0,3}服务|派驻[^,;。]{0,16}(?:专员|特派员)"
    r"|为[^,;。]{2,60}办理[^;。]{2,80}服务|为[^,;。]{2,40}开展[^;。]{0,16}(?:培训|指导)"
)
# 给予高度重视, 予以通报, 已按规定申报加计扣除, 负责提供…扣除数据: no promise to anybody.
_OTHER = re.compile(
    r"(?:给予|予以)(?:高度)?重视|予以(?:公布|公示|通报|追究|处罚|取消|优先保障|撤销|警告)|不予|不得|不再|负责|数据|明细|申请书|"
    r"证明|承诺|提交|上传|报送|已按|已(?:办理|享受|申报)|停止发放|骗取|套取|违反|归集|重复|保障力度|各有关部门|加强组织领导|"
    r"按照?(?:下|附)[表件]|(?:下列|以下|下表)(?:主体|对象|标准)"
)
_LIST_OF_DUTIES = re.compile(
    r"(?:条件|要求|材料|情形|程序|职责|义务|资料|标准之一)[^,。;]{0,12}[:：]$|(?:应当?|须|需)[^。;]{0,30}[:：]$"
)
# Chapters of conditions, papers and duties; a heading that also speaks of standards or support gives.
_ABOUT_OTHER = re.compile(
    r"条件|材料|程序|时间|流程|职责|监督|附则|解释|名词|适用|验收|管理要求|其他事项|目标|组织保障|组织领导|总则|对象|范围|限制"
)
_ABOUT_GIVING = re.compile(r"标准|给予|予以|支持|奖|补|扶持|资助|措施|激励|优惠|减")
_OF_GIVING = re.compile(r"(?:支持|扶持|补助|补贴|奖励|奖补|资助)的?(?=对象|范围|条件|程序|时间|材料|流程|期限)")
_POLICY_HEADING = re.compile(r"(?:实施|落实|实行).{2,40}(?:政策|制度)$")


def promises(text: str) -> bool:
    """Whether a `plain` sentence gives something, with or without a figure."""
    gives = _GIVEN.search(text) or (re.search(r"给予|予以", text) and WORDS["GIVE"].search(text))
    return bool(gives) and not _OTHER.search(text)


def promise_spans(text: str, *, strong: bool = False) -> list[tuple[int, int]]:
    """Where a `plain` sentence gives something that it puts no figure on.

    `strong` leaves what a figure may follow (给予补助): only 免 and 减半 give enough by themselves.
    """
    if _OTHER.search(text):
        return []
    return [m.span() for m in _GIVEN.finditer(text) if not strong or re.match("免|减|无偿", m[0])]


def opens_duties(text: str) -> bool:
    """Whether a sentence leads in a list of conditions, papers or duties: 应当符合下列条件："""
    if re.search(r"不(?:予|得|再)[^,。;:]{0,10}:$", text):
        return True
    return bool(_LIST_OF_DUTIES.search(text)) and not re.search(r"给予|予以|奖励|补贴|补助", text)


def is_about_other(heading: str) -> bool:
    """Whether a heading is of conditions, papers, procedure or duties."""
    return (
        len(heading) <= 24
        and bool(_ABOUT_OTHER.search(heading))
        and not _ABOUT_GIVING.search(_OF_GIVING.sub("", heading))
    )


def names_policy(heading: str) -> bool:
    """A heading that is itself a promise: 继续实施…贷款贴息政策; 科技贷款贴息 alone is a mere heading."""
    return bool(_POLICY_HEADING.search(heading))
