"""Whom a sentence gives to, and on what conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass

_HEADS = (
    "企业(?!所得税)|单位|机构|高校|院校|院所|平台|基地|中心|人才|人员|团队|个人(?!所得税)|公司|载体|孵化器|加速器|星创天地|小院|驿站|工坊|农场|众创空间|空间|园区|项目|实验室|专家|博士后|博士|硕士|"
    "毕业生|研究生|大学生|合作社|学校|医院|研究院|研究所|卖方|买方|经理人|经理|经纪人|创业者|负责人|完成人|获得者|联盟|联合体|协会|(?:输出|吸纳|转让|受让|出让|供给|需求|运营)方|"
    "商会|组织|农户|特派员|工作站|院士|学会|主体|用户|产品|首台套|论坛|赛事|展会|新品种|专利(?=,|$)|(?:合作|经办|承贷|放贷)银行|师傅|导师|教师|工程师|技师"
)
HEAD = re.compile(rf"(?:{_HEADS})")
_GIVES_TO = re.compile(
    rf"(?:给予|予以|奖励给|补助给|奖励|资助|投入|用于对?|(?<![评分定列作成确果核价])为|派驻[^,;]{{2,12}}到)(?P<who>(?!单个|单项|每)[^,;:。\d%]{{0,40}}?(?:{_HEADS}))"
    r"(?=一次性|连续|最高|不超过|每|\d|补助|补贴|奖励|奖补|资助|支持|贴息|贷款贴息|配套|补偿|各|的?奖励|开展|办理|免费|[^,;:。]{0,6}提供|工作(?:补助|补贴|津贴)|,|;|。|$)"
)
_FOR = re.compile(
    r"(?:^|[,;:、。]|其中|凡|给予|落实国家|落实|实施|每年|定期)\s*(?:对于?|凡)(?P<who>[^,;:。]{2,120}(?:,(?:且|并|同时|其(?!中))[^,;:。]{2,60})*)"
)
_CUT = re.compile(
    r"按照|按(?!规定|要求)|分别|一次性|再给予|给予|予以|每年|每[一-鿿]{0,4}\d|每家|每人|每个|最高|均|择优|采取|实行|"
    r"参照|由[^,]{1,10}(?:给予|予以)|奖励|奖补|补助|补贴|资助|开展|进行|提供|从[^,]{2,16}(?:资金|经费)中|在[^,]{2,10}期内"
)
_SUBJECT_CUT = re.compile(
    r"给予|予以|奖励|奖补|补助|补贴|资助|分别|一次性|最高|申领|经|按照?|每|可(?!持|穿)|通过|应|须|将|在(?!孵|校|站|研|职)|从|自(?!主)|当年|一个|享受"
)
_ACTS = re.compile(
    r"^(?:用于|购买|获批|获得|通过|取得|入选|年度|评价|评估|考核|承担|采取|以|设立|引进|建设|在|经|按|根据|由|从|到|自|其|并|同时|"
    r"连续|成功|当|首次|若|如|每|超过|达到|促成|被|新增|属于|符合|满足|租|实际|再|第|补助|补贴|奖励|支持|对|凡|的|为|和|及|给予|予以|发放|\d|、|市级财政|区级财政|财政|单个|单项|面向|加大|加强|强化|全面|积极|进一步|建立|完善|推动|推进|搭建|构建|深化|打破|开展)"
)
_POINTS_BACK = re.compile(r"^(?:其中|上述|前述|前款|以上|该|符合(?:相关|上述|条件|政策|规定|以上))")
_EACH_ONE = re.compile(rf"(?:每(?:家|个|名|人|户)|单个)(?P<who>[^,;:\d每]{{0,8}}?(?:{_HEADS}))")
_DOES = re.compile(
    rf"(?:支持|鼓励|引导|激励|对|面向)(?P<who>[^,;:。]{{0,40}}?(?:{_HEADS}))(?=每|开展|进行|实行|建设|合作|发展|加大|创办|,|;|。|$)"
)
_JUDGED = re.compile(
    rf"\s*(?P<who>[^,;:。]{{2,40}}(?:{_HEADS}))(?:实行)?每[\d一二两三四五]?年[^,;。]{{0,6}}(?:评估|考核|评价|复核|评审)"
)
_LEADS_IN = re.compile(r"^符合[^,]{0,8}条件的|^(?:每年|继续)?(?:组织)?(?:组织实施|实施|落实)(?=[^对])")
_HOLDS = re.compile(r"(?:举办|承办|主办)[^,;:。]{2,60}(?=的,|的$)")
_HELPS = re.compile(rf"(?:(?:专门|重点)?支持|鼓励|引导)(?P<who>[^,;:。]*(?:{_HEADS})[^,;:。]*)")
_GIVES = re.compile(r"按照?(?!规定|要求|时|期)|给予|予以")
# 新认定的星创天地: what was named, set up or listed gets it, whatever it is.
_NEWLY = re.compile(
    r"^(?:新|首次|当年|年度)(?:认定|获批|批准|备案|评定|评为|引进|组建|建设|建成|入选|获评|授牌|挂牌)(?:设立|建设)?的[一-鿿“”]{2,16}$"
)
# 孵化器为在孵企业减免房租的: the one who serves others gets it.
_SERVES = re.compile(
    rf"^(?P<who>[^,;:]{{0,30}}?(?:{_HEADS}))为[^,;:]{{2,30}}?(?:提供|开展|减免|办理|解决|引进|培养)[^,;:]*的(?=,|$)"
)
# 企业购买…技术成果的: the one who does it gets it; 企业购买的设备 is a thing.
_DOER = re.compile(
    rf"(?P<who>[^,;:]{{0,24}}?(?:{_HEADS}))(?:每年|当年|首次|自主|全职|联合|独立|成功)?"
    r"(?:购买|承接|登记|应用|聘请|签订|与(?=[^,;:]{2,24}签[订约])|创办|领办|投保|租用|租赁|承办|举办|参加|引进|新建|建立|通过(?!认定|评价|复审))"
)
_SETS_UP = re.compile(rf"\s*(?:新?建设|创建|建成|新建)[^,;:]{{2,30}}(?:{_HEADS})(?=,)")
# 重新认定的, 从外地整体迁入的 after another: the same kind of beneficiary in another case.
_CASE = re.compile(
    r"(?:首次|重新|再次|新|期满|连续|有效期|当年|整体|由|从)[^,;的]{0,20}(?:认定|备案|入库|获批|入选|评为|迁入|迁至[^,的]*|晋升|升级|复评)(?:为[^,的]*)?的$"
    r"|^在[^,;的]{2,24}(?:挂牌|上市)的$"  # another market
)
_GETS = re.compile(r"^(?:首次)?(?:获得|取得|获批|获评|入选|通过|列入|认定为|评为|成为)")
_GIVING_END = re.compile(r"(?<=的)(?:一次性|再|另|分别|增加|给予|予以|奖励|奖补|补助|补贴|资助|最高)+$")
_SHARE = re.compile(r"(?:部分|差额|增量|损失|支出|费用)$")
_NOUN = re.compile(rf"的[^的,]{{0,12}}(?:{_HEADS})$")
_CONDITION = re.compile(r"的$|^\s*(?:经|符合|满足|签订|在.{1,12}(?:阶段|期间|后|期内)$|连续|采取|需|须|自)")
_LIMIT = re.compile(
    r"期限|期(?:最长)?不超过|最长\d+|面积|连续|每年不超过|租期|分\d+年|用于|(?:每|单).{0,10}(?:最高|不超过|限)"
)


@dataclass(frozen=True)
class Recipient:
    """`name` is empty when the text names nobody; `named` tells it from one that an earlier sentence named."""

    name: str
    conditions: tuple[str, ...] = ()
    named: bool = True

    @property
    def tells(self) -> str:
        """What tells the beneficiary's tier: the name, with what one does (企业登记省级成果); else the conditions."""
        acts = (c for c in self.conditions if self.name and c.startswith(self.name))
        return next(acts, self.name) if self.named else "、".join(self.conditions)


