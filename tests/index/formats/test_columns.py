"""Tables without borders, from where the characters of a page stand."""

from __future__ import annotations

import pytest

from index.formats.pdf.glyphs import Glyph
from index.formats.pdf.line_table import TextLine, join_texts, with_columns
from index.formats.pdf.lines import text_line

SIZE = 12.0


def line(top: float, *placed: tuple[float, str]) -> TextLine:
    """Words at their left edges, each character as wide as the type is high (Latin ones half)."""
    row: list[Glyph] = []
    for left, word in placed:
        for char in word:
            width = SIZE / 2 if char.isascii() else SIZE
            row.append(Glyph(char, left, left + width, top, SIZE))
            left += width
    return text_line(row)


HEAD = line(0, (100, "专题"), (200, "资助额度"), (300, "期限"))
FIRST = line(20, (100, "智能制造"), (200, "200万元"), (300, "2年"))
SECOND = line(40, (100, "生物医药"), (200, "300万元"), (300, "3年"))


@pytest.mark.parametrize(
    ("lines", "tables"),
    [
        (
            [HEAD, FIRST, SECOND],
            [[["专题", "资助额度", "期限"], ["智能制造", "200万元", "2年"], ["生物医药", "300万元", "3年"]]],
        ),
        # a cell that goes on below, in a column that is not the first
        (
            [HEAD, FIRST, line(30, (200, "分期拨付")), SECOND],
            [[["专题", "资助额度", "期限"], ["智能制造", "200万元分期拨付", "2年"], ["生物医药", "300万元", "3年"]]],
        ),
        # centred cells
        (
            [HEAD, line(20, (112, "一"), (206, "20万元"), (306, "2年")), SECOND],
            [[["专题", "资助额度", "期限"], ["一", "20万元", "2年"], ["生物医药", "300万元", "3年"]]],
        ),
        # text above and below
        (
            [
                line(0, (100, "标准见下表。")),
                HEAD,
                FIRST,
                SECOND,
                line(60, (100, "同一单位限报一项，其余由申报单位自筹。")),
            ],
            [[]],
        ),
        # two lines only, two columns only, other columns
        ([HEAD, FIRST], []),
        ([line(top, (100, "市科技局"), (300, "市财政局")) for top in (0, 20, 40)], []),
        ([HEAD, line(20, (40, "甲"), (60, "乙"), (80, "丙")), line(40, (400, "甲"), (430, "乙"), (460, "丙"))], []),
        # justified text
        ([line(top, *((100 + 17 * i, char) for i, char in enumerate("支持企业创新"))) for top in (0, 20, 40)], []),
        ([line(top, *((100 + 24 * i, char) for i, char in enumerate("支持企业创新"))) for top in (0, 20, 40)], []),
    ],
)
def test_tables(lines, tables):
    found = [item for item in with_columns(lines) if not isinstance(item, TextLine)]
    assert len(found) == len(tables)
    for table, expected in zip(found, tables, strict=True):
        assert table == expected or not expected


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["每家补助", "50万元"], "每家补助50万元"),
        (["2025", "2026"], "2025 2026"),
        (["ISO", "9001"], "ISO 9001"),
        (["50", "万元"], "50万元"),
    ],
)
def test_lines_of_a_cell_never_make_a_figure(texts, joined):
    assert join_texts(texts) == joined
