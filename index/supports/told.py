"""The words of giving, and the figures beside them that are not given: who is meant, what was, what is to pay."""

from __future__ import annotations

import re

from index.supports.recipients import HEAD

GIVE = re.compile(
    r"给予|予以|奖励|奖补|以奖代补|补助|补贴|资助|贴息|配套|发放|返还|减免|减收|减按|抵扣|扣除|申领|奖(?=\d|$)|补(?=\d|$)|"
    r"投入(?=[^,;。\d]{0,8}(?:企业|项目|公司)[,;])|可(?:分别)?(?:获得|享受)"
)
AWARD = r"奖励|奖金|奖补|补助|补贴|资助|贴息|津贴|配套|经费|资金|安家费|启动|支持|扶持|薪酬|生活补|房租|费用"
CAP = re.compile(r"最高|不超过|不高于|不多于|上限|封顶|至多|最多|限额")
MASKED = "[\U000f0000-\U000fffff]*"
"""What stands in brackets beside a figure, as `plain` masks it: 5000万元（含）."""

# 5000万元至1亿元/年的企业; 5000万元至1亿元的, 5000万元-1亿元: before what these get.
_OF_WHOM = re.compile(
    rf"{MASKED}(?:以上|以下|以内|之间)?(?:/年)?{MASKED}"
    rf"(?::|的[,;]|的(?![^,;:]{{0,12}}(?:{AWARD}))[^,;:\d]{{0,16}}{HEAD.pattern}(?=,|;|。|$))"
)
# 获得100万元资助的企业
_GOT = re.compile(r"(?:获得?|取得|享受)[^,;:可]{0,12}$")
_GOT_WHAT = re.compile(rf"[^,;:\d]{{0,8}}(?:{AWARD})的")
# 全年累计发放补贴资金4.92亿元, 补贴资金约4.92亿元
_REPORTED = re.compile(
    r"(?:累计|(?<!公)共|已|全年|上年|去年|20\d\d年[^,;:]{0,2}全[国省市区县])[^,;:]{0,8}(?:发放|兑现|拨付|减免|支付|落实)[^,;:]*$"
    r"|(?:约|近|逾)\s*$"
)
_PROMISED = re.compile(rf"{CAP.pattern}|对|给予|予以|按")
_EACH = re.compile(rf"{HEAD.pattern}[^,;:。\d]{{0,6}}每人?每[年月天]\d")
_FEE = re.compile(r"缴费|缴纳|收费|收取|学费|自付")
_TAKEN = re.compile(r"缴|收费|收取|学费|收入|工资|租金为|负担|自付")


def is_told(before: str, after: str) -> bool:
    """Whether the money between the two parts of a sentence says who is meant, what was given, or what is to pay."""
    if not GIVE.search(before) and (_FEE.search(before) or (_OF_WHOM.match(after) and not CAP.search(before))):
        return True
    if _GOT.search(before) and _GOT_WHAT.match(after):
        return True
    return bool(_REPORTED.search(before)) and not _PROMISED.search(before)


def tells_each(text: str) -> bool:
    """Whether a sentence tells without a word of giving what each of them gets: 参保人员每人每月500元."""
    return bool(_EACH.search(text)) and not _TAKEN.search(text)
