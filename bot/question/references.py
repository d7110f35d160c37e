"""Documents that a question means: by 文号 in any punctuation, by 《title》, by words of it, by place and kind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from pypinyin import lazy_pinyin

from index.language.rules import WORDS
from index.models import PolicyDocument
from index.places.find import find_places

_NUMBER = re.compile(
    r"([一-鿿]{1,8}?(?:发|办|字|函|规|科|府|政)[一-鿿]{0,4})\s*[〔\[(（【〕]?\s*((?:19|20)\d\d)\s*[〕\])）】年]?\s*(?:第)?\s*(\d{1,4})\s*号?"
)
_SHORT_NUMBER = re.compile(r"(\d{1,4})\s*号文(?:件)?")
_KIND_OF_DOCUMENT = re.compile(
    r"实施方案|实施办法|实施意见|方案|办法|通知|意见|措施|请示|条例|细则|规定|文件|政策|指南|公告|决定"
)
_NICKNAME = 4  # characters of a title by which a document may be called: 四棒接力
_RESEMBLES = 3  # the same where the search found the document besides: 提信心
_CARRIER = re.compile(r"^的?(?:通知|公告|请示|函|批复)$")  # a 决定 about a document is another one
_WRAPPING = re.compile(r"^.*(?:关于|[印转]发|发布|[公颁]布)|^[的等和及与省市区县]$")
_STAGE = re.compile(r"[（(][^（）()\d]{1,12}[）)]")  # （试行）, （征求意见稿）; （2021—2025年） is of the title
_QUOTED_TITLE = re.compile(r"《([^》]{2,80})》")


class References:
    """Finds the documents that are meant."""

    def __init__(self, documents: Sequence[PolicyDocument]) -> None:
        self._documents = documents

    def explicit(self, text: str) -> tuple[tuple[str, ...], str | None, str]:
        """Documents named by 文号 or by 《title》; the first reference that no document answers to; the rest."""
        found: list[str] = []
        missing: str | None = None
        for match in _NUMBER.finditer(text):
            key = number_key(match[0])
            hits = [
                d.doc_id
                for d in self._documents
                if d.doc_number and (k := number_key(d.doc_number)) and key.endswith(k)
            ]
            found += hits
            missing = missing or (None if hits else match[0])
        text = _NUMBER.sub(" ", text)
        for match in _SHORT_NUMBER.finditer(text):
            found += [
                d.doc_id for d in self._documents if d.doc_number and number_key(d.doc_number).endswith(f"-{match[1]}")
            ]
        text = _SHORT_NUMBER.sub(" ", text)
        for match in _QUOTED_TITLE.finditer(text):
            titled = [d for d in self._documents if title_matches(match[1], d.title)]
            # With a number that is of none of them, 《…认定管理办法》（2016年48号） is not the one of 2021.
            hits = [d.doc_id for d in titled if not (missing and d.doc_number)]
            found += hits
            missing = missing or (None if hits else f"《{match[1]}》")
        return tuple(dict.fromkeys(found)), missing, _QUOTED_TITLE.sub(lambda m: " " if not missing else m[1], text)

    def titled(self, text: str, places: Sequence[str]) -> tuple[str, ...]:
        """The one document whose title the text writes without 《》: 兰州市科技创新若干措施什么时候申报."""
        text = _QUOTED_TITLE.sub(" ", text)
        for match in _KIND_OF_DOCUMENT.finditer(text):
            words = re.split(r"[，,。？?！!；;：:的]", text[: match.end()])[-1]
            if len(words) < 8:
                continue
            found = [
                d for d in self._documents if (not places or d.jurisdiction in places) and _written(words, d.title)
            ]
            if len(found) == 1:
                return (found[0].doc_id,)
        return ()

    def by_title(self, text: str, places: Sequence[str]) -> tuple[str, ...]:
        """The one document that a question about a document means: by words of its title, or by its place and kind.

        `text` is the question without the places that it names. Where a place has but one document it is that one.
        """
        if places and len(own := [d.doc_id for d in self._documents if d.jurisdiction in places]) == 1:
            return (own[0],)
        kind = _KIND_OF_DOCUMENT.search(text)
        scored = []
        for document in self._documents:
            if places and document.jurisdiction not in places:
                continue
            shared = _longest_shared(_KIND_OF_DOCUMENT.sub(" ", text), document.title)
            if shared >= _NICKNAME or (kind and places):
                scored.append((shared + (0.5 if kind and kind[0] in document.title else 0.0), document.doc_id))
        best = max(scored, default=(0.0, ""))
        return (best[1],) if best[1] and [w for w, _ in scored].count(best[0]) == 1 else ()


def _longest_shared(text: str, title: str) -> int:
    """How long the longest run of characters is that both have."""
    match = SequenceMatcher(None, text, title, autojunk=False).find_longest_match()
    return match.size if "一" <= title[match.b : match.b + 1] <= "鿿" else 0


def _written(words: str, title: str) -> bool:
    """Whether nearly all pairs of characters of `words` stand in the title."""
    pairs = [words[i : i + 2] for i in range(len(words) - 1)]
    return sum(pair in title for pair in pairs) >= 0.8 * len(pairs)


def resembles(text: str, document: PolicyDocument) -> bool:
    """Whether a question has a few characters in a row of the document's title or 文号, besides words such as 方案."""
    own = _KIND_OF_DOCUMENT.sub(" ", text)
    return max(_longest_shared(own, name or "") for name in (document.title, document.doc_number)) >= _RESEMBLES


