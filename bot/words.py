"""Words of a question and of a clause: everyday and official ways to say one thing, and how much a word tells.

The groups come from `prompts/everyday.toml`, which a bureau edits.
"""

from __future__ import annotations

import logging
import math
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import jieba
from pypinyin import lazy_pinyin

from index.errors import SettingsError
from index.models import Model
from index.places import find_places

# A class or a rank: A类, 第3名, 第二年. The segmenter would cut it to nothing.
_LABEL = re.compile(r"[A-Fa-f]\s*(?:类|等次?|档)|第[一二三四五六七八九十\d]+(?:名|档|类|年度?|等|批)")
_RANK = re.compile(r"第(\d{1,4})名")
_RANKS = re.compile(r"第?(\d{1,4})名?(?:至|到|-|—|–|～|~)第?(\d{1,4})名|前(\d{1,4})名")
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
        return bool(_LABEL.fullmatch(self.text))

    def found_in(self, text: str) -> float:
        """1 when any way to say it stands in `text`, else the share of its parts that do (long terms only)."""
        if any(way in text for way in self.alternatives) or (self.is_label and _in_ranks(self.text, text)):
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
    """The groups of everyday words, a segmenter that knows them, and spelling by sound."""

    def __init__(self, data: VocabularyData, tokenizer: jieba.Tokenizer) -> None:
        self.english = {key.lower().replace("-", " "): value for key, value in data.english.items()}
        self._tokenizer = tokenizer
        self._frame = frozenset(data.frame.split())
        self._asker = frozenset(data.asker.split())
        self._kinds = data.kinds
        self._group_of: dict[str, list[tuple[str, ...]]] = {}
        self._names = frozenset(data.names.split())
        self._spelled = tuple(data.spelled.split())
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

    def words(self, text: str) -> list[str]:
        return [word for word in self._tokenizer.lcut(text) if word.strip()]

    def is_word(self, text: str) -> bool:
        return bool(self._tokenizer.FREQ.get(text))

    def terms(self, text: str) -> tuple[Term, ...]:
        """What `text` names, in order and once, without the words that only frame a question."""
        found: dict[str, Term] = {label: Term(label, _ways_of_label(label), 4.0) for label in _label_words(text)}
        text = _YEAR.sub(" ", _LABEL.sub(" ", text))
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
        return Term(word, self.alternatives(word), self.weight(word), is_thing, is_kind)

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

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], str]:
        words = [w for w in self._group_of if 2 <= len(w) <= 6 and not w.isascii()]
        return {_sound(word): word for word in words}

    @cached_property
    def _by_exact_sound(self) -> dict[tuple[str, ...], str]:
        return {tuple(lazy_pinyin(word)): word for word in self._spelled}

    def _sounding_like(self, run: str) -> str | None:
        """The word that `run` is a misspelling of; an everyday one must sound the same and share a character."""
        word = self._by_exact_sound.get(tuple(lazy_pinyin(run)))
        return word if word and set(word) & set(run) else self._by_sound.get(_sound(run))

    def respell(self, text: str, names: Iterable[str] = ()) -> str:
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
                if not all("一" <= c <= "鿿" for c in run) or run in self._group_of:
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
        if self.is_word(text[position : position + size]):
            return is_name and position == 0 and not find_places(text[position : position + size])
        start = 0
        for word in self.words(text):
            begin = text.find(word, start)
            start = begin + len(word)
            cut = begin < position < start or begin < position + size < start
            if cut and self.is_word(word) and len(word) > 1:
                return False
        return True


def _ways_of_label(label: str) -> tuple[str, ...]:
    """A类 also stands in A、B、C类; A等 in A、B等次 and A（优秀）."""
    if not label[0].isascii():
        return (label,)
    return (label, f"{label[0]}、", *((f"{label[0]}等", f"、{label[0]}", f"{label[0]}（") if label[1] != "类" else ()))


def is_rank(label: str) -> bool:
    """Whether the label is a place in an order: 第3名."""
    return bool(_RANK.fullmatch(label))


def _in_ranks(label: str, text: str) -> bool:
    """Whether a rank lies in 第2名至第5名, 第2—5名 or 前10名."""
    asked = _RANK.fullmatch(label)
    if not asked:
        return False
    rank = int(asked[1])
    return any(int(m[1] or 1) <= rank <= int(m[2] or m[3]) for m in _RANKS.finditer(text))


def has_label(text: str) -> bool:
    """Whether the text names a class or a rank."""
    return bool(_LABEL.search(text))


def _label_words(text: str) -> list[str]:
    return [re.sub(r"\s", "", match[0]).upper() for match in _LABEL.finditer(text)]


def _sound(text: str) -> tuple[str, ...]:
    """Syllables without tones, as southern and northern speakers type them: zh is z, ing is in."""
    return tuple(re.sub(r"^([zcs])h", r"\1", s).replace("ng", "n") for s in lazy_pinyin(text))
