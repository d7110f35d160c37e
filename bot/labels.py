"""Classes and ranks in questions and clauses: A类, A等次, 第3名. A segmenter would cut them to nothing."""

from __future__ import annotations

import re

_LABEL = re.compile(r"[A-Fa-f]\s*(?:类|等次?|档)|第[一二三四五六七八九十\d]+(?:名|档|类|年度?|等|批)")
_RANK = re.compile(r"第(\d{1,4})名")
_RANKS = re.compile(r"第?(\d{1,4})名?(?:至|到|-|—|–|～|~)第?(\d{1,4})名|前(\d{1,4})名")


def labels_in(text: str) -> list[str]:
    """The labels that the text names, without blanks."""
    return [re.sub(r"\s", "", match[0]).upper() for match in _LABEL.finditer(text)]


def without_labels(text: str) -> str:
    """The text with a blank for each label."""
    return _LABEL.sub(" ", text)


def is_label(text: str) -> bool:
    """Whether the text is a class or a rank and nothing else."""
    return bool(_LABEL.fullmatch(text))


def ways_of_label(label: str) -> tuple[str, ...]:
    """A类 also stands in A、B、C类; A等 in A、B等次 and A（优秀）."""
    if not label[0].isascii():
        return (label,)
    return (
        label,
        f"{label[0]}、",
        *((f"{label[0]}等", f"、{label[0]}", f"{label[0]}（") if label[1] != "类" else ()),
    )


def is_rank(label: str) -> bool:
    """Whether the label is a place in an order: 第3名."""
    return bool(_RANK.fullmatch(label))


def in_ranks(label: str, text: str) -> bool:
    """Whether a rank lies in 第2名至第5名, 第2—5名 or 前10名."""
    asked = _RANK.fullmatch(label)
    if not asked:
        return False
    rank = int(asked[1])
    return any(int(m[1] or 1) <= rank <= int(m[2] or m[3]) for m in _RANKS.finditer(text))


def has_label_like(label: str, text: str) -> bool:
    """Whether the text names a class or a rank of the same sort: A类 beside B类, 第6名 beside 第1名."""
    return any(other[-1] == label[-1] and other[0].isascii() == label[0].isascii() for other in labels_in(text))
