"""BM25 over Chinese words, pairs and single characters.

Pairs beside words are worth more than a better segmenter: they find a term that the segmenter cuts otherwise in the
question than in the clause (docs/decisions/0002-search.md has the figures).
"""

from __future__ import annotations

import json
import unicodedata
from array import array
from collections.abc import Iterable
from pathlib import Path

import bm25s
import numpy as np
import rjieba
from numpy.typing import NDArray

from index.errors import IndexBroken
from index.language.encodable import encodable
from index.language.rules import Rules

_RULES = Rules("store/lexical")
K1, B = 1.2, 0.75
_TERMS, _KEYS = "terms.bin", "keys"  # the terms of all texts, one after the other; the key of each and how many it has


def tokens(text: str) -> list[str]:
    """Terms of `text` after NFKC and lower case: words, character pairs, characters, figures with their unit.

    No punctuation. Repeated terms are repeated. With a change here raise `generations.FORMAT`: a build takes over the
    terms of texts that are as they were.
    """
    text = unicodedata.normalize("NFKC", encodable(text)).lower()
    words = _RULES["word"]
    terms = [part for word in rjieba.cut(text) for part in words.findall(word)]
    for run in _RULES["han"].findall(text):
        terms += [run[i : i + 2] for i in range(len(run) - 1)]
        terms += run
    return terms + _RULES["figure"].findall(text)


class Lexical:
    """A BM25 index over numbered texts, mapped from its folder."""

    def __init__(self, bm25: bm25s.BM25, vocabulary: dict[str, int], size: int) -> None:
        self._bm25 = bm25
        self._vocabulary = vocabulary
        self.size = size

    def scores(self, question: str) -> NDArray[np.float32]:
        """One score a text, in their order; 0 where no term is shared."""
        ids = [self._vocabulary[term] for term in tokens(question) if term in self._vocabulary]
        if not ids:
            return np.zeros(self.size, dtype=np.float32)
        scores: NDArray[np.float32] = self._bm25.get_scores_from_ids(ids)
        return scores

    @classmethod
    def open(cls, folder: Path) -> Lexical:
        """Raises IndexBroken when the folder cannot be read."""
        try:
            vocabulary: dict[str, int] = json.loads((folder / "terms.json").read_text("utf-8"))
            if not vocabulary:
                return cls(bm25s.BM25(), {}, int((folder / "size").read_text()))
            bm25 = bm25s.BM25.load(folder, mmap=True, load_vocab=False, show_progress=False)
            return cls(bm25, vocabulary, int((folder / "size").read_text()))
        except (OSError, ValueError, KeyError, TypeError, EOFError) as error:
            raise IndexBroken(
                f"the word index in {folder} cannot be read ({error}): run python -m index build"
            ) from error


def write_lexical(texts: Iterable[tuple[str, str]], folder: Path, before: Path | None = None) -> None:
    """Index `texts` (key, text; numbered from 0 in their order) into `folder`.

    A key stands for one text: those that the folder `before` knows are not cut into terms again.
    """
    vocabulary, known = _terms_of(before) if before else ({}, {})
    keys: list[str] = []
    rows: list[array[int]] = []
    for key, text in texts:
        keys.append(key)
        rows.append(known.get(key) or array("i", [vocabulary.setdefault(t, len(vocabulary)) for t in tokens(text)]))
    folder.mkdir(parents=True)
    if not any(rows):
        vocabulary = {}
    if vocabulary:
        bm25 = bm25s.BM25(k1=K1, b=B)
        bm25.index((rows, vocabulary), create_empty_token=False, show_progress=False)
        bm25.vocab_dict = {}  # kept beside, once
        bm25.save(folder, show_progress=False)
    (folder / "terms.json").write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    (folder / "size").write_text(str(len(rows)))
    with (folder / _TERMS).open("wb") as file:
        for row in rows:
            row.tofile(file)
    (folder / _KEYS).write_text("".join(f"{key} {len(row)}\n" for key, row in zip(keys, rows, strict=True)))


def _terms_of(folder: Path) -> tuple[dict[str, int], dict[str, array[int]]]:
    """The vocabulary, and key → terms of each text; none where they cannot be read."""
    terms: array[int] = array("i")
    known: dict[str, array[int]] = {}
    try:
        vocabulary: dict[str, int] = json.loads((folder / "terms.json").read_text("utf-8"))
        terms.frombytes((folder / _TERMS).read_bytes())
        at = 0
        for line in (folder / _KEYS).read_text("ascii").splitlines():
            key, length = line.split()
            known[key] = terms[at : at + int(length)]
            at += int(length)
        if at != len(terms) or max(terms, default=-1) >= len(vocabulary):
            raise ValueError("the terms are not those of the vocabulary")
    except (OSError, ValueError):
        return {}, {}
    return vocabulary, known
