"""Which figures of a sentence are given, and as what: an amount, a share of costs, or a cap.

A figure is given only when a giving word rules it. Targets (达到200家以上), budgets (每年安排2000万元),
funds (首期1亿元),
thresholds (年销售收入5000万元以上的企业), who pays (市区按1:1分担) and when it is paid (验收后拨付30%) are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from index.language.figures import Figure, FigureKind, find_figures
from index.supports.told import AWARD, CAP, GIVE, MASKED, is_told, tells_each

__all__ = ["CAP", "GIVE", "Role", "Run", "given_runs", "plain", "restored", "segment"]

# One character to one character, so that offsets stay; every pattern below is written with these marks.
_MARKS = str.maketrans("，；：（）％　", ",;:()% ")
_PROPORTION = re.compile(r"(?<=\d):(?=\d)")
_MASK = 0xF0000  # a private plane: a masked character says where it stood
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")

# 每家 and the like before a figure show that it is given, once the sentence gives.
_EACH = re.compile(r"(?:每|各|单)(?:[^,;:\d]{0,8})$|一次性|累计")
MEASURED = (
    r"投资(?!机构|人|补)|销售|收入|产值|交易额|成交额|合同额|投资额|融资额|贷款额|营业额|销售额|投入|原值|资产|所得|税收|利润|"
    r"注册资本|实缴|估值|市值|出口|总额|金额|规模|实到"
)
_REACHED = r"达到|达(?!成)|(?<!不)超过|突破|不低于|不少于|高于|大于|低于|不足|不满|满"
_THRESHOLD = re.compile(rf"(?:{MEASURED})|{_REACHED}")
_OR_MORE = re.compile(rf"\s*(?:\(?不?含\)?|{MASKED})?(?:及|\(含\))?(以上|以下|以内|之内|的部分)")
# 不少于60万元运营经费: the least that is given, right after the word that gives it.
_AT_LEAST = re.compile(r"(?:给予|予以|提供|分别|每[年家个项人]|补[助贴]|奖励|资助)不[少低]于$")
_ARRANGED = re.compile(r"安排(?:给予)?最高$")
_PER = r"(?:[年月日天人家户项个次亩件吨台套]|平方米|平米|㎡)"
_RATE = re.compile(rf"^\s*[/／]{_PER}(?:[/／·.]{_PER})*")
_BANK = re.compile(
    r"的?[^,;:]{0,14}(?:贷款|授信|信用额度|融资)(?!贴息|利息|的?\d|[^,;:]{0,4}(?:担保费|成本|租赁|保险|保费|风险|损失|补))"
)
_LENT = re.compile(r"(?:贷款|授信|融资)余额|(?:发放|投放)[^,;:]{0,10}贷款$")
_STANDARD = re.compile(r"(?:标准|额度|金额)(?:分别)?(?:为|如下|是)?:?")
_BUDGET = re.compile(r"安排|预算|首期|总规模|规模|设立|基金|筹集|募集|统筹|总投资|注资|减税降费")
_TARGET = re.compile(r"^\s*(?:力争)?到?20\d\d年|力争|累计达到(?![\d.,]+[百千]?[万亿]?元)|目标")
# Repaid, fined, cut, or a limit to all that somebody gets: nothing is given.
_TAKEN = re.compile(r"退还|退回|追回|收回|追缴|罚款|处以|核减|扣减|扣回|停拨|不予|不再|折算")
_ALL_TOGETHER = re.compile(
    r"(?:每年|年度)[^,;]{0,6}(?:发放|安排|支出|资金)总额|(?:获得|享受|取得|支持)[^,;]{0,40}(?:总额|合计|总计|总和)|(?:同一|单个)(?:企业|单位|项目|主体|申报|年度|团队)"
    r"[^;]*(?:同一年度|同年度|当年|总额|合计)"
)
_GIVES_EACH = re.compile(r"给予|予以|按\d[\d.]*%(?:补助|补贴|奖励|资助)")
_WHO_PAYS = re.compile(r"财政[^,;]{0,20}(?:分担|共担|承担)")
_SHARED = re.compile(
    r"分担|承担|共担|负担|分摊|自筹|(?<!实际)拨付(?!经费|资金)|首付|尾款|预拨|上浮|下浮|百分点|核减|股权|股份"
)
_SHARE_OF = re.compile(r"占|比重|比例不|比例达|增长|增幅|增速|提高|达到|(?<!不)超过|持股|优秀率|通过率")
_SHARE_GIVEN = re.compile(
    r"按照?(?!规定|要求|时|期)|给予|予以|补贴|补助|奖励|奖补|资助|配套|贴息|减按|减收|减免|抵扣|补$"
)
# A share of costs that somebody bears, in words that are no giving by themselves.
_SPENT = re.compile(r"支持|补|奖|给予|用于|租金|征收|执行|投入|报销|(?:护理|医疗|待遇|基金|住院|门诊).*支付")
# 补助比例提高至15%, 创新券抵扣费用的比例不超过50%: a share that is named as given.
# 不超过研发投入的20%、最高500万元: what the share is of says nothing of the amount.
_SHARE_BEFORE = re.compile(r"^.*[%‰](?:[^,;、]{0,4}、)(?=[^,;、]*$)")
_RAISED = re.compile(
    rf"(?:{AWARD})的?比例(?:可|最高)?(?:提高|放宽|上调)[至到为]$|抵扣[^,;]*比例(?:最高)?(?:不超过|为)$"
)
_SHARE_AFTER = re.compile(
    r"^(?:以上|以内)?(?:[^,;]{0,10}(?:比例|收益))?[^;]{0,6}"
    r"(?:给予|予以|奖励|补助|补贴|贴息|配套|抵扣|用于|资助|租金|奖补|的?标准)"
)
_MAY_HOLD = re.compile(r"[元圆¥￥%‰∶]|[百千]分之|\d\s*[百千]?[万亿]")
_LIST = re.compile(r"\s*(?:、|和|及|以及|与|或|或者)\s*")
_RANGE = re.compile(rf"{MASKED}\s*(?:[-—–~～]|至|到)+\s*")


class Role(StrEnum):
    AMOUNT = "amount"
    RATIO = "ratio"
    CAP = "cap"


@dataclass(frozen=True)
class Run:
    """Figures of one role with nothing but 、 or 和 between them. `start`–`end` is their span in the sentence."""

    role: Role
    figures: tuple[Figure, ...]

    @property
    def start(self) -> int:
        return self.figures[0].start

    @property
    def end(self) -> int:
        return self.figures[-1].end


def plain(sentence: str) -> str:
    """The sentence with half-width marks, and its brackets masked; every character keeps its place."""
    text = re.sub(r"[\U000f0000-\U000fffff]", "·", _PROPORTION.sub("∶", sentence.translate(_MARKS)))
    while (masked := _BRACKET.sub(lambda m: _mask(m.start(), m.end()), text)) != text:
        text = masked
    return text


def restored(text: str, sentence: str) -> str:
    """A piece of the `plain` sentence with what was masked in it."""
    return "".join(sentence[ord(c) - _MASK] if _MASK <= ord(c) < _MASK + len(sentence) else c for c in text)


def _mask(start: int, end: int) -> str:
    return "".join(chr(_MASK + min(at, 0xFFFD)) for at in range(start, end))


def given_runs(text: str, giving: bool) -> list[Run]:
    """The given figures of a `plain` sentence, in order. `giving` tells that the sentence before gave already."""
    if (_ALL_TOGETHER.search(text) or _WHO_PAYS.search(text)) and not _GIVES_EACH.search(text):
        return []
    runs = []
    for figures in _lists(text):
        start, end = segment(text, figures[0].start)
        before, after = text[start : figures[0].start], text[figures[-1].end : max(end, figures[-1].end)]
        if _TAKEN.search(before + after) or (_TARGET.search(text) and not GIVE.search(before + after)):
            continue
        if re.match(r"\s*(?:以上)?用于", after) and _BUDGET.search(text[:start]):
            continue  # 安排1亿元专项资金，其中30%用于基础研究
        if re.search(r"(?:共计|总计|合计)$", before) and text[figures[-1].end :].startswith(":"):
            continue  # 共计800万元：股改奖励100万元，… tells its parts
        given = giving or any(p.search(text[: figures[0].start]) for p in (GIVE, _STANDARD)) or tells_each(text)
        if re.match(r",(?:再)?(?:给予|予以|奖励|补助|补贴)", text[end:]):  # 按照费用的50%,给予…
            after += text[end : end + 4]
        if figures[0].kind is FigureKind.RATIO:
            role = _ratio(before, after, given)
        elif is_told(before, text[figures[-1].end :]):
            continue
        else:
            before, after = _SHARE_BEFORE.sub("", before), _RATE.sub("", after)
            role = _in_full(before, after) or _money(before, after, given)
        runs += _runs(role, figures, text, before) if role else []
    return runs


def _runs(role: Role, figures: tuple[Figure, ...], text: str, before: str) -> list[Run]:
    """The figures in this role; of a range the upper is a cap, or as a share the share."""
    if len(figures) == 2 and _RANGE.fullmatch(text[figures[0].end : figures[1].start]):
        upper = Run(Role.CAP if role is Role.AMOUNT else role, figures[1:])  # 20%-30% is told as 20-30% is
        return [Run(Role.AMOUNT, figures[:1]), upper] if role is Role.AMOUNT else [upper]
    if role is Role.AMOUNT and re.search(r"\d\s*[-—–~～至到]\s*$", before):  # 5-10万元: the first has no unit
        return [Run(Role.CAP, figures)]
    return [Run(role, figures)]


def segment(text: str, at: int) -> tuple[int, int]:
    """The span around `at` between commas, colons and semicolons."""
    start = max(text.rfind(mark, 0, at) for mark in ",;:") + 1
    ends = [end for mark in ",;:。" if (end := text.find(mark, at)) >= 0]
    return start, min(ends, default=len(text))


def _lists(text: str) -> Iterator[tuple[Figure, ...]]:
    """Money and shares but 0; neighbours of one kind in one list together."""
    if not _MAY_HOLD.search(text):
        return
    group: list[Figure] = []
    for figure in find_figures(text):
        if figure.kind not in (FigureKind.MONEY, FigureKind.RATIO) or not figure.value:
            continue
        between = text[group[-1].end : figure.start] if group else ""
        if group and group[-1].kind is figure.kind and (_LIST.fullmatch(between) or _RANGE.fullmatch(between)):
            group.append(figure)
            continue
        if group:
            yield tuple(group)
        group = [figure]
    if group:
        yield tuple(group)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.end() for m in pattern.finditer(text)), default=-1)


def _in_full(before: str, after: str) -> Role | None:
    """The role that the words on both sides tell together, whatever else they hold."""
    if _ARRANGED.search(before) and re.match(r"的?(?:[^,;]{0,6}经费|资金)(?:支持|用于|资助|补助)", after):
        return Role.CAP  # 每年安排最高100万元经费支持某中心建设
    if _AT_LEAST.search(before) and re.match(rf"的?(?:一次性)?[^,;:\d]{{0,8}}(?:{AWARD})", after):
        return Role.AMOUNT
    return None


def _money(before: str, after: str, given: bool) -> Role | None:
    gives, reached = _last(GIVE, before), _last(_THRESHOLD, before)
    cap = _last(CAP, before)
    money_of_award = bool(re.search(rf"(?:{AWARD})[^,]{{0,6}}(?:总额|金额|额度|规模)?[^,]{{0,6}}$", before[:cap]))
    bound = _OR_MORE.match(after)
    if _BANK.match(after) or _LENT.search(before):
        return None
    if gives < _last(_BUDGET, before) and not (cap >= 0 and gives >= 0):
        return None
    if bound and gives < 0:
        return Role.CAP if bound[1] in ("以内", "之内") and given and reached < 0 else None
    if bound and bound[1] in ("以内", "以下", "之内"):
        return Role.CAP
    if re.match(r"\s*(?:封顶|为限|的?上限)", after):
        return Role.CAP
    if cap >= 0:
        award = money_of_award or gives >= 0
        if reached > gives and reached <= cap and not award:
            # 单个项目投入不超过300万元 is given where the sentence puts money in; 资产不超过2亿元 is not.
            return Role.CAP if given and before.startswith(("单个", "单项", "每")) else None
        return Role.CAP if award or given or re.match(rf"[^,;:\d]{{0,8}}(?:{AWARD})", after) else None
    if gives >= 0 and gives > reached:
        return Role.AMOUNT
    if re.match(rf"\s*的?(?:一次性)?[^,;:\d]{{0,8}}(?:{AWARD})", after) and reached < 0:
        return Role.AMOUNT
    if "按" in before and re.match(r"[^,;]{0,10}标准", after) and reached < 0:
        return Role.AMOUNT
    if given and reached < 0 and (_EACH.search(before) or len(before.rsplit("、")[-1]) <= 20):
        return Role.AMOUNT
    return None


def _ratio(before: str, after: str, given: bool) -> Role | None:
    if _RAISED.search(before):
        return Role.RATIO
    if _SHARED.search(before + after):
        return None
    gives, of = _last(_SHARE_GIVEN, before), _last(_SHARE_OF, before)
    if re.search(rf"(?:{AWARD})(?:资金|经费)?(?:比例|额度)?(?:最高)?不(?:超过|高于)", before):
        return Role.RATIO
    if gives >= 0 and (gives > of or re.search(r"给予|予以", before)):
        return Role.RATIO if _of_costs(before + after, given) else None
    if of < 0 and _SHARE_AFTER.match(after):
        return Role.RATIO
    if re.match(r"以上的?[^,;]{0,24}(?:达|实现|完成|覆盖)", after):
        return None  # 80%以上的敬老院达到一级
    if of < 0 and given and len(before.rsplit("、")[-1]) <= 14 and not re.search(r"比例|不[低少小大]于|面积", before):
        return Role.RATIO
    return None


def _of_costs(part: str, given: bool) -> bool:
    """按…的比例 alone, without a word of giving, may speak of anything."""
    return given or bool(GIVE.search(part) or _SPENT.search(part))
