"""What is different between the documents and the index."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from index.store.records import Records
from index.store.sources import Entry, Sources


@dataclass
class Changes:
    """What a build has to do.

    `gone` are the doc_ids of what was removed or is read anew; `failures`: source → (fingerprint, context, why).
    """

    added: list[Entry] = field(default_factory=list)
    changed: list[Entry] = field(default_factory=list)
    outdated: list[Entry] = field(default_factory=list)  # unchanged, but the code or the day is another
    unchanged: int = 0
    removed: int = 0
    gone: list[str] = field(default_factory=list)
    failures: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def to_read(self) -> list[Entry]:
        return self.added + self.changed + self.outdated

    def __bool__(self) -> bool:
        return bool(self.to_read() or self.removed)


def compare(sources: Sources, previous: Path | None) -> Changes:
    """`sources` against the generation in the folder `previous`."""
    known: dict[str, tuple[str, str, str]] = {}
    failed: dict[str, tuple[str, str, str]] = {}
    if previous:
        records = Records(previous / "records.sqlite")
        known, failed = records.read_before(), records.failures()
        records.close()
    changes = Changes()
    for entry in sources.entries:
        before = known.get(entry.source) or failed.get(entry.source)
        if before is None:
            changes.added.append(entry)
        elif before[0] != entry.fingerprint:
            changes.changed.append(entry)
        elif before[1] != entry.context:
            changes.outdated.append(entry)
        elif entry.source in failed:
            changes.failures[entry.source] = before
            continue
        else:
            changes.unchanged += 1
            continue
        if entry.source in known:
            changes.gone.append(known[entry.source][2])
    sources_now = {entry.source for entry in sources.entries}
    removed = [doc_id for source, (_, _, doc_id) in known.items() if source not in sources_now]
    changes.gone += removed
    changes.removed = len(removed) + sum(source not in sources_now for source in failed)
    return changes
