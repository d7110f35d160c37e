"""The facets by which supports choose: kinds of bodies, platforms, statuses and activities, as a table of words.

They are words of the field, not of one document. A look-alike that a pattern must leave alone stands in its test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Body(StrEnum):
    """What kind of body applies."""

    FIRM = "企业"
    UNIVERSITY = "高校"
    INSTITUTE = "科研院所"
    SERVICE = "科技服务机构"
    PUBLIC = "其他事业单位"
    FINANCE = "金融或担保机构"
    PERSON = "个人或团队"


class Origin(StrEnum):
    """Where a body comes from, seen from the place whose support it is."""

    HERE = "本地"
    PROVINCE = "省内其他地区"
    COUNTRY = "外省"
    ABROAD = "境外"


class When(StrEnum):
    """When a platform or status was recognised."""

    NEW = "今年首次认定或新建"
    RENEWED = "今年重新认定"
    EARLIER = "以前已有"
    PLANNED = "正在申请或计划"


LEVELS = ("国家级", "省级", "市级", "区县级")  # from the highest


@dataclass(frozen=True)
class Trait:
    """Something that a body has or does. One that is `dated` is recognised by an office, at a level, at a time."""

    key: str
    name: str
    pattern: re.Pattern[str]
    dated: bool = False
    examples: str = ""


def _trait(key: str, name: str, pattern: str, dated: bool = False, examples: str = "") -> Trait:
    return Trait(key, name, re.compile(pattern), dated, examples)


PLATFORMS = (
    _trait("incubator", "孵化器或加速器", r"(?:科技企业|企业)?孵化器|加速器|孵化载体|孵化基地|大学科技园", True),
    _trait("makerspace", "众创空间", r"众创空间|星创天地|创业苗圃", True),
    _trait(
        "rd_body",
        "研发机构",
        r"研发机构|研发中心|工程(?:技术)?研究中心|企业技术中心|技术创新中心|工程实验室|联合实验室|科研分支机构"
        r"|研发平台",
        True,
        "研发中心、工程研究中心、企业技术中心、联合实验室等",
    ),
    _trait("laboratory", "重点实验室", r"重点实验室|国家实验室", True),
    _trait("academy", "产业技术研究院或新型研发机构", r"(?:产业(?:技术)?|市校|工业)?研究院|新型研发机构", True),
    _trait("workstation", "院士专家工作站", r"工作站", True),
    _trait("proof_centre", "概念验证中心", r"概念验证中心", True),
    _trait("pilot", "中试平台或中试基地", r"中试(?:示范|熟化)?(?:平台|基地)", True),
    _trait("transfer_body", "技术转移机构", r"技术转移(?:示范|服务)?机构", True),
    _trait("transfer_base", "成果转化基地", r"成果转化(?:示范)?基地|转移转化示范区", True),
    _trait("consortium", "创新联合体或产业技术创新联盟", r"创新联合体|创新(?:战略)?联盟|产业技术联盟", True),
)
STATUSES = (
    _trait("hightech", "高新技术企业", r"高新技术企业|高企", True),
    _trait("tech_sme", "科技型中小（小微）企业", r"科技型(?:中小微?|小微)企业"),
    _trait("above_scale", "规模以上企业", r"规上企业|规模以上|规上工业"),
    _trait("leading", "领军企业、小巨人、专精特新企业", r"领军企业|小巨人|专精特新|瞪羚|独角兽|龙头企业"),
)
ACTIVITIES = (
    _trait("joint", "与高校院所合作研发或共建", r"产学研|联合攻关|共建|共同开展|联合企业|合作开发|联合高校|在企业设立"),
    _trait(
        "tackling", "承担科研攻关或科技计划项目", r"攻关|揭榜挂帅|科技重大专项|重点研发计划|科技计划项目|科技创新项目"
    ),
    _trait(
        "event",
        "承办或举办赛事、论坛、展会",
        r"(?:承办|举办|主办)[^，,。]{0,20}?(?:赛事|大赛|挑战赛|论坛|展会|博览会|会议|活动)(?:、(?:赛事|论坛|展会))*",
    ),
    _trait(
        "talent",
        "引进、培养或奖励科技人才、团队",
        r"人才|博士|专家|创业团队|科(?:研|技)人员|研究生|成果完成人|场景经理",
    ),
    _trait("startup", "首次创业、大学生创业", r"创业者|大学生|首次在?\S{0,3}创业|初创企业|创办企业"),
    _trait("pledge_loan", "用知识产权质押贷款", r"(?:知识产权|专利权?)质押(?:方式)?(?:向银行)?(?:成功)?(?:贷款|融资)?"),
    _trait("loan", "向银行贷款（含担保贷款）", r"(?:(?<!质押)(?<!成功)贷款(?!基准|市场)|授信)|融资担保"),
    _trait("purchase", "购买技术成果或专利", r"(?:购买|受让|引进)[^，,。]{0,12}(?:成果|专利|技术)"),
    _trait(
        "transfer",
        "转化科技成果或交易技术",
        r"(?:成果|技术)[^，,。购买]{0,6}(?:转化|转让|交易)|技术合同|转化收益|技术卖方|许可",
    ),
    _trait("spending", "有研发投入", r"研发(?:费用|经费|投入)|加计扣除|研发设备"),
    _trait("premises", "租用、购买用房或入驻园区", r"办公用房|厂房|入园|入驻|承租|租住|经营性用房"),
    _trait("listing", "上市或挂牌", r"上市|挂牌|科创板"),
    _trait("insurance", "投保科技保险或贷款保证保险", r"投保|科技保险|保证保险"),
    _trait("voucher", "使用科技创新券", r"(?:创新|服务)券"),
    _trait("patent", "申请或运用专利", r"专利(?!权?质押)"),
)
TRAITS: dict[str, Trait] = {trait.key: trait for trait in (*PLATFORMS, *STATUSES, *ACTIVITIES)}