def number_key(text: str) -> str:
    """A 文号 without its brackets and 号: 兰政办发〔2017〕145号 and 兰政办发2017 145号 are one."""
    match = _NUMBER.search(unicodedata.normalize("NFKC", text))
    return f"{match[1]}{match[2]}-{int(match[3])}" if match else ""


def title_matches(asked: str, title: str) -> bool:
    """Whether 《asked》 can be the document's title: a part of it, it with its wrapping, or nearly the same words.

    Words may be left out. One that is put in, or is another, makes another title (中小微企业 is not 中小企业), and so
    does a second kind of document behind it (《…办法》 is not 《…办法实施细则》).
    """
    a, b = (re.sub(r"[^一-鿿A-Za-z0-9]", "", _STAGE.sub("", t)) for t in (asked, title))
    if len(a) < _NICKNAME:
        return False
    if a in b:
        behind = b[b.rindex(a) + len(a) :]
        is_whole = any(kind.end() == len(a) for kind in WORDS["GENRE"].finditer(a))
        return not (is_whole and _is_another(behind))
    if b in a:
        before, _, behind = a.partition(b)
        return not _says(before) and not _is_another(behind)
    pairs = {a[i : i + 2] for i in range(len(a) - 1)}
    near = len(a) >= 6 and sum(p in b for p in pairs) / len(pairs) >= 0.9
    edits = SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if near else []
    return near and all(_may_differ(a[i:j], b[k:m]) for op, i, j, k, m in edits if op != "equal")


def _is_another(behind: str) -> bool:
    """Whether a second kind of document stands behind a title; the letter that carries it (的通知) is none."""
    return bool(_KIND_OF_DOCUMENT.search(_CARRIER.sub("", behind)))


def _may_differ(asked: str, title: str) -> bool:
    """Whether one title is still meant that says `title` where `asked` was written."""
    if not asked:
        return len(title) > 1 or not _says(title)
    return not _says(asked) if not title else lazy_pinyin(asked) == lazy_pinyin(title)


def _says(words: str) -> bool:
    """Whether the words say more of a title than its place and who issues it (兰州市人民政府关于印发)."""
    rest = _WRAPPING.sub("", words)
    for place in reversed(find_places(rest)):
        rest = rest[: place.start] + rest[place.end :]
    return bool(rest)
