"""Vectors that need not be worked out again.

Of passages that are as they were, that were renamed, or that a killed build had embedded already.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexBroken
from index.store.policy_index import Vectors
from index.store.records import Records

EMBEDDING = "embedding"  # a file in a build's folder once its stale vectors are gone: the name of the model
Missing = dict[str, tuple[str, str]]  # passage_id → doc_id, hash of its text

_AT_ONCE = 500


def carry_over(vectors: Vectors, before: dict[str, str], now: Missing) -> Missing:
    """Remove vectors that are no more, and move those whose text has another passage_id now (a renamed document).

    `before`: passage_id → hash of its text. The passages of `now` that have no vector yet.
    """
    stale = {name: text_hash for name, text_hash in before.items() if now.get(name, ("", ""))[1] != text_hash}
    missing = {name: key for name, key in now.items() if before.get(name) != key[1]}
    names = {text_hash: name for name, text_hash in stale.items()}
    wanted = {text_hash for _, text_hash in missing.values()} & names.keys()
    kept = vectors.get([names[text_hash] for text_hash in wanted])
    vectors.remove(list(stale))
    return _add(vectors, missing, {text_hash: kept[names[text_hash]] for text_hash in wanted})


def take_over(vectors: Vectors, leftover: Path, model: str, missing: Missing) -> Missing:
    """Take from the folder of a killed build what it had embedded with the same model; the passages still without."""
    try:
        if (leftover / EMBEDDING).read_text("utf-8") != model:
            return missing
        records = Records(leftover / "records.sqlite")
        names = {text_hash: name for name, _, _, text_hash in records.passage_keys()}
        records.close()
        embedded = Vectors(leftover / "chroma")
    except (OSError, UnicodeDecodeError, IndexBroken):
        return missing  # killed before it embedded anything, or damaged
    still: Missing = {}
    with closing(embedded):
        todo = list(missing.items())
        for start in range(0, len(todo), _AT_ONCE):
            part = dict(todo[start : start + _AT_ONCE])
            wanted = {text_hash for _, text_hash in part.values()} & names.keys()
            found = embedded.get([names[text_hash] for text_hash in wanted])
            still |= _add(vectors, part, {h: found[names[h]] for h in wanted if names[h] in found})
    return still


def _add(vectors: Vectors, missing: Missing, known: dict[str, NDArray[np.float32]]) -> Missing:
    """Add the vectors of the texts that are known by their hash; the passages of the others."""
    added = {name: key for name, key in missing.items() if key[1] in known}
    rows = list(added.items())
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        vectors.add(
            [name for name, _ in part],
            [doc_id for _, (doc_id, _) in part],
            np.array([known[text_hash] for _, (_, text_hash) in part], dtype=np.float32),
        )
    return {name: key for name, key in missing.items() if name not in added}
