"""What kinds of things a question asks for, as one table of small patterns.

A pattern is cut out of the question before its subject is read, so it takes no word that names a subject. The rows are
tried in order: 哪个单位发的 asks for the issuer, 哪个单位负责 for the office.
"""

from __future__ import annotations

import re
from enum import StrEnum


class Ask(StrEnum):
    """What kind of thing a question wants to know."""

    AMOUNT = "amount"  # how much money
    SUPPORT = "support"  # whether or which support there is
    OFFICE = "office"
    CONDITION = "condition"
    DEADLINE = "deadline"
    QUANTITY = "quantity"  # a target or another number that is no support
    MATERIAL = "material"
    VALIDITY = "validity"
    ISSUER = "issuer"
    CONCEPT = "concept"
    DOCUMENT = "document"  # number, full title, completeness of a document
    LIST = "list"
    COMPARE = "compare"
    YES_NO = "yes_no"


_WHICH = r"(?:哪个|哪几个|哪几家|哪家|哪些|哪|什么|啥)"
_UNIT = r"(?:单位|部门|机关|机构|科室|局)"
_GIVE = r"(?:给|奖励?|补(?:贴|助)?|资助|拿到?|领|得到?|配套|贴息?|扶持|报销?|发|返|投(?!入|资|标)|支持|补偿)"
GRANT = (
    r"(?:补贴|补助|资助|奖励|奖金|奖补|以奖代补|扶持(?:资金|政策)?|资金支持"
    r"|(?<!研发)(?<!活动)经费(?!投入|支出|占)(?:资助|支持|补助)?|优惠(?:政策)?|费用补贴|配套|贴息)"
)
_CAN = r"(?:能|可以|可|能够)?"
_WHEN = r"(?:什么时候|何时|哪年|哪天|哪一年|啥时候|几月份?)"
_BE = r"(?:是|为|有)?"
_MUCH = r"(?:多少|(?<!哪)几)"