def recipient(lead: str, context: str) -> Recipient:
    """Who gets it. `lead` is the text from the beginning of the sentence, or the figure before, to the figure.

    `context` is who got what stood before; one that only adds a condition (年度考核前3名的，再给予…) goes on with it.
    """
    parts = [p.strip() for p in re.split(r"[,;:]", lead) if p.strip()]
    bare = [_GIVING_END.sub("", p) for p in parts]
    conditions = tuple(re.sub(r"^对于?", "", p) for p in bare if _CONDITION.search(p) and not _GIVES.search(p))
    found = _FOR.search(lead)
    target = _target(found["who"]) if found else ""
    to = list(_GIVES_TO.finditer(lead))
    if not target and (serves := _SERVES.match(lead.strip())):
        return Recipient(_tidy(serves["who"]), conditions)
    if to and (not target or len(to[-1]["who"]) >= 4) and not _is_award(to[-1]["who"]):
        who = to[-1]["who"]
        if who != target and not _inside(found, to[-1]):
            told = (target, *conditions) if target else conditions
            return Recipient(_tidy(who), _other(told, who))
    if target:
        if (HEAD.search(target) or _NEWLY.match(target)) and not _POINTS_BACK.match(target):
            name, rest = _before_figure(target)
            name, rest = _doer(name) or (name, rest)
            return Recipient(_tidy(name), _other((*rest, *conditions), name))
        subject = next((p for p in parts if HEAD.search(p) and re.search(rf"{HEAD.pattern}$", p)), "")
        if not context and subject and subject not in target:  # 纳入备案的企业,对按期还款的
            return Recipient(_tidy(subject), _other((target, *conditions), subject))
        if not context:  # 对增长部分再给予8%: what it is a share of, not whom
            name = "" if _SHARE.search(target) else _tidy(target)
            return Recipient(name, () if name else (_tidy(target),), named=bool(name))
        if found and re.match(r"的(?:,|$)", lead[found.start("who") + len(_tidy(target)) :]):  # 对重新认定的
            return Recipient(_tidy(target) + "的" + context.rsplit("的", 1)[-1], (target,), named=False)
        return Recipient(context, _other((target, *conditions), context), named=False)
    for part in (_LEADS_IN.sub("", p) for p in parts):
        each = _EACH_ONE.search(part)
        if each:
            return Recipient(each["who"], _other(conditions, part))
        if helped := _HELPS.match(part):
            return Recipient(_tidy(helped["who"]), _other(conditions, part))
        if (_ACTS.match(part) and not _NOUN.search(part)) or not HEAD.search(part):
            continue
        name = _cut(part, _SUBJECT_CUT)
        if re.search(r"期间|阶段", name) and (heads := list(HEAD.finditer(name))):
            name = name[: heads[-1].end()]
        if HEAD.search(name):
            name, rest = _doer(name, part) or _before_figure(name)
            return Recipient(_tidy(name), _other((*rest, *conditions), name))
    if made := _SETS_UP.match(lead):
        return Recipient(_tidy(made[0]), _other(conditions, made[0]))
    if held := _HOLDS.search(lead):
        return Recipient(_tidy(held[0]), _other(conditions, held[0]))
    if helped := _HELPS.search(lead):
        return Recipient(_tidy(helped["who"]), conditions)
    other = next((c for c in conditions if c.endswith("的") and (gets := _GETS.match(c)) and gets[0] in context), "")
    if other and "的" in context:  # 获得省级奖项的 after 获得国家级奖项的机构
        return Recipient(f"{other}{context.rsplit('的', 1)[-1]}", tuple(c for c in conditions if c != other))
    case = next((c for c in conditions if _CASE.match(c)), "")
    if case and context and HEAD.search(context.rsplit("的", 1)[-1]):
        tail = context.rsplit("的", 1)[-1]
        return Recipient(f"{case}{tail}", tuple(c for c in conditions if c != case), named=False)
    if not context and (alone := next((c for c in conditions if c.endswith("的")), "")):
        return Recipient(_tidy(alone))
    return Recipient(context, conditions, named=False)


