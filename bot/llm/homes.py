"""The sentences of clauses in which something said may be at home, and what they say: read once per answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.llm.amounts import flat
from bot.llm.claims import Claim, claims
from bot.llm.words import content_words, stands
from bot.models import Citation
from index.language.sentences import split_sentences

# A sentence that goes on from the one before: 每家机构每年不超过500万元。上述支持不得重复享受。
_GOES_ON = re.compile(r"[\d()、.]*(?:每|其|同1|同一|单个|上述|其中|该|此|具体|前款|最高|有效期)")
# (二)高价值发明专利维持资助。 is the heading of what follows.
_HEADING = re.compile(r"[(（]?[\d一二三四五六七八九十]+[)）.、][^,:]{2,24}。$")
_ITEM = re.compile(r"[(（]?[\d一二三四五六七八九十]+[)）.、]")  # (2)守信承诺书;
# (牵头单位:市科技局;责任单位:各县区政府): who, of the whole clause.
_WHO = re.compile(
    r"^\((?![\d一二三四五六七八九十]+\))[^)]*(?:牵头|责任|配合|负责|[局委厅])|^(?:牵头|责任|配合)(?:单位|部门|科室)"
)
# 可以，…: an answer in a word before the sentence.
LEAD = re.compile(r"^(?:不可以|不能|不行|不是[^,]{0,12}|没有|不会|可以|能|是的?|有)?,")
_MARKS = re.compile(r"[,;:。()]")


@dataclass(frozen=True)
class Home:
    """A flat sentence. `before` is the one that it goes on from, `frame` what may be said besides: title, place."""

    text: str
    before: str
    frame: str
    group: int  # of sentences that go on from each other

    @cached_property
    def whole(self) -> str:
        return f"{self.before} {self.text} {self.frame}"

    @cached_property
    def segments(self) -> list[str]:
        return [s for s in _MARKS.split(self.text) if s]

    @cached_property
    def claims(self) -> list[Claim]:
        return claims(self.text, self.before)

    def has(self, words: Sequence[str]) -> int:
        """How many of the words stand here."""
        return sum(stands(word, self.whole) for word in words)


@dataclass(frozen=True)
class Source:
    """What a marker stands for. `who` are the sentences on who is responsible, `sums` the lines that code worked out,
    `printed` the clause as it is."""

    homes: tuple[Home, ...]
    who: tuple[str, ...]
    sums: tuple[Home, ...]
    printed: str
    frame: str

    @cached_property
    def text(self) -> str:
        return "\n".join((*(home.text for home in (*self.homes, *self.sums)), *self.who, self.frame))


def source_of(citation: Citation, clause: str, composed: str) -> Source:
    """`clause` is the text of a citation, `composed` that of the answer, both without orders."""
    document = (citation.title, citation.doc_number, citation.jurisdiction, citation.issued_on, citation.clause_path)
    frame = flat(" ".join(part for part in document if part))
    text = flat(clause)
    sentences = [part for a, b in split_sentences(text) for part in re.split(r"(?<=[;。])", text[a:b]) if part.strip()]
    homes: list[Home] = []
    heading = ""
    for sentence in sentences:
        if _WHO.search(sentence):
            continue
        listed = (
            homes
            and _ITEM.match(sentence)
            and (homes[-1].text.endswith(":") or ":(1)" in _digits(homes[-1].text) or _ITEM.match(homes[-1].text))
        )
        goes_on = homes and (listed or _GOES_ON.match(sentence))
        before = (
            f"{homes[-1].before} {homes[-1].text}" if goes_on else f"{heading} {_shared(homes[-1:], sentence)}".strip()
        )
        heading = sentence if _HEADING.match(sentence) else heading
        group = homes[-1].group if goes_on else len(homes)
        homes.append(Home(sentence, before, frame, group))
    return Source(
        homes=tuple(homes),
        who=tuple(s for s in sentences if _WHO.search(s)),
        sums=tuple(Home(flat(s), text, frame, -1) for s in re.split(r"[\n。；]", composed) if re.search(r"[=＝]", s)),
        printed=citation.clause_text,
        frame=frame,
    )


def _digits(text: str) -> str:
    return re.sub(r"\(一\)", "(1)", text)


def _shared(last: Sequence[Home], sentence: str) -> str:
    """What the sentence before a semicolon said of both: 办展会3天以上,规模50个展位的,5万元;规模100个展位的,8万元。"""
    if not last or not last[0].text.endswith(";"):
        return ""
    parts = last[0].text.split(",")
    like = next((n for n, part in enumerate(parts) if n and part[:2] == sentence[:2]), 0)
    return ",".join(parts[:like])


def home_of(text: str, sources: Sequence[Source]) -> Home | None:
    """The sentence that shares most words with a flat text; None where none shares any."""
    words = content_words(text)
    homes = [home for source in sources for home in (*source.homes, *source.sums)]
    best = max(homes, key=lambda home: home.has(words), default=None)
    return best if best and best.has(words) else None
