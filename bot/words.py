"""Words of a question and of a clause: everyday and official ways to say one thing, and how much a word tells.

The groups come from `prompts/everyday.toml`, which a bureau edits.
"""

from __future__ import annotations

import logging
import math
import re
import tomllib
from collections.abc import KeysView
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import jieba

from bot.labels import in_ranks, is_label, labels_in, ways_of_label, without_labels
from index.errors import SettingsError
from index.models import Model

_YEAR = re.compile(r"(?:19|20)\d\d年(?:度|底|末|初)?")
_COUNT = re.compile(
    r"[一二三四五六七八九十两半几数百千万亿\d]+(?:年|个月|月|天|次|家|个|笔|名|人|张|份|件|户|亿|万|步|个亿)+(?:多|以上|左右)?"
)
_ACTORS = ("公司", "企业")
_DECISIVE = 1.3
_COMMON = 2500  # how often the dictionary counts a character that is a word of its own
_PARTICLE = re.compile(r"[了个着过的]+")  # what no name has inside
# Characters that the segmenter glues to unknown words (搞个, 能分, 想带) and that name nothing.
_GLUE = (
    "搞弄请能会想买一几做办给咱我你他在个点次份了着过来去回把被就还也都很太再又吗呢吧啊要得让肯可上下这那哪多少有没不是的地得"
    "种些位"
)


@dataclass(frozen=True)
class Term:
    """Something a question names: `alternatives` are the ways to say it, `weight` (0.3–2) how much it tells.

    `is_thing` is false for verbs, adverbs and the like.
    """

    text: str
    alternatives: tuple[str, ...]
    weight: float
    is_thing: bool = True
    is_kind: bool = False  # a kind of enterprise, project or support that has a name (瞪羚, 面上项目)

    @property
    def is_decisive(self) -> bool:
        """Whether a sentence that does not name it speaks of something else."""
        return self.is_thing and self.weight >= _DECISIVE

    @property
    def is_label(self) -> bool:
        """Whether it is a class or a rank (A类, 第3名)."""
        return is_label(self.text)

    def found_in(self, text: str) -> float:
        """1 when any way to say it stands in `text`, else the share of its parts that do (long terms only)."""
        if any(way in text for way in self.alternatives) or (self.is_label and in_ranks(self.text, text)):
            return 1.0
        if len(self.text) < 4:
            return 0.0
        pairs = [self.text[i : i + 2] for i in range(len(self.text) - 1)]
        share = sum(pair in text for pair in pairs) / len(pairs)
        return share if share >= 0.6 else 0.0


class VocabularyData(Model):
    """The shape of `prompts/everyday.toml`; the file says what each part is for."""

    frame: str
    asker: str
    names: str
    spelled: str
    groups: tuple[tuple[str, ...], ...]
    kinds: dict[str, str]
    english: dict[str, str]