_ROWS: tuple[tuple[Ask, tuple[str, ...]], ...] = (
    (Ask.DEADLINE, (rf"(?<=申报)通知[^，,。？?]{{0,6}}{_WHEN}(?:发|出|下)?(?:来)?",)),
    (
        Ask.VALIDITY,
        (
            r"(?:是否|是不是|现在|目前)?(?:还|仍|仍然|依然)?(?:有效(?!期|发明|专利)|管用|作数|在用|算数|能用)(?:吗|么|不|没)?",
            r"(?:是否|是不是|有没有)?(?:已经?)?(?:失效|过期|作废|废止)了?(?:吗|没有?|没)?",
            r"时效(?:性)?(?:如何|怎样|怎么样|是什么)?",
            r"还能(?:申?报|申请|享受|用|领)(?:吗|么)?(?=[？?\s]*$)",
            r"(?:正式)?(?:施行|实施|生效|执行|定稿|定|定下来)了(?:吗|没有?|没)|是(?:正式|现行)(?:文件|政策)吗|正式了(?:吗|没有?)",
            r"能?(?:当|作为|算)(?:是)?正式(?:文件)?(?:用)?(?:吗|么)|(?:能|可以)(?:照着|按照?|据此)(?:这个|它)?(?:申请|申报|办)(?:吗|么)?|现行有效",
        ),
    ),
    (
        Ask.DOCUMENT,
        (
            r"(?:发文)?(?:文号|字号)(?:是什么|是多少|是几号)?|(?:文件)?全称(?:叫|是)?(?:什么)?|(?:是|叫)个?什么(?:文件|政策|通知)|标题是什么",
            r"(?:是)?(?:全文|完整|齐全|可靠|可信|准确|靠谱|准不准)(?:吗|的吗|么|不)|数字(?:可靠|准确|可信)(?:吗|么)?",
            r"(?:主要)?(?:是)?(?:讲|说|关于|规定)(?:的)?(?:是)?(?:什么|啥)(?:内容)?(?:的)?|主要内容(?:是什么)?",
            r"有没有(?=[^，,。？?]{0,60}这(?:份|个)文件)|这份文件",
        ),
    ),
    (
        Ask.ISSUER,
        (
            rf"(?:是)?(?:由)?{_WHICH}{_UNIT}?(?:印发|发布|发出|发文|制定|出台|起草|发)(?:的)?",
            r"谁(?:印发|发布|制定|出台|起草|发)的?",
            rf"(?:发文|印发|制定|发布|起草){_UNIT}(?:是谁|是哪(?:个|些|家))?",
            rf"{_WHEN}(?:印发|发布|出台|制定|发|公布|成文|报送|上报|报上去)的?",
            r"(?:印发|发布|成文|公布|发文|落款)(?:的)?(?:时间|日期)(?:是什么时候|是哪天)?|(?:文件|政策|方案|办法|通知)是什么时候的|网上哪天",
        ),
    ),
    (
        Ask.OFFICE,
        (
            rf"(?:该|应该|应|要|得)?(?:去)?(?:找|问|联系|咨询)(?:谁|{_WHICH}(?:个|些|家)?(?:{_UNIT}|地方|里|儿)|哪(?:里|儿))",
            r"归(?:谁|哪个部门|哪儿?|哪个单位)(?:管|负责)?",
            rf"{_BE}(?:由)?(?:谁|{_WHICH}{_UNIT}?)(?:来)?(?:牵头|负责|主管|配合|管(?!用)|承办的?(?!赛)|受理|审批)",
            rf"(?:牵头|责任|负责|主管|配合|受理)(?:的)?{_UNIT}(?:是谁|是哪(?:个|些|家)|有哪些)?",
            rf"哪(?:个|些|家){_UNIT}|什么部门|由(?:谁|哪家|哪里)来?|谁来(?=[一-鿿])|(?:咨询|联系|服务)?电话(?:是)?(?:多少|几号)?|联系方式(?:是什么)?",
        ),
    ),
    (
        Ask.MATERIAL,
        (
            rf"(?:需要|要|准备|提交|带)?{_WHICH}(?:申报|申请)?(?:材料|资料|手续|证件|证明)",
            r"(?:申报|申请|办理)?(?:流程|程序|步骤|手续)(?:是什么|是怎样的?|怎么走|有哪些)?",
            r"(?:怎么|如何|怎样|去哪里?|在哪里?)(?:申请|申报|办理|申领|报名|报)",
            r"(?:在|上|到|去|从|通过)?(?:哪一?个|什么|啥)(?:网站|网址|系统|平台|窗口|渠道|入口)(?:上)?(?:填报|上报|申报|申请|提交|登录|注册|办理|报|办)?",
        ),
    ),
    (
        Ask.CONDITION,
        (
            r"(?:需要|要|有|得)?(?:满足|符合|具备|达到)?(?:什么样?的?|哪些|啥|何种)(?:条件|要求|资格|门槛)",
            r"(?:条件|资格|门槛)(?:是什么|有哪些|是啥|如何)?",
            rf"(?:谁|{_WHICH}样?的?(?:企业|单位|人才?|机构)?)(?:才)?(?:可以|能够?|有资格)(?:申请|申报|享受|拿到?|得到|获得|领)?",
        ),
    ),
    (
        Ask.COMPARE,
        (
            r"(?:做个?|作)?(?:比较|对比|比一比|相比)(?:一下)?",
            r"(?:有什么|有啥|有何|有多大)?(?:区别|差别|不同|差异)|差(?:多少|多大)",
            r"(?:哪(?:个|边|里|一?级|家|儿)|谁)(?:更)?(?:给得|奖得|补得)?(?:更)?(?:高|多|好|划算|低|少)",
        ),
    ),
    (
        Ask.AMOUNT,
        (
            rf"{_CAN}(?:最多|最高)?(?:能)?{_GIVE}?(?:我们|他们|他|她|我|点)?(?:到)?{_MUCH}(?:个)?(?:万元?|块?钱|票子|银子|元|资金|经费|奖金|补贴|奖励|资助|补助|比例|百分比|%|百?分?点(?![儿子心]))",
            rf"(?:各|分别|最高|最多|一次性|一共)?(?:能)?{_GIVE}(?:我们|他们|他|她|我|点)?(?:到)?多少",
            rf"(?:各|分别|最高|最多|一次性|一共)(?:能)?(?:{_GIVE}(?:是)?(?:多少)?|(?:是)?多少)(?:万|钱)?",
            r"(?:最高|最多)(?:给|能给|奖|补)?(?=[？?。，,\s]|$)|(?:能?(?:报|报销|分))(?:一部分|几成|多少)",
            r"(?:金额|额度|数额|上限|比例(?!尺)|标准(?!化))(?:和(?:金额|额度|数额|上限|比例|标准))?(?:各|分别)?(?:是|为)?(?:多少|什么|怎样|怎么样)?",
            r"(?:按照?)?(?:什么|多大|多少|多高)(?:的)?(?:比例|标准)(?:来)?(?:补|奖|配套|资助|给)?|封顶(?:是)?(?:多少)?|(?:规模|力度|额度)?(?:有)?多大(?!(?:的)?(?:地方|面积|场地|房子|办公|屋|岁|年纪))",
            r"多大(?:力度|额度)|怎么(?:补|奖|给)(?:的|钱)?|[补奖贴报]几成|[给奖补]得(?:更)?(?:多|高|少)",
        ),
    ),
    (
        Ask.DEADLINE,
        (
            rf"(?:申报|申请|受理|报名|办理|完成|兑现|拨付)(?:的)?(?:时间|日期|期限)(?:是)?{_WHEN}?|截止(?:时间|日期)?(?:是)?{_WHEN}?|到期(?:时间|日期)|到期(?:是)?{_WHEN}",
            rf"(?:到|在)?{_WHEN}(?:之?前|截止|到期|完成)?|多久(?:能)?(?:办完|拿到|到账|完成)?",
            r"(?:(?:能|可以)(?:管|用|干|拿)?|管|支持|发|补)(?:几|多少)(?:年|个月)",
            r"期限(?:是多久|多长)?|有效期(?:是?多久|多长)?|进度(?:安排)?(?:是什么|如何|怎样)?",
        ),
    ),
    (
        Ask.QUANTITY,
        (
            r"(?:目标|指标)(?!责任|管理|考核|任务书)(?:值)?(?:是多少|是什么|定的?多少)?",
            rf"(?:要|将|会|需要|计划|打算)?(?:建成?|达到?|到|有|培育|引进|培养|转化|新增|完成|实现|培训)?{_MUCH}(?:家|个|名|项|件|户|人次|人|次|所|支|台|套|亿元?|倍|年)",
            r"多大(?=(?:的)?(?:地方|面积|场地|房子|办公|屋))|(?:要|达)?到?多少|占多少",
        ),
    ),
    (
        Ask.CONCEPT,
        (
            r"(?:究竟|到底)?(?:是|指)(?:的)?(?:什么|啥|何)(?:意思|东西|概念|机构|模式|平台)?|(?:什么|啥)(?:是|叫做?)|(?:是)?(?:什么|啥)意思",
            r"(?:的)?(?:含义|定义|概念(?!验证))(?:是什么)?|指什么|怎么理解|(?:是)?(?:怎么|咋)回事|是哪[一二三四五六七八九十几两][^？?，,。]{0,3}|由哪几[^？?，,。]{1,2}(?:组成|构成)",
        ),
    ),
    (
        Ask.LIST,
        (
            r"(?:都|主要|一共)?(?:有|包括|包含|是|抓|涉及|提到)?(?:哪些|哪几(?:个|项|种|类|家|条|方面)|什么内容|几(?:种|类|方面))",
            r"(?:有|是)?哪[一二三四五六七八九十两\d]+(?:个|家|项|类|种|条|位|所)",
            r"(?:都)?有什么|(?:都|主要|一共)?(?:包括|包含|涉及)(?:了)?(?:什么|啥)|列出|列举|所有的?|全部的?",
        ),
    ),
    (
        Ask.SUPPORT,
        (
            r"(?:政府|国家|市里|区里|财政)?(?:给|出|补|(?<![研开])发|贴|奖)(?:不给|点|些)?(?:钱|资金|利息|费用|红包)(?:吗|么|不)?|(?:能|可以|给)(?:不能)?(?:报销?(?![一-鿿]{2,12}(?:项目|专项|计划|奖))|报回来|贴|返)(?:点|些|一点)?(?:不|吗|么)?|能?(?:拿|领)(?:到)?(?:点|些)?(?:钱|补贴|票子)(?:吗|么|不)?|(?:能|可以)(?:补|贴|给|奖)(?:一?点|一?些)(?:吗|么|不)?",
            r"有奖(?:吗|么|没有?)",
            rf"有(?:没有)?(?:什么|啥|哪些)?(?:资金|财政)?(?:{GRANT}|扶持|支持|好处|经费|钱拿?|政策)(?:吗|么|没有?|拿|可拿)?",
            r"(?:怎么|如何|怎样|能否|能不能|可否)(?:得到)?(?:支持|扶持|鼓励|资助|奖励|补贴)",
            GRANT,
        ),
    ),
    (
        Ask.YES_NO,
        (
            r"(?:可以|能|可|会|允许|行|有|是|给|要|用|得|算)?(?:吗|(?<![什怎多那这])么)(?=[？?。！!\s]*$)",
            r"能[^，,。？?]{1,20}不(?=[？?。！!\s]*$)",
            r"真的?(?:还是)?假的?|是真的(?:吗|么)",
            r"能不能|可不可以|是否|可否|能否|是不是|有没有|允不允许|行不行",
        ),
    ),
)
_COMPILED_GRANT = re.compile(GRANT)
_SO_MUCH = re.compile(rf"{GRANT}[^，,。？?]{{0,6}}(?:多少|几)|(?:多少|几).{{0,3}}{GRANT}")
_OPEN = re.compile(r"怎么|如何|怎样|谁|哪|什么|啥|是否")  # a question that no row knows
_COMPILED = tuple((ask, tuple(map(re.compile, patterns))) for ask, patterns in _ROWS)
_SPECIFIC = re.compile(r"贴息|利息|配套|网站|网址|系统")  # ask for money and name the subject too
_COUNTED = re.compile(r"目标|指标|多少[家个名项件户人次所支台套倍年亿]|几[家个名项件户人次所支台套倍年亿]")
_GIVES = re.compile(r"[给奖补贴拿领]|资助|扶持|配套")


