"""The letters of a PDF page that a reader sees, each once, with the place where it stands."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from pdfplumber.page import Page

from index.formats.pdf.device import HIDDEN, UNKNOWN, angle
from index.language.script import ordinary

Look = tuple[Any, int]
"""Colour and size of a letter."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, or a blank; all measures in points, from the left and the head of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    pale: bool = False


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What a page shows. `slanted` is what runs across it; `unknown` the number of letters without a meaning."""

    shown: list[Glyph]
    slanted: str = ""
    unknown: int = 0


def read_glyphs(page: Page, marks: set[Look]) -> Glyphs:
    """Left out: letters that are not painted, white ones on white, watermarks, and copies of a letter on itself.

    `marks` are the looks of watermarks on the pages before; those of this one are added. The unpainted letters over a
    picture are what was recognised in it: they stay where the page has few others.
    """
    level: list[dict[str, Any]] = []
    slanted: list[dict[str, Any]] = []
    for char in page.chars:
        (level if abs(angle(char)) < 8 else slanted).append(char)
    unpainted = [char for char in level if char["non_stroking_color"] == (HIDDEN,)]
    painted = [char for char in level if char["non_stroking_color"] != (HIDDEN,) and _is_seen(char, page)]
    if len(unpainted) > len(painted):
        painted += [char for char in unpainted if any(_holds(image, char) for image in page.images)]
    marks |= _watermarks(painted)
    glyphs = [_glyph(char) for char in painted if _look(char) not in marks]
    once = [glyph for glyph in _once(glyphs) if glyph.text]
    return Glyphs(once, "".join(char["text"] for char in slanted), sum(UNKNOWN in glyph.text for glyph in once))


def _glyph(char: dict[str, Any]) -> Glyph:
    baseline = char["top"] + char["y1"] - char["matrix"][5]
    return Glyph(_letter(char["text"]), char["x0"], char["x1"], baseline, char["size"], lightness(char) >= 0.6)


def lightness(item: dict[str, Any]) -> float:
    """From 0 for black to 1 for white; inks and patterns that do not tell count as black."""
    color = item.get("non_stroking_color")
    parts = [part for part in (color if isinstance(color, tuple | list) else (color,)) if isinstance(part, int | float)]
    if len(parts) == 1 and item.get("ncs", "DeviceGray") in ("DeviceGray", "CalGray", "ICCBased", "G"):
        return float(parts[0])
    if len(parts) == 3:
        return 0.3 * parts[0] + 0.59 * parts[1] + 0.11 * parts[2]
    if len(parts) == 4:
        return max(0.0, 1 - parts[3] - 0.3 * parts[0] - 0.59 * parts[1] - 0.11 * parts[2])
    return 0.0


def _is_seen(char: dict[str, Any], page: Page) -> bool:
    """Inside the page, and not white unless on a dark ground or a picture."""
    left, top, right, bottom = page.cropbox
    if not (left <= (char["x0"] + char["x1"]) / 2 <= right and top <= (char["top"] + char["bottom"]) / 2 <= bottom):
        return False
    if lightness(char) < 0.97:
        return True
    grounds = (shape for shape in (*page.rects, *page.curves) if shape["fill"] and lightness(shape) < 0.9)
    return any(_holds(ground, char) for ground in (*grounds, *page.images))


def _holds(outer: dict[str, Any], char: dict[str, Any]) -> bool:
    across, down = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(outer["x0"] <= across <= outer["x1"] and outer["top"] <= down <= outer["bottom"])


def _look(char: dict[str, Any]) -> Look:
    return char["non_stroking_color"], round(char["size"])


def _watermarks(chars: Sequence[dict[str, Any]]) -> set[Look]:
    """Colours and sizes of large letters that lie on the text: pale ones, or such as cover two letters or more."""
    if not chars:
        return set()
    body = median(char["size"] for char in chars)
    large = [char for char in chars if char["size"] > 1.6 * body and char["text"].strip()]
    small = [char for char in chars if char["size"] <= 1.6 * body and char["text"].strip()] if large else []
    covered: Counter[Look] = Counter()
    pale: set[Look] = set()
    for char in large:
        look = _look(char)
        covered[look] += sum(_holds(char, other) for other in small)
        if 0.6 <= lightness(char) < 0.97:
            pale.add(look)
    return {look for look, count in covered.items() if count > 1 or (count and look in pale)}


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """A letter printed again over itself, a little aside, is a bold one: the first stays."""
    kept: defaultdict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    once: list[Glyph] = []
    for glyph in glyphs:
        reach = max((glyph.right - glyph.left) / 2, 0.15 * glyph.size)
        column, row = int(glyph.left / 20), int(glyph.baseline / 20)
        near = (
            other
            for across in (column - 1, column, column + 1)
            for down in (row - 1, row, row + 1)
            for other in kept.get((glyph.text, across, down), ())
        )
        if glyph.text.strip() and any(
            abs(other.left - glyph.left) < reach and abs(other.baseline - glyph.baseline) < 0.25 * glyph.size
            for other in near
        ):
            continue
        kept[glyph.text, column, row].append(glyph)
        once.append(glyph)
    return once


_SIGNS = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\u0000-\u0008\u000e-\u001f]")


def _letter(text: str) -> str:
    """Radicals as the letters that they show (⼀ ⻔); signs of a font's own, as bullets are, go."""
    return _SIGNS.sub("", ordinary(text))
