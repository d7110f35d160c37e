"""Public question sets → groups. Where they come from and under which terms: models/reader/README.md."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
from opencc import OpenCC

from index.store.lexical import tokens
from index.store.passages import windows
from training.passages import Group, Passage

PASSAGES = 5  # a group


def reading(path: Path, *, script: str = "") -> Iterator[Group]:
    """A SQuAD-like file (`data`, `paragraphs`, `context`, `qas`); `script` is OpenCC's name for turning it.

    Yes/no answers name no passage and are left out; an unanswerable question has passages that do not answer.
    """
    convert = OpenCC(script).convert if script else str
    for article in json.loads(path.read_text("utf-8"))["data"]:
        for paragraph in article["paragraphs"]:
            context = convert(paragraph["context"])
            for row in paragraph["qas"]:
                spans = _spans(context, [(convert(a["text"]), a["answer_start"]) for a in row["answers"]])
                if not spans and str(row.get("is_impossible")).lower() != "true":
                    continue
                passages = _cut(context, spans)
                if passages:
                    yield Group(convert(row["question"]), passages, f"{path.name}:{hash(context)}")


def _spans(context: str, answers: list[tuple[str, int]]) -> list[tuple[int, int]]:
    """The answers' places in the context: where the file says, else where the words stand nearest to it."""
    found = []
    for text, start in answers:
        if start < 0 or not text:
            continue
        if not context.startswith(text, start):
            start = context.find(text)
        if start >= 0:
            found.append((start, start + len(text)))
    return found


def _cut(context: str, spans: list[tuple[int, int]]) -> tuple[Passage, ...]:
    found = []
    for window in windows(context):
        inside = [
            (max(0, a - window.start), min(b, window.end) - window.start)
            for a, b in spans
            if a >= window.start and a < window.end
        ]
        # The sentence answers, not the words alone: the product quotes sentences.
        sentences = [
            (s - window.start, e - window.start)
            for s, e in window.sentences
            if any(s - window.start <= a < e - window.start for a, _ in inside)
        ]
        found.append(Passage("", context[window.start : window.end], tuple(sentences)))
    found.sort(key=lambda p: not p.answers)
    return tuple(found[:PASSAGES])


def statutes(folder: Path, rng: random.Random) -> Iterator[Group]:
    """STARD's training questions: the articles that answer, and what a search by words finds beside them."""
    rows = _lines(folder / "corpus.jsonl")
    texts = {row["id"]: (row.get("title", ""), row["text"]) for row in rows}
    ids = list(texts)
    bm25 = bm25s.BM25()
    vocabulary: dict[str, int] = {}
    bags = [[vocabulary.setdefault(t, len(vocabulary)) for t in tokens(texts[i][1])] for i in ids]
    bm25.index((bags, vocabulary), show_progress=False)
    gold: dict[str, set[str]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query, article, *_ = line.split("\t")
        gold.setdefault(query, set()).add(article)
    for row in _lines(folder / "queries.jsonl"):
        scores = bm25.get_scores_from_ids([vocabulary[t] for t in tokens(row["text"]) if t in vocabulary])
        nearest = [ids[i] for i in np.argsort(-scores)[:30] if ids[i] not in gold[row["id"]]]
        right = [i for i in gold[row["id"]] if i in texts][:2]
        passages = [_article(*texts[i], answers=True) for i in right]
        passages += [_article(*texts[i], answers=False) for i in rng.sample(nearest[:12], PASSAGES - len(passages))]
        yield Group(row["text"], tuple(passages), "stard")


def _article(title: str, text: str, *, answers: bool) -> Passage:
    text = text[:220]
    return Passage(title[:40], text, ((0, len(text)),) if answers else ())


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
