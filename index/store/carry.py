"""Vectors that need not be worked out again.

Of passages that are as they were, that were renamed, or that a killed build had embedded already.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
from langchain_core.utils.iter import batch_iterate
from numpy.typing import NDArray

from index.errors import IndexBroken
from index.store.metadata import rows
from index.store.records import Records
from index.store.vectors import Vectors

EMBEDDING = "embedding"  # a file in a build's folder once its stale vectors are gone: the name of the model
Missing = dict[str, str]  # passage_id → hash of its text

_AT_ONCE = 500


def carry_over(vectors: Vectors, records: Records, before: dict[str, str], now: Missing) -> Missing:
    """Remove vectors that are no more, and move those whose text has another passage_id now (a renamed document).

    `before`: passage_id → hash of its text. The passages of `now` that have no vector yet.
    """
    stale = {name: text_hash for name, text_hash in before.items() if now.get(name) != text_hash}
    missing = {name: text_hash for name, text_hash in now.items() if before.get(name) != text_hash}
    names = {text_hash: name for name, text_hash in stale.items()}
    wanted = set(missing.values()) & names.keys()
    kept = vectors.get([names[text_hash] for text_hash in wanted])
    vectors.remove(list(stale))
    return _add(vectors, records, missing, {text_hash: kept[names[text_hash]] for text_hash in wanted})


def take_over(vectors: Vectors, records: Records, leftover: Path, model: str, missing: Missing) -> Missing:
    """Take from the folder of a killed build what it had embedded with the same model; the passages still without."""
    try:
        if (leftover / EMBEDDING).read_text("utf-8") != model:
            return missing
        with closing(Records(leftover / "records.sqlite")) as left:
            names = {text_hash: name for name, _, _, text_hash in left.passage_keys()}
        embedded = Vectors(leftover / "chroma")
    except (OSError, UnicodeDecodeError, IndexBroken):
        return missing  # killed before it embedded anything, or damaged
    still: Missing = {}
    with closing(embedded):
        for items in batch_iterate(_AT_ONCE, missing.items()):
            part = dict(items)
            wanted = set(part.values()) & names.keys()
            found = embedded.get([names[text_hash] for text_hash in wanted])
            still |= _add(vectors, records, part, {h: found[names[h]] for h in wanted if names[h] in found})
    return still


def _add(vectors: Vectors, records: Records, missing: Missing, known: dict[str, NDArray[np.float32]]) -> Missing:
    """Add the vectors of the texts that are known by their hash; the passages of the others."""
    added = [name for name, text_hash in missing.items() if text_hash in known]
    for part in batch_iterate(_AT_ONCE, rows(records, added)):
        vectors.add(part, np.array([known[missing[row.passage_id]] for row in part], dtype=np.float32))
    return {name: text_hash for name, text_hash in missing.items() if text_hash not in known}
