"""Text that remembers where each of its characters stood in the original."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Tracked:
    """`origin[i]` is the offset in the original of `text[i]`; the offsets never fall.

    Every cleaning step is made of `sub` and `delete`, so a value found in clean text can always be shown in
    the original (see `Evidence`).
    """

    text: str
    origin: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Tracked:
        return cls(text, tuple(range(len(text))))

    def sub(self, pattern: re.Pattern[str], replace: str | Callable[[re.Match[str]], str]) -> Tracked:
        """Replace each match; a new character stands where its match began (or at its own place, if as long)."""
        parts: list[str] = []
        origin: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            start, end = match.span()
            new = replace if isinstance(replace, str) else replace(match)
            parts += (self.text[last:start], new)
            origin += self.origin[last:start]
            if len(new) == end - start:
                origin += self.origin[start:end]
            elif new:
                origin += [self.origin[min(start, len(self.origin) - 1)]] * len(new)
            last = end
        if not parts:
            return self
        return Tracked("".join((*parts, self.text[last:])), (*origin, *self.origin[last:]))

    def delete(self, spans: Iterable[Span]) -> Tracked:
        """Leave out the spans; they may touch, but must be in order."""
        parts: list[str] = []
        origin: list[int] = []
        last = 0
        for start, end in spans:
            parts.append(self.text[last:start])
            origin += self.origin[last:start]
            last = max(last, end)
        return Tracked("".join((*parts, self.text[last:])), (*origin, *self.origin[last:]))

    def gaps(self, original: str, start: int, end: int) -> tuple[int, ...]:
        """Where in `text[start:end]` whole lines of the original (a page number, a footer) were left out."""
        return tuple(
            i - start
            for i in range(start + 1, end)
            if self.origin[i] > self.origin[i - 1] + 1
            and any(map(str.strip, original[self.origin[i - 1] + 1 : self.origin[i]].split("\n")[1:-1]))
        )

    def original_span(self, start: int, end: int) -> Span:
        """The span of the original that `text[start:end]` (not empty) was made from."""
        return self.origin[start], self.origin[end - 1] + 1


def line_spans(text: str) -> list[Span]:
    """The spans of the lines that are not blank, without white space around them."""
    spans = []
    at = 0
    for line in text.split("\n"):
        if words := line.strip():
            start = at + len(line) - len(line.lstrip())
            spans.append((start, start + len(words)))
        at += len(line) + 1
    return spans
