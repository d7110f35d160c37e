"""Misspellings by sound: 兰洲 is 兰州, 多少前 is 多少钱."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pypinyin import lazy_pinyin

from bot.words import Vocabulary
from index.places import find_places


class Spelling:
    """Puts right what sounds like a word of the vocabulary and is none."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._by_sound = {_sound(w): w for w in vocabulary.grouped if _may_be_meant(w)}
        self._by_exact_sound = {tuple(lazy_pinyin(word)): word for word in vocabulary.spelled}

    def _sounding_like(self, run: str) -> str | None:
        """The word that `run` is a misspelling of; an everyday one must sound the same and share a character."""
        word = self._by_exact_sound.get(tuple(lazy_pinyin(run)))
        return word if word and set(word) & set(run) else self._by_sound.get(_sound(run))

    def __call__(self, text: str, names: Iterable[str] = ()) -> str:
        """`text` with misspellings by sound put right (兰洲 → 兰州, 多少前 → 多少钱, 盘景 → 盘锦).

        Only a run of characters that cuts no known word and sounds like a known word is changed; a run that is a word
        itself only when it opens the question and sounds like one of `names`.
        """
        known = frozenset(names)
        names_by_sound = {_sound(name): name for name in known}
        if any(name in text for name in known):
            known = frozenset()
        position = 0
        while position < len(text) - 1:
            for size in range(min(6, len(text) - position), 1, -1):
                run = text[position : position + size]
                if not all("一" <= c <= "鿿" for c in run) or run in self._vocabulary.grouped:
                    continue
                word = names_by_sound.get(_sound(run)) or self._sounding_like(run)
                if not word or word == run or not self._may_change(text, position, size, word in known):
                    continue
                text = text[:position] + word + text[position + size :]
                break
            position += 1
        return text

    def _may_change(self, text: str, position: int, size: int, is_name: bool) -> bool:
        """Whether the run is no word, holds no part of a longer word, and more than two characters are at stake."""
        if self._vocabulary.is_word(text[position : position + size]):
            return is_name and position == 0 and not find_places(text[position : position + size])
        start = 0
        for word in self._vocabulary.words(text):
            begin = text.find(word, start)
            start = begin + len(word)
            cut = begin < position < start or begin < position + size < start
            if cut and self._vocabulary.is_word(word) and len(word) > 1:
                return False
        return True


def _may_be_meant(word: str) -> bool:
    """Whether a misspelling may be read as `word`: not one that turns 卖 into 买."""
    return 2 <= len(word) <= 6 and not word.isascii() and not re.search("[买卖]", word)


def _sound(text: str) -> tuple[str, ...]:
    """Syllables without tones, as southern and northern speakers type them: zh is z, ing is in."""
    return tuple(re.sub(r"^([zcs])h", r"\1", s).replace("ng", "n") for s in lazy_pinyin(text))