class Vocabulary:
    """The groups of everyday words, and a segmenter that knows them."""

    def __init__(self, data: VocabularyData, tokenizer: jieba.Tokenizer) -> None:
        self.english = {key.lower().replace("-", " "): value for key, value in data.english.items()}
        self._tokenizer = tokenizer
        self._frame = frozenset(data.frame.split())
        self._asker = frozenset(data.asker.split())
        self._kinds = data.kinds
        self._group_of: dict[str, list[tuple[str, ...]]] = {}
        self._names = frozenset(data.names.split())
        self.spelled = tuple(data.spelled.split())
        for word in [*self._frame, *self._asker, *self._names]:
            tokenizer.add_word(word)
        for group in data.groups:
            for word in group:
                self._group_of.setdefault(word, []).append(group)
                if len(word) > 1:
                    tokenizer.add_word(word)

    @classmethod
    def load(cls, path: Path, cache: Path) -> Vocabulary:
        """`cache` is a folder for the segmenter's prepared dictionary.

        Raises:
            SettingsError: the file cannot be read or has the wrong shape.
        """
        try:
            data = VocabularyData.model_validate(tomllib.loads(path.read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise SettingsError(f"{path} cannot be read: {error}; restore it from the repository") from error
        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        cache.mkdir(parents=True, exist_ok=True)
        tokenizer.tmp_dir = str(cache.resolve())
        return cls(data, tokenizer)

    @cached_property
    def _not_things(self) -> frozenset[str]:
        """Verbs, adverbs, adjectives and particles of the segmenter's dictionary (lines of word, frequency, tag)."""
        with self._tokenizer.get_dict_file() as lines:
            rows = (line.decode("utf-8").split() for line in lines)
            return frozenset(
                row[0] for row in rows if len(row) == 3 and row[2][0] in "vadrcpumqt" and row[2] not in ("vn", "an")
            )

    @property
    def grouped(self) -> KeysView[str]:
        """Every word of a group."""
        return self._group_of.keys()

    def words(self, text: str) -> list[str]:
        return [word for word in self._tokenizer.lcut(text) if word.strip()]

    def is_word(self, text: str) -> bool:
        return bool(self._tokenizer.FREQ.get(text))

    def terms(self, text: str) -> tuple[Term, ...]:
        """What `text` names, in order and once, without the words that only frame a question."""
        found: dict[str, Term] = {label: Term(label, ways_of_label(label), 4.0) for label in labels_in(text)}
        text = _YEAR.sub(" ", without_labels(text))
        for word in chain.from_iterable(map(self._unglued, self.words(text))):
            if word in self._frame or not any(c.isalnum() for c in word) or _COUNT.fullmatch(word):
                continue
            if len(word) < 2 and word not in self._group_of and not (word.isascii() and word.isalpha()):
                continue
            found.setdefault(word, self._term(word))
        return tuple(found.values())

    def _unglued(self, word: str) -> list[str]:
        """The names in a word that the segmenter made up: 想带 and 买了个成果 are none."""
        if word in self._group_of or word in self._names or word.isascii():
            return [word]
        if len(word) > 3 and word.endswith(_ACTORS) and self.is_word(word[:-2]):
            return [word[:-2], word[-2:]]  # 餐饮公司: what it does is what the documents speak of
        if self.is_word(word):
            return [word]
        names: list[str] = []
        for piece in _PARTICLE.split(word):
            parts = list(self._tokenizer.cut(piece.strip(_GLUE), HMM=False))
            if all(len(part) > 1 for part in parts):  # 服务公司: known words that stand together
                names += parts
            elif not self._is_chance("".join(parts)):
                names.append("".join(parts))
        return names

    def _is_chance(self, word: str) -> bool:
        """Whether two characters that are words by themselves met by chance: 刚进, 帮人; not 瞪羚."""
        return len(word) < 3 and all((self._tokenizer.FREQ.get(c) or 0) >= _COMMON for c in word)

    def _term(self, word: str) -> Term:
        if word in self._asker:
            return Term(word, self.alternatives(word), 0.3, is_thing=False)
        is_kind = word in self._names
        is_thing = is_kind or (word not in self._not_things and not word.isdigit())
        named = word not in self._group_of and any(word.endswith(s) and word != s for s in self._kinds)
        weight = min(self.weight(word), 1.0) if named else self.weight(word)  # 武汉理工 is some university
        return Term(word, self.alternatives(word), weight, is_thing, is_kind)

    def alternatives(self, word: str) -> tuple[str, ...]:
        ways = dict.fromkeys([word])
        kind = next((kind for suffix, kind in self._kinds.items() if word.endswith(suffix)), word)
        for group in [*self._group_of.get(word, ()), *self._group_of.get(kind, ())]:
            ways.update(dict.fromkeys(group))
        return tuple(ways)

    def weight(self, word: str) -> float:
        """How much a word tells: frequent words of the language little, rare and unknown ones much."""
        if word.isdigit():
            return 1.0
        frequency = self._tokenizer.FREQ.get(word, 0) or 0
        if word in self._group_of:
            frequency = min(frequency, 3000)
        if not frequency:
            return 2.0
        return min(2.0, max(0.3, (math.log(self._tokenizer.total / frequency) - 6.0) / 4.0))
