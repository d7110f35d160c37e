"""Clause → SupportItems: who gets what, of which tier, how much, at most how much, how often, on what condition.

`drafts` reads a sentence; here is how sentences make the items of a clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from index.language.figures import FigureKind
from index.language.rules import WORDS, Rules
from index.language.sentences import clause_sentences
from index.models import Clause, PolicyDocument, SupportItem
from index.supports.drafts import Context, Draft, Reader
from index.supports.grants import given_runs, plain, restored
from index.supports.kinds import kind_of, kind_of_money, per_of
from index.supports.labels import Told, is_award_label, label_of, names_objects, told_beside, told_of
from index.supports.promises import is_about_other, names_policy, opens_duties, promises
from index.supports.recipients import limits, recipient, spoken_of
from index.supports.rows import Cell, awards, header_cells, matter_of, row_cells, rows_above, told, whole_row, whose
from index.supports.tiers import label_tier, of_tier

_RULES = Rules("supports/labels")
_BROAD = ("subsidy", "reward", "other")
NOBODY = "符合条件者"
"""Whom a clause gives to that names nobody, under headings that name nobody."""


def extract_supports(document: PolicyDocument) -> tuple[SupportItem, ...]:
    """Every support of the document's clauses, in order.

    Each `quote` is one of its clause's sentences (`clause_sentences`), and holds the item's figures. Ids are unique,
    and do not change when another clause does.
    """
    anybody = _applicants(document)
    beside, above = told_beside(document.clauses), rows_above(document.clauses)
    return tuple(
        item
        for clause in document.clauses
        for item in _of_clause(
            clause,
            document,
            anybody,
            beside.get(clause.path.rpartition(" › ")[0], Told()),
            above.get(clause.clause_id, []),
        )
    )


def _applicants(document: PolicyDocument) -> str:
    """Whom the document is for by a clause of its own (一、申报对象 …的企业), for those that name nobody."""
    for clause in document.clauses:
        if names_objects(clause.heading) and (heads := WORDS["HEAD"].findall(clause.text)):
            return f"符合条件的{heads[-1]}"
    return NOBODY


def _nobody_named(heading: str, anybody: str) -> str:
    """The heading that stands for whom a clause leaves unnamed, unless the document tells it elsewhere."""
    if who := _RULES["award_to"].search(heading):
        return who["who"]
    return heading if heading and (WORDS["HEAD"].search(heading) or anybody == NOBODY) else anybody


def is_giving(sentence: str) -> bool:
    """Whether the sentence gives somebody something, with or without a figure."""
    text = plain(_RULES["responsible"].sub("", sentence))
    return promises(text) or bool(given_runs(text, False))


def _of_clause(
    clause: Clause, document: PolicyDocument, anybody: str, beside: Told, above: list[Cell]
) -> Iterator[SupportItem]:
    parts = clause.path.split(" › ")
    if any(is_about_other(part) for part in (*parts[-2:], clause.heading)):
        return
    heading = _words(parts[:-1]) if is_award_label(clause.heading) else clause.heading
    context = Context(heading or _words(parts), who=_above(parts), above=above)
    found: list[tuple[str, Draft]] = []
    sentences = clause_sentences(clause)
    for sentence, own in zip(sentences, told_of(sentences), strict=True):
        conditions = own.conditions or beside.conditions
        label = label_of(sentence)[0]
        if label in ("objects", "conditions", "other"):
            context.duties = label != "objects"
            continue
        context.duties = context.duties and not label
        context.who = own.named or beside.named or context.who
        drafts = _read(sentence, context, parts[-1], len(sentences) == 1)
        found += (
            (sentence, replace(draft, conditions=tuple(dict.fromkeys((*draft.conditions, *conditions)))))
            for draft in drafts
        )
    if not found and sentences and names_policy(clause.heading):
        found = [(sentences[0], Draft(clause.heading, None, kind_of(clause.heading) or "other"))]
    matter = matter_of(clause.text) if found else ""
    for i, (sentence, draft) in enumerate(found, start=1):
        yield SupportItem(
            item_id=f"{clause.clause_id}.g{i}",
            clause_id=clause.clause_id,
            doc_id=document.doc_id,
            title=heading or matter or _does(draft),
            kind=draft.kind,
            beneficiary=draft.who or _nobody_named(heading or _words(parts), anybody),
            tier=draft.tier,
            amount_cny=draft.amount,
            ratio=draft.ratio,
            cap_cny=draft.cap,
            per=draft.per,
            conditions=draft.conditions,
            responsible_units=clause.responsible_units or beside.units,
            quote=sentence,
            jurisdiction=document.jurisdiction,
            validity=document.validity,
        )


def _does(draft: Draft) -> str:
    """Whom a support without a heading is for, with what they do for it: 企业购买技术成果."""
    act = next(
        (c.removesuffix("的") for c in draft.conditions if c.startswith(draft.who) and (draft.who or not limits(c))), ""
    )
    return act if 0 < len(act) <= 40 else draft.who


def _words(parts: list[str]) -> str:
    """The nearest heading that is more than a number."""
    named = (_RULES["number"].sub("", part).strip() for part in reversed(parts))
    return next((name for name in named if name and not is_award_label(name)), "")


def _above(parts: list[str]) -> str:
    """Whom the headings above speak of: 对新认定的孵化器给予奖励 above （一）国家级的，100万元。"""
    for part in reversed(parts[:-1]):
        if _RULES["speaks_of"].search(part) and (name := recipient(plain(part), "").name):
            return restored(name, part)
    return ""


def _read(sentence: str, context: Context, heading: str, alone: bool) -> list[Draft]:
    """The supports of one sentence; the context learns from it. `alone` is the only sentence of its clause."""
    body = _RULES["responsible"].sub("", sentence)
    text = plain(body)
    if label := _RULES["leads"].search(body):
        text = " " * label.end() + text[label.end() :]
    bare = text.strip(" 。;:")
    context.duties = context.duties or opens_duties(text.strip())
    if context.duties or not bare or (bare == plain(context.heading) and not alone):
        return []
    if cells := header_cells(text):
        context.header = cells
        return []
    drafts = _from_row(text, context, heading) or Reader(text, context).read()
    if drafts:
        context.who, context.kind, context.gave = drafts[-1].who, drafts[-1].kind, True
    elif who := spoken_of(text):
        context.who = who
    context.who = restored(context.who, body)
    return [
        replace(
            draft,
            who=restored(draft.who, body),
            tier=draft.tier and restored(draft.tier, body),
            conditions=tuple(restored(c, body) for c in draft.conditions),
        )
        for draft in map(_apart, drafts)
    ]


def _apart(draft: Draft) -> Draft:
    """A tier that the name leaves out stands beside it: 创业团队（重点支持）; of several in it this one stays."""
    if draft.tier:
        draft = replace(draft, who=of_tier(draft.who, draft.tier))
    if draft.tier and draft.tier not in draft.who and not _of_what_is_done(draft, draft.tier):
        return replace(draft, who=f"{draft.who}（{draft.tier}）" if draft.who else draft.tier)
    return draft


def _of_what_is_done(draft: Draft, tier: str) -> bool:
    """企业登记省级成果, 通过国家审定的品种: the tier is not that of the beneficiary."""
    _, named, act = draft.who.partition(tier.removesuffix("级"))
    if named and _RULES["act"].search(act):
        return True
    return any(tier in c for c in draft.conditions if draft.who and c.startswith(draft.who))


def _from_row(text: str, context: Context, heading: str) -> list[Draft]:
    cells = whole_row(row_cells(text, context.header), context.above)
    if found := told(cells):
        return _from_words(*found, replace(context, gave=True))
    given = awards(cells)
    if not given:
        return []
    names = whose(cells)
    tier = next((t for name in names if (t := label_tier(name))), None)
    who = (
        next((n for n in reversed(names) if n != tier), "")
        or context.who
        or next(iter(WORDS["HEAD"].findall(heading)), "")
    )
    drafts: list[Draft] = []
    for name, cell, figure, is_cap in given:
        money = figure.kind is FigureKind.MONEY
        draft = Draft(who or tier or "", tier, kind_of(name) or kind_of_money(name + cell) or "subsidy")
        per = per_of(cell[: figure.start], cell[: figure.start], cell[figure.end :])
        if not money and drafts and drafts[-1].ratio is None and "比例" in name:
            drafts[-1] = replace(drafts[-1], ratio=figure.value)
            continue
        drafts.append(
            replace(
                draft,
                amount=figure.value if money and not is_cap else None,
                cap=figure.value if money and is_cap else None,
                ratio=None if money else figure.value,
                per=per,
            )
        )
    return drafts


def _from_words(who: str, matter: str, sentences: list[str], context: Context) -> list[Draft]:
    """对…, 给予… of the cells of a row: each sentence of the award goes on with the one before."""
    name = recipient(f"对{who},", "").name if who else context.who
    named = kind_of(matter)
    drafts: list[Draft] = []
    for sentence in sentences:
        context = replace(context, heading=matter or context.heading, who=name or who)
        lead = f"对{who}," if who and not drafts else ""
        give = "" if WORDS["GIVE"].search(sentence) else "给予"
        drafts += Reader(lead + give + sentence, context).read()
    if named and named not in _BROAD:  # 房租补贴 beside 第二年补贴50%
        drafts = [replace(draft, kind=named) if draft.kind in _BROAD else draft for draft in drafts]
    return drafts