def wants_money(text: str) -> bool:
    """Whether a question asks for money and not for any support: 奖励, 补贴, 给钱; not 怎么支持."""
    return bool(re.search(r"补贴|补助|资助|奖励|奖金|费用|配套|贴息|红包|拨款|票子|钱|资金|经费|多少", text))


def asks_of(text: str) -> tuple[frozenset[Ask], str]:
    """What `text` asks for, and the rest of it: its subject."""
    question = text
    asks: set[Ask] = set()
    counted = only_named = False
    for ask, patterns in _COMPILED:
        for pattern in patterns:
            match = pattern.search(text)
            if not match or not match[0]:
                continue
            if ask is Ask.SUPPORT:
                only_named = Ask.SUPPORT not in asks and pattern is _COMPILED_GRANT
            asks.add(ask)
            counted |= ask is Ask.QUANTITY and bool(_COUNTED.search(match[0]))
            if ask is Ask.AMOUNT and _GIVES.search(match[0]):
                asks.add(Ask.SUPPORT)
            text = pattern.sub(lambda m: f" {' '.join(_SPECIFIC.findall(m[0]))} ", text)
    some = asks & {Ask.SUPPORT, Ask.YES_NO} or re.search("怎么|咋|如何|怎样", question)
    if Ask.QUANTITY in asks and some and not re.search("多少|目标|指标", question):
        asks.discard(Ask.QUANTITY)  # 我们有几台仪器，能补一点吗; 几个开发区咋跟大学对接
    if Ask.SUPPORT in asks and Ask.QUANTITY in asks and not counted:
        if only_named and not _SO_MUCH.search(question):  # 奖补要求占比不低于多少
            asks.discard(Ask.SUPPORT)
        else:  # 扶持资金是多少
            asks = asks - {Ask.QUANTITY} | {Ask.AMOUNT}
    if (
        only_named
        and not asks & {Ask.AMOUNT, Ask.OFFICE, Ask.LIST, Ask.COMPARE}
        and (len(asks) > 1 or _OPEN.search(text))
    ):
        asks.discard(Ask.SUPPORT)  # 补助资金怎么分担, 申请补贴要什么条件: the money is what it is about
    return frozenset(asks), text
