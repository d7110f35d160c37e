"""How a document closes: note of annexes, office and date (GB/T 9704-2012, 7.3.4 and 7.3.5)."""

from __future__ import annotations

from collections.abc import Iterator

from index.language.dates import is_date_line
from index.language.offices import is_organ, issuer_in
from index.language.rules import Rules
from index.language.spans import Span, line_spans
from index.reading.marks import ends_sentence
from index.reading.titles import Title

_RULES = Rules("reading/lines")


def find_closing(text: str, start: int, end: int, titles: list[Title]) -> tuple[int, list[Span]]:
    """Where `text[start:end]` ends before its note of annexes, signature and date; and these two."""
    signatures: list[Span] = []
    lines = [(max(a, start), min(b, end)) for a, b in line_spans(text) if b > start and a < end]
    stop = end
    for i, (a, b) in reversed(list(enumerate(lines))):
        line = text[a:b].strip()
        if printed := _RULES["printed_by"].fullmatch(line):
            signatures.append((a + text[a:b].index(line) + printed.start("date"), b))
        elif is_date_line(line) or is_organ(line):
            signatures.append((a, b))
        elif _is_joint_signature(line):
            signatures += _words(text, a, b)
        elif not (
            _RULES["annex_note"].match(line)
            or _RULES["closing"].match(line)
            or _RULES["officer"].match(line)
            or _in_annex_note(text, lines, i)
        ):
            break
        stop = a
    if inline := _inline_signature([name for title in titles if (name := issuer_in(title.text))], text, start, stop):
        signatures += inline
        stop = inline[0][0]
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return stop, signatures


def _in_annex_note(text: str, lines: list[Span], at: int) -> bool:
    """2.申请表 below 附件：1.指南."""
    while at >= 0 and _RULES["annex_note_item"].match(text[slice(*lines[at])]):
        at -= 1
        if at >= 0 and _RULES["annex_note"].match(text[slice(*lines[at])]):
            return True
    return False


def _inline_signature(issuers: list[str], text: str, start: int, end: int) -> list[Span]:
    """Office and date at the end of a line of text: …请遵照执行。某市科学技术局2020年6月18日.

    The office is one of the `issuers` that the titles name; where they name none, what follows a sentence.
    """
    match = _RULES["signed"].search(text, max(start, end - 80), end)
    if not match:
        return []
    organ = next((name for name in issuers if match["organ"].endswith(name)), "")
    if not issuers and ends_sentence(text[: match.start()].rstrip(), colon=False):
        organ = match["organ"]
    return [(match.end("organ") - len(organ), match.end("organ")), match.span("date")] if organ else []


def _words(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of the words between blanks."""
    for word in text[start:end].split():
        start = text.index(word, start)
        yield start, start + len(word)
        start += len(word)


def _is_joint_signature(line: str) -> bool:
    """Several offices on one line, with blanks between them, or an office and the date."""
    parts = line.split()
    return len(parts) > 1 and all(is_organ(part) or is_date_line(part) for part in parts)
