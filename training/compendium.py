"""A compendium of policies as plain text → one file a document, as the questions of `questions/ours.jsonl` name them.

`python -m training.compendium FOLDER OUT`: FOLDER holds a file a province (github RhineAI-Lab/BusinessPolicyRAG,
data/split/city); OUT gets `n-PROVINCE-NNN.txt`, numbered from 0 in the order of the file.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

_PAGE = re.compile(r"\n# Page \d+:\n")
_HEADING = re.compile(r"(?m)^\d{1,3}\. ?(?=[^\n]{6,})")
_DATED = re.compile(r"的?通知[（(]20\d\d年\d+月\d+日|[（(]20\d\d年\d+月\d+日[）)]")
_NUMBER = re.compile(r"^\d{1,3}\. ?")


def documents(text: str) -> list[str]:
    """The documents of one file: a numbered heading with a date in brackets begins each."""
    text = _PAGE.sub("\n", text)
    starts = [m.start() for m in _HEADING.finditer(text)]
    starts = [s for s in starts if _DATED.search(re.sub(r"\s", "", text[s : s + 220])[:150])]
    ends = [*starts[1:], len(text)]
    return [_NUMBER.sub("", text[start:end]) for start, end in zip(starts, ends, strict=False)]


def main() -> None:
    """Write them all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(args.folder.glob("*.txt")):
        for number, text in enumerate(documents(path.read_text("utf-8"))):
            (args.out / f"n-{path.stem.removeprefix('bpr-')}-{number:03d}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
