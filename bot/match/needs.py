"""What a support asks of whoever applies, read out of its words as facets that an enterprise can be asked about.

Words that no facet explains are kept and asked as they stand; words that only an office can judge (重大, 高水平,
符合产业需求) are never asked of a visitor.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.match.traits import ACTIVITIES, LEVELS, PLATFORMS, STATUSES, Body, Origin, Trait, When
from index.models import SupportItem

ORGANISATIONS = frozenset(Body) - {Body.PERSON, Body.FINANCE}
BODIES: tuple[tuple[frozenset[Body], re.Pattern[str]], ...] = (
    (ORGANISATIONS, re.compile(r"企事业单位|各类(?:创新)?主体|创新主体|用人单位|(?<!事业)单位|法人")),
    (frozenset({Body.FIRM}), re.compile(r"企业(?!家)")),
    (frozenset({Body.UNIVERSITY}), re.compile(r"高校|高等(?:学校|院校)|大学(?!生|科技园)|院校")),
    (frozenset({Body.INSTITUTE}), re.compile(r"(?:科研|研究)?院所|科研机构|研究所|科研单位")),
    (frozenset({Body.SERVICE}), re.compile(r"服务机构|中介机构|技术转移(?:示范)?机构|检验检测机构")),
    (frozenset({Body.PUBLIC}), re.compile(r"(?<!企)事业单位|医院")),
    # Banks give loans to firms: only who is named last is the one that is supported.
    (frozenset({Body.FINANCE}), re.compile(r"(?:担保|保险|金融)(?:机构|公司)$|银行$")),
)
PERSON = re.compile(r"人才|人员|个人|博士|专家|团队|研究生|大学生|创业者|经理人?|成果完成人")
_PERSONS = re.compile(rf"(?:{PERSON.pattern})(?:[（(][^（）()]*[)）])?$")
_ORIGIN = re.compile(r"(国外|境外|海外|省外|市外|区外|外地|外省)(?!人才|项目|专家|高层次)")
_WAYS = re.compile(r"以[^，,的]{1,24}等(?:形式|方式)")  # 以合作共建、独立建设等形式: ways, not demands
_NEW = re.compile(r"新(?:认定|获批|列入|备案|建|获得|引进|培养|落户)(?:或认定)?|首次(?:认定|获批|获得|全职引进)?|当年")
_RENEWED = re.compile(r"重新认定|复审")
_LEVEL = re.compile(r"(国家|省|市|区县|区|县)级(以上)?")
_JUDGED = re.compile(
    r"重大(?:贡献|促进|意义)|优秀|高水平|高端|突出|潜力|优势明显|实力强|水平高|数额较大|有力|重点产业|促进作用"
    r"|符合[^，,]{0,14}(?:规定|条件|需求|要求)|评审|审核|考核|评价(?:结果|优秀|良好)|对[^，,]{0,10}贡献"
)
# How and up to what is paid, which asks nothing of who applies.
_OF_PAYMENT = re.compile(
    r"^再?(?:分别)?(?:一次性)?按|^采取.{0,16}方式$|最高$|不超过\d*\s*(?:年|个月|个|人|项)?$|最高不超过$|最高\d|累计|期限|^以上|发放$|最长|^支持期|^自.{0,10}起|补贴面积"
)
_FILLER = re.compile(
    r"以及|各类|相关|有关|其他|辖区|范围内|申请|[的和、与及或等对经在为我本全市省区县内以由家并]|科技(?!服务业)|创新|项目|机构|平台|中心"
    r"|提供|取得|引进|培养|培育|入选|实施|设立|获批|认定|开展|[\s“”（）()，,:：]"
)
_STAGE = re.compile(r"^第[一二三四五\d]年$")


@dataclass(frozen=True)
class Ask:
    """What one piece of a support's words asks. Traits of one group are alternatives; the groups hold together.

    `open` says what no facet explains: "" nothing, "ask" a visitor knows it, "judge" an office decides it.
    `condition`: the document puts it as one (…的，), so that it is no description of somebody.
    """

    text: str
    bodies: frozenset[Body] = frozenset()
    origins: frozenset[Origin] = frozenset()
    platforms: tuple[Trait, ...] = ()
    statuses: tuple[Trait, ...] = ()
    activities: tuple[Trait, ...] = ()
    levels: frozenset[str] = frozenset()
    when: When | None = None
    open: str = ""
    condition: bool = False


@dataclass(frozen=True)
class Needs:
    """All that a support asks. `tiers` are the classes of its kind of which it is `tier`; empty where none is asked."""

    asks: tuple[Ask, ...]
    tier: str = ""
    tiers: tuple[str, ...] = ()
    personal: bool = False  # given to a person or a team, not to their employer


def needs_of(items: Iterable[SupportItem]) -> list[tuple[SupportItem, Needs]]:
    """What each support asks."""
    every = list(items)
    kinds: dict[tuple[str, str], list[str]] = {}
    for item in every:
        if item.tier and not _STAGE.match(item.tier):
            kinds.setdefault((item.clause_id, _untiered(item)), []).append(item.tier)
    return [
        (item, _needs(item, tuple(dict.fromkeys(kinds.get((item.clause_id, _untiered(item)), ()))))) for item in every
    ]


def describe(item: SupportItem) -> str:
    """Who is supported, with what stands before an enumeration in the sentence: 企业与高校共建的 + 成果转化基地."""
    at = item.quote.find(item.beneficiary) if item.beneficiary else -1
    before = re.split(r"[，,。；;：:]|给予|予以|对于?|(?<!作)为", item.quote[: max(at, 0)])[-1]
    lead = before[: before.rfind("的") + 1]
    return lead + item.beneficiary


def _needs(item: SupportItem, tiers: tuple[str, ...]) -> Needs:
    text = _untiered(item) if len(tiers) > 1 or _STAGE.match(item.tier or "") else describe(item)
    conditions = [c for c in map(_bare, item.conditions) if c and not _OF_PAYMENT.search(c)]
    whole = next((c for c in conditions if text and text in c), text)
    pieces = dict.fromkeys([whole, *(c for c in conditions if c not in whole and c != item.tier)])
    platforms = any(trait.pattern.search(text) for trait in PLATFORMS)
    levelled = platforms and all(tier in LEVELS for tier in tiers)
    asks = [
        replace(_ask(piece, None if number else item), condition=f"{piece}的" in item.conditions)
        for number, piece in enumerate(pieces)
    ]
    chosen = len(tiers) > 1 and not levelled
    return Needs(
        tuple(asks),
        tier=item.tier or "" if chosen else "",
        tiers=tiers if chosen else (),
        personal=bool(_PERSONS.search(text)),
    )


def _untiered(item: SupportItem) -> str:
    if not item.tier:
        return item.beneficiary
    text = re.sub(rf"[（(]{re.escape(item.tier)}[)）]$", "", item.beneficiary)
    return text.replace(item.tier, "", 1)


def _bare(condition: str) -> str:
    return re.sub(r"^(?:对于?|凡)|(?<=.)的$", "", condition.strip())


def _ask(text: str, item: SupportItem | None) -> Ask:
    """The facets of a text; `item` when it is the description of who is supported."""
    plain = _WAYS.sub("", text)
    platforms, statuses = (tuple(t for t in group if t.pattern.search(plain)) for group in (PLATFORMS, STATUSES))
    rest = plain
    for trait in platforms:  # 成果转化基地 is a platform, and no 成果转化
        rest = trait.pattern.sub("", rest)
    activities = tuple(t for t in ACTIVITIES if t.pattern.search(rest))
    outside = re.sub(r"[（(][^（）()]*[)）]", "", rest)
    bodies = frozenset(b for kinds, pattern in BODIES if pattern.search(outside) for b in kinds)
    unexplained = _open(plain, [*platforms, *statuses, *activities], activities)
    if unexplained and not item:  # 在孵企业上市的: whose business it is, only a reader can tell
        return Ask(text, open=unexplained)
    levels = _levels(plain, item.tier if item else None) if platforms else frozenset()
    return Ask(
        text=text or (item.quote if item else ""),
        bodies=frozenset() if _PERSONS.search(outside) else bodies,
        origins=_origins(plain) if item else frozenset(),
        platforms=platforms,
        statuses=statuses,
        activities=activities,
        levels=levels,
        when=_when(plain, (*platforms, *statuses)),
        open=unexplained,
    )


def _when(text: str, traits: tuple[Trait, ...]) -> When | None:
    """When the traits must have been recognised: 新认定的省级孵化器, not 当年首次纳入规模以上统计的高新技术企业."""
    for trait in traits:
        found = trait.pattern.search(text) if trait.dated else None
        for pattern, when in ((_RENEWED, When.RENEWED), (_NEW, When.NEW)):
            words = list(pattern.finditer(text, 0, found.start())) if found else []
            if found and words and len(_FILLER.sub("", _LEVEL.sub("", text[words[-1].end() : found.start()]))) < 2:
                return when
    return None


def _levels(text: str, tier: str | None) -> frozenset[str]:
    if tier in LEVELS:
        return frozenset({tier})
    found = set()
    for name, above in _LEVEL.findall(text):
        level = "区县级" if name in ("区县", "区", "县") else f"{name}级"
        at = LEVELS.index(level)
        found |= set(LEVELS[: at + 1]) if above else {level}
    return frozenset(found)


def _origins(text: str) -> frozenset[Origin]:
    found = set(_ORIGIN.findall(text))
    if not found:
        return frozenset()
    origins = {Origin.ABROAD}
    if found - {"国外", "境外", "海外"}:
        origins.add(Origin.COUNTRY)
    if found & {"市外", "区外", "外地"}:
        origins.add(Origin.PROVINCE)
    return frozenset(origins)


def _open(text: str, traits: list[Trait], activities: tuple[Trait, ...]) -> str:
    if _JUDGED.search(text):
        return "judge"
    if len(activities) > 1 or not text:
        return "ask"
    rest = text
    for pattern in [t.pattern for t in traits] + [p for _, p in BODIES]:
        rest = pattern.sub("", rest)
    for pattern in (_ORIGIN, _RENEWED, _NEW, _LEVEL, _FILLER):
        rest = pattern.sub("", rest)
    return "ask" if len(rest) > 1 else ""
