"""What the documents of a place do in a matter of the enterprise's without saying how much.

加大对众创空间的扶持力度 gives nobody a sum, and who runs a 众创空间 should read it all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.match.models import NO, Mention
from bot.match.standing import Desk, clause_path, tick
from bot.match.traits import TRAITS
from index.models import PolicyDocument, SupportItem
from index.supports.measures import Measure, find_measures


def mentioned(desk: Desk, items: Sequence[SupportItem], documents: Iterable[PolicyDocument]) -> Iterator[Mention]:
    """Measures in matters that the enterprise did not say no to, apart from those that a support quotes.

    The matters are asked about from now on.
    """
    desk.silent = False
    for document in documents:
        quoted = [item.quote for item in items if item.doc_id == document.doc_id]
        for measure in find_measures(document):
            if any(quote in measure.quote or measure.quote in quote for quote in quoted):
                continue
            traits = [t for t in TRAITS.values() if any(t.pattern.search(p) for p in measure.phrases)]
            names = tuple(t.name for t in traits if desk.answer(tick(t)) != NO)
            if names:
                yield _mention(document, measure, names)


def _mention(document: PolicyDocument, measure: Measure, names: tuple[str, ...]) -> Mention:
    return Mention(
        doc_id=document.doc_id,
        title=document.title,
        names=names,
        quote=measure.quote,
        url=clause_path(document.doc_id, measure.clause.clause_id),
        validity=document.validity,
        responsible_units=measure.clause.responsible_units,
    )
