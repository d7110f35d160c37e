"""Questions with passages that answer them → groups for training: one question, windows, which answer, and where."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from index.language.sentences import split_sentences
from index.store.passages import windows

_REST = 40  # characters that a passage needs without its answer


@dataclass(frozen=True)
class Passage:
    """What the reader reads beside a question. `spans` are the parts of `text` that answer; empty when none does."""

    head: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()

    @property
    def answers(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True)
class Group:
    """A question with its passages, those that answer first. `document` keeps a split by document honest."""

    question: str
    passages: tuple[Passage, ...]
    document: str


class Folded:
    """A text without white space and in half width, with the way back to its offsets."""

    def __init__(self, text: str) -> None:
        chars: list[str] = []
        self.origin: list[int] = []
        for at, char in enumerate(text):
            for folded in unicodedata.normalize("NFKC", char):
                if not folded.isspace():
                    chars.append(folded)
                    self.origin.append(at)
        self.text = "".join(chars)

    def find(self, quote: str) -> tuple[int, int] | None:
        """Where `quote` stands, as offsets of the original text; also when only its beginning or end is here."""
        wanted = re.sub(r"\s+", "", unicodedata.normalize("NFKC", quote))
        if not wanted or not self.text:
            return None
        at = self.text.find(wanted)
        length = len(wanted)
        if at < 0 and self.text in wanted and len(self.text) > 12:
            at, length = 0, len(self.text)
        if at < 0:
            for part in range(len(wanted) - 1, max(11, len(wanted) // 3), -1):
                if self.text.endswith(wanted[:part]):
                    at, length = len(self.text) - part, part
                    break
                if self.text.startswith(wanted[-part:]):
                    at, length = 0, part
                    break
        if at < 0:
            return None
        return self.origin[at], self.origin[at + length - 1] + 1


def without_answer(passage: Passage) -> Passage | None:
    """The passage without the sentences that answer: its words fit and it does not answer. None when little is left."""
    kept = [
        passage.text[start:end]
        for start, end in split_sentences(passage.text)
        if not any(a < end and b > start for a, b in passage.spans)
    ]
    text = "".join(kept).strip()
    return Passage(passage.head, text) if len(text) >= _REST else None


def cut(head: str, text: str, quotes: list[str]) -> list[tuple[Passage, bool]]:
    """The windows of a text as passages, each with whether it is clear: one that holds a lesser part of a quote is not.

    A window answers when it holds half of a quote, or is half of one.
    """
    folded = Folded(text)
    spans = [span for quote in quotes if (span := folded.find(quote))]
    found = []
    for window in windows(text):
        inside: list[tuple[int, int]] = []
        unclear = False
        for start, end in spans:
            a, b = max(start, window.start), min(end, window.end)
            if b <= a:
                continue
            if b - a >= 0.5 * min(end - start, window.end - window.start):
                inside.append((a - window.start, b - window.start))
            else:
                unclear = True
        found.append((Passage(head, text[window.start : window.end], tuple(inside)), bool(inside) or not unclear))
    return found