def gives_to(part: str) -> str:
    """Whom a part of a sentence itself gives to (给予建设单位最高300万元支持), or ""."""
    match = re.match(
        rf"\s*(?:给予|予以|奖励|补助|资助){_GIVES_TO.pattern[_GIVES_TO.pattern.index('(?P<who>') :]}", part
    )
    return _tidy(match["who"]) if match and not _is_award(match["who"]) else ""


def _doer(name: str, part: str = "") -> tuple[str, tuple[str, ...]] | None:
    """企业购买技术成果 → 企业, with what it does as a condition; None when the text names a thing or nobody acts."""
    match = None if _NOUN.search(name) else _DOER.match(name)
    return (match["who"], (part or name,)) if match else None


def spoken_of(sentence: str) -> str:
    """Whom a sentence that gives nothing yet speaks of: 对中试基地每两年开展一次绩效评价; 支持孵化载体."""
    match = _DOES.search(sentence) or _JUDGED.match(sentence)
    return _tidy(match["who"]) if match else ""


def limits(text: str) -> tuple[str, ...]:
    """The parts after a figure that bound what is given: 补贴期限不超过24个月."""
    return tuple(p.strip(" 。;；") for p in re.split(r"[,;，；]", text) if _LIMIT.search(p))


def _target(text: str) -> str:
    """What follows 对, up to where the giving begins."""
    _, rest = _before_figure(text)
    return text if rest else _cut(text, _CUT)


