"""Misspellings of places by sound: 兰洲 is 兰州."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cached_property

import jieba
from pypinyin import lazy_pinyin


class Spelling:
    """Puts right what sounds like the name of a place that there are documents of, and is no word."""

    def __init__(self, names: Sequence[str]) -> None:
        self._by_sound = {_sound(name): name for name in names}

    @cached_property
    def _dictionary(self) -> jieba.Tokenizer:
        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        tokenizer.initialize()
        return tokenizer

    def __call__(self, text: str) -> str:
        """`text` with misspelt places put right, unless it names one already."""
        if any(name in text for name in self._by_sound.values()):
            return text
        for size in (4, 3, 2):
            for start in range(len(text) - size + 1):
                run = text[start : start + size]
                if not all("一" <= c <= "鿿" for c in run):
                    continue
                name = self._by_sound.get(_sound(run))
                if name and self._may_change(text, start, size):
                    return text[:start] + name + text[start + size :]
        return text

    def _may_change(self, text: str, start: int, size: int) -> bool:
        """Whether the run is no word and cuts none."""
        if self._dictionary.FREQ.get(text[start : start + size]):
            return False
        at = 0
        for word in self._dictionary.cut(text):
            begin, at = at, at + len(word)
            cuts = begin < start < at or begin < start + size < at
            if cuts and len(word) > 1 and self._dictionary.FREQ.get(word):
                return False
        return True


def _sound(text: str) -> tuple[str, ...]:
    """Syllables without tones."""
    return tuple(lazy_pinyin(text))
