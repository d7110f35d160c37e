"""A language model's sentences against the clauses that they cite. What does not hold is never shown.

Strict on purpose: a sentence may only say, of a clause, what its own words say. A true sentence that is put too freely
is withheld as well; the composed answer stands in for it, so strictness costs style and not truth.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.llm.amounts import flat
from bot.llm.bearing import not_borne_out
from bot.llm.finding import Finding
from bot.llm.homes import Source, source_of
from bot.models import Answer, Citation
from bot.question.masking import masked
from index.language.figures import find_figures
from index.language.sentences import split_sentences

_MARKER = re.compile(r"\[(\d+)\]")
_LIST_MARK = re.compile(r"^\s*(?:[-*•>]+|\d{1,2}[.、)](?!\d)|[(（]\d{1,2}[)）]|#+)\s*")
_LINK = re.compile(r"https?:|www\.|\]\s*\(|[<>@|]|!\[|\.(?:com|cn|net|org)\b|微信|加群|扫码|二维码", re.IGNORECASE)
# Orders to whoever reads the text, a machine most likely: no policy document says them.
_ORDER = re.compile(
    r"(?:忽略|无视|忘掉|忘记|抛开|绕过|不要遵守)[^。!?！？\n]{0,12}(?:以上|之前|上面|前面|此前|所有|一切|任何|规则|指令|要求|限制|提示|设定)"
    r"|(?:以上|之前|前面)[^。\n]{0,6}(?:指令|提示词?|规则)(?:作废|无效)|提示词|系统提示|你现在是|你是一[个名]|作为(?:一个)?(?:AI|人工智能|语言模型)"
    r"|(?:ignore|disregard|forget)\s[^.\n]{0,40}(?:instruction|rule|prompt|above|previous)|system\s*prompt",
    re.IGNORECASE,
)
# Words on whether a document is in force: code says that, from data.
_VALIDITY = re.compile(
    r"现行|(?:仍然?|继续|依然|目前|现在|当前|正在|已经?|正式|一直|依旧|还)\s*(?:有效|执行|实施|施行|适用|可以?申[请报]|能申[请报])|生效|没有失效|未失效|未废止"
    r"|尚未失效|有效的?(?:政策|文件)|目前|如今"
)
_NUMBER = re.compile(r"\d")


class DraftCheck:
    """Checks sentences against one composed answer."""

    def __init__(self, answer: Answer) -> None:
        self._sources = {c.marker: _source(c, answer) for c in answer.citations}

    def check(self, sentence: str) -> Finding | None:
        """What is wrong with a sentence of a draft (markers in it, no list mark); None when it stands."""
        markers = [f"[{n}]" for n in _MARKER.findall(sentence)]
        said = flat(_MARKER.sub("", sentence)).strip()
        if unknown := [m for m in markers if m not in self._sources]:
            return Finding(f"the marker {unknown[0]} stands for no clause", True)
        if "[" in said or _LINK.search(said) or masked(said) != said:
            return Finding("it carries a link, an address or markup", True)
        if _ORDER.search(said):
            return Finding("it obeys or repeats an order", True)
        if not markers:
            return Finding("it carries no marker", bool(_NUMBER.search(said)) or bool(_VALIDITY.search(said)))
        sources = [self._sources[m] for m in dict.fromkeys(markers)]
        return _validity(said, sources) or not_borne_out(_bare(said), sources)

    def restore(self, sentence: str) -> str:
        """The sentence with each amount and share as its clause writes it: 一百万元 becomes 100万元 again."""
        sources = " ".join(self._sources[f"[{n}]"].printed for n in _MARKER.findall(sentence))
        written = {f.key: sources[f.start : f.end] for f in reversed(find_figures(sources))}
        for figure in reversed(find_figures(sentence)):
            if sentence[figure.start : figure.end] not in sources and figure.key in written:
                sentence = sentence[: figure.start] + written[figure.key] + sentence[figure.end :]
        return sentence


def without_orders(text: str) -> str:
    """`text` without the sentences that give orders to its reader: they are neither shown to a model nor evidence."""
    for start, end in reversed(split_sentences(text)):
        if _ORDER.search(text[start:end]):
            text = text[:start] + text[end:]
    return text


def tidy(sentence: str) -> str:
    """A sentence of a model without list marks and Markdown, its markers in the one form [1][2]."""
    sentence = _LIST_MARK.sub("", sentence.strip())
    sentence = re.sub(r"[*_#`~\\]", "", sentence)
    sentence = re.sub(r"[\[【［]\s*\^?(\d+(?:\s*[,，、]\s*\[?\d+)*)\s*[\]】］]", _markers, sentence)
    sentence = re.sub(r"[（(]\s*(?:资料|见|来源)?[:：]?\s*((?:\[\d+\])+)\s*[)）]", r"\1", sentence)
    return re.sub(r"\s+", " ", sentence).strip()


def _markers(match: re.Match[str]) -> str:
    return "".join(f"[{n}]" for n in re.findall(r"\d+", match[1]))


def _source(citation: Citation, answer: Answer) -> Source:
    lines = [line for line in answer.text.split("\n") if citation.marker in line and not line.startswith(">")]
    composed = _MARKER.sub("", "\n".join(line for line in lines if not _VALIDITY.search(line)))
    return source_of(citation, without_orders(citation.clause_text), without_orders(composed))


def _validity(said: str, sources: Sequence[Source]) -> Finding | None:
    for match in _VALIDITY.finditer(said):
        if not any(match[0] in home.text for source in sources for home in source.homes):
            return Finding(f"it says of itself that a document is in force or not: {match[0]}", True)
    return None


def _bare(said: str) -> str:
    """A flat sentence without its end and without the title of a document that it leads in with."""
    return re.sub(r"^(?:根据|按照|依据)?《[^》]+》[^,]{0,8},", "", said).rstrip("。. ")