def _cut(text: str, pattern: re.Pattern[str]) -> str:
    """The text up to the first match that leaves two characters, and a head, before it."""
    if "的" in text and HEAD.search(text.rsplit("的", 1)[-1]) and not re.search(r"给予|予以|一次性|分别", text):
        return (
            text[: [m.end() for m in HEAD.finditer(text)][-1]]
            if re.search(r"按照?|采取", text) is None
            else _first(text, pattern)
        )
    return _first(text, pattern)


def _first(text: str, pattern: re.Pattern[str]) -> str:
    for match in pattern.finditer(text):
        if match.start() >= 2 and HEAD.search(text[: match.start()]):
            return text[: match.start()]
    for match in pattern.finditer(text):
        if match.start() >= 2:
            return text[: match.start()]
    return text


def _before_figure(text: str) -> tuple[str, tuple[str, ...]]:
    """科技型企业1000万元以内的流动资金贷款 → 科技型企业, with the rest as a condition."""
    digit = re.search(r"\d", text)
    heads = list(HEAD.finditer(text))
    if digit and heads and heads[-1].end() <= digit.start():
        return text[: heads[-1].end()], (text,)
    return text, ()


def _inside(found: re.Match[str] | None, to: re.Match[str]) -> bool:
    """Whether the words after 给予 are part of a longer description: 对给予企业支持的机构."""
    return bool(
        found
        and found.start("who") <= to.start()
        and to.end() <= found.start("who") + len(found["who"])
        and "的" in found["who"][to.end() - found.start("who") :]
    )


def _is_award(text: str) -> bool:
    return bool(re.search(r"(?:补助|补贴|奖励|资助|经费|资金|安家费|贷款)", text))


def _tidy(text: str) -> str:
    text = re.sub(r"^(?:不少于|不超过)\d+[个项家名]", "", text.strip(' ,，、:;"·'))
    if text.count("“") > text.count("”"):  # cut at a head inside: “育种小院”
        text += "”"
    return re.sub(r"(?:的|,)+$", "", text) or text


def _other(parts: tuple[str, ...], name: str) -> tuple[str, ...]:
    """Conditions that are more than the name itself, each once."""
    return tuple(dict.fromkeys(p for p in parts if p and _tidy(p) != _tidy(name) and p not in name))
