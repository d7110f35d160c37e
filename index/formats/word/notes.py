"""Note marks that were set by hand: a raised 2 in the text, and below it a line “2 已享受…的除外。”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED = "[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]?"
_MARK = re.compile(
    rf"(?<=[^A-Za-z㎡⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺^\s\[［〔【⁽(（])[\[［〔【⁽(（]?(?P<n>{_RAISED})[\]］〕】⁾)）]?(?![⁰¹²³⁴⁵⁶⁷⁸⁹])"
)
_NOTE = re.compile(rf"^[\[［〔【⁽]?(?P<raised>{_RAISED})|^(?P<plain>[1-9]\d?)[^\S\n]+(?=[^\s\d])")


class NoteMarks:
    """Which raised numbers of a document are marks of notes: those that a line of it begins with.

    A line that begins with a plain number (2 已享受…) is a note only where each such line of the document has its mark:
    else its numbers are those of headings. A power (10⁷) stays one, and so does a mark that may be a power.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [line.strip() for text in texts for line in text.split("\n")]
        self._marks = Counter(m["n"].translate(_PLAIN) for line in lines for m in _MARK.finditer(line))
        heads = [match for line in lines if (match := _NOTE.match(line))]
        raised = {match["raised"].translate(_PLAIN) for match in heads if match["raised"]}
        plain = {match["plain"] for match in heads if match["plain"]}
        self._notes = raised | (plain if plain <= self._marks.keys() else set())

    def dropped(self, text: str) -> str:
        """The text without the marks of notes, so that 每年10²万元 is 每年10万元."""
        return _MARK.sub(self._kept, text) if self._notes else text

    def _kept(self, match: re.Match[str]) -> str:
        n = match["n"].translate(_PLAIN)
        doubtful = match.string[match.start() - 1].isdigit() and self._marks[n] > 1
        return match[0] if n not in self._notes or doubtful else ""
