"""Rows of tables: 级别：国家级；标准：100万元。 (from files with tables) or cells with blanks between (from text)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from index.language.figures import Figure, FigureKind, find_figures
from index.language.rules import WORDS, Rules
from index.models import Clause
from index.supports.grants import plain, restored
from index.supports.promises import promises

_RULES = Rules("supports/rows")
Cell = tuple[str, str]
"""What a column is called, and what stands in it."""


def header_cells(text: str) -> list[str]:
    """The cells of a line that heads a table of plain text; empty for any other line."""
    cells = text.split()
    named = len(cells) >= 2 and all(len(c) <= 12 and not _RULES["no_name"].search(c) for c in cells)
    return cells if named and any(_RULES["award"].search(c) for c in cells) else []


def row_cells(text: str, header: Sequence[str]) -> list[Cell]:
    """The cells of a row with their columns' names; empty when the text is no row."""
    pairs: list[Cell] = []
    parts = [p.strip() for p in text.strip(" 。;").split(";") if p.strip()]
    for part in parts:
        if match := _RULES["pair"].search(part):
            pairs.append((match["name"].strip(), match["cell"].strip()))
        elif not pairs:
            break
        else:  # a cell of several sentences: 建站补助50万元；正常运行的，每年补助20万元
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]};{part}")
    if len(pairs) >= 2 and len(pairs) * 2 >= len(parts):
        return pairs
    cells = text.split()
    if header and len(cells) >= len(header) and not text.rstrip().endswith("。"):  # a sentence below a table
        return list(zip(header, cells, strict=False))
    return []


def rows_above(clauses: Iterable[Clause]) -> dict[str, list[Cell]]:
    """For the clause of each row the whole cells of the row above it in its table, by the clause's id."""
    found: dict[str, list[Cell]] = {}
    above: list[Cell] = []
    path = ""
    for clause in clauses:
        cells = [(name, restored(cell, clause.text)) for name, cell in row_cells(plain(clause.text), ())]
        if cells and clause.path == path:
            found[clause.clause_id] = above
        above, path = whole_row(cells, found.get(clause.clause_id, [])), clause.path
    return found


def whole_row(cells: list[Cell], above: Sequence[Cell]) -> list[Cell]:
    """The cells of a row that starts late, after those of the row above that it goes on with (国家级 | 认定, | 运营).

    Only where a cell of its own tells it from that row: of figures alone nobody knows whose they are.
    """
    known, own = dict(above), [name for name, _ in cells]
    if not cells or own[0] not in known or own[0] == above[0][0]:
        return cells
    if all(_is(name, "award") or known.get(name) == cell for name, cell in cells):
        return cells
    return [*takewhile(lambda cell: cell[0] != own[0], above), *cells]


def awards(cells: Sequence[Cell]) -> list[tuple[str, str, Figure, bool]]:
    """Column, cell, figure and whether it is a cap, of each cell that gives money or a share."""
    found = []
    for name, cell in cells:
        if not _is(name, "award") or any(_is(name, rule) for rule in ("no_award", "to", "matter")):
            continue
        figure = next((f for f in find_figures(cell) if f.kind in (FigureKind.MONEY, FigureKind.RATIO)), None)
        if figure:
            found.append((name, cell, figure, bool(WORDS["CAP"].search(name + cell[: figure.start]))))
    return found


def matter_of(text: str) -> str:
    """What a row is about: 支持事项：中试基地认定; "" when no column says."""
    pairs = (part.partition("：") for part in text.rstrip("。").split("；"))
    return next((cell for name, mark, cell in pairs if mark and _is(name, "matter") and len(cell) <= 24), "")


def whose(cells: Sequence[Cell]) -> list[str]:
    """The cells that say who or which tier, from the left."""
    first = not (_is(cells[0][0], "award") or _is(cells[0][0], "no_award"))
    return [cell for i, (name, cell) in enumerate(cells) if _is(name, "whose") or (i == 0 and first)]


def told(cells: Sequence[Cell]) -> tuple[str, str, list[str]] | None:
    """Of a row that says in words what it gives (按研发费用的1%奖励，最高50万元): whom to, what for, and the sentences.

    None when its figures stand in cells of their own, and when several columns give.
    """
    who = [cell for name, cell in cells if _is(name, "to")]
    rest = [(name, cell) for name, cell in cells if not _is(name, "to")]
    matters = [cell for name, cell in rest if _is(name, "matter")]
    given = [cell for name, cell in rest if _is(name, "how_much") and not _is(name, "matter")]
    if len(given) != 1 or not (who or matters):
        return None
    if not (WORDS["GIVE"].search(given[0]) or promises(given[0]) or len(find_figures(given[0])) > 1):
        return None
    return "".join(who[:1]), "".join(matters[:1]), [part for part in given[0].split(";") if part.strip()]


def _is(name: str, rule: str) -> bool:
    """Whether the name of a column is of a kind."""
    return bool(_RULES[rule].search(name))
